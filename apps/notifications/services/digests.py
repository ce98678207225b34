"""The daily digest: all queued messages of a user on a channel in one message."""

from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

import apps.jobs.services as jobs
from apps.core.uow import unit_of_work
from apps.jobs.kinds import ClaimedJob
from apps.notifications import preferences, types
from apps.notifications.composition import DIGEST_TYPE
from apps.notifications.models import DeliveryState, Notification, NotificationLog
from apps.notifications.reasons import DeliveryReason
from apps.notifications.services import deliveries

BATCH_SIZE = 500
"""Digests per job; the next job makes the rest."""


def send_digests(job: ClaimedJob) -> None:
    """Handler, every few minutes: create one digest delivery for each user and channel with messages due. Safe to
    repeat: messages in a digest are not found again.
    """
    now = timezone.now()
    due = _filter_due(NotificationLog.objects.all(), now).values_list("user", "channel")
    pairs = list(due.order_by("user", "channel").distinct()[: BATCH_SIZE + 1])
    for user, channel in pairs[:BATCH_SIZE]:
        with unit_of_work():
            _create_digest(user, channel, now)
    if len(pairs) > BATCH_SIZE:
        with unit_of_work():
            jobs.complete_job(job)
            jobs.enqueue(kind="notifications.send_digests")


def _create_digest(user: UUID, channel: str, now: datetime) -> None:
    """Create one message of all due messages that the user still wants on this channel."""
    due = _filter_due(deliveries.select_deliveries_for_update().filter(user=user, channel=channel), now)
    included = []
    for row in due.order_by("id"):
        if reason := _find_skip_reason(row, now):
            skipped = NotificationLog.objects.filter(pk=row.pk)
            skipped.update(state=DeliveryState.SKIPPED, reason=reason, updated_at=timezone.now())
        else:
            included.append(row)
    if not included:
        return
    common = {"user": included[0].user, "type": DIGEST_TYPE}
    notification = Notification.objects.create(**common, data={}, count=len(included), shown=False, read_at=None)
    times = {"due_at": now, "worth_until": max(row.worth_until for row in included)}
    where = {"channel": channel, "language": included[0].user.locale}
    carrier = NotificationLog.objects.create(notification=notification, **where, **common, **times)
    carried = NotificationLog.objects.filter(pk__in=[row.pk for row in included])
    carried.update(in_digest=carrier, updated_at=timezone.now())
    deliveries.enqueue_delivery(carrier)


def _filter_due(rows: QuerySet[NotificationLog], now: datetime) -> QuerySet[NotificationLog]:
    return rows.filter(state=DeliveryState.QUEUED, digest=True, in_digest=None, due_at__lte=now)


def _find_skip_reason(row: NotificationLog, now: datetime) -> DeliveryReason | None:
    if now >= row.worth_until:
        return DeliveryReason.TOO_LATE
    if row.notification.read_at is not None:
        return DeliveryReason.READ
    declared = types.get_notification_types_by_name().get(row.type)
    return DeliveryReason.MUTED if declared and preferences.is_type_muted(row.user, declared, row.channel) else None
