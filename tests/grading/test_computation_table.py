"""Grades against tables that were worked out by hand."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from fractions import Fraction

import pytest

from apps.grading.computation import compute_grade
from apps.grading.explanations import ItemState
from apps.grading.gradebooks import LatePenalty, MissingRule
from apps.grading.scales import GradeScale
from tests.grading.gradebook_words import (
    EXCUSED,
    FIVE,
    NOON,
    TAKEN_BACK,
    category,
    entry,
    extension,
    gradebook,
    item,
    record,
)

YESTERDAY, TOMORROW = NOON - timedelta(days=1), NOON + timedelta(days=1)
DROPS_ONE, DROPS_TWO = category("h", drop_lowest=1), category("h", drop_lowest=2)
KEEPS_TWO = category("h", keep_highest=2)
H, T, X = category("h", 40), category("t", 60), category("x", 5, is_extra_credit=True)
HOMEWORK = [item("h1", 10), item("h2", 20), item("h3", 30)]
ALIKE = [item("h1"), item("h2"), item("h3"), item("h4")]
ONE_EACH = [item("h1"), item("t1"), item("x1")]
WITH_EXTRA = [item("h1", 20), item("h2", 5, is_extra_credit=True)]
WEIGHED = [item("h1", weight=1), item("h2", weight=2), item("h3", weight=0)]

TABLE = {
    # One category: points / most points.
    "all the points": ([H], HOMEWORK, {"h1": 10, "h2": 20, "h3": 30}, "100.00", "5"),
    "no points": ([H], HOMEWORK, {"h1": 0, "h2": 0, "h3": 0}, "0.00", "2"),
    "unequal points weigh by points": ([H], HOMEWORK, {"h1": 10, "h2": 10, "h3": 0}, "33.33", "2"),  # 20/60
    "thirds are rounded once": ([H], HOMEWORK[:2], {"h1": 10, "h2": 10}, "66.67", "3"),  # 20/30
    "nothing is graded": ([H], HOMEWORK, {}, None, None),
    "what is not graded is left out": ([H], HOMEWORK, {"h2": 15}, "75.00", "4"),  # 15/20
    "the last entry counts": ([H], HOMEWORK, {"h1": [2, 9, 7]}, "70.00", "3"),
    "points are taken back": ([H], HOMEWORK, {"h1": [2, TAKEN_BACK], "h2": 18}, "90.00", "5"),
    "all is taken back": ([H], HOMEWORK, {"h1": [2, TAKEN_BACK]}, None, None),
    # Excuses.
    "excused": ([H], HOMEWORK, {"h1": EXCUSED, "h2": 15, "h3": 15}, "60.00", "3"),  # 30/50
    "excused after a mark": ([H], HOMEWORK, {"h1": [0, EXCUSED], "h2": 20}, "100.00", "5"),
    "a mark after an excuse": ([H], HOMEWORK, {"h1": [EXCUSED, 5]}, "50.00", "2"),
    "all is excused": ([H], HOMEWORK, {"h1": EXCUSED, "h2": EXCUSED, "h3": EXCUSED}, None, None),
    "excused for everybody": ([H], [item("h1", is_excused=True), item("h2")], {"h1": 0, "h2": 8}, "80.00", "4"),
    # Weights within the category.
    "weights": ([H], WEIGHED, {"h1": 10, "h2": 4}, "60.00", "3"),  # (1 x 1 + 2 x .4) / 3
    "a weight of 0 counts for nothing": ([H], WEIGHED, {"h1": 9, "h3": 0}, "90.00", "5"),
    "only a weight of 0 is graded": ([H], WEIGHED, {"h3": 10}, None, None),
    # Several categories.
    "two categories": ([H, T], ONE_EACH[:2], {"h1": 5, "t1": 10}, "80.00", "4"),  # .4 x 50 + .6 x 100
    "one has no grades": ([H, T], ONE_EACH[:2], {"h1": 5}, "50.00", "2"),
    "weights need not make 100": ([H, category("t", 120)], ONE_EACH[:2], {"h1": 0, "t1": 10}, "75.00", "4"),
    "a category of weight 0": ([category("h", 0), T], ONE_EACH[:2], {"h1": 0, "t1": 9}, "90.00", "5"),
    "only weight 0 is graded": ([category("h", 0), T], ONE_EACH[:2], {"h1": 10}, None, None),
    # Lowest and highest.
    "the lowest is dropped": ([DROPS_ONE], ALIKE, {"h1": 2, "h2": 8, "h3": 9, "h4": 10}, "90.00", "5"),
    "two are dropped": ([DROPS_TWO], ALIKE, {"h1": 2, "h2": 8, "h3": 9, "h4": 10}, "95.00", "5"),
    "one always stays": ([category("h", drop_lowest=3)], ALIKE, {"h1": 2, "h2": 8}, "80.00", "4"),
    "equal ones: one is dropped": ([DROPS_ONE], ALIKE, {"h1": 5, "h2": 5, "h3": 8}, "65.00", "3"),
    "an excused one is not the dropped one": (
        [DROPS_ONE], ALIKE, {"h1": EXCUSED, "h2": 2, "h3": 9, "h4": 10}, "95.00", "5"
    ),
    # 11/100, 10/11 and 1/1: without the lowest percent (11/100) 11/12; without 10/11, 12/101.
    "the large low one is dropped": (
        [DROPS_ONE],
        [item("h1", 100), item("h2", 11), item("h3", 1)],
        {"h1": 11, "h2": 10, "h3": 1},
        "91.67",
        "5",
    ),
    # 80/100, 42/100 and 2/20. Without 2/20 (10 %): 122/200 = 61; without 42/100: 82/120 = 68.33, which is more.
    "a larger one does more harm than the lowest": (
        [DROPS_ONE],
        [item("h1", 100), item("h2", 100), item("h3", 20)],
        {"h1": 80, "h2": 42, "h3": 2},
        "68.33",
        "3",
    ),
    "the two highest are kept": ([KEEPS_TWO], ALIKE, {"h1": 2, "h2": 8, "h3": 9, "h4": 10}, "95.00", "5"),
    "fewer than are kept": ([category("h", keep_highest=3)], ALIKE, {"h1": 2, "h2": 8}, "50.00", "2"),
    # Extra credit.
    "an extra item adds": ([H], WITH_EXTRA, {"h1": 15, "h2": 2}, "85.00", "4"),  # 17/20
    "an extra item goes above 100": ([H], WITH_EXTRA, {"h1": 20, "h2": 5}, "125.00", "5"),
    "an extra item is not missed": ([H], WITH_EXTRA, {"h1": 20}, "100.00", "5"),
    "an extra item alone is no grade": ([H], WITH_EXTRA, {"h2": 5}, None, None),
    "more than the most points": ([H], HOMEWORK, {"h1": 12}, "120.00", "5"),
    # (40 x 50 + 60 x 80 + 5 x 100) / 100
    "an extra category adds": ([H, T, X], ONE_EACH, {"h1": 5, "t1": 8, "x1": 10}, "73.00", "4"),
    "an extra category is not missed": ([H, T, X], ONE_EACH, {"h1": 5, "t1": 8}, "68.00", "3"),
    "an extra category alone is no grade": ([H, T, X], ONE_EACH, {"x1": 10}, None, None),
    # An extra item is never dropped: (9 + 1) / 10.
    "extra credit beside a dropped item": (
        [DROPS_ONE],
        [item("h1"), item("h2"), item("h3", is_extra_credit=True)],
        {"h1": 4, "h2": 9, "h3": 1},
        "100.00",
        "5",
    ),
    # Missing work.
    "missing counts at once": ([H], [item("h1"), item("h2", missing=MissingRule.ZERO)], {"h1": 10}, "50.00", "2"),
    "due counts as 0": ([H], [item("h1"), item("h2", due_at=YESTERDAY)], {"h1": 10}, "50.00", "2"),
    "due now does not count yet": ([H], [item("h1"), item("h2", due_at=NOON)], {"h1": 10}, "100.00", "5"),
    "due, but never counted": (
        [H], [item("h1"), item("h2", due_at=YESTERDAY, missing=MissingRule.NOT_COUNTED)], {"h1": 10}, "100.00", "5"
    ),
    "due, but excused": ([H], [item("h1"), item("h2", due_at=YESTERDAY)], {"h1": 10, "h2": EXCUSED}, "100.00", "5"),
    "a missing one is dropped": (
        [DROPS_ONE], [item("h1"), item("h2", due_at=YESTERDAY)], {"h1": 10}, "100.00", "5"
    ),
    # Exact bounds: 86, 71 and 56 of 100, and just below. The band is of the rounded percent.
    "the bound of 5": ([H], [item("h1", 100)], {"h1": 86}, "86.00", "5"),
    "just below 5": ([H], [item("h1", 100)], {"h1": "85.99"}, "85.99", "4"),
    "rounded up to 5": ([H], [item("h1", 100)], {"h1": "85.995"}, "86.00", "5"),
    "rounded down from 5": ([H], [item("h1", 100)], {"h1": "85.9949"}, "85.99", "4"),
    "the bound of 4": ([H], [item("h1", 100)], {"h1": 71}, "71.00", "4"),
    "the bound of 3": ([H], [item("h1", 100)], {"h1": 56}, "56.00", "3"),
    "just below 3": ([H], [item("h1", 100)], {"h1": "55.99"}, "55.99", "2"),
    # (88.88… + 77.77… + 91.33…) / 3 = (800 + 700 + 822) / 27 = 86.
    "a bound from thirds": (
        [category("h", 1), category("t", 1), category("x", 1)],
        [item("h1", 9), item("t1", 9), item("x1", 300)],
        {"h1": 8, "t1": 7, "x1": 274},
        "86.00",
        "5",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", TABLE)
def test_a_grade_is_what_was_worked_out_by_hand(name):
    categories, items, marks, percent, word = TABLE[name]
    grade = compute_grade(gradebook(categories, items), record(marks), now=NOON)
    assert grade.percent == (None if percent is None else Decimal(percent))
    assert (grade.band.word if grade.band else None) == word


def test_a_grade_of_thirds_is_exact_before_it_is_rounded():
    categories, items, marks, _percent, _word = TABLE["a bound from thirds"]
    assert compute_grade(gradebook(categories, items), record(marks), now=NOON).exact == 86


TEN_A_DAY = LatePenalty(percent_per_day=Decimal(10))
WITH_FLOOR = LatePenalty(percent_per_day=Decimal(25), floor=Decimal(40))
WITH_GRACE = LatePenalty(percent_per_day=Decimal(10), grace_minutes=60)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
SECOND = timedelta(seconds=1)


@pytest.mark.parametrize(
    ("rule", "late", "points", "percent", "days"),
    [
        (TEN_A_DAY, -HOUR, 10, 100, 0),
        (TEN_A_DAY, 0 * HOUR, 10, 100, 0),
        (TEN_A_DAY, timedelta(microseconds=1), 10, 90, 1),
        (TEN_A_DAY, DAY, 10, 90, 1),
        (TEN_A_DAY, DAY + SECOND, 10, 80, 2),
        (TEN_A_DAY, 1.3 * DAY, 10, 80, 2),  # Canvas's own example
        (TEN_A_DAY, DAY, 5, 40, 1),  # of the most points, not of those won
        (TEN_A_DAY, DAY, 12, 110, 1),
        (TEN_A_DAY, 30 * DAY, 10, 0, 30),
        (TEN_A_DAY, 3 * DAY, 2, 0, 3),
        (WITH_FLOOR, DAY, 10, 75, 1),
        (WITH_FLOOR, 2 * DAY, 10, 50, 2),
        (WITH_FLOOR, 3 * DAY, 10, 40, 3),
        (WITH_FLOOR, 3 * DAY, 4, 40, 3),
        (WITH_FLOOR, 3 * DAY, 3, 30, 3),  # below the floor nothing is taken
        (WITH_GRACE, HOUR, 10, 100, 0),
        (WITH_GRACE, HOUR + SECOND, 10, 90, 1),
        (WITH_GRACE, DAY + HOUR, 10, 90, 1),
        (WITH_GRACE, DAY + HOUR + SECOND, 10, 80, 2),
    ],
)
def test_late_work_loses_what_the_rule_says(rule, late, points, percent, days):
    book = gradebook([H], [item("h1", due_at=YESTERDAY, late_penalty=rule)])
    grade = compute_grade(book, record({"h1": points}, handed_in_at={"h1": YESTERDAY + late}), now=NOON)
    assert grade.percent == percent
    [result] = grade.list_items()
    assert result.points == Fraction(percent, 10)
    if not days:
        assert result.penalty is None
    else:
        assert (result.penalty.days, result.penalty.rule) == (days, rule)
        assert result.penalty.points_taken == points - Fraction(percent, 10)


def test_an_extension_moves_the_due_time_of_one_pupil_and_the_last_one_counts():
    book = gradebook([H], [item("h1"), item("h2", due_at=YESTERDAY, late_penalty=TEN_A_DAY)])
    late = {"handed_in_at": {"h2": NOON}}
    assert compute_grade(book, record({"h1": 10, "h2": 10}, **late), now=NOON).percent == 95
    given = [extension("h2", YESTERDAY, number=2), extension("h2", TOMORROW, number=3), extension("h2", NOON, number=1)]
    grade = compute_grade(book, record({"h1": 10, "h2": 10}, given, **late), now=NOON)
    assert grade.percent == 100
    assert grade.list_items()[1].extension == given[1]
    waiting = compute_grade(book, record({"h1": 10}, given), now=NOON)
    assert (waiting.percent, waiting.list_items()[1].state) == (100, ItemState.OPEN)


def test_work_that_waits_for_a_teacher_is_not_missing():
    book = gradebook([H], [item("h1"), item("h2", due_at=YESTERDAY), item("h3", missing=MissingRule.ZERO)])
    handed_in = {"h2": NOON, "h3": NOON}
    grade = compute_grade(book, record({"h1": 9}, handed_in_at=handed_in), now=NOON)
    assert grade.percent == 90
    assert [found.state for found in grade.list_items()] == [ItemState.GRADED, ItemState.HANDED_IN, ItemState.HANDED_IN]


def test_a_scale_without_bands_leaves_the_percent():
    grade = compute_grade(gradebook([H], HOMEWORK, GradeScale()), record({"h1": 7}), now=NOON)
    assert (grade.percent, grade.band) == (Decimal("70.00"), None)


def test_rows_of_items_that_are_gone_count_for_nothing():
    grade = compute_grade(gradebook([H], HOMEWORK), record({"h1": 7, "h9": 0}), now=NOON)
    assert grade.percent == 70


def test_each_number_opens_to_its_entries_and_rules():
    book = gradebook(
        [category("h", 40, drop_lowest=1), T, X],
        [
            item("h1", due_at=YESTERDAY, late_penalty=TEN_A_DAY),
            item("h2"),
            item("h3"),
            item("h4", is_extra_credit=True),
            item("t1", weight=1),
            item("t2", weight=3),
            item("t3", weight=1),
            item("x1"),
        ],
        FIVE,
    )
    marks = {"h1": [3, 10], "h2": 2, "h3": EXCUSED, "h4": 1, "t1": 6, "t2": 8, "x1": 5}
    grade = compute_grade(book, record(marks, handed_in_at={"h1": NOON - HOUR}), now=NOON)
    homework, tests, extra = grade.categories
    # Homework: (9 + 1) / 10; tests: (1 x 60 + 3 x 80) / 4 = 75; extra: 50. (40 x 100 + 60 x 75 + 5 x 50) / 100.
    assert (homework.percent, tests.percent, extra.percent) == (100, 75, 50)
    assert (homework.weight, tests.weight, extra.weight) == (Fraction(2, 5), Fraction(3, 5), Fraction(1, 20))
    assert (homework.contribution, tests.contribution, extra.contribution) == (40, 45, Fraction(5, 2))
    assert (grade.exact, grade.percent, grade.band.word) == (Fraction(175, 2), Decimal("87.50"), "5")
    found = {result.item.id: result for result in grade.list_items()}
    assert [(one.points, one.id) for one in found["h1"].entries] == [(3, "h1-0"), (10, "h1-1")]
    assert found["h1"].penalty.points_taken == 1
    assert {name: one.state for name, one in found.items() if one.state != ItemState.GRADED} == {
        "h3": ItemState.EXCUSED,
        "t3": ItemState.OPEN,
    }
    assert [name for name, one in found.items() if one.is_dropped] == ["h2"]
    assert {name: one.contribution for name, one in found.items()} == {
        "h1": 36,
        "h2": 0,
        "h3": 0,
        "h4": 4,
        "t1": 9,
        "t2": 36,
        "t3": 0,
        "x1": Fraction(5, 2),
    }
    assert found["t2"].weight == Fraction(9, 20)


def test_the_larger_id_is_later_among_entries_of_one_moment():
    one, other = entry("h1", 3)._replace(id="a"), entry("h1", 8)._replace(id="b")
    for entries in ([one, other], [other, one]):
        grade = compute_grade(gradebook([H], HOMEWORK), replace(record(), entries=entries), now=NOON)
        assert (grade.percent, grade.list_items()[0].entries) == (80, (one, other))
