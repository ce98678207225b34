"""Check the month's messages: at allowed hours, once each, within the budget, each explained by a row."""

from collections import Counter, defaultdict
from collections.abc import Callable
from datetime import datetime, time, timedelta
from itertools import pairwise
from uuid import UUID
from zoneinfo import ZoneInfo

import orjson
from django.db.models import Sum
from django.utils import timezone

from apps.accounts.models import TelegramLink, User
from apps.notifications.composition import DIGEST_TYPE
from apps.notifications.models import FINAL_STATES, DeliveryState, Notification, NotificationLog, SmsMonth
from apps.notifications.models.preferences import MessageSettings
from apps.notifications.types import Urgency, get_notification_types_by_name
from apps.settings.queries import get_system_settings
from bench.month.providers import MessageProviders, ReceivedMessage
from bench.report import Figure

REMINDER_TYPE = "payments.overdue"
DAY = timedelta(days=1)
PEOPLE_FOR_A_MONTH, MESSAGES_FOR_A_MONTH = 100, 300


def check_messages(edges: MessageProviders, *, days: int, is_full_run: bool) -> tuple[list[Figure], str]:
    """Return the figures, and a note about the deliveries."""
    rows = list(NotificationLog.objects.select_related("user"))
    went = [row for row in rows if row.state in (DeliveryState.SENT, DeliveryState.DELIVERED)]
    spent, budget = _get_sms_spent(), get_system_settings().sms_month_budget
    waiting = sum(
        1
        for row in rows
        if row.state not in FINAL_STATES and row.state != DeliveryState.SENT and row.due_at < timezone.now()
    )
    repeated = _count_repeated_notifications()
    figures = [
        Figure("days lived through", days, "", "≥ 30" if is_full_run else "", days >= 30 if is_full_run else None),
        Figure("notifications in the app", Notification.objects.filter(shown=True).count(), ""),
        Figure("messages that reached a provider", len(edges.arrived), "", spread=_count_by_channel(edges.arrived)),
        Figure("faults of providers in between", edges.faults, ""),
        _zero_figure("messages in quiet hours", len(_list_in_quiet_hours(edges, rows))),
        _zero_figure("notifications that say the same to the same person", repeated.total(), _format_counts(repeated)),
        _zero_figure("messages that reached a person twice", _count_double_deliveries(edges, went)),
        _zero_figure("messages that no row explains", _count_unexplained(edges, rows)),
        _zero_figure("rows that say sent and reached nobody", _count_unconfirmed(edges, went)),
        _zero_figure("rows that wait though their time has come", waiting),
        _zero_figure(
            "rows that ended without a reason",
            sum(1 for row in rows if row.state in FINAL_STATES[1:] and not row.reason),
        ),
        Figure("spent on SMS", spent / 100, "soʻm", f"≤ {budget / 100:.0f}", spent <= budget),
    ]
    return figures, _describe_deliveries(rows)


def _zero_figure(what: str, count: int, spread: str = "") -> Figure:
    return Figure(what, count, "", "0", count == 0, spread)


def _format_counts(counted: Counter[str]) -> str:
    return ", ".join(f"{count} {name}" for name, count in counted.most_common())


def _get_sms_spent() -> int:
    return SmsMonth.objects.aggregate(most=Sum("spent"))["most"] or 0


def _count_by_channel(arrived: list[ReceivedMessage]) -> str:
    counted = Counter(message.channel for message in arrived)
    return ", ".join(f"{count} by {channel}" for channel, count in sorted(counted.items()))


def _map_addresses_to_users() -> dict[tuple[str, str], User]:
    owners: dict[tuple[str, str], User] = {}
    for link in TelegramLink.objects.select_related("user"):
        owners["telegram", str(link.chat_id)] = link.user
    for user in User.objects.all():
        owners["sms", str(user.phone)] = user
        owners["email", str(user.email)] = user
    return owners


def _build_quiet_check(own_hours: dict[UUID, tuple[time, time]]) -> Callable[[User, datetime], bool]:
    centre_hours = (get_system_settings().quiet_from, get_system_settings().quiet_until)

    def is_quiet(user: User, at: datetime) -> bool:
        starts, ends = own_hours.get(user.pk, centre_hours)
        now = at.astimezone(ZoneInfo(user.zone)).time()
        return starts <= now < ends if starts <= ends else now >= starts or now < ends

    return is_quiet


def _list_in_quiet_hours(edges: MessageProviders, rows: list[NotificationLog]) -> list[ReceivedMessage]:
    """Return messages received in quiet hours; urgent types are allowed."""
    urgent = {
        (row.user_id, row.channel) for row in rows if get_notification_types_by_name()[row.type].urgency == Urgency.NOW
    }
    own_hours = {row.user_id: (row.quiet_from, row.quiet_until) for row in MessageSettings.objects.all()}
    owners, quiet = _map_addresses_to_users(), _build_quiet_check(own_hours)
    messages = []
    for message in edges.arrived:
        user = owners[message.channel, message.address]
        if quiet(user, message.at) and (user.pk, message.channel) not in urgent:
            messages.append(message)
    return messages


def _count_repeated_notifications() -> Counter[str]:
    """Count repeated notifications by type: same user, type and data. Digests have no data, payment reminders repeat as
    the settings say, and hidden rows only keep a key.
    """
    pause = {REMINDER_TYPE: timedelta(days=get_system_settings().payment_notice_every_days)}
    times_by_content: dict[tuple[UUID, str, bytes], list[datetime]] = defaultdict(list)
    rows = (
        Notification.objects.exclude(type=DIGEST_TYPE)
        .exclude(shown=False, deliveries__isnull=True)
        .order_by("created_at")
    )
    for user, type_, data, at in rows.values_list("user", "type", "data", "created_at").distinct():
        times_by_content[user, type_, orjson.dumps(data, option=orjson.OPT_SORT_KEYS)].append(at)
    repeated: Counter[str] = Counter()
    for (_user, type_, _data), times in times_by_content.items():
        again = pairwise(times)
        repeated[type_] += sum(1 for earlier, later in again if later - earlier < pause.get(type_, timedelta.max) - DAY)
    return +repeated


def _count_double_deliveries(edges: MessageProviders, went: list[NotificationLog]) -> int:
    """Count notifications sent both by Telegram and by SMS."""
    both = Counter(row.notification_id for row in went if row.channel in ("telegram", "sms"))
    return sum(count - 1 for count in both.values())


def _count_sent_rows(rows: list[NotificationLog]) -> Counter[tuple[str, object]]:
    """Count messages sent by channel and user as the rows say; those in a digest went with it."""
    return Counter((row.channel, row.user_id) for row in rows if row.in_digest_id is None)


def _count_received(edges: MessageProviders) -> Counter[tuple[str, object]]:
    owners = _map_addresses_to_users()
    return Counter((message.channel, owners[message.channel, message.address].pk) for message in edges.arrived)


def _count_unexplained(edges: MessageProviders, rows: list[NotificationLog]) -> int:
    """Count messages that no row explains."""
    handed = [row for row in rows if row.sent_at is not None or row.tries]
    return (_count_received(edges) - _count_sent_rows(handed)).total()


def _count_unconfirmed(edges: MessageProviders, went: list[NotificationLog]) -> int:
    return (_count_sent_rows(went) - _count_received(edges)).total()


def _describe_deliveries(rows: list[NotificationLog]) -> str:
    ends = Counter(f"{row.state}{f' ({row.reason})' if row.reason else ''}" for row in rows)
    people = len({row.user_id for row in rows})
    listed = ", ".join(f"{count} {what}" for what, count in ends.most_common())
    return f"{len(rows)} deliveries to {people} people: {listed}."
