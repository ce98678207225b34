"""What one item of one pupil is worth by itself, before its category is thought of."""

from datetime import datetime
from decimal import Decimal

from apps.grading.explanations import AppliedPenalty, ItemState, JudgedItem
from apps.grading.gradebooks import GradeItem, LatePenalty, MissingRule
from apps.grading.records import Extension, GradeEntry, find_counted

_ZERO = Decimal(0)


def judge_item(
    item: GradeItem,
    entries: tuple[GradeEntry, ...],
    extension: Extension | None,
    handed_in_at: datetime | None,
    now: datetime,
) -> JudgedItem:
    """Return the state of an item and its points, from its entries, oldest first."""
    due_at = extension.due_at if extension else item.due_at
    last = find_counted(entries)
    penalty, points = None, None
    if item.is_excused or (last and last.is_excused):
        state = ItemState.EXCUSED
    elif last and last.points is not None:
        state = ItemState.GRADED
        if item.late_penalty and due_at and handed_in_at:
            penalty = _find_penalty(item, item.late_penalty, last.points, due_at, handed_in_at)
        points = last.points - penalty.points_taken if penalty else last.points
    elif handed_in_at:
        state = ItemState.HANDED_IN
    elif _counts_as_zero(item, due_at, now):
        state, points = ItemState.MISSING, _ZERO
    else:
        state = ItemState.OPEN
    return JudgedItem(item, state, entries, last, extension, penalty, points)


def _counts_as_zero(item: GradeItem, due_at: datetime | None, now: datetime) -> bool:
    is_due = due_at is not None and due_at < now
    return item.missing == MissingRule.ZERO or (item.missing == MissingRule.ZERO_WHEN_DUE and is_due)


def _find_penalty(
    item: GradeItem, rule: LatePenalty, points: Decimal, due_at: datetime, handed_in_at: datetime
) -> AppliedPenalty | None:
    """Return what the late penalty takes from the points; None for work in time."""
    days = rule.count_days(due_at, handed_in_at)
    if not days:
        return None
    taken = days * rule.percent_per_day * item.max_points / 100
    above_floor = max(Decimal(0), points - rule.floor * item.max_points / 100)
    return AppliedPenalty(
        rule=rule, due_at=due_at, handed_in_at=handed_in_at, days=days, points_taken=min(taken, above_floor)
    )
