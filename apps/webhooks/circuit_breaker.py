"""The circuit breaker: a receiver that does not answer gets a pause, and its messages wait for one try.

The pause is a quarter of the time for which every try has failed, between MIN_PAUSE and MAX_PAUSE. After it, the next
message is tried and the next pause begins; the others wait. When the receiver answers, all waiting messages are due.
"""

from datetime import datetime, timedelta

from django.db.models import CharField, Q
from django.db.models.functions import Cast
from django.utils import timezone

import apps.jobs.services as jobs
from apps.webhooks.delivery_queue import DELIVER_JOB
from apps.webhooks.models import DeliveryState, Webhook, WebhookDelivery

MIN_PAUSE, MAX_PAUSE = timedelta(seconds=30), timedelta(minutes=15)
PAUSE_DIVISOR = 4
"""A short failure is then over soon, and a long one is tried rarely: a message of five days is postponed about five
hundred times, half of the limit.
"""


def get_wait_or_claim_try(webhook: Webhook) -> timedelta | None:
    """Return how long a message has to wait, or None when it may be tried now (the others then wait for it).

    Call it in a unit of work, with the job of the message locked.
    """
    if webhook.resting_until is None:
        return None
    locked = Webhook.objects.select_for_update(no_key=True).get(pk=webhook.pk)
    now = timezone.now()
    if locked.resting_until is None:
        return None
    if locked.resting_until > now:
        return locked.resting_until - now
    open_circuit(locked, now)
    locked.save(update_fields=["resting_until", "updated_at"])
    return None


def open_circuit(webhook: Webhook, now: datetime) -> None:
    """Start a pause now unless one is running. The caller saves the webhook."""
    if webhook.resting_until is not None and webhook.resting_until > now:
        return
    failing = now - (webhook.failing_since or now)
    webhook.resting_until = now + min(max(failing / PAUSE_DIVISOR, MIN_PAUSE), MAX_PAUSE)


def close_circuit(webhook: Webhook) -> None:
    """End the pause: messages that waited only for it are due now. The caller saves; call it in a unit of work."""
    if webhook.resting_until is None:
        return
    webhook.resting_until = None
    waiting = WebhookDelivery.objects.filter(webhook=webhook, state=DeliveryState.WAITING)
    due = waiting.filter(Q(next_try_at=None) | Q(next_try_at__lte=timezone.now()))
    jobs.make_jobs_due_now(kind=DELIVER_JOB, object_ids=due.annotate(text=Cast("pk", CharField())).values("text"))
