"""Reads over notifications, what went out of them, and what people want."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import TruncDate
from django.utils import timezone
from django.utils.translation import get_language

from apps.accounts.models import User
from apps.core.ids import first_id
from apps.core.local_days import day_bounds, local_day
from apps.notifications import rendering, wishes
from apps.notifications.channels import Channel
from apps.notifications.models import Notification, NotificationLog, NotificationPreference, SmsMonth, State
from apps.notifications.types import all_types
from apps.settings.queries import default_branch, system

SNAPSHOT_SIZE = 20
STUCK_AFTER = timedelta(minutes=15)
MOST_TITLE, MOST_TEXT = (300, 900), (2000, 3000)
"""Characters, and bytes as JSON, of what a list and an event show: the centre's own words must not make an event too
large to be told.
"""


def notifications_of(user: User, *, unread: bool = False) -> QuerySet[Notification]:
    """The user's own notifications that stand in the list: all, or only the unread ones."""
    mine = Notification.objects.filter(user=user, shown=True)
    return mine.filter(read_at__isnull=True) if unread else mine


def unread_count(user: User) -> int:
    """How many the user has not read."""
    return notifications_of(user, unread=True).count()


def drawn(notification: Notification) -> dict[str, Any]:
    """A notification as clients draw it: its words in the active language."""
    return drawn_all([notification])[0]


def drawn_all(notifications: Iterable[Notification]) -> list[dict[str, Any]]:
    """As `drawn`, of many, for one query."""
    rows, language = list(notifications), get_language() or ""
    own = rendering.own_words(channel=Channel.IN_APP, language=language, types={row.type for row in rows})
    return [_drawn(row, language, own) for row in rows]


def _drawn(row: Notification, language: str, own: rendering.Own) -> dict[str, Any]:
    title, text = rendering.words(row.type, Channel.IN_APP, language, row.data, row.count, own=own)
    return {
        "id": str(row.pk),
        "type": row.type,
        "title": rendering.clipped(title, *MOST_TITLE),
        "text": rendering.clipped(text, *MOST_TEXT),
        "data": row.data,
        "count": row.count,
        "read": row.read_at is not None,
        "created_at": row.created_at.isoformat(),
    }


def user_snapshot(user: User) -> dict[str, Any]:
    """What the stream `user:{id}` starts from: `{"unread", "notifications"}`, the last 20, newest first."""
    newest = notifications_of(user).order_by("-id")[:SNAPSHOT_SIZE]
    return {"unread": unread_count(user), "notifications": drawn_all(newest)}


@dataclass(frozen=True)
class Cell:
    """One type on one channel: whether it comes (`wanted`), whether the person said so (`own`, None when not), whether
    it cannot be switched off, whether it can be had at all.
    """

    channel: str
    wanted: bool
    own: bool | None
    declared: bool
    fixed: bool
    offered: bool


@dataclass(frozen=True)
class Line:
    """One type with its channels; `falls_back`: an SMS comes where Telegram cannot."""

    type: str
    title: str
    falls_back: bool
    channels: list[Cell]


def table_of(user: User) -> list[Line]:
    """Every type that can reach the person, and every channel, as declared and as they want it."""
    own = {(row.type, row.channel): row.wanted for row in NotificationPreference.objects.filter(user=user)}
    lines = []
    for declared in wishes.types_for(user):
        name, cells = declared.name, list[Cell]()
        for channel in Channel.values:
            said, usual = own.get((name, channel)), channel in declared.channels or channel == Channel.IN_APP
            wanted = declared.is_fixed(channel) or (usual if said is None else said)
            cells.append(
                Cell(channel, wanted, said, usual, declared.is_fixed(channel), offered=declared.offers(channel))
            )
        lines.append(Line(name, declared.plain_title, declared.falls_back, cells))
    return lines


def preferences_of(user: User) -> dict[str, Any]:
    """The table, one's own words of it, and one's times."""
    own, hours = NotificationPreference.objects.filter(user=user).order_by("type", "channel"), wishes.hours_of(user)
    return {
        "types": table_of(user),
        "preferences": list(own.filter(type__in=all_types()).values("type", "channel", "wanted")),
        "quiet_from": hours.quiet_from,
        "quiet_until": hours.quiet_until,
        "digest": "daily" if hours.digest else "off",
        "digest_at": hours.digest_at,
        "own_times": wishes.own_times_of(user),
        "zone": hours.zone,
    }


def deliveries(
    *,
    people: QuerySet[User] | None = None,
    state: str = "",
    channel: str = "",
    type: str = "",  # noqa: A002
    user: UUID | None = None,
    since: datetime | None = None,
) -> QuerySet[NotificationLog]:
    """What went out, or did not: of all, or of these people; narrowed by each that is given."""
    rows = NotificationLog.objects.select_related("user")
    if people is not None:
        rows = rows.filter(user__in=people.order_by().values("pk"))
    given = {"state": state, "channel": channel, "type": type, "user": user, "created_at__gte": since}
    return rows.filter(**{name: value for name, value in given.items() if value})


def stuck(people: QuerySet[User] | None = None) -> int:
    """How many deliveries want looking at: 15 minutes past their time and still waiting, or failed in the last day."""
    now = timezone.now()
    waiting = Q(state=State.QUEUED, in_digest__isnull=True, due_at__lt=now - STUCK_AFTER)
    failed = Q(state=State.FAILED, updated_at__gt=now - timedelta(days=1))
    return deliveries(people=people).filter(waiting | failed).count()


def deliveries_by_day(first: date, zone: str) -> dict[tuple[date, str], int]:
    """How many deliveries were made on each local day since `first`, by their state now."""
    start, _end = day_bounds(first, zone)
    day = TruncDate("created_at", tzinfo=ZoneInfo(zone))
    rows = NotificationLog.objects.filter(created_at__gte=start).annotate(day=day).values_list("day", "state")
    return {(day, state): number for day, state, number in rows.annotate(number=Count("id")).order_by()}


@dataclass(frozen=True)
class SmsBudget:
    """A month's SMS of notifications, in tiyin and in parts."""

    month: date
    budget: int
    spent: int
    parts: int
    part_price: int

    @property
    def left(self) -> int:
        """What may still be spent."""
        return max(0, self.budget - self.spent)


def sms_budget(now: datetime) -> SmsBudget:
    """The budget of the month in which the moment lies, where the default branch is."""
    rules, month = system(), local_day(now, default_branch().zone).replace(day=1)
    row = SmsMonth.objects.filter(month=month).first()
    return SmsBudget(
        month=month,
        budget=rules.sms_month_budget,
        spent=row.spent if row else 0,
        parts=row.parts if row else 0,
        part_price=rules.sms_part_price,
    )


def deliveries_since(moment: datetime) -> dict[tuple[str, str], int]:
    """How many deliveries were begun since then, by channel and present state; the ids tell the time."""
    rows = NotificationLog.objects.filter(pk__gte=first_id(moment)).values_list("channel", "state").order_by()
    return {(channel, state): number for channel, state, number in rows.annotate(Count("id"))}
