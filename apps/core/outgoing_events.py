"""Events for outgoing webhooks: services emit them, `apps.webhooks` sends them to subscribers.

An app declares its events in `webhook_events.py`: subclasses of `WebhookEvent`, listed in `WEBHOOK_EVENTS`. The module
is in core because `apps.accounts` emits events too.
"""

from functools import cache
from typing import Any, ClassVar

from pydantic import BaseModel, ConfigDict

from apps.core import declarations
from apps.core.uow import get_current_unit

HOOK = "emitted"
"""The flush hook that `apps.webhooks` registers."""


class WebhookEvent(BaseModel):
    """Base of all events for webhooks; its fields are the `data` of the message.

    Fields are ids, times, states, scores and amounts: never names, addresses, texts of users or secrets. `type` is the
    public name, `<thing>.<what happened>`; `example` is one valid `data`, shown in docs/webhooks.md. A published type
    may get new fields and never loses one.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    type: ClassVar[str]
    example: ClassVar[dict[str, Any]]

    def to_json(self) -> dict[str, Any]:
        """Return the data of the message as JSON."""
        return self.model_dump(mode="json")


def publish_webhook_event(event: WebhookEvent) -> None:
    """Send `event` after the commit of the open unit of work to every webhook that asked for its type; nothing when it
    rolls back. Raises OutsideUnitOfWork without an open unit.
    """
    get_current_unit().collect(HOOK, event)


@cache
def all_webhook_events() -> dict[str, type[WebhookEvent]]:
    """Return all declared event classes by type. Raise ValueError when two apps declare the same type."""
    table: dict[str, type[WebhookEvent]] = {}
    for module in declarations.import_modules("webhook_events"):
        for event in getattr(module, "WEBHOOK_EVENTS", []):
            if event.type in table:
                raise ValueError(f"webhook event {event.type} is declared twice")
            table[event.type] = event
    return table
