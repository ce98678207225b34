"""Leaderboards: a group's current one from the ledger, all others from the hourly snapshots.

Equal coins share a rank and the next rank is skipped (1, 2, 2, 4); within a rank pupils are sorted by first name, last
name and id. Coins spent in the shop do not count.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import BooleanField, F, IntegerField, OuterRef, QuerySet, Subquery, Sum, Value, Window
from django.db.models.functions import Coalesce, Rank
from django.utils import timezone

from apps.accounts.models import User
from apps.core.local_days import get_day_bounds, get_local_day
from apps.courses.models import Course, Group
from apps.courses.queries import list_current_pupils, list_visible_pupils
from apps.gamification.models import CoinTransaction, Leaderboard, LeaderboardRow, LeaderboardScope, Period
from apps.gamification.queries.leaderboard_stream import NAME_LENGTH
from apps.settings.queries import get_default_branch

MAX_ROWS = 100
ROW_COLUMNS = (
    "place", "rank", "coins", "student__first_name", "student__last_name", "student__coins__name_hidden",
)  # fmt: skip
"""Columns that a row of a leaderboard needs."""


@dataclass(frozen=True)
class LeaderboardQuery:
    """The period to return (`day` is a day of it, None for now), and the number of rows on each side of the reader's
    own.
    """

    period: Period
    day: date | None = None
    neighbours: int = 0


def get_period_first_day(period: Period, day: date) -> date:
    """Return the first day of the week or month that contains `day`."""
    return day - timedelta(days=day.weekday()) if period == Period.WEEK else day.replace(day=1)


def get_previous_period_first_day(period: Period, starts_on: date) -> date:
    """Return the first day of the week or month before."""
    return get_period_first_day(period, starts_on - timedelta(days=1))


def get_period_bounds(period: Period, starts_on: date | None, zone: str) -> tuple[datetime | None, datetime]:
    """Return the start and the end of the period that starts on this day; all time has no start."""
    if starts_on is None:
        return None, datetime.max.replace(tzinfo=UTC)
    last = starts_on + timedelta(days=6 if period == Period.WEEK else 31)
    following = starts_on + timedelta(days=7) if period == Period.WEEK else get_period_first_day(period, last)
    return get_day_bounds(starts_on, zone)[0], get_day_bounds(following, zone)[0]


def get_period_start(period: Period, zone: str, now: datetime) -> datetime | None:
    """Return when the current period started; None for all time."""
    if period == Period.ALL:
        return None
    return get_day_bounds(get_period_first_day(period, get_local_day(now, zone)), zone)[0]


def rank_group_members(group: Group, *, period: Period = Period.ALL, now: datetime | None = None) -> QuerySet[User]:
    """Return active pupils of the group who earned coins, with `earned`, `rank` and whether the name is `hidden`, best
    first. Pupils without coins in the period have no rank.
    """
    start = get_period_start(period, group.local_zone, now or timezone.now())
    hidden = Coalesce(F("coins__name_hidden"), Value(False), output_field=BooleanField())
    earned: Any = F("coins__earned")
    if start is not None:
        ledger = CoinTransaction.objects.filter(student=OuterRef("pk"), counts=True, created_at__gte=start)
        total = ledger.order_by().values("student").annotate(total=Sum("amount")).values("total")
        earned = Subquery(total, output_field=IntegerField())
    return (
        list_current_pupils(group)
        .filter(is_active=True)
        .annotate(earned=Coalesce(earned, Value(0)), hidden=hidden)
        .filter(earned__gt=0)
        .annotate(rank=Window(Rank(), order_by=F("earned").desc()))
        .order_by("rank", "first_name", "last_name", "id")
    )


def build_leaderboard_rows(
    ranked_members: Iterable[Any], *, shown_anyway_ids: Collection[UUID] | None = ()
) -> list[dict[str, Any]]:
    """Return rows of ranked members for clients. Hidden names have neither name nor id, except those in
    `shown_anyway_ids` (None: all are shown).
    """
    return [
        _build_row(person, person.rank, person.earned, person.hidden, shown_anyway_ids) for person in ranked_members
    ]


def get_group_leaderboard(group: Group, *, query: LeaderboardQuery, reader: User) -> dict[str, Any]:
    """Return the group's current leaderboard, or that of the period of `query.day`: the first 100 rows, the reader's
    own row (None without one) and the rows around it.
    """
    if query.day is not None:
        snapshot = _get_snapshot(LeaderboardScope.GROUP, query, group.local_zone, group=group)
        return {"group": group.pk, **_serialize_snapshot(snapshot, query, reader)}
    people: list[Any] = list(rank_group_members(group, period=query.period))
    place = next((number for number, person in enumerate(people) if person.pk == reader.pk), None)
    around = people[max(0, place - query.neighbours) : place + query.neighbours + 1] if place is not None else []
    first = people[:MAX_ROWS]
    never_hidden = _list_readable_names(reader, [person.pk for person in {*first, *around} if person.hidden])
    zone = group.local_zone
    starts_on = (
        None if query.period == Period.ALL else get_period_first_day(query.period, get_local_day(timezone.now(), zone))
    )
    return {
        "group": group.pk,
        "period": query.period,
        "starts_on": starts_on,
        "taken_at": timezone.now(),
        "rows": build_leaderboard_rows(first, shown_anyway_ids=never_hidden),
        "me": None if place is None else build_leaderboard_rows([people[place]], shown_anyway_ids=never_hidden)[0],
        "neighbours": build_leaderboard_rows(around, shown_anyway_ids=never_hidden) if query.neighbours else [],
    }


def get_course_or_centre_snapshot(course: Course | None, *, query: LeaderboardQuery, reader: User) -> dict[str, Any]:
    """Return the last hourly leaderboard of a course or the centre, as `get_group_leaderboard`."""
    scope = LeaderboardScope.COURSE if course else LeaderboardScope.CENTRE
    snapshot = _get_snapshot(scope, query, get_default_branch().zone, course=course)
    return {"scope": scope, "course": course.pk if course else None, **_serialize_snapshot(snapshot, query, reader)}


def _get_snapshot(scope: LeaderboardScope, query: LeaderboardQuery, zone: str, **filters: Any) -> Leaderboard | None:
    """Return the newest snapshot of this leaderboard, or None."""
    starts_on = None
    if query.period != Period.ALL:
        starts_on = get_period_first_day(query.period, query.day or get_local_day(timezone.now(), zone))
    boards = Leaderboard.objects.filter(scope=scope, period=query.period, starts_on=starts_on, **filters)
    return boards.first()


def _serialize_snapshot(board: Leaderboard | None, query: LeaderboardQuery, reader: User) -> dict[str, Any]:
    result: dict[str, Any] = {"period": query.period, "starts_on": None, "taken_at": None}
    if board is None:
        return result | {"rows": [], "me": None, "neighbours": []}
    rows = LeaderboardRow.objects.filter(board=board).select_related("student__coins").only(*ROW_COLUMNS)
    rows = rows.order_by("place")
    first = list(rows[:MAX_ROWS])
    own_row = rows.filter(student=reader).first()
    own, around = [own_row] if own_row else [], []
    if own_row is not None and query.neighbours:
        span = (own_row.place - query.neighbours, own_row.place + query.neighbours)
        around = list(rows.filter(place__range=span))
    returned = [*first, *around, *own]
    readable = _list_readable_names(reader, [row.student_id for row in returned if _has_hidden_name(row.student)])
    return result | {
        "starts_on": board.starts_on,
        "taken_at": board.taken_at,
        "rows": _serialize_rows(first, readable),
        "me": next(iter(_serialize_rows(own, readable)), None),
        "neighbours": _serialize_rows(around, readable),
    }


def _serialize_rows(rows: Iterable[LeaderboardRow], readable: Collection[UUID]) -> list[dict[str, Any]]:
    return [_build_row(row.student, row.rank, row.coins, _has_hidden_name(row.student), readable) for row in rows]


def _has_hidden_name(person: User) -> bool:
    coin = getattr(person, "coins", None)
    return bool(coin and coin.name_hidden)


def _list_readable_names(reader: User, hidden: Collection[UUID]) -> set[UUID]:
    """Return whose hidden names the reader may see: the reader's own, those of children and of own pupils."""
    if not hidden:
        return set()
    return set(list_visible_pupils(reader).filter(pk__in=hidden).values_list("pk", flat=True))


def _build_row(person: User, rank: int, coins: int, hidden: bool, readable: Collection[UUID] | None) -> dict[str, Any]:
    is_name_shown = not hidden or readable is None or person.pk in readable
    return {
        "rank": rank,
        "student": str(person.pk) if is_name_shown else None,
        "name": person.full_name[:NAME_LENGTH] if is_name_shown else "",
        "coins": coins,
        "hidden": hidden,
    }
