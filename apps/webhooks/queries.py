"""Queries of webhooks and deliveries."""

from typing import Any

from django.db.models import QuerySet

from apps.core.lookups import filter_given
from apps.core.outgoing_events import WebhookEvent, get_webhook_event_classes
from apps.webhooks.models import Webhook, WebhookDelivery
from apps.webhooks.webhook_events import WebhookTest


def list_webhooks(*, active: bool | None = None, event_type: str | None = None) -> QuerySet[Webhook]:
    """Return webhooks that are not deleted: all, those that are active or not, those that get this type of event."""
    rows = Webhook.objects.filter(removed_at__isnull=True)
    return filter_given(rows, active=active, event_types__contains=[event_type] if event_type else None)


def list_deliveries(webhook: Webhook, *, state: str = "", type: str = "") -> QuerySet[WebhookDelivery]:  # noqa: A002
    """Return the deliveries of a webhook, filtered by state and type if given."""
    return filter_given(webhook.deliveries.all(), state=state or None, type=type or None)


def list_subscribable_event_types() -> dict[str, type[WebhookEvent]]:
    """Return the event types that a webhook can subscribe to; the test is sent without a subscription."""
    return {name: event for name, event in sorted(get_webhook_event_classes().items()) if event is not WebhookTest}


def describe_event_types() -> list[dict[str, Any]]:
    """Return all event types with description and example."""
    return [
        {"type": name, "description": event.get_description(), "example": event.example}
        for name, event in list_subscribable_event_types().items()
    ]
