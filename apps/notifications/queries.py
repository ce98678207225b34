"""Queries of notifications, deliveries and preferences."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Count, QuerySet
from django.db.models.functions import TruncDate
from django.utils.translation import get_language

from apps.accounts.models import User
from apps.core.ids import get_first_uuid7_at
from apps.core.local_days import get_day_bounds, get_local_day
from apps.notifications import preferences, rendering
from apps.notifications.addresses import get_telegram_state, load_channel_obstacles
from apps.notifications.channels import Channel
from apps.notifications.groups import get_message_group
from apps.notifications.models import Notification, NotificationLog, NotificationPreference, SmsMonth
from apps.notifications.types import NotificationType, get_notification_types_by_name
from apps.settings.queries import get_default_branch, get_system_settings

SNAPSHOT_SIZE = 20
TITLE_LIMITS, TEXT_LIMITS = (300, 900), (2000, 3000)
"""Maximum characters, and bytes as JSON, in a list or event. Long templates must not make an event too large."""


def list_notifications(user: User, *, unread: bool = False) -> QuerySet[Notification]:
    """Return the user's notifications in the app, or only the unread ones."""
    notifications = Notification.objects.filter(user=user, shown=True)
    return notifications.filter(read_at__isnull=True) if unread else notifications


def has_unread_of_group(user: User, type_: str, group: str) -> bool:
    """Return whether the user has an unread notification of this type and group, shown or not."""
    return Notification.objects.filter(user=user, type=type_, group=group, read_at__isnull=True).exists()


def count_unread_notifications(user: User) -> int:
    """Return the number of the user's unread notifications."""
    return list_notifications(user, unread=True).count()


def serialize_notification(notification: Notification) -> dict[str, Any]:
    """Return a notification for clients, with its text in the active language."""
    return serialize_notifications([notification])[0]


def serialize_notifications(notifications: Iterable[Notification]) -> list[dict[str, Any]]:
    """Return many notifications for clients, with one query for templates."""
    rows, language = list(notifications), get_language() or ""
    templates = rendering.load_templates(channel=Channel.IN_APP, language=language, types={row.type for row in rows})
    return [_serialize(row, language, templates) for row in rows]


def _serialize(row: Notification, language: str, templates: rendering.TemplateTexts) -> dict[str, Any]:
    title, text = rendering.render_notification(
        row.type, Channel.IN_APP, language, row.data, row.count, own_templates=templates
    )
    return {
        "id": str(row.pk),
        "type": row.type,
        "title": rendering.truncate_text(title, *TITLE_LIMITS),
        "text": rendering.truncate_text(text, *TEXT_LIMITS),
        "data": rendering.pick_languages(row.data, language),
        "count": row.count,
        "read": row.read_at is not None,
        "created_at": row.created_at.isoformat(),
        "changed_at": row.changed_at.isoformat(),
    }


def get_user_stream_state(user: User) -> dict[str, Any]:
    """Return the state of the stream `user:{id}`: `{"unread", "notifications"}`, the newest 20, newest first."""
    newest = list_notifications(user).order_by("-changed_at")[:SNAPSHOT_SIZE]
    return {"unread": count_unread_notifications(user), "notifications": serialize_notifications(newest)}


def list_type_preferences(user: User) -> list[dict[str, Any]]:
    """Return every type that can reach the user with every channel: the default and the user's choice.

    Of a channel, `wanted`: the user gets it; `own`: the user's choice or None; `declared`: the default; `fixed`: it
    cannot be switched off; `offered`: it can be switched on; `obstacle`: why it cannot reach the user now, or None.
    """
    find_obstacle = load_channel_obstacles(user)
    choices = {(row.type, row.channel): row.wanted for row in NotificationPreference.objects.filter(user=user)}

    def describe(declared: NotificationType, channel: str) -> dict[str, Any]:
        own, default = choices.get((declared.name, channel)), channel in declared.default_channels
        fixed = declared.is_fixed(channel)
        wanted = fixed or (default if own is None else own)
        choice = {"channel": channel, "wanted": wanted, "own": own, "declared": default, "fixed": fixed}
        return choice | {
            "offered": declared.offers_channel(channel), "obstacle": find_obstacle(channel, declared.name)
        }  # fmt: skip

    return [
        {
            "type": declared.name,
            "title": declared.list_title,
            "group": get_message_group(declared.name),
            "falls_back": declared.falls_back,
            "channels": [describe(declared, channel) for channel in Channel.values],
        }
        for declared in preferences.list_types_for_user(user)
    ]


def get_preferences(user: User) -> dict[str, Any]:
    """Return the user's preferences: all types, own choices, and times."""
    choices = NotificationPreference.objects.filter(user=user).order_by("type", "channel")
    hours = preferences.get_quiet_hours_and_digest(user)
    return {
        "types": list_type_preferences(user),
        "preferences": list(
            choices.filter(type__in=get_notification_types_by_name()).values("type", "channel", "wanted")
        ),
        "quiet_from": hours.quiet_from,
        "quiet_until": hours.quiet_until,
        "digest": "daily" if hours.digest else "off",
        "digest_at": hours.digest_at,
        "own_times": preferences.get_quiet_and_digest_overrides(user),
        "zone": hours.zone,
        "telegram": get_telegram_state(user),
    }


def list_deliveries(
    *,
    people: QuerySet[User] | None = None,
    state: str = "",
    channel: str = "",
    reason: str = "",
    type: str = "",  # noqa: A002
    user: UUID | None = None,
    since: datetime | None = None,
) -> QuerySet[NotificationLog]:
    """Return deliveries, to all users or to `people`, narrowed by each filter that is given."""
    rows = NotificationLog.objects.select_related("user")
    if people is not None:
        rows = rows.filter(user__in=people.order_by().values("pk"))
    filters = {
        "state": state, "channel": channel, "reason": reason, "type": type, "user": user, "created_at__gte": since,
    }  # fmt: skip
    return rows.filter(**{name: value for name, value in filters.items() if value})


def find_telegram_delivery(
    user: User, message_id: str, *, types: Collection[str], since: datetime
) -> NotificationLog | None:
    """Return the delivery of these types that is this message of the user's chat, sent since then. Each chat numbers
    its own messages: pass when the chat was linked.
    """
    rows = NotificationLog.objects.filter(user=user, channel=Channel.TELEGRAM, provider_id=message_id, type__in=types)
    return rows.filter(sent_at__gte=since).select_related("notification").order_by("-sent_at").first()


def count_deliveries_by_day_and_state(first_day: date, zone: str) -> dict[tuple[date, str], int]:
    """Count deliveries by local day since `first_day` and by current state."""
    start, _end = get_day_bounds(first_day, zone)
    day = TruncDate("created_at", tzinfo=ZoneInfo(zone))
    rows = NotificationLog.objects.filter(created_at__gte=start).annotate(day=day).values_list("day", "state")
    return {(day, state): number for day, state, number in rows.annotate(number=Count("id")).order_by()}


@dataclass(frozen=True)
class SmsBudget:
    """The SMS budget of one month, in tiyin and in SMS parts."""

    month: date
    budget: int
    spent: int
    parts: int
    part_price: int

    @property
    def left(self) -> int:
        """Return the amount that may still be spent."""
        return max(0, self.budget - self.spent)


def get_sms_budget(now: datetime) -> SmsBudget:
    """Return the budget of the month that contains the moment, in the zone of the default branch."""
    rules, month = get_system_settings(), get_local_day(now, get_default_branch().zone).replace(day=1)
    row = SmsMonth.objects.filter(month=month).first()
    parts, spent = (row.parts, row.spent) if row else (0, 0)
    return SmsBudget(month, rules.sms_month_budget, spent, parts, rules.sms_part_price)


def count_deliveries_by_channel_and_state(since: datetime) -> dict[tuple[str, str], int]:
    """Count deliveries created since then, by channel and current state. The ids contain the time."""
    rows = NotificationLog.objects.filter(pk__gte=get_first_uuid7_at(since)).values_list("channel", "state").order_by()
    return {(channel, state): number for channel, state, number in rows.annotate(Count("id"))}
