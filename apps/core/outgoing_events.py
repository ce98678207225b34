"""Events for outgoing webhooks: services emit them, `apps.webhooks` sends them to subscribers.

An app declares its events in `webhook_events.py`: subclasses of `WebhookEvent`. The module is in core because
`apps.accounts` emits events too.
"""

from functools import cache
from typing import Any

from apps.core.event_types import EventType, collect_event_types
from apps.core.uow import get_current_unit_of_work

HOOK = "emitted"
"""The flush hook that `apps.webhooks` registers."""


class WebhookEvent(EventType):
    """Base of all events for webhooks; its fields are the `data` of the message.

    Fields are ids, times, states, scores and amounts: never names, addresses, texts of users or secrets. A published
    type may get new fields and never loses one. docs/webhooks.md shows the example.
    """

    def to_json(self) -> dict[str, Any]:
        """Return the data of the message as JSON."""
        return self.model_dump(mode="json")


def publish_webhook_event(event: WebhookEvent) -> None:
    """Send `event` after the commit of the open unit of work to every webhook that asked for its type; nothing when it
    rolls back. Raises OutsideUnitOfWork without an open unit.
    """
    get_current_unit_of_work().collect(HOOK, event)


@cache
def get_webhook_event_classes() -> dict[str, type[WebhookEvent]]:
    """Return all declared event classes by type. Raise ValueError when two apps declare the same type."""
    return collect_event_types("webhook_events", WebhookEvent)
