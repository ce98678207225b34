"""What was emitted becomes rows: a message for each webhook that wants the type, with a job that delivers it.

The flush hook of `core.outgoing`. One query for a unit of work that emitted anything; two statements more for each
thousand messages when somebody listens.
"""

from collections.abc import Sequence

import structlog
from django.db import transaction
from django.utils import timezone

import apps.jobs.services as jobs
from apps.core.ids import uuid7
from apps.core.outgoing_events import WebhookEvent
from apps.webhooks.models import Webhook, WebhookDelivery

log = structlog.get_logger(__name__)

API_VERSION = "1"
"""Of the envelope and of every `data`. Another one comes only when something is taken away."""
DELIVER_JOB = "webhooks.deliver"
LOW_PRIORITY = -10
"""After other work of the queue: nobody waits for it."""


def create_deliveries(items: Sequence[WebhookEvent]) -> None:
    """Write the messages. What cannot be written is lost, and logged: it fails nothing of what it tells of."""
    types = {item.type for item in items}
    listening = Webhook.objects.filter(active=True, event_types__overlap=sorted(types)).order_by("pk")
    wanted = list(listening.values_list("pk", "event_types"))
    if not wanted:
        return
    try:
        with transaction.atomic():
            now = timezone.now()
            enqueue_deliveries(
                [
                    WebhookDelivery(
                        webhook_id=pk, event_id=event_id, type=one.type, api_version=API_VERSION, happened_at=now,
                        data=one.to_json(),
                    )
                    for one, event_id in [(item, uuid7()) for item in items]
                    for pk, wants in wanted
                    if one.type in wants
                ]
            )  # fmt: skip
    except Exception:
        log.exception("no webhook is told", types=sorted(types))


def enqueue_deliveries(rows: Sequence[WebhookDelivery]) -> None:
    """Write new messages, each with its job, inside a unit of work."""
    WebhookDelivery.objects.bulk_create(rows, batch_size=1000)
    jobs.enqueue_many(kind=DELIVER_JOB, object_ids=[row.pk for row in rows], priority=LOW_PRIORITY)
