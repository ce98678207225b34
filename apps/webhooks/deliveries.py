"""Delivering one message: the job `webhooks.deliver`, one job a try.

The row is looked at, the receiver is asked outside of any transaction, and what came of it is written together with
the end of the job and, after a failure, with the job of the next try. A worker that dies in between leaves the job
to the next one: the receiver gets the message at least once, each time with the same id.
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
from apps.core.errors import Conflict
from apps.core.ids import uuid7
from apps.core.lookups import get_one
from apps.core.sealing import Unreadable
from apps.core.uow import unit_of_work
from apps.jobs.kinds import ClaimedJob, NotYet, StaleClaim
from apps.settings.services import audit
from apps.webhooks import circuit_breaker, client, delivery_queue, signing
from apps.webhooks.addresses import NotDelivered
from apps.webhooks.models import DeliveryState, SwitchedOff, Webhook, WebhookDelivery
from apps.webhooks.reasons import UNANSWERED, Reason
from apps.webhooks.webhook_events import WebhookTest

log = structlog.get_logger(__name__)

PAUSES = (
    timedelta(seconds=5),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=5),
    timedelta(hours=10),
    timedelta(hours=14),
    timedelta(hours=20),
    timedelta(hours=24),
)
"""Between one try and the next: ten tries within a little more than three days."""
PATIENCE = timedelta(days=5)
"""A webhook whose tries have all failed for so long is switched off."""
LULL = timedelta(hours=30)
"""Longer than any pause: when nothing was tried for so long, nothing waited either, and the patience begins anew."""
TOLD_OFF = "notifications.webhook_off"
COUNTED = {
    DeliveryState.DELIVERED: "delivered",
    DeliveryState.WAITING: "failed",
    DeliveryState.FAILED: "given_up",
    DeliveryState.DROPPED: "dropped",
}
"""How a try is counted, by the state that it left its message in."""


@dataclass(frozen=True)
class Outcome:
    """What came of one try; `reason` is None when the receiver took the message."""

    reason: Reason | None
    milliseconds: int
    status: int | None = None
    body: bytes = field(default=b"", repr=False)


def deliver(job: ClaimedJob) -> None:
    """Handler: try the delivery `object_id` once."""
    row, wait = _take_in_hand(job)
    if wait is not None:
        raise NotYet("The receiver did not answer just now.", after=wait)
    if row is not None:
        _record(job, row, _try(row))


def died(job: ClaimedJob, reason: str) -> None:
    """A job's end without success, in the transaction that records it: the delivery has failed."""
    values = {"state": DeliveryState.FAILED, "reason": Reason.BROKEN, "next_try_at": None}
    waiting = WebhookDelivery.objects.filter(pk=job.object_id, state=DeliveryState.WAITING)
    counted = waiting.exclude(type=WebhookTest.type).exists()
    if waiting.update(**values, updated_at=timezone.now()) and counted:
        transaction.on_commit(partial(app_metrics.OUTGOING.add, COUNTED[DeliveryState.FAILED]), robust=True)


def send_test(*, actor: User, webhook: Webhook) -> WebhookDelivery:
    """Send `webhook.test` to the webhook now, also to one that is off; audited."""
    with unit_of_work():
        row = WebhookDelivery(
            webhook=webhook,
            event_id=uuid7(),
            type=WebhookTest.type,
            api_version=delivery_queue.API_VERSION,
            happened_at=timezone.now(),
            data=WebhookTest(webhook=str(webhook.pk)).data(),
        )
        delivery_queue.add([row])
        audit(actor=actor, action="webhooks.test", obj=webhook)
    return row


def send_again(*, actor: User, delivery: WebhookDelivery) -> WebhookDelivery:
    """Send the same message again, with its id and all its tries, audited. Conflict while it waits or its webhook is
    off.
    """
    with unit_of_work():
        rows = WebhookDelivery.objects.select_for_update(of=("self",)).select_related("webhook")
        row = get_one(rows, delivery.pk)
        if row.state == DeliveryState.WAITING:
            raise Conflict(_("This message is already being delivered."))
        if not _is_wanted(row):
            raise Conflict(_("This webhook is inactive."))
        was, row.state = row.state, DeliveryState.WAITING.value
        row.tries, row.reason, row.delivered_at = 0, "", None
        row.save(update_fields=["state", "tries", "reason", "delivered_at", "updated_at"])
        jobs.enqueue(kind=delivery_queue.DELIVER, object_id=row.pk, priority=delivery_queue.LAST)
        audit(actor=actor, action="webhooks.send_again", obj=row, changes={"state": (was, row.state)})
    return row


def drop_waiting_for(webhook: Webhook) -> int:
    """Give up what waits for a webhook that goes off, but not a test of one that stays; how many. Inside a unit of work
    that holds the webhook.
    """
    waiting = WebhookDelivery.objects.filter(webhook=webhook, state=DeliveryState.WAITING)
    if webhook.removed_at is None:
        waiting = waiting.exclude(type=WebhookTest.type)
    dropped = {"state": DeliveryState.DROPPED, "reason": Reason.SWITCHED_OFF, "next_try_at": None}
    return waiting.update(**dropped, updated_at=timezone.now())


def drop_waiting() -> int:
    """Give up whatever still waits, for a database that came from a backup: it may have arrived since. How many."""
    with unit_of_work():
        waiting = WebhookDelivery.objects.filter(state=DeliveryState.WAITING)
        return waiting.update(state=DeliveryState.DROPPED, next_try_at=None, updated_at=timezone.now())


def _take_in_hand(job: ClaimedJob) -> tuple[WebhookDelivery | None, timedelta | None]:
    """The message to send now, or None when there is nothing to do any more; and for how long it has to wait.

    A test does not wait: somebody is looking at it. Nor does what a worker died of sending: the rest of its receiver
    may have begun with that very try, which told nothing.
    """
    with unit_of_work():
        if not jobs.hold(job):
            raise StaleClaim(f"{job.kind} {job.id} claim {job.attempt}")
        rows = WebhookDelivery.objects.select_related("webhook")
        row = rows.filter(pk=job.object_id, state=DeliveryState.WAITING).first()
        if row is None:
            return None, None
        if _is_wanted(row):
            at_once = job.suspect or row.type == WebhookTest.type
            return row, None if at_once else circuit_breaker.left(row.webhook)
        jobs.complete(job)
        row.state, row.reason, row.next_try_at = DeliveryState.DROPPED, Reason.SWITCHED_OFF, None
        row.save(update_fields=["state", "reason", "next_try_at", "updated_at"])
    return None, None


def _is_wanted(row: WebhookDelivery) -> bool:
    webhook = row.webhook
    return webhook.active or (row.type == WebhookTest.type and webhook.removed_at is None)


def _try(row: WebhookDelivery) -> Outcome:
    began, now = time.monotonic(), timezone.now()
    body = envelope(row)
    reason: Reason | None
    answer = None
    try:
        keys = signing.secrets_of(row.webhook, now)
        signed = signing.headers(event_id=str(row.event_id), now=now, body=body, keys=keys)
        headers = {"Content-Type": "application/json", "User-Agent": "Talim-Webhooks/1", **signed}
        answer = client.post(row.webhook.url, body=body, headers=headers)
        reason = _reason(answer.status)
    except NotDelivered as error:
        reason = error.reason
    except ValidationError:
        reason = Reason.FORBIDDEN_ADDRESS
    except Unreadable:
        reason = Reason.SECRET
    taken = int((time.monotonic() - began) * 1000)
    if answer is None:
        return Outcome(reason, taken)
    return Outcome(reason, taken, answer.status, answer.body)


def envelope(row: WebhookDelivery) -> bytes:
    """The body: `{id, type, created_at, api_version, data}`; the same bytes on every try."""
    return orjson.dumps(
        {
            "id": str(row.event_id),
            "type": row.type,
            "created_at": row.happened_at.isoformat(),
            "api_version": row.api_version,
            "data": row.data,
        }
    )


def _reason(status: int) -> Reason | None:
    if 200 <= status < 300:
        return None
    if status == 410:
        return Reason.GONE
    return Reason.REDIRECT if 300 <= status < 400 else Reason.STATUS


def _record(job: ClaimedJob, row: WebhookDelivery, outcome: Outcome) -> None:
    """Write what came of the try, fenced by the claim."""
    with unit_of_work():
        jobs.complete(job)
        webhook = Webhook.objects.select_for_update(no_key=True).get(pk=row.webhook_id)
        now = timezone.now()
        row.tries += 1
        row.status, row.duration_ms, row.reason = outcome.status, outcome.milliseconds, outcome.reason or ""
        row.answer = outcome.body.decode("utf-8", "replace").replace("\x00", "�")
        row.next_try_at = None
        if outcome.reason is None:
            row.state, row.delivered_at = DeliveryState.DELIVERED, now
            _answers(webhook)
        elif _was_dropped(row):
            row.state, row.reason = DeliveryState.DROPPED, Reason.SWITCHED_OFF
        else:
            _fails(webhook, row, outcome.reason, now)
        row.save(
            update_fields=[
                "tries", "status", "duration_ms", "reason", "answer", "next_try_at", "state", "delivered_at",
                "updated_at",
            ]
        )  # fmt: skip
    if row.type != WebhookTest.type:
        app_metrics.OUTGOING.add(COUNTED[DeliveryState(row.state)])
    log.info(
        "webhook tried", delivery=str(row.pk), type=row.type, state=row.state, reason=row.reason, status=row.status
    )


def _was_dropped(row: WebhookDelivery) -> bool:
    """Whether its webhook went off while it was on its way, be it on again or not."""
    return WebhookDelivery.objects.filter(pk=row.pk, state=DeliveryState.DROPPED).exists()


def _answers(webhook: Webhook) -> None:
    if webhook.failing_since is not None or webhook.resting_until is not None:
        circuit_breaker.end(webhook)
        webhook.failing_since = None
        webhook.save(update_fields=["failing_since", "resting_until", "updated_at"])


def _fails(webhook: Webhook, row: WebhookDelivery, reason: Reason, now: datetime) -> None:
    """The next try, or none; a webhook that is gone or has failed for too long is switched off. A test does not count:
    whoever sends it may still be at work on the receiver.
    """
    counts = row.type != WebhookTest.type
    if counts and (webhook.failing_since is None or _begins_anew(webhook, now)):
        webhook.failing_since = now
    if reason in UNANSWERED:
        circuit_breaker.begin(webhook, now)
    else:
        circuit_breaker.end(webhook)
    webhook.save(update_fields=["failing_since", "resting_until", "updated_at"])
    if webhook.active and reason == Reason.GONE:
        _switch_off(webhook, SwitchedOff.GONE)
    elif webhook.active and counts and now - (webhook.failing_since or now) > PATIENCE:
        _switch_off(webhook, SwitchedOff.FAILING)
    if _over(webhook, row, reason):
        row.state = DeliveryState.FAILED
        return
    row.next_try_at = now + PAUSES[row.tries - 1]
    jobs.enqueue(kind=delivery_queue.DELIVER, object_id=row.pk, run_at=row.next_try_at, priority=delivery_queue.LAST)


def _begins_anew(webhook: Webhook, now: datetime) -> bool:
    """Whether the patience is over, but what failed before lies beyond a lull: one failure is not five days."""
    if now - (webhook.failing_since or now) <= PATIENCE:
        return False
    lately = WebhookDelivery.objects.filter(
        webhook=webhook, tries__gt=0, created_at__gt=now - PATIENCE - LULL, updated_at__gt=now - LULL
    )
    return not lately.exclude(type=WebhookTest.type).exists()


def _over(webhook: Webhook, row: WebhookDelivery, reason: Reason) -> bool:
    """Whether there is no next try: a test has one only, of what somebody is looking at."""
    return not webhook.active or row.tries > len(PAUSES) or reason == Reason.GONE or row.type == WebhookTest.type


def _switch_off(webhook: Webhook, why: SwitchedOff) -> None:
    webhook.active, webhook.off_reason = False, why
    webhook.save(update_fields=["active", "off_reason", "updated_at"])
    drop_waiting_for(webhook)
    audit(actor=None, action="webhooks.switch_off", obj=webhook, changes={"active": (True, False), "why": ("", why)})
    jobs.enqueue(kind=TOLD_OFF, object_id=webhook.pk, payload={"host": client.host_of(webhook.url), "why": why})
