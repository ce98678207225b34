"""What a pupil needs on the items that remain: "What do I need for a 5?"."""

import sys
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from decimal import Decimal
from enum import StrEnum

from apps.grading.computation import compute_grade
from apps.grading.explanations import ItemState
from apps.grading.gradebooks import Gradebook, GradeCategory, GradeItem
from apps.grading.records import GradeEntry, PupilRecord

_STEPS = 10_000
"""Hundredths of a per cent in 100 per cent."""


class GoalState(StrEnum):
    """Whether a grade can be reached. `REACHED`: with 0 points on all that remains."""

    REACHED = "reached"
    WITHIN_REACH = "within_reach"
    OUT_OF_REACH = "out_of_reach"


@dataclass(frozen=True, kw_only=True)
class Goal:
    """The answer to the question.

    `needed_percent`: the grade is reached when each item of `items` gets this percent of its most points, and not with
    one hundredth less; 0 where it is reached, None where it is out of reach.
    """

    state: GoalState
    needed_percent: Decimal | None
    items: tuple[str, ...]


def compute_goal(gradebook: Gradebook, record: PupilRecord, percent: Decimal, *, now: datetime) -> Goal:
    """Return what reaching a percent takes, such as the lower bound of a band (`scales.get_needed_percent`).

    What remains are the items with a weight that wait for the pupil or for a teacher. Extra credit is not asked of
    anybody, and more than the most points are not hoped for. Work that is late already bears its penalty.

    More points never lower a grade, so a search over the hundredths from 0 to 100 finds the first one that is enough.
    """
    remaining = [
        found.item
        for category in compute_grade(gradebook, record, now=now).categories
        for found in category.items
        if found.state in (ItemState.OPEN, ItemState.HANDED_IN) and _is_needed(found.item, category.category)
    ]

    def is_reached(step: int) -> bool:
        supposed = [_suppose(item, step) for item in remaining]
        grade = compute_grade(gradebook, replace(record, entries=[*record.entries, *supposed]), now=now)
        return grade.percent is not None and grade.percent >= percent

    items = tuple(item.id for item in remaining)
    if is_reached(0):
        return Goal(state=GoalState.REACHED, needed_percent=Decimal("0.00"), items=items)
    if not is_reached(_STEPS):
        return Goal(state=GoalState.OUT_OF_REACH, needed_percent=None, items=items)
    missed, enough = 0, _STEPS
    while enough - missed > 1:
        middle = (missed + enough) // 2
        missed, enough = (missed, middle) if is_reached(middle) else (middle, enough)
    return Goal(state=GoalState.WITHIN_REACH, needed_percent=Decimal(enough).scaleb(-2), items=items)


def _is_needed(item: GradeItem, category: GradeCategory) -> bool:
    is_extra = item.is_extra_credit or category.is_extra_credit
    return not is_extra and bool(item.used_weight and category.weight)


def _suppose(item: GradeItem, step: int) -> GradeEntry:
    """Return an entry, later than all others, of so many hundredths of a per cent of the most points."""
    latest = datetime.max.replace(tzinfo=UTC)
    points = item.max_points * step / _STEPS
    return GradeEntry(id="", item=item.id, author="", written_at=latest, points=points, number=sys.maxsize)
