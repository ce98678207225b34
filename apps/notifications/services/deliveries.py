"""Deliveries: which rows a notification gets, when they are sent, SMS fallbacks and retries.

Each queued row has one job in the same transaction, run at once or at `due_at`.
"""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

import apps.jobs.services as jobs
from apps.accounts.models import User
from apps.core.errors import Conflict
from apps.core.lookups import get_or_not_found
from apps.core.uow import unit_of_work
from apps.notifications import preferences, types
from apps.notifications.addresses import ContactAddress, get_contact_address
from apps.notifications.channels import Channel
from apps.notifications.composition import DIGEST_TYPE
from apps.notifications.models import DeliveryState, Notification, NotificationLog
from apps.notifications.preferences import ChannelChoice
from apps.notifications.reasons import NO_ADDRESS_REASONS, DeliveryReason
from apps.notifications.types import NotificationType, Urgency
from apps.settings.services import write_audit_log

PRIORITY = {Urgency.NOW: 8, Urgency.NORMAL: 0, Urgency.LOW: -5}
DEFAULT_LIFETIME = timedelta(days=1)
"""Lifetime of a message whose type is no longer declared."""


def create_deliveries(
    notification: Notification,
    declared_type: NotificationType,
    channel_choice: ChannelChoice,
    *,
    now: datetime,
    until: datetime | None = None,
) -> None:
    """Create a row for each external channel that the user wants, with a job for each row to send. Inside the unit of
    work of the notification. Rows are worth sending before `until`. A user without push subscriptions gets no push row;
    without a chat and a usable phone, the row of the SMS says why none was sent.
    """
    rows = []
    for channel in channel_choice.external:
        address = _get_active_address(notification.user, channel, notification.type)
        if channel == Channel.PUSH and address.reason in NO_ADDRESS_REASONS:
            continue
        row = _build_delivery(notification, channel, address, now=now)
        rows.append(row)
        if channel != Channel.TELEGRAM or not channel_choice.falls_back:
            continue
        row.falls_back = True
        if row.reason in NO_ADDRESS_REASONS:
            rows.append(_build_sms_fallback(row, now=now))
    _schedule([row for row in rows if row.state == DeliveryState.QUEUED], declared_type, now=now)
    if until is not None:
        for row in rows:
            row.worth_until = min(row.worth_until, until)
    NotificationLog.objects.bulk_create(rows)
    for row in rows:
        if row.state == DeliveryState.QUEUED and not row.digest:
            enqueue_delivery(row)


def cancel_all_deliveries() -> int:
    """End every queued delivery; return their number. After a restore from a backup these messages are too late or were
    sent since. One that a worker had begun may have been sent.
    """
    waiting = NotificationLog.objects.filter(state=DeliveryState.QUEUED)
    unsure = waiting.filter(handed_at__isnull=False)
    now = timezone.now()
    count = unsure.update(state=DeliveryState.FAILED, reason=DeliveryReason.UNSURE, updated_at=now)
    return count + waiting.update(state=DeliveryState.SKIPPED, reason=DeliveryReason.TOO_LATE, updated_at=now)


def create_sms_fallback(delivery: NotificationLog, *, now: datetime) -> None:
    """Create an SMS in place of a Telegram message that could not be delivered, where that is allowed. It is worth
    sending as long as that was. It takes the place of one that had no address. Inside a unit of work.
    """
    if not delivery.falls_back or delivery.channel != Channel.TELEGRAM:
        return
    if preferences.get_channel_overrides(delivery.user, delivery.type).get(Channel.SMS) is False:
        return
    sms = NotificationLog.objects.filter(notification=delivery.notification_id, channel=Channel.SMS)
    sms.filter(fallback_of=delivery, state=DeliveryState.SKIPPED, reason__in=NO_ADDRESS_REASONS).delete()
    if sms.exists():
        return
    instead = _build_sms_fallback(delivery, now=now)
    if declared := types.get_notification_types_by_name().get(delivery.type):
        _schedule([instead], declared, now=now, gather=False)
    instead.worth_until = min(instead.worth_until, delivery.worth_until)
    instead.save(force_insert=True)
    if instead.state == DeliveryState.QUEUED:
        enqueue_delivery(instead)


def enqueue_delivery(delivery: NotificationLog) -> None:
    """Enqueue the job that sends the row when it is due. Inside a unit of work."""
    declared = types.get_notification_types_by_name().get(delivery.type)
    jobs.enqueue(
        kind=f"notifications.send_{delivery.channel}_notification",
        object_id=delivery.pk,
        run_at=delivery.due_at if delivery.due_at > timezone.now() else None,
        priority=PRIORITY[declared.urgency if declared else Urgency.NORMAL],
    )


def get_lifetime(type_: str) -> timedelta:
    """Return how long a message of this type is worth sending."""
    declared = types.get_notification_types_by_name().get(type_)
    return declared.lifetime if declared else DEFAULT_LIFETIME


def select_deliveries_for_update() -> QuerySet[NotificationLog]:
    """Return deliveries with user and notification, locked until the commit."""
    return NotificationLog.objects.select_for_update(of=("self",)).select_related("user", "notification")


def retry_delivery(*, actor: User, delivery: NotificationLog) -> NotificationLog:
    """Send a failed or skipped delivery again, with the messages in it; audited.

    Raise Conflict for another state, when an SMS replaced it or a message in it, and for an empty digest.
    """
    with unit_of_work():
        row = get_or_not_found(select_deliveries_for_update(), delivery.pk)
        if row.state not in (DeliveryState.FAILED, DeliveryState.SKIPPED):
            raise Conflict(_("Only a message that failed or was not sent can be sent again."))
        fallbacks = NotificationLog.objects.filter(Q(fallback_of=row) | Q(fallback_of__in_digest=row))
        if fallbacks.exclude(state__in=[DeliveryState.FAILED, DeliveryState.SKIPPED]).exists():
            raise Conflict(_("An SMS was sent instead."))
        if row.type == DIGEST_TYPE and not row.carried.exists():
            raise Conflict(_("This digest has no messages left."))
        now = timezone.now()
        old = {"state": (row.state, DeliveryState.QUEUED.value), "reason": (row.reason, "")}
        fresh: dict[str, Any] = {"state": DeliveryState.QUEUED, "reason": "", "provider_id": "", "updated_at": now}
        fresh |= {"due_at": now, "worth_until": now + get_lifetime(row.type)}
        fresh |= {"handed_at": None, "sent_at": None, "delivered_at": None}
        NotificationLog.objects.filter(pk=row.pk).update(**fresh, digest=False, in_digest=None)
        NotificationLog.objects.filter(in_digest=row).update(**fresh)
        row.refresh_from_db()
        enqueue_delivery(row)
        write_audit_log(actor=actor, action="notifications.retry", obj=row, changes=old)
    return row


def cancel_deliveries(
    *, users: Collection[UUID], types: Collection[str], key: str = "", notification: Notification | None = None
) -> None:
    """Cancel queued messages to these users under the key, or about the notification, because they are no longer
    relevant; also those that wait for a digest. Messages that a worker or digest already has are sent.
    """
    with unit_of_work():
        waiting = NotificationLog.objects.filter(state=DeliveryState.QUEUED, handed_at=None, in_digest=None)
        deliveries = waiting.filter(notification__user__in=users, notification__type__in=types)
        deliveries = (
            deliveries.filter(notification=notification) if notification else deliveries.filter(notification__key=key)
        )
        ids = list(deliveries.select_for_update(of=("self",)).order_by("id").values_list("pk", flat=True))
        values = {"state": DeliveryState.SKIPPED, "reason": DeliveryReason.OVER, "updated_at": timezone.now()}
        NotificationLog.objects.filter(pk__in=ids).update(**values)


def _get_active_address(user: User, channel: str, type_name: str) -> ContactAddress:
    if not user.is_active:
        return ContactAddress(reason=DeliveryReason.INACTIVE)
    return get_contact_address(user, channel, type_name)


def _build_delivery(
    notification: Notification, channel: str, address: ContactAddress, *, now: datetime
) -> NotificationLog:
    return NotificationLog(
        notification=notification,
        user=notification.user,
        type=notification.type,
        channel=channel,
        state=DeliveryState.SKIPPED if address.reason else DeliveryState.QUEUED,
        reason=address.reason or "",
        due_at=now,
        worth_until=now + get_lifetime(notification.type),
        address=address.masked,
        language=notification.user.locale,
    )


def _build_sms_fallback(row: NotificationLog, *, now: datetime) -> NotificationLog:
    address = _get_active_address(row.user, Channel.SMS, row.type)
    instead = _build_delivery(row.notification, Channel.SMS, address, now=now)
    instead.fallback_of = row
    return instead


def _schedule(rows: list[NotificationLog], declared: NotificationType, *, now: datetime, gather: bool = True) -> None:
    """Set when they are sent: at once, after quiet hours, or (`gather`) with the digest."""
    if not rows or declared.urgency == Urgency.NOW:
        return
    hours = preferences.get_quiet_hours_and_digest(rows[0].user)
    for row in rows:
        row.digest = gather and hours.digest
        row.due_at = hours.next_digest(now) if row.digest else hours.skip_quiet_hours(now)
        row.worth_until = row.due_at + declared.lifetime
