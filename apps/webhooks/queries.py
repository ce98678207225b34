"""Reads over webhooks and what they were told."""

from dataclasses import dataclass
from inspect import cleandoc
from typing import Any

from django.db.models import QuerySet

from apps.core.outgoing_events import Outgoing, all_outgoing
from apps.webhooks.models import Webhook, WebhookDelivery
from apps.webhooks.webhook_events import WebhookTest


def webhooks() -> QuerySet[Webhook]:
    """Those that were not removed."""
    return Webhook.objects.filter(removed_at__isnull=True)


def deliveries(webhook: Webhook, *, state: str = "", type: str = "") -> QuerySet[WebhookDelivery]:  # noqa: A002
    """What it was told, or was not; narrowed by each that is given."""
    given = {"state": state, "type": type}
    return webhook.deliveries.filter(**{name: value for name, value in given.items() if value})


def event_types() -> dict[str, type[Outgoing]]:
    """What a webhook can ask for; the test comes unasked."""
    return {name: event for name, event in sorted(all_outgoing().items()) if event is not WebhookTest}


@dataclass(frozen=True)
class EventType:
    """One type as an administrator chooses it."""

    type: str
    description: str
    example: dict[str, Any]


def described() -> list[EventType]:
    """Every type with what it means and its sample data."""
    return [EventType(name, meaning(event), event.example) for name, event in event_types().items()]


def meaning(event: type[Outgoing]) -> str:
    """What it says, in one line."""
    return " ".join(cleandoc(event.__doc__ or "").split())
