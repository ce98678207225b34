"""Streaks: local days studied in a row. A holiday of the branch, or a pause of the membership, neither counts nor
breaks a streak; today breaks it only when it is over.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Count, Q
from django.utils import timezone

from apps.accounts.models import User
from apps.core.local_days import local_day
from apps.courses.models import Freeze, Holiday, Membership, MembershipStatus
from apps.gamification.models import StreakReward, StudyDay
from apps.settings.queries import default_branch, system

SHOWN_DAYS = 30
DAY = timedelta(days=1)
DayRange = tuple[date, date]
"""First and last day."""


@dataclass(frozen=True)
class Streak:
    """`current`: days in a row up to now; `longest`: ever. `days`: the last days, each studied, frozen or missed."""

    current: int
    longest: int
    today: date
    studied_today: bool
    days: list[dict[str, object]]


def iterate_streak_lengths(days: Iterable[date], frozen: Collection[DayRange]) -> Iterator[tuple[date, int]]:
    """Each day studied, the first one first, and how many in a row it makes."""
    before, length = None, 0
    for day in sorted(set(days)):
        length = length + 1 if before is not None and is_gap_frozen(before, day, frozen) else 1
        yield day, length
        before = day


def is_gap_frozen(before: date, day: date, frozen: Collection[DayRange]) -> bool:
    """Whether every day between the two is frozen."""
    between = before + DAY
    while between < day:
        if not is_day_frozen(between, frozen):
            return False
        between += DAY
    return True


def is_day_frozen(day: date, frozen: Collection[DayRange]) -> bool:
    """Whether a holiday or a pause covers the day."""
    return any(first <= day <= last for first, last in frozen)


def get_streak(student: User) -> Streak:
    """The pupil's streak, by the days of the first group that they are in."""
    today = local_day(timezone.now(), _get_student_zone(student))
    days = _get_study_days([student.pk])[student.pk]
    frozen = _get_frozen_ranges([student.pk])[student.pk]
    found = list(iterate_streak_lengths(days, frozen))
    alive = found and is_gap_frozen(found[-1][0], today, frozen)
    shown = [today - DAY * back for back in reversed(range(SHOWN_DAYS))]
    return Streak(
        current=found[-1][1] if alive else 0,
        longest=max((length for _day, length in found), default=0),
        today=today,
        studied_today=today in days,
        days=[{"day": day, "state": _get_day_state(day, days, frozen)} for day in shown],
    )


def get_longest_streaks(students: Collection[UUID]) -> dict[UUID, int]:
    """Counter: the most days in a row on which each of these pupils ever studied."""
    frozen = _get_frozen_ranges(students)
    return {
        student: max(length for _day, length in iterate_streak_lengths(days, frozen[student]))
        for student, days in _get_study_days(students).items()
    }


def count_study_days(students: Collection[UUID]) -> dict[UUID, int]:
    """Counter: on how many days each of these pupils studied."""
    rows = StudyDay.objects.filter(student__in=students).order_by().values("student")
    return dict(rows.annotate(count=Count("day", distinct=True)).values_list("student", "count"))


def calculate_streak_rewards(students: Collection[UUID]) -> list[StreakReward]:
    """What the days of these pupils give: rewards given before whose days are still in a row, as they were given, and
    new ones, not saved yet, by the settings as they are now.
    """
    rules = system()
    frozen = _get_frozen_ranges(students)
    given: dict[UUID, dict[date, StreakReward]] = defaultdict(dict)
    for row in StreakReward.objects.filter(student__in=students):
        given[row.student_id][row.day] = row
    found = []
    for student, days in _get_study_days(students).items():
        took = {day: row.days for day, row in given[student].items()}
        for day, kept in find_rewarded_days(
            list(iterate_streak_lengths(days, frozen[student])), took, every=rules.streak_days_for_coins
        ):
            new = StreakReward(
                student_id=student, day=day, days=rules.streak_days_for_coins, coins=rules.coins_for_streak
            )
            found.append(given[student][day] if kept else new)
    return found


def find_rewarded_days(
    lengths: Iterable[tuple[date, int]], given: Mapping[date, int], *, every: int
) -> Iterator[tuple[date, bool]]:
    """The days of these `iterate_streak_lengths` that bring coins, and whether each is one of `given` (with how many days it took): those
    whose days are still in a row, then one with `every` so many of the days between them. A day counts for one only.
    """
    lengths, used, row = list(lengths), set[date](), list[date]()
    for day, length in lengths:
        row = [day] if length == 1 else row
        if length > 1:
            row.append(day)
        took = given.get(day, 0)
        if took and length >= took and used.isdisjoint(row[-took:]):
            used.update(row[-took:])
            yield day, True
    free = 0
    for day, length in lengths:
        free = 0 if day in used else 1 if length == 1 else free + 1
        if free == every:
            free = 0
            yield day, False


def _get_study_days(students: Collection[UUID]) -> dict[UUID, set[date]]:
    found: dict[UUID, set[date]] = defaultdict(set)
    for student, day in StudyDay.objects.filter(student__in=students).values_list("student", "day"):
        found[student].add(day)
    return found


def _get_frozen_ranges(students: Collection[UUID]) -> dict[UUID, list[DayRange]]:
    """The centre's holidays, those of the branches on the days on which each of these pupils learnt there, and their
    pauses.
    """
    found: dict[UUID, list[DayRange]] = defaultdict(list)
    everywhere: list[DayRange] = []
    by_branch: dict[UUID, list[DayRange]] = defaultdict(list)
    learnt = Membership.objects.filter(student__in=students, never_began=False).exclude(status=MembershipStatus.LEAD)
    stays = list(learnt.order_by().values_list("student", "group__branch", "joined_on", "left_on", "leaves_on"))
    holidays = Holiday.objects.filter(Q(branch__isnull=True) | Q(branch__in={stay[1] for stay in stays}))
    for branch, first, last in holidays.values_list("branch", "starts_on", "ends_on"):
        (everywhere if branch is None else by_branch[branch]).append((first, last))
    for student in students:
        found[student] += everywhere
    for student, branch, joined_on, *ends in stays:
        within = ((max(first, joined_on), _earliest(last, *ends)) for first, last in by_branch[branch])
        found[student] += [(first, last) for first, last in within if first <= last]
    pauses = Freeze.objects.filter(membership__student__in=students)
    days = ("starts_on", "ends_on", "membership__left_on", "membership__leaves_on")
    for student, first, *ends in pauses.values_list("membership__student", *days):
        found[student].append((first, _earliest(*ends)))
    return found


def _earliest(*days: date | None) -> date:
    """The first of these days; one that is not known yet lies behind all others."""
    return min((day for day in days if day is not None), default=date.max)


def _get_student_zone(student: User) -> str:
    first = Membership.objects.filter(student=student, left_on__isnull=True).select_related("group__branch")
    found = first.order_by("joined_on", "id").first()
    return found.group.local_zone if found else default_branch().zone


def _get_day_state(day: date, days: Collection[date], frozen: Collection[DayRange]) -> str:
    if day in days:
        return "studied"
    return "frozen" if is_day_frozen(day, frozen) else "missed"
