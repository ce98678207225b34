"""A receiver that does not answer is left alone, and what waits for it waits behind one try.

A rest is a quarter of the time for which every try has failed, `MIN_PAUSE` at least and `MAX_PAUSE` at most. When it is
over, the first message to come is tried and the next rest begins with that try; the others wait on. As soon as the
receiver answers, whatever waited only for that is due.
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
"""A quarter, so that a short failure is over soon and a long one is asked after rarely: a message of five days is put
off some five hundred times, half of what a job may be."""


def get_waiting_time(webhook: Webhook) -> timedelta | None:
    """How long a message has to wait; None when it may be tried now, and then the others wait for that try.

    Inside a unit of work, with the message's job locked.
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
    """Let it rest from now on, unless it does already: by the rest that began with this very try. The caller saves."""
    if webhook.resting_until is not None and webhook.resting_until > now:
        return
    failing = now - (webhook.failing_since or now)
    webhook.resting_until = now + min(max(failing / PAUSE_DIVISOR, MIN_PAUSE), MAX_PAUSE)


def close_circuit(webhook: Webhook) -> None:
    """It rests no more: what waited only for that is due now. The caller saves; inside a unit of work."""
    if webhook.resting_until is None:
        return
    webhook.resting_until = None
    waiting = WebhookDelivery.objects.filter(webhook=webhook, state=DeliveryState.WAITING)
    due = waiting.filter(Q(next_try_at=None) | Q(next_try_at__lte=timezone.now()))
    jobs.make_jobs_due_now(kind=DELIVER_JOB, object_ids=due.annotate(text=Cast("pk", CharField())).values("text"))
