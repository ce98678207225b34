"""Deliver one message: the job `webhooks.deliver`, one job for each try.

The receiver is called outside of any transaction. The result is written together with the end of the job and, after a
failure, the job of the next try. When a worker dies in between, the job runs again: the receiver gets the message at
least once, each time with the same id.
"""

import time
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial

import orjson
import structlog
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

import apps.jobs.services as jobs
from apps.accounts.models import User
from apps.core import app_metrics
from apps.core.durations import DAY, HOUR, MINUTE, SECOND
from apps.core.errors import Conflict
from apps.core.ids import uuid7
from apps.core.lookups import get_or_not_found
from apps.core.sealing import UnsealError
from apps.core.uow import unit_of_work
from apps.jobs.kinds import ClaimedJob, PostponeJob
from apps.settings.services import write_audit_log
from apps.webhooks import circuit_breaker, client, delivery_queue, signing
from apps.webhooks.addresses import DeliveryFailed
from apps.webhooks.models import DeliveryState, OffReason, Webhook, WebhookDelivery
from apps.webhooks.reasons import UNREACHABLE_REASONS, FailureReason
from apps.webhooks.webhook_events import WebhookTest

log = structlog.get_logger(__name__)

RETRY_DELAYS = (5 * SECOND, 5 * MINUTE, 30 * MINUTE, *(hours * HOUR for hours in (2, 5, 10, 14, 20, 24)))
"""Pauses between tries: ten tries in a little more than three days."""
FAILING_LIMIT = 5 * DAY
"""A webhook whose tries have all failed for so long is deactivated."""
QUIET_PERIOD = 30 * HOUR
"""Longer than any pause. When nothing was tried for so long, the period of failures starts anew."""
NOTIFY_OFF_JOB = "notifications.webhook_off"
METRIC_OUTCOMES = {
    DeliveryState.DELIVERED: "delivered",
    DeliveryState.WAITING: "failed",
    DeliveryState.FAILED: "given_up",
    DeliveryState.DROPPED: "dropped",
}
"""How a try is counted, by the new state of its delivery."""


@dataclass(frozen=True)
class DeliveryResult:
    """The result of one try; `reason` is None when it succeeded."""

    reason: FailureReason | None
    milliseconds: int
    status: int | None = None
    body: bytes = field(default=b"", repr=False)


def deliver_webhook(job: ClaimedJob) -> None:
    """Job handler: try the delivery `object_id` once."""
    row, wait = _lock_delivery(job)
    if wait is not None:
        raise PostponeJob("The receiver did not answer just now.", after=wait)
    if row is not None:
        _record_result(job, row, _send(row))


def fail_delivery(job: ClaimedJob, reason: str) -> None:
    """Called when a job dies, in the same transaction: mark the delivery as failed."""
    values = {"state": DeliveryState.FAILED, "reason": FailureReason.BROKEN, "next_try_at": None}
    waiting = WebhookDelivery.objects.filter(pk=job.object_id, state=DeliveryState.WAITING)
    counted = waiting.exclude(type=WebhookTest.type).exists()
    if waiting.update(**values, updated_at=timezone.now()) and counted:
        count = partial(app_metrics.OUTGOING_WEBHOOKS.add, METRIC_OUTCOMES[DeliveryState.FAILED])
        transaction.on_commit(count, robust=True)


def send_test_delivery(*, actor: User, webhook: Webhook) -> WebhookDelivery:
    """Send `webhook.test` to the webhook now, also when it is inactive; audited."""
    with unit_of_work():
        row = WebhookDelivery(
            webhook=webhook,
            event_id=uuid7(),
            type=WebhookTest.type,
            api_version=delivery_queue.API_VERSION,
            happened_at=timezone.now(),
            data=WebhookTest(webhook=str(webhook.pk)).to_json(),
        )
        delivery_queue.store_and_enqueue_deliveries([row])
        write_audit_log(actor=actor, action="webhooks.test", obj=webhook)
    return row


def redeliver(*, actor: User, delivery: WebhookDelivery) -> WebhookDelivery:
    """Send the same message again, with its id and all its tries; audited. Raise Conflict while it waits or its webhook
    is inactive.
    """
    with unit_of_work():
        rows = WebhookDelivery.objects.select_for_update(of=("self",)).select_related("webhook")
        row = get_or_not_found(rows, delivery.pk)
        if row.state == DeliveryState.WAITING:
            raise Conflict(_("This message is already being delivered."))
        if not _is_deliverable(row):
            raise Conflict(_("This webhook is inactive."))
        old_state, row.state = row.state, DeliveryState.WAITING.value
        row.tries, row.reason, row.delivered_at = 0, "", None
        row.save(update_fields=["state", "tries", "reason", "delivered_at", "updated_at"])
        jobs.enqueue(kind=delivery_queue.DELIVER_JOB, object_id=row.pk, priority=delivery_queue.LOW_PRIORITY)
        write_audit_log(actor=actor, action="webhooks.send_again", obj=row, changes={"state": (old_state, row.state)})
    return row


def drop_waiting_deliveries_of_webhook(webhook: Webhook) -> int:
    """Drop the waiting deliveries of a webhook that is deactivated, except a test of one that stays; return how many.

    Call it in a unit of work that holds the lock of the webhook.
    """
    waiting = WebhookDelivery.objects.filter(webhook=webhook, state=DeliveryState.WAITING)
    if webhook.removed_at is None:
        waiting = waiting.exclude(type=WebhookTest.type)
    dropped = {"state": DeliveryState.DROPPED, "reason": FailureReason.SWITCHED_OFF, "next_try_at": None}
    return waiting.update(**dropped, updated_at=timezone.now())


def drop_all_waiting_deliveries() -> int:
    """Drop all waiting deliveries of a restored database, as they may have arrived since; return how many."""
    with unit_of_work():
        waiting = WebhookDelivery.objects.filter(state=DeliveryState.WAITING)
        return waiting.update(state=DeliveryState.DROPPED, next_try_at=None, updated_at=timezone.now())


def _lock_delivery(job: ClaimedJob) -> tuple[WebhookDelivery | None, timedelta | None]:
    """Return the delivery to send now, or None when there is nothing to do, and how long it has to wait.

    A test does not wait for the circuit breaker. Nor does a message whose worker died: the pause may have begun with
    that very try.
    """
    with unit_of_work():
        jobs.lock_claim(job)
        rows = WebhookDelivery.objects.select_related("webhook")
        row = rows.filter(pk=job.object_id, state=DeliveryState.WAITING).first()
        if row is None:
            return None, None
        if _is_deliverable(row):
            at_once = job.suspect or row.type == WebhookTest.type
            return row, None if at_once else circuit_breaker.get_wait_or_claim_try(row.webhook)
        jobs.complete_job(job)
        row.state, row.reason, row.next_try_at = DeliveryState.DROPPED, FailureReason.SWITCHED_OFF, None
        row.save(update_fields=["state", "reason", "next_try_at", "updated_at"])
    return None, None


def _is_deliverable(row: WebhookDelivery) -> bool:
    webhook = row.webhook
    return webhook.active or (row.type == WebhookTest.type and webhook.removed_at is None)


def _send(row: WebhookDelivery) -> DeliveryResult:
    began, now = time.monotonic(), timezone.now()
    body = build_request_body(row)
    reason: FailureReason | None
    answer = None
    try:
        keys = signing.get_signing_secrets(row.webhook, now)
        signed = signing.build_signature_headers(event_id=str(row.event_id), now=now, body=body, keys=keys)
        headers = {"Content-Type": "application/json", "User-Agent": "Talim-Webhooks/1", **signed}
        answer = client.post_to_url(row.webhook.url, body=body, headers=headers)
        reason = _get_failure_reason(answer.status)
    except DeliveryFailed as error:
        reason = error.reason
    except ValidationError:
        reason = FailureReason.FORBIDDEN_ADDRESS
    except UnsealError:
        reason = FailureReason.SECRET
    taken = int((time.monotonic() - began) * 1000)
    if answer is None:
        return DeliveryResult(reason, taken)
    return DeliveryResult(reason, taken, answer.status, answer.body)


def build_request_body(delivery: WebhookDelivery) -> bytes:
    """Return the body `{id, type, created_at, api_version, data}`; the same bytes on every try."""
    head = {"id": str(delivery.event_id), "type": delivery.type, "created_at": delivery.happened_at.isoformat()}
    return orjson.dumps(head | {"api_version": delivery.api_version, "data": delivery.data})


def _get_failure_reason(status: int) -> FailureReason | None:
    if 200 <= status < 300:
        return None
    if status == 410:
        return FailureReason.GONE
    return FailureReason.REDIRECT if 300 <= status < 400 else FailureReason.STATUS


def _record_result(job: ClaimedJob, row: WebhookDelivery, outcome: DeliveryResult) -> None:
    """Write the result of the try, guarded by the claim."""
    with unit_of_work():
        jobs.complete_job(job)
        webhook = Webhook.objects.select_for_update(no_key=True).get(pk=row.webhook_id)
        now = timezone.now()
        row.tries += 1
        row.status, row.duration_ms, row.reason = outcome.status, outcome.milliseconds, outcome.reason or ""
        row.answer = outcome.body.decode("utf-8", "replace").replace("\x00", "�")
        row.next_try_at = None
        if outcome.reason is None:
            row.state, row.delivered_at = DeliveryState.DELIVERED, now
            _record_success(webhook)
        elif _was_dropped(row):
            row.state, row.reason = DeliveryState.DROPPED, FailureReason.SWITCHED_OFF
        else:
            _record_failure(webhook, row, outcome.reason, now)
        result = ("tries", "status", "duration_ms", "reason", "answer", "next_try_at", "state", "delivered_at")
        row.save(update_fields=[*result, "updated_at"])
    if row.type != WebhookTest.type:
        app_metrics.OUTGOING_WEBHOOKS.add(METRIC_OUTCOMES[DeliveryState(row.state)])
    facts = {name: getattr(row, name) for name in ("type", "state", "reason", "status")}
    log.info("webhook tried", delivery=str(row.pk), **facts)


def _was_dropped(row: WebhookDelivery) -> bool:
    """Return whether its webhook was deactivated during the try, even if it is active again."""
    return WebhookDelivery.objects.filter(pk=row.pk, state=DeliveryState.DROPPED).exists()


def _record_success(webhook: Webhook) -> None:
    if webhook.failing_since is not None or webhook.resting_until is not None:
        circuit_breaker.close_circuit(webhook)
        webhook.failing_since = None
        webhook.save(update_fields=["failing_since", "resting_until", "updated_at"])


def _record_failure(webhook: Webhook, row: WebhookDelivery, reason: FailureReason, now: datetime) -> None:
    """Schedule the next try, or none; deactivate a webhook that is gone or has failed for too long.

    A failed test does not count: the receiver may be under construction.
    """
    counts = row.type != WebhookTest.type
    if counts and (webhook.failing_since is None or _is_new_failure_period(webhook, now)):
        webhook.failing_since = now
    if reason in UNREACHABLE_REASONS:
        circuit_breaker.open_circuit(webhook, now)
    else:
        circuit_breaker.close_circuit(webhook)
    webhook.save(update_fields=["failing_since", "resting_until", "updated_at"])
    if webhook.active and reason == FailureReason.GONE:
        _deactivate(webhook, OffReason.GONE)
    elif webhook.active and counts and now - (webhook.failing_since or now) > FAILING_LIMIT:
        _deactivate(webhook, OffReason.FAILING)
    if _is_last_try(webhook, row, reason):
        row.state = DeliveryState.FAILED
        return
    row.next_try_at = now + RETRY_DELAYS[row.tries - 1]
    kind, priority = delivery_queue.DELIVER_JOB, delivery_queue.LOW_PRIORITY
    jobs.enqueue(kind=kind, object_id=row.pk, run_at=row.next_try_at, priority=priority)


def _is_new_failure_period(webhook: Webhook, now: datetime) -> bool:
    """Return whether earlier failures lie beyond a quiet period: one failure is not five days."""
    if now - (webhook.failing_since or now) <= FAILING_LIMIT:
        return False
    tried = WebhookDelivery.objects.filter(webhook=webhook, tries__gt=0).exclude(type=WebhookTest.type)
    lately = tried.filter(created_at__gt=now - FAILING_LIMIT - QUIET_PERIOD, updated_at__gt=now - QUIET_PERIOD)
    return not lately.exists()


def _is_last_try(webhook: Webhook, row: WebhookDelivery, reason: FailureReason) -> bool:
    """Return whether there is no next try; a test has only one."""
    is_over = reason == FailureReason.GONE or row.tries > len(RETRY_DELAYS)
    return is_over or not webhook.active or row.type == WebhookTest.type


def _deactivate(webhook: Webhook, why: OffReason) -> None:
    webhook.active, webhook.off_reason = False, why
    webhook.save(update_fields=["active", "off_reason", "updated_at"])
    drop_waiting_deliveries_of_webhook(webhook)
    changes = {"active": (True, False), "why": ("", why)}
    write_audit_log(actor=None, action="webhooks.switch_off", obj=webhook, changes=changes)
    jobs.enqueue(kind=NOTIFY_OFF_JOB, object_id=webhook.pk, payload={"host": client.get_host(webhook.url), "why": why})
