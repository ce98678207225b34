"""Status reports of SMS from the provider: the job `notifications.sms_status`."""

from datetime import timedelta
from typing import Any

from django.db.models import Q
from django.utils import timezone

from apps.core.uow import unit_of_work
from apps.jobs.kinds import ClaimedJob, RetryLater
from apps.notifications.channels import Channel
from apps.notifications.models import DeliveryState, NotificationLog
from apps.notifications.reasons import DeliveryReason
from apps.notifications.services import sms_budget

HANDOVER_WINDOW = timedelta(minutes=2)
RETRY_AFTER = timedelta(seconds=20)


def save_sms_status(job: ClaimedJob) -> None:
    """Handler: save a status report. `object_id` is the provider's id; the payload has `state` (sent, delivered or
    failed), `parts`, `price` (tiyin or null) and `key` (`build_sms_key`).

    States only move forward: delivered and failed are final, except that the provider decides about unsure ones. A
    report without a row is ignored, unless an SMS is being sent at this moment: then its id may not be saved yet.
    """
    with unit_of_work():
        row = _lock_reported_delivery(job)
        if row is not None and row.state != DeliveryState.QUEUED:
            _apply_report(row, job.object_id, job.payload)
            return
    handing = {"channel": Channel.SMS, "state": DeliveryState.QUEUED, "handed_at__gt": timezone.now() - HANDOVER_WINDOW}
    if row is not None or (job.object_id and NotificationLog.objects.filter(**handing).exists()):
        raise RetryLater("an SMS is being handed over", after=RETRY_AFTER)


def build_sms_key(delivery: NotificationLog) -> str:
    """Return the key of this attempt to send the row."""
    return f"{delivery.pk}:{delivery.tries}"


def _lock_reported_delivery(job: ClaimedJob) -> NotificationLog | None:
    """Return the row of the report, locked until the commit."""
    rows = NotificationLog.objects.select_for_update(of=("self",)).filter(channel=Channel.SMS)
    row_id, _colon, tries = str(job.payload.get("key", "")).partition(":")
    if tries.isdecimal():
        return rows.filter(pk=row_id, tries=int(tries)).first()
    return rows.filter(provider_id=job.object_id).first() if job.object_id else None


def _apply_report(row: NotificationLog, provider_id: str, report: dict[str, Any]) -> None:
    now = timezone.now()
    values: dict[str, Any] = {}
    if row.state == DeliveryState.SENT or row.reason == DeliveryReason.UNSURE:
        values = _next_values(row, str(report.get("state", "")))
    carried = Q(in_digest=row) & (Q(state=DeliveryState.SENT) | Q(reason=DeliveryReason.UNSURE))
    NotificationLog.objects.filter(carried).update(**values, updated_at=now)
    parts = report.get("parts") or row.parts
    price = row.cost if report.get("price") is None else report["price"]
    if row.handed_at:
        sms_budget.adjust_sms_budget(
            extra_cost=price - row.cost, extra_parts=parts - row.parts, charged_at=row.handed_at
        )
    provider_fields = {"provider_id": provider_id[:64]} if provider_id else {}
    values |= provider_fields | {"parts": parts, "cost": price}
    NotificationLog.objects.filter(pk=row.pk).update(**values, updated_at=now)


def _next_values(row: NotificationLog, state: str) -> dict[str, Any]:
    """Return the new values of the row by the report."""
    if state == DeliveryState.FAILED:
        return {"state": DeliveryState.FAILED, "reason": DeliveryReason.UNDELIVERED}
    went = {"reason": "", "sent_at": row.sent_at or row.handed_at}
    if state == DeliveryState.DELIVERED:
        return went | {"state": DeliveryState.DELIVERED, "delivered_at": timezone.now()}
    return went | {"state": DeliveryState.SENT} if state == DeliveryState.SENT else {}
