"""Leaderboards: a group's straight from the ledger, every other one and all past ones as the hourly job took them.

Ties, the one rule: equal coins share a rank and the next rank is skipped (1, 2, 2, 4); inside a rank people stand by
first name, last name and id. What is spent in the shop does not count.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import BooleanField, F, IntegerField, OuterRef, QuerySet, Subquery, Sum, Value, Window
from django.db.models.functions import Coalesce, Rank
from django.utils import timezone

from apps.accounts.models import User
from apps.core.local_days import day_bounds, local_day
from apps.courses.models import Course, Group
from apps.courses.queries import pupils, visible_pupils
from apps.gamification.models import CoinTransaction, Leaderboard, LeaderboardRow, LeaderboardScope, Period
from apps.gamification.queries.leaderboard_stream import NAME_LENGTH
from apps.settings.queries import default_branch

MAX_ROWS = 100
ROW_COLUMNS = (
    "place", "rank", "coins", "student__first_name", "student__last_name", "student__coins__name_hidden",
)  # fmt: skip
"""Columns that a row of a board is drawn from."""


@dataclass(frozen=True)
class LeaderboardQuery:
    """Which rows of which period: `on` is a day of it, None for now; `neighbours` rows on each side of one's own."""

    period: Period
    on: date | None = None
    neighbours: int = 0


def get_first_day(period: Period, day: date) -> date:
    """The first day of the week or month in which `day` lies."""
    return day - timedelta(days=day.weekday()) if period == Period.WEEK else day.replace(day=1)


def get_previous_first_day(period: Period, starts_on: date) -> date:
    """The first day of the week or month before."""
    return get_first_day(period, starts_on - timedelta(days=1))


def get_period_bounds(period: Period, starts_on: date | None, zone: str) -> tuple[datetime | None, datetime]:
    """The instants at which the period that starts on this day begins and ends; all time has no beginning."""
    if starts_on is None:
        return None, datetime.max.replace(tzinfo=UTC)
    last = starts_on + timedelta(days=6 if period == Period.WEEK else 31)
    following = starts_on + timedelta(days=7) if period == Period.WEEK else get_first_day(period, last)
    return day_bounds(starts_on, zone)[0], day_bounds(following, zone)[0]


def get_period_start(period: Period, zone: str, now: datetime) -> datetime | None:
    """The instant from which the running period counts, None for all time."""
    if period == Period.ALL:
        return None
    return day_bounds(get_first_day(period, local_day(now, zone)), zone)[0]


def rank_group_members(group: Group, *, period: Period = Period.ALL, now: datetime | None = None) -> QuerySet[User]:
    """Who is in the group now and may sign in, with `earned` coins, `rank` and whether the name is `hidden`,
    best first.
    """
    start = get_period_start(period, group.local_zone, now or timezone.now())
    hidden = Coalesce(F("coins__name_hidden"), Value(False), output_field=BooleanField())
    earned: Any = F("coins__earned")
    if start is not None:
        ledger = CoinTransaction.objects.filter(student=OuterRef("pk"), counts=True, created_at__gte=start)
        total = ledger.order_by().values("student").annotate(total=Sum("amount")).values("total")
        earned = Subquery(total, output_field=IntegerField())
    return (
        pupils(group)
        .filter(is_active=True)
        .annotate(earned=Coalesce(earned, Value(0)), hidden=hidden)
        .annotate(rank=Window(Rank(), order_by=F("earned").desc()))
        .order_by("rank", "first_name", "last_name", "id")
    )


def build_leaderboard_rows(people: QuerySet[User], *, named: Collection[UUID] | None = ()) -> list[dict[str, Any]]:
    """Rows of a leaderboard as clients draw them: who hides the name has neither name nor id, but for those in
    `named` (None: for nobody it is hidden).
    """
    return [
        _build_row(person, rank=person.rank, coins=person.earned, hidden=person.hidden, named=named)  # type: ignore[attr-defined]
        for person in people
    ]


def get_group_leaderboard(group: Group, *, asked: LeaderboardQuery, reader: User) -> dict[str, Any]:
    """The group's board as it stands now, or as it was in the period of `asked.on`: the first 100 rows, the reader's
    own (None for one who is not on it) and those around it.
    """
    if asked.on is not None:
        kept = _get_snapshot(LeaderboardScope.GROUP, asked, group.local_zone, group=group)
        return {"group": group.pk, **_serialize_snapshot(kept, asked, reader)}
    people = list(rank_group_members(group, period=asked.period))
    place = next((number for number, one in enumerate(people) if one.pk == reader.pk), None)
    near = people[max(0, place - asked.neighbours) : place + asked.neighbours + 1] if place is not None else []
    shown = people[:MAX_ROWS]
    named = _list_readable_names(reader, [one.pk for one in {*shown, *near} if one.hidden])  # type: ignore[attr-defined]
    zone = group.local_zone
    starts_on = None if asked.period == Period.ALL else get_first_day(asked.period, local_day(timezone.now(), zone))
    return {
        "group": group.pk,
        "period": asked.period,
        "starts_on": starts_on,
        "taken_at": timezone.now(),
        "rows": build_leaderboard_rows(shown, named=named),  # type: ignore[arg-type]
        "me": None if place is None else build_leaderboard_rows([people[place]], named=named)[0],  # type: ignore[arg-type]
        "neighbours": build_leaderboard_rows(near, named=named) if asked.neighbours else [],  # type: ignore[arg-type]
    }


def get_snapshot_leaderboard(course: Course | None, *, asked: LeaderboardQuery, reader: User) -> dict[str, Any]:
    """The board of a course, or of the whole centre, as the hourly job last took it; see `get_group_leaderboard`."""
    scope = LeaderboardScope.COURSE if course else LeaderboardScope.CENTRE
    kept = _get_snapshot(scope, asked, default_branch().zone, course=course)
    return {"scope": scope, "course": course.pk if course else None, **_serialize_snapshot(kept, asked, reader)}


def _get_snapshot(scope: LeaderboardScope, asked: LeaderboardQuery, zone: str, **whose: Any) -> Leaderboard | None:
    """The newest rows taken of this board; None when none were."""
    starts_on = None
    if asked.period != Period.ALL:
        starts_on = get_first_day(asked.period, asked.on or local_day(timezone.now(), zone))
    found = Leaderboard.objects.filter(scope=scope, period=asked.period, starts_on=starts_on, **whose)
    return found.first()


def _serialize_snapshot(board: Leaderboard | None, asked: LeaderboardQuery, reader: User) -> dict[str, Any]:
    found: dict[str, Any] = {"period": asked.period, "starts_on": None, "taken_at": None}
    if board is None:
        return found | {"rows": [], "me": None, "neighbours": []}
    rows = (
        LeaderboardRow.objects.filter(board=board).select_related("student__coins").only(*ROW_COLUMNS).order_by("place")
    )
    first = list(rows[:MAX_ROWS])
    mine = rows.filter(student=reader).first()
    near: list[LeaderboardRow] = []
    if mine is not None and asked.neighbours:
        span = (mine.place - asked.neighbours, mine.place + asked.neighbours)
        near = list(rows.filter(place__range=span))
    shown = [*first, *near, *([mine] if mine else [])]
    named = _list_readable_names(reader, [row.student_id for row in shown if _has_hidden_name(row.student)])
    return found | {
        "starts_on": board.starts_on,
        "taken_at": board.taken_at,
        "rows": _serialize_rows(first, named),
        "me": _serialize_rows([mine], named)[0] if mine else None,
        "neighbours": _serialize_rows(near, named),
    }


def _serialize_rows(rows: Sequence[LeaderboardRow], named: Collection[UUID]) -> list[dict[str, Any]]:
    return [
        _build_row(row.student, rank=row.rank, coins=row.coins, hidden=_has_hidden_name(row.student), named=named)
        for row in rows
    ]


def _has_hidden_name(person: User) -> bool:
    coin = getattr(person, "coins", None)
    return bool(coin and coin.name_hidden)


def _list_readable_names(reader: User, hidden: Collection[UUID]) -> set[UUID]:
    """Whose hidden names the reader sees: one's own, one's children's and those of pupils whom one teaches."""
    if not hidden:
        return set()
    return set(visible_pupils(reader).filter(pk__in=hidden).values_list("pk", flat=True))


def _build_row(person: User, *, rank: int, coins: int, hidden: bool, named: Collection[UUID] | None) -> dict[str, Any]:
    shown = not hidden or named is None or person.pk in named
    return {
        "rank": rank,
        "student": str(person.pk) if shown else None,
        "name": person.full_name[:NAME_LENGTH] if shown else "",
        "coins": coins,
        "hidden": hidden,
    }
