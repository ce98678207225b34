"""Reads over coins and leaderboards, straight from the ledger."""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.db.models import F, IntegerField, OuterRef, QuerySet, Subquery, Sum, Value, Window
from django.db.models.functions import Coalesce, Rank
from django.utils import timezone

from apps.accounts.models import User
from apps.core.localday import day_bounds, local_day
from apps.courses.models import Group
from apps.courses.queries import pupils
from apps.gamification.models import CoinTransaction, StudentCoin

BOARD_SIZE = 30
NAME_LENGTH = 40


class Period(StrEnum):
    """How far back a leaderboard counts: since Monday, since the first, or for ever, in the branch's days."""

    WEEK = "week"
    MONTH = "month"
    ALL = "all"


def balance_of(student: User) -> int:
    """The pupil's coins; 0 for one who never earned any."""
    return StudentCoin.objects.filter(student=student).values_list("balance", flat=True).first() or 0


def transactions_of(student: User) -> QuerySet[CoinTransaction]:
    """The pupil's ledger."""
    return CoinTransaction.objects.filter(student=student)


def ledger_sum(student: User) -> int:
    """What the ledger adds up to; the balance must always equal it."""
    return int(transactions_of(student).aggregate(total=Sum("amount", default=0))["total"])


def period_start(period: Period, zone: str, now: datetime) -> datetime | None:
    """The instant from which the period counts, None for all time."""
    if period == Period.ALL:
        return None
    today = local_day(now, zone)
    first = today - timedelta(days=today.weekday()) if period == Period.WEEK else today.replace(day=1)
    return day_bounds(first, zone)[0]


def leaderboard(group: Group, *, period: Period = Period.ALL, now: datetime | None = None) -> QuerySet[User]:
    """Who is in the group now, with `earned` coins and `rank`, best first.

    Ties, the one rule: equal coins share a rank and the next rank is skipped (1, 2, 2, 4); inside a rank
    people stand by first name, last name and id.
    """
    start = period_start(period, group.branch.zone, now or timezone.now())
    ledger = CoinTransaction.objects.filter(student=OuterRef("pk"))
    if start is not None:
        ledger = ledger.filter(created_at__gte=start)
    total = ledger.order_by().values("student").annotate(total=Sum("amount")).values("total")
    earned = Coalesce(Subquery(total, output_field=IntegerField()), Value(0))
    return (
        pupils(group)
        .annotate(earned=earned)
        .annotate(rank=Window(Rank(), order_by=F("earned").desc()))
        .order_by("rank", "first_name", "last_name", "id")
    )


def board_rows(people: QuerySet[User]) -> list[dict[str, Any]]:
    """Rows of a leaderboard as clients draw them."""
    return [
        {
            "rank": person.rank,  # type: ignore[attr-defined]
            "student": str(person.pk),
            "name": person.full_name[:NAME_LENGTH],
            "coins": person.earned,  # type: ignore[attr-defined]
        }
        for person in people
    ]


def group_leaderboard(group_id: UUID, period: Period = Period.ALL) -> dict[str, Any]:
    """The board that the stream `group:{id}` carries: `{"group", "period", "rows"}`, the first 30 rows."""
    group = Group.objects.select_related("branch").get(pk=group_id)
    rows = board_rows(leaderboard(group, period=period)[:BOARD_SIZE])
    return {"group": str(group_id), "period": period.value, "rows": rows}


def leaderboard_for(group: Group, *, period: Period, reader: User) -> dict[str, Any]:
    """The first 100 rows and the reader's own row (None for one who is not in the group)."""
    board = leaderboard(group, period=period)
    rows = board_rows(board[:100])
    mine = next((row for row in rows if row["student"] == str(reader.pk)), None)
    return {"group": str(group.pk), "period": period.value, "rows": rows, "me": mine}
