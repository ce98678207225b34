"""Save every leaderboard as rows once an hour: of the current week and month and of all time. Past periods stay.

Pupils without coins in the period have no row.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import connection
from django.utils import timezone

import apps.jobs.services as jobs
from apps.core.local_days import get_local_day
from apps.core.uow import unit_of_work
from apps.courses.models import Course, Group, Membership
from apps.gamification.models import Leaderboard, LeaderboardScope, Period
from apps.gamification.queries.leaderboards import (
    get_period_bounds,
    get_period_first_day,
    get_previous_period_first_day,
)
from apps.jobs.kinds import ClaimedJob
from apps.settings.queries import get_default_branch

TAKE_AHEAD = timedelta(hours=2)
"""Longer than the time between two runs."""
ROWS_SQL = """
    WITH people AS (
        SELECT DISTINCT member.student_id
        FROM courses_membership AS member
        JOIN courses_group AS learns ON learns.id = member.group_id
        JOIN accounts_user AS person ON person.id = member.student_id AND person.is_active
        WHERE member.left_on IS NULL AND member.joined_on <= %(today)s AND member.status IN ('trial', 'active')
            AND (member.leaves_on IS NULL OR member.leaves_on >= %(today)s)
            AND (%(group)s::uuid IS NULL OR learns.id = %(group)s)
            AND (%(course)s::uuid IS NULL OR learns.course_id = %(course)s)
    ), totals AS (
        SELECT people.student_id, coalesce(sum(entry.amount), 0)::int AS coins
        FROM people LEFT JOIN gamification_cointransaction AS entry ON entry.student_id = people.student_id
            AND entry.counts AND entry.created_at >= %(starts)s AND entry.created_at < %(ends)s
        WHERE %(starts)s::timestamptz IS NOT NULL
        GROUP BY people.student_id
        UNION ALL
        SELECT people.student_id, coalesce(coin.earned, 0)
        FROM people LEFT JOIN gamification_studentcoin AS coin ON coin.student_id = people.student_id
        WHERE %(starts)s::timestamptz IS NULL
    ), ranked AS MATERIALIZED (
        SELECT totals.student_id, totals.coins, rank() OVER (ORDER BY totals.coins DESC) AS rank,
            row_number() OVER (ORDER BY totals.coins DESC, person.first_name, person.last_name, person.id) AS place
        FROM totals JOIN accounts_user AS person ON person.id = totals.student_id
        WHERE totals.coins > 0
    ), gone AS (
        DELETE FROM gamification_leaderboardrow AS old WHERE old.board_id = %(board)s
            AND NOT EXISTS (SELECT 1 FROM ranked WHERE ranked.student_id = old.student_id)
    )
    INSERT INTO gamification_leaderboardrow AS old (board_id, student_id, place, rank, coins)
    SELECT %(board)s, student_id, place, rank, coins FROM ranked
    ON CONFLICT (board_id, student_id) DO UPDATE
        SET place = excluded.place, rank = excluded.rank, coins = excluded.coins
        WHERE (old.place, old.rank, old.coins) IS DISTINCT FROM (excluded.place, excluded.rank, excluded.coins)
"""


@dataclass(frozen=True)
class BoardOwner:
    """The scope of a leaderboard and the time zone of its days."""

    scope: LeaderboardScope
    zone: str
    group: Group | None = None
    course: Course | None = None


def update_leaderboards(job: ClaimedJob) -> None:
    """Handler: save every leaderboard, each in its own transaction, and close those whose period is over."""
    now = timezone.now()
    for board in list_leaderboard_scopes():
        save_leaderboard_snapshots(board, now=now)
    with unit_of_work():
        jobs.complete_job(job)


def list_leaderboard_scopes() -> Iterator[BoardOwner]:
    """Yield the centre, and every course and group with pupils."""
    zone = get_default_branch().zone
    yield BoardOwner(LeaderboardScope.CENTRE, zone)
    memberships = Membership.objects.filter(left_on__isnull=True)
    groups = Group.objects.filter(pk__in=memberships.values("group")).select_related("branch").order_by("pk")
    for course in Course.objects.filter(pk__in=groups.order_by().values("course")).order_by("pk"):
        yield BoardOwner(LeaderboardScope.COURSE, zone, course=course)
    for group in groups:
        yield BoardOwner(LeaderboardScope.GROUP, group.local_zone, group=group)


def save_leaderboard_snapshots(board: BoardOwner, *, now: datetime) -> None:
    """Save the leaderboards of the current week, month and all time; also those of the week and month before, when they
    are not closed and there were pupils then. A period that begins soon is saved ahead.
    """
    today = get_local_day(now, board.zone)
    _take_snapshot(board, Period.ALL, None, now)
    for period in (Period.WEEK, Period.MONTH):
        starts_on = get_period_first_day(period, today)
        _take_snapshot(board, period, starts_on, now)
        if (following := get_period_first_day(period, get_local_day(now + TAKE_AHEAD, board.zone))) != starts_on:
            _take_snapshot(board, period, following, now)
        if _had_members_before(board, starts_on):
            _take_snapshot(board, period, get_previous_period_first_day(period, starts_on), now, close=True)


def _had_members_before(board: BoardOwner, day: date) -> bool:
    memberships = Membership.objects.filter(joined_on__lt=day, never_began=False)
    if board.group is not None:
        memberships = memberships.filter(group=board.group)
    elif board.course is not None:
        memberships = memberships.filter(group__course=board.course)
    return memberships.exists()


def _take_snapshot(
    board: BoardOwner, period: Period, starts_on: date | None, now: datetime, *, close: bool = False
) -> None:
    key = {
        "scope": board.scope, "group": board.group, "course": board.course, "period": period, "starts_on": starts_on,
    }  # fmt: skip
    with unit_of_work():
        row, _made = Leaderboard.objects.select_for_update().get_or_create(**key, defaults={"taken_at": now})
        if row.closed_at is not None:
            return
        starts, ends = get_period_bounds(period, starts_on, board.zone)
        values: dict[str, Any] = {
            "board": row.pk, "starts": starts, "ends": ends, "today": get_local_day(now, board.zone),
            "group": board.group.pk if board.group else None, "course": board.course.pk if board.course else None,
        }  # fmt: skip
        with connection.cursor() as cursor:
            cursor.execute(ROWS_SQL, values)
        row.taken_at, row.closed_at = now, now if close else None
        row.save(update_fields=["taken_at", "closed_at", "updated_at"])
