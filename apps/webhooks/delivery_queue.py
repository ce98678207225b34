"""Create deliveries for emitted events: one row and one job for each subscribed webhook.

It is the flush hook of `core.outgoing_events`: one query for each unit of work that emitted events, and two more for
each thousand deliveries.
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
"""The version of the message format. It changes only when something is removed."""
DELIVER_JOB = "webhooks.deliver"
LOW_PRIORITY = -10
"""Runs after other jobs of the queue."""


def create_deliveries_of_events(events: Sequence[WebhookEvent]) -> None:
    """Write the deliveries. An error is logged and loses them; it does not fail the unit of work."""
    types = {item.type for item in events}
    listening = Webhook.objects.filter(active=True, event_types__overlap=sorted(types)).order_by("pk")
    subscriptions = list(listening.values_list("pk", "event_types"))
    if not subscriptions:
        return
    try:
        with transaction.atomic():
            now = timezone.now()
            store_and_enqueue_deliveries(
                [
                    WebhookDelivery(
                        webhook_id=pk, event_id=event_id, type=event.type, api_version=API_VERSION, happened_at=now,
                        data=event.to_json(),
                    )
                    for event, event_id in [(item, uuid7()) for item in events]
                    for pk, wants in subscriptions
                    if event.type in wants
                ]
            )  # fmt: skip
    except Exception:
        log.exception("no webhook is told", types=sorted(types))


def store_and_enqueue_deliveries(deliveries: Sequence[WebhookDelivery]) -> None:
    """Write new deliveries and their jobs, in a unit of work."""
    WebhookDelivery.objects.bulk_create(deliveries, batch_size=1000)
    jobs.enqueue_many(kind=DELIVER_JOB, object_ids=[row.pk for row in deliveries], priority=LOW_PRIORITY)
