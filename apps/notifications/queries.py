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
from apps.notifications import preferences, rendering
from apps.notifications.channels import Channel
from apps.notifications.models import DeliveryState, Notification, NotificationLog, NotificationPreference, SmsMonth
from apps.notifications.types import all_types
from apps.settings.queries import default_branch, system

SNAPSHOT_SIZE = 20
STUCK_AFTER = timedelta(minutes=15)
TITLE_LIMITS, TEXT_LIMITS = (300, 900), (2000, 3000)
"""Characters, and bytes as JSON, of what a list and an event show: the centre's own words must not make an event too
large to be told.
"""


def list_notifications(user: User, *, unread: bool = False) -> QuerySet[Notification]:
    """The user's own notifications that stand in the list: all, or only the unread ones."""
    mine = Notification.objects.filter(user=user, shown=True)
    return mine.filter(read_at__isnull=True) if unread else mine


def count_unread_notifications(user: User) -> int:
    """How many the user has not read."""
    return list_notifications(user, unread=True).count()


def serialize_notification(notification: Notification) -> dict[str, Any]:
    """A notification as clients draw it: its words in the active language."""
    return serialize_notifications([notification])[0]


def serialize_notifications(notifications: Iterable[Notification]) -> list[dict[str, Any]]:
    """As `serialize_notification`, of many, for one query."""
    rows, language = list(notifications), get_language() or ""
    own = rendering.load_templates(channel=Channel.IN_APP, language=language, types={row.type for row in rows})
    return [_serialize(row, language, own) for row in rows]


def _serialize(row: Notification, language: str, own: rendering.TemplateTexts) -> dict[str, Any]:
    title, text = rendering.render_notification(row.type, Channel.IN_APP, language, row.data, row.count, own=own)
    return {
        "id": str(row.pk),
        "type": row.type,
        "title": rendering.truncate_text(title, *TITLE_LIMITS),
        "text": rendering.truncate_text(text, *TEXT_LIMITS),
        "data": row.data,
        "count": row.count,
        "read": row.read_at is not None,
        "created_at": row.created_at.isoformat(),
    }


def get_notification_state(user: User) -> dict[str, Any]:
    """What the stream `user:{id}` starts from: `{"unread", "notifications"}`, the last 20, newest first."""
    newest = list_notifications(user).order_by("-id")[:SNAPSHOT_SIZE]
    return {"unread": count_unread_notifications(user), "notifications": serialize_notifications(newest)}


@dataclass(frozen=True)
class ChannelPreference:
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
class TypePreferences:
    """One type with its channels; `falls_back`: an SMS comes where Telegram cannot."""

    type: str
    title: str
    falls_back: bool
    channels: list[ChannelPreference]


def list_type_preferences(user: User) -> list[TypePreferences]:
    """Every type that can reach the person, and every channel, as declared and as they want it."""
    own = {(row.type, row.channel): row.wanted for row in NotificationPreference.objects.filter(user=user)}
    lines = []
    for declared in preferences.list_types_for_user(user):
        name, cells = declared.name, list[ChannelPreference]()
        for channel in Channel.values:
            said, usual = own.get((name, channel)), channel in declared.channels or channel == Channel.IN_APP
            wanted = declared.is_fixed(channel) or (usual if said is None else said)
            cells.append(
                ChannelPreference(
                    channel, wanted, said, usual, declared.is_fixed(channel), offered=declared.offers(channel)
                )
            )
        lines.append(TypePreferences(name, declared.plain_title, declared.falls_back, cells))
    return lines


def get_preferences(user: User) -> dict[str, Any]:
    """The table, one's own words of it, and one's times."""
    own, hours = (
        NotificationPreference.objects.filter(user=user).order_by("type", "channel"),
        preferences.get_message_hours(user),
    )
    return {
        "types": list_type_preferences(user),
        "preferences": list(own.filter(type__in=all_types()).values("type", "channel", "wanted")),
        "quiet_from": hours.quiet_from,
        "quiet_until": hours.quiet_until,
        "digest": "daily" if hours.digest else "off",
        "digest_at": hours.digest_at,
        "own_times": preferences.get_time_overrides(user),
        "zone": hours.zone,
    }


def list_deliveries(
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


def count_all_stuck_deliveries(people: QuerySet[User] | None = None) -> int:
    """How many deliveries want looking at: 15 minutes past their time and still waiting, or failed in the last day."""
    now = timezone.now()
    waiting = Q(state=DeliveryState.QUEUED, in_digest__isnull=True, due_at__lt=now - STUCK_AFTER)
    failed = Q(state=DeliveryState.FAILED, updated_at__gt=now - timedelta(days=1))
    return list_deliveries(people=people).filter(waiting | failed).count()


def count_deliveries_by_day(first: date, zone: str) -> dict[tuple[date, str], int]:
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


def get_sms_budget(now: datetime) -> SmsBudget:
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


def count_deliveries_since(moment: datetime) -> dict[tuple[str, str], int]:
    """How many deliveries were begun since then, by channel and present state; the ids tell the time."""
    rows = NotificationLog.objects.filter(pk__gte=first_id(moment)).values_list("channel", "state").order_by()
    return {(channel, state): number for channel, state, number in rows.annotate(Count("id"))}
