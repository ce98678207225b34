"""Rubrics: what is refused, and the points of filled ones of any version."""

from decimal import Decimal

import pytest
from django.utils.translation import override

from apps.core.errors import ErrorCode, Invalid
from apps.grading.rubrics import Criterion, FilledRubric, Level, Rubric, check_rubric, score_rubric


def criterion(name, *points, words=False):
    levels = tuple(
        Level(id=f"{name}{place}", name=f"level {place}", points=None if words else Decimal(value))
        for place, value in enumerate(points)
    )
    return Criterion(id=name, name=f"criterion {name}", levels=levels)


def rubric(*criteria, version=1):
    return Rubric(version=version, criteria=criteria)


OLD = rubric(criterion("a", 0, 2, 5), criterion("b", 0, "1.5"))
NEW = rubric(criterion("a", 0, 10), criterion("c", 0, 3), version=2)


def score(filled, version=1):
    return score_rubric([NEW, OLD], FilledRubric(version=version, levels=filled))


def test_a_filled_rubric_has_the_points_of_its_levels():
    found = score({"a": "a1", "b": "b1"})
    assert (found.points, found.max_points, found.unfilled) == (Decimal("3.5"), Decimal("6.5"), ())


def test_what_is_not_filled_gives_no_points_and_is_named():
    assert (score({"b": "b1"}).points, score({"b": "b1"}).unfilled) == (Decimal("1.5"), ("a",))
    assert (score({}).points, score({}).unfilled) == (0, ("a", "b"))


def test_each_version_counts_by_its_own_levels():
    assert score({"a": "a1"}, version=1).points == 2
    assert score({"a": "a1"}, version=2).points == 10


def test_a_rubric_of_words_has_no_points():
    words = rubric(criterion("a", 0, 0, words=True))
    check_rubric(words)
    found = score_rubric([words], FilledRubric(version=1, levels={"a": "a1"}))
    assert (found.points, found.max_points, found.unfilled) == (None, None, ())


@pytest.mark.parametrize(
    ("version", "filled", "field", "words"),
    [
        (3, {"a": "a1"}, "version", "not known"),
        (2, {"a": "a2"}, "levels.a", "no such level"),
        (2, {"b": "b0"}, "levels.b", "no such criterion"),
        (1, {"a": "b0"}, "levels.a", "no such level"),
    ],
)
def test_ids_that_the_version_does_not_have_are_refused(version, filled, field, words):
    with pytest.raises(Invalid) as refused:
        score(filled, version)
    assert (refused.value.code, list(refused.value.fields)) == (ErrorCode.INVALID, [field])
    with override("en"):
        assert words in str(refused.value.fields[field][0])


@pytest.mark.parametrize(
    ("wrong", "fields"),
    [
        (rubric(), ["criteria"]),
        (rubric(*(criterion(f"c{number}", 0, 1) for number in range(21))), ["criteria"]),
        (rubric(criterion("a", 0)), ["criteria.0.levels"]),
        (rubric(criterion("a", *range(11))), ["criteria.0.levels"]),
        (rubric(criterion("a", 0, -1)), ["criteria.0.levels.1.points"]),
        (rubric(criterion("a", 0, "NaN")), ["criteria.0.levels.1.points"]),
        (rubric(criterion("a", 0, 1), criterion("b", 0, 1, words=True)), ["criteria"]),
        (rubric(criterion("a", 0, 1), criterion("a", 0, 1)), ["criteria.1.id", "criteria.1.name"]),
        (
            rubric(Criterion(id="a", name="", levels=(Level(id="x", name="good"), Level(id="x", name="GOOD ")))),
            ["criteria.0.levels.1.id", "criteria.0.levels.1.name", "criteria.0.name"],
        ),
    ],
)
def test_wrong_rubrics_are_refused_with_all_their_fields(wrong, fields):
    with pytest.raises(Invalid) as refused:
        check_rubric(wrong)
    assert sorted(refused.value.fields) == fields


def test_the_largest_rubric_is_in_order():
    check_rubric(rubric(*(criterion(f"c{number}", *range(10)) for number in range(20))))
    check_rubric(OLD)
