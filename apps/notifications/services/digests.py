"""The daily digest: what gathered for a person on a channel goes out as one message."""

from datetime import datetime
from uuid import UUID

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
"""Digests that one job makes; what is left is the next one's."""


def send_digests(job: ClaimedJob) -> None:
    """Handler, every few minutes: a delivery that carries all that is due, for each person and channel. Safe to run
    twice: what is carried already is not found.
    """
    now = timezone.now()
    due = NotificationLog.objects.filter(
        state=DeliveryState.QUEUED, digest=True, in_digest__isnull=True, due_at__lte=now
    )
    pairs = list(due.order_by("user", "channel").values_list("user", "channel").distinct()[: BATCH_SIZE + 1])
    for user, channel in pairs[:BATCH_SIZE]:
        with unit_of_work():
            _create_digest(user, channel, now)
    if len(pairs) > BATCH_SIZE:
        with unit_of_work():
            jobs.complete(job)
            jobs.enqueue(kind="notifications.send_digests")


def _create_digest(user: UUID, channel: str, now: datetime) -> None:
    """One message of everything that the person still wants to hear of on this channel."""
    rows = NotificationLog.objects.select_for_update(of=("self",)).select_related("notification", "user")
    found = rows.filter(
        user=user, channel=channel, state=DeliveryState.QUEUED, digest=True, in_digest__isnull=True, due_at__lte=now
    )
    wanted = []
    for row in found.order_by("id"):
        if reason := _find_skip_reason(row, now):
            skipped = NotificationLog.objects.filter(pk=row.pk)
            skipped.update(state=DeliveryState.SKIPPED, reason=reason, updated_at=timezone.now())
        else:
            wanted.append(row)
    if not wanted:
        return
    told = Notification.objects.create(
        user=wanted[0].user, type=DIGEST_TYPE, data={}, count=len(wanted), shown=False, read_at=None
    )
    carrier = NotificationLog.objects.create(
        notification=told,
        user=wanted[0].user,
        type=DIGEST_TYPE,
        channel=channel,
        due_at=now,
        worth_until=max(row.worth_until for row in wanted),
        language=wanted[0].user.locale,
    )
    NotificationLog.objects.filter(pk__in=[row.pk for row in wanted]).update(
        in_digest=carrier, updated_at=timezone.now()
    )
    deliveries.enqueue_delivery(carrier)


def _find_skip_reason(row: NotificationLog, now: datetime) -> DeliveryReason | None:
    if now >= row.worth_until:
        return DeliveryReason.TOO_LATE
    if row.notification.read_at is not None:
        return DeliveryReason.READ
    declared = types.all_types().get(row.type)
    return DeliveryReason.MUTED if declared and preferences.is_type_muted(row.user, declared, row.channel) else None
