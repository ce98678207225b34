"""Streaks: local days of study in a row. A holiday of the branch or a freeze of the membership neither counts nor
breaks a streak; today breaks it only when it is over.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Q
from django.utils import timezone

from apps.accounts.models import User
from apps.core.local_days import get_local_day
from apps.courses.models import Freeze, Holiday, Membership, MembershipStatus
from apps.gamification.models import StreakReward, StudyDay
from apps.settings.queries import get_default_branch, get_system_settings

SHOWN_DAYS = 30
DAY = timedelta(days=1)
DayRange = tuple[date, date]
"""First and last day."""


def iterate_streak_lengths(days: Iterable[date], frozen: Collection[DayRange]) -> Iterator[tuple[date, int]]:
    """Yield each day of study in order, with the length of the streak that ends on it."""
    before, length = None, 0
    for day in sorted(set(days)):
        length = length + 1 if before is not None and is_gap_frozen(before, day, frozen) else 1
        yield day, length
        before = day


def is_gap_frozen(earlier_day: date, later_day: date, frozen: Collection[DayRange]) -> bool:
    """Return whether every day between the two is frozen."""
    return all(is_day_frozen(earlier_day + DAY * number, frozen) for number in range(1, (later_day - earlier_day).days))


def is_day_frozen(day: date, frozen: Collection[DayRange]) -> bool:
    """Return whether a holiday or a freeze covers the day."""
    return any(first <= day <= last for first, last in frozen)


def get_streak(student: User) -> dict[str, Any]:
    """Return the pupil's streak, in the zone of the pupil's first group. `current`: days in a row up to now; `longest`:
    the longest ever. `days`: the last days, each studied, frozen or missed.
    """
    today = get_local_day(timezone.now(), _get_student_zone(student))
    days = _get_study_days([student.pk])[student.pk]
    frozen = _get_frozen_ranges([student.pk])[student.pk]
    lengths = list(iterate_streak_lengths(days, frozen))
    is_running = lengths and is_gap_frozen(lengths[-1][0], today, frozen)
    shown_days = [today - DAY * days_ago for days_ago in reversed(range(SHOWN_DAYS))]
    return {
        "current": lengths[-1][1] if is_running else 0,
        "longest": max((length for _day, length in lengths), default=0),
        "today": today,
        "studied_today": today in days,
        "days": [{"day": day, "state": _get_day_state(day, days, frozen)} for day in shown_days],
    }


def get_longest_streaks(students: Collection[UUID]) -> dict[UUID, int]:
    """Counter: the longest streak of each of these pupils."""
    frozen = _get_frozen_ranges(students)
    return {
        student: max(length for _day, length in iterate_streak_lengths(days, frozen[student]))
        for student, days in _get_study_days(students).items()
    }


def count_study_days(students: Collection[UUID]) -> dict[UUID, int]:
    """Counter: the number of days on which each of these pupils studied."""
    rows = StudyDay.objects.filter(student__in=students).order_by().values("student")
    return dict(rows.annotate(count=Count("day", distinct=True)).values_list("student", "count"))


def calculate_streak_rewards(students: Collection[UUID]) -> list[StreakReward]:
    """Return the streak rewards of these pupils: existing ones whose days are still in a row, unchanged, and new
    unsaved ones by the current settings.
    """
    rules = get_system_settings()
    frozen = _get_frozen_ranges(students)
    existing: dict[UUID, dict[date, StreakReward]] = defaultdict(dict)
    for row in StreakReward.objects.filter(student__in=students):
        existing[row.student_id][row.day] = row
    rewards = []
    new = {"days": rules.streak_days_for_coins, "coins": rules.coins_for_streak}
    for student, days in _get_study_days(students).items():
        days_used = {day: row.days for day, row in existing[student].items()}
        lengths = iterate_streak_lengths(days, frozen[student])
        for day, is_existing in find_rewarded_days(lengths, days_used, days_per_reward=new["days"]):
            rewards.append(existing[student][day] if is_existing else StreakReward(student_id=student, day=day, **new))
    return rewards


def find_rewarded_days(
    streak_lengths: Iterable[tuple[date, int]], existing_rewards: Mapping[date, int], *, days_per_reward: int
) -> Iterator[tuple[date, bool]]:
    """Yield the days that earn a reward, and whether each is one of `existing_rewards` (day to number of days used):
    first those that are still in a row, then a new one after each `days_per_reward` unused days in a row. A day counts
    for one reward only.
    """
    streak_lengths, used, run = list(streak_lengths), set[date](), list[date]()
    for day, length in streak_lengths:
        run = [day] if length == 1 else run
        if length > 1:
            run.append(day)
        needed = existing_rewards.get(day, 0)
        if needed and length >= needed and used.isdisjoint(run[-needed:]):
            used.update(run[-needed:])
            yield day, True
    free = 0
    for day, length in streak_lengths:
        free = 0 if day in used else 1 if length == 1 else free + 1
        if free == days_per_reward:
            free = 0
            yield day, False


def _get_study_days(students: Collection[UUID]) -> dict[UUID, set[date]]:
    days_by_student: dict[UUID, set[date]] = defaultdict(set)
    for student, day in StudyDay.objects.filter(student__in=students).values_list("student", "day"):
        days_by_student[student].add(day)
    return days_by_student


def _get_frozen_ranges(students: Collection[UUID]) -> dict[UUID, list[DayRange]]:
    """Return the holidays of the centre, those of branches while each pupil learnt there, and freezes."""
    ranges: dict[UUID, list[DayRange]] = defaultdict(list)
    everywhere: list[DayRange] = []
    by_branch: dict[UUID, list[DayRange]] = defaultdict(list)
    learnt = Membership.objects.filter(student__in=students, never_began=False).exclude(status=MembershipStatus.LEAD)
    memberships = list(learnt.order_by().values_list("student", "group__branch", "joined_on", "left_on", "leaves_on"))
    holidays = Holiday.objects.filter(Q(branch__isnull=True) | Q(branch__in={stay[1] for stay in memberships}))
    for branch, first, last in holidays.values_list("branch", "starts_on", "ends_on"):
        (everywhere if branch is None else by_branch[branch]).append((first, last))
    for student in students:
        ranges[student] += everywhere
    for student, branch, joined_on, *ends in memberships:
        within = ((max(first, joined_on), _earliest(last, *ends)) for first, last in by_branch[branch])
        ranges[student] += [(first, last) for first, last in within if first <= last]
    pauses = Freeze.objects.filter(membership__student__in=students)
    days = ("starts_on", "ends_on", "membership__left_on", "membership__leaves_on")
    for student, first, *ends in pauses.values_list("membership__student", *days):
        ranges[student].append((first, _earliest(*ends)))
    return ranges


def _earliest(*days: date | None) -> date:
    """Return the earliest of these days; an unknown day is later than all others."""
    return min((day for day in days if day is not None), default=date.max)


def _get_student_zone(student: User) -> str:
    memberships = Membership.objects.filter(student=student, left_on__isnull=True).select_related("group__branch")
    membership = memberships.order_by("joined_on", "id").first()
    return membership.group.local_zone if membership else get_default_branch().zone


def _get_day_state(day: date, days: Collection[date], frozen: Collection[DayRange]) -> str:
    if day in days:
        return "studied"
    return "frozen" if is_day_frozen(day, frozen) else "missed"
