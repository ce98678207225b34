"""Reads over webhooks and what they were told."""

from dataclasses import dataclass
from inspect import cleandoc
from typing import Any

from django.db.models import QuerySet

from apps.core.outgoing_events import WebhookEvent, all_webhook_events
from apps.webhooks.models import Webhook, WebhookDelivery
from apps.webhooks.webhook_events import WebhookTest


def list_webhooks() -> QuerySet[Webhook]:
    """Those that were not removed."""
    return Webhook.objects.filter(removed_at__isnull=True)


def list_deliveries(webhook: Webhook, *, state: str = "", type: str = "") -> QuerySet[WebhookDelivery]:  # noqa: A002
    """What it was told, or was not; narrowed by each that is given."""
    given = {"state": state, "type": type}
    return webhook.deliveries.filter(**{name: value for name, value in given.items() if value})


def get_event_types() -> dict[str, type[WebhookEvent]]:
    """What a webhook can ask for; the test comes unasked."""
    return {name: event for name, event in sorted(all_webhook_events().items()) if event is not WebhookTest}


@dataclass(frozen=True)
class EventTypeDescription:
    """One type as an administrator chooses it."""

    type: str
    description: str
    example: dict[str, Any]


def describe_event_types() -> list[EventTypeDescription]:
    """Every type with what it means and its sample data."""
    return [
        EventTypeDescription(name, get_event_description(event), event.example)
        for name, event in get_event_types().items()
    ]


def get_event_description(event: type[WebhookEvent]) -> str:
    """What it says, in one line."""
    return " ".join(cleandoc(event.__doc__ or "").split())
