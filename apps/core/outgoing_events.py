"""What other systems are told: services emit what happened, `apps.webhooks` sends it to whoever asked for it.

An app declares what it emits in `webhook_events.py`: subclasses of `WebhookEvent`, listed in `WEBHOOK_EVENTS`. It stands
this low because accounts emit too, and know nothing of who is told.
"""

from functools import cache
from typing import Any, ClassVar

from pydantic import BaseModel, ConfigDict

from apps.core import declarations
from apps.core.uow import get_current_unit

HOOK = "emitted"
"""The flush hook that `apps.webhooks` registers."""


class WebhookEvent(BaseModel):
    """The base of everything that is emitted: its fields are `data` of the message.

    They are ids, times, states, marks and amounts: never names, addresses, texts of people or secrets. `type` is its
    name outside, `<thing>.<what happened>`; `example` is one valid `data`, shown in docs/webhooks.md. A released type
    gets new fields and loses none.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    type: ClassVar[str]
    example: ClassVar[dict[str, Any]]

    def to_json(self) -> dict[str, Any]:
        """What is sent, as JSON."""
        return self.model_dump(mode="json")


def emit(event: WebhookEvent) -> None:
    """Send `event` after the commit of the open unit of work to every webhook that asked for its type; nothing when it
    rolls back. Raises OutsideUnitOfWork without an open unit.
    """
    get_current_unit().collect(HOOK, event)


@cache
def all_webhook_events() -> dict[str, type[WebhookEvent]]:
    """Every declared type by its name; ValueError when two apps declare the same."""
    table: dict[str, type[WebhookEvent]] = {}
    for module in declarations.import_modules("webhook_events"):
        for event in getattr(module, "WEBHOOK_EVENTS", []):
            if event.type in table:
                raise ValueError(f"webhook event {event.type} is declared twice")
            table[event.type] = event
    return table
