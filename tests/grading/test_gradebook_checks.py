"""What gradebooks and entries are refused for."""

from decimal import Decimal

import pytest

from apps.core.errors import ErrorCode, Invalid
from apps.grading.gradebooks import LatePenalty, check_gradebook
from apps.grading.records import check_points
from tests.grading.gradebook_words import category, gradebook, item


def penalty(percent=10, **more):
    return LatePenalty(percent_per_day=Decimal(percent), **more)


@pytest.mark.parametrize(
    ("categories", "items", "fields"),
    [
        ([], [], ["categories"]),
        ([category("h", 0), category("t", 0)], [], ["categories"]),
        ([category("h", 0), category("x", 5, is_extra_credit=True)], [], ["categories"]),
        ([category("h", -1), category("t")], [], ["categories.0.weight"]),
        ([category("h", "NaN")], [], ["categories.0.weight"]),
        ([category("h", 100_001)], [], ["categories.0.weight"]),
        ([category("h", "0.000001")], [], ["categories.0.weight"]),
        ([category("h"), category("h")], [], ["categories.1.id"]),
        ([category("h", drop_lowest=-1)], [], ["categories.0.drop_lowest"]),
        ([category("h", keep_highest=0)], [], ["categories.0.keep_highest"]),
        ([category("h", drop_lowest=1, keep_highest=2)], [], ["categories.0.keep_highest"]),
        ([category("h")], [item("h1", weight=0), item("h2", weight=0)], ["categories.0.items"]),
        ([category("h")], [item("h1", weight=0), item("h2", weight=1, is_extra_credit=True)], ["categories.0.items"]),
        ([category("h")], [item("h1", weight=1), item("h2")], ["categories.0.items"]),
        ([category("h")], [item("h1"), item("h1")], ["items.1.id"]),
        ([category("h")], [item("t1")], ["items.0.category"]),
        ([category("h")], [item("h1", 0)], ["items.0.max_points"]),
        ([category("h")], [item("h1", -5)], ["items.0.max_points"]),
        ([category("h")], [item("h1", "Infinity")], ["items.0.max_points"]),
        ([category("h")], [item("h1", weight=-1)], ["items.0.weight"]),
        ([category("h")], [item("h1", late_penalty=penalty(101))], ["items.0.late_penalty.percent_per_day"]),
        ([category("h")], [item("h1", late_penalty=penalty(floor=Decimal(-1)))], ["items.0.late_penalty.floor"]),
        (
            [category("h")],
            [item("h1", late_penalty=penalty(grace_minutes=20_000))],
            ["items.0.late_penalty.grace_minutes"],
        ),
        ([category("h", -1)], [item("t1", 0)], ["categories.0.weight", "items.0.category", "items.0.max_points"]),
    ],
)
def test_wrong_gradebooks_are_refused_with_all_their_fields(categories, items, fields):
    with pytest.raises(Invalid) as refused:
        check_gradebook(gradebook(categories, items))
    assert (refused.value.code, sorted(refused.value.fields)) == (ErrorCode.INVALID, fields)


@pytest.mark.parametrize(
    "items",
    [
        [],
        [item("h1"), item("h2", is_extra_credit=True)],
        [item("h1", weight=0), item("h2", weight=1)],
        [item("h1", weight=0, is_extra_credit=True)],
        [item("h1", late_penalty=penalty(floor=Decimal(50), grace_minutes=60))],
    ],
)
def test_gradebooks_in_order_are_taken(items):
    check_gradebook(gradebook([category("h"), category("t", 0, drop_lowest=2)], items))


@pytest.mark.parametrize("points", ["-0.01", "NaN", "100001", "1E-999999"])
def test_entries_with_wrong_points_are_refused(points):
    with pytest.raises(Invalid) as refused:
        check_points(Decimal(points), is_excused=False)
    assert list(refused.value.fields) == ["points"]


def test_an_entry_has_points_or_an_excuse_or_neither():
    for points, is_excused in ((0, False), (12, False), (None, True), (None, False)):
        check_points(points if points is None else Decimal(points), is_excused=is_excused)
    with pytest.raises(Invalid) as refused:
        check_points(Decimal(3), is_excused=True)
    assert list(refused.value.fields) == ["points"]
