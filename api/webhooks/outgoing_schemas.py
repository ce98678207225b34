"""Schemas of `/settings/webhooks/`."""

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import Field

from api.base_schemas import In, Out, build_example
from api.lists import FeedQuery, PageQuery
from apps.webhooks import reasons
from apps.webhooks.models import MAX_URL_LENGTH, WebhookDelivery

Url = Annotated[
    str, Field(max_length=MAX_URL_LENGTH, description="An https address on the public internet, port 443 or 8443.")
]
Types = Annotated[list[Annotated[str, Field(max_length=60)]], Field(min_length=1, max_length=100)]
Words = Annotated[str, Field(max_length=200)]
OffReason = Literal["", "by_hand", "gone", "failing"]
DeliveryStateName = Literal["waiting", "delivered", "failed", "dropped"]
SECRET = "whsec_" + "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
EVENT = {
    "type": "payment.paid",
    "description": "The payment is covered in full.",
    "example": {"payment": "01890a5d-ac96-774b-bcce-b302099a8021", "status": "completed"},
}


class WebhookIn(In):
    """A new webhook. `event_types`: see `GET /settings/webhooks/event-types/`."""

    model_config = build_example(
        url="https://crm.example.uz/talim", event_types=["membership.started", "payment.paid"], description="Our CRM"
    )

    url: Url
    event_types: Types
    description: Words = ""
    active: bool = True


class WebhookChanges(In):
    """Changes of a webhook. Fields that are not sent stay. Activation resets its failures."""

    model_config = build_example(description="Our CRM", active=True)

    url: Url = ""
    event_types: Types = Field(default_factory=list)
    description: Words = ""
    active: bool = True


class OutgoingWebhookOut(Out):
    """A webhook without its secret. `off_reason`: why it is inactive. `failing_since`: since when every try has failed.
    `old_secret_until`: until when messages are also signed with the old secret.
    """

    model_config = build_example(
        id="0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6f10",
        url="https://crm.example.uz/talim",
        description="Our CRM",
        event_types=["membership.started", "payment.paid"],
        active=True,
        off_reason="",
        created_at="2026-11-20T09:00:00Z",
    )

    id: UUID
    url: str
    description: str
    event_types: list[str]
    active: bool
    off_reason: OffReason
    failing_since: datetime | None
    old_secret_until: datetime | None
    created_at: datetime


class OutgoingWebhooksQuery(PageQuery):
    """Filters for webhooks."""

    model_config = build_example(active=True, event_type="payment.paid")

    active: bool | None = Field(None, description="Only webhooks that are on (or, with false, off).")
    event_type: str | None = Field(None, max_length=60, description="Only webhooks that get this type of event.")


class WebhookSecretOut(Out):
    """A webhook and its secret, which is shown only in this answer."""

    model_config = build_example(secret=SECRET)

    webhook: OutgoingWebhookOut
    secret: str


class WebhookEventTypeOut(Out):
    """An event type with an example of its data."""

    model_config = build_example(**EVENT)

    type: str
    description: str
    example: dict[str, Any]


class WebhookEventTypesOut(Out):
    """All event types that a webhook can subscribe to."""

    event_types: list[WebhookEventTypeOut]


class WebhookDeliveriesQuery(FeedQuery):
    """Filters of the list of deliveries."""

    model_config = build_example(state="failed", type="payment.paid", limit=20)

    state: DeliveryStateName | None = Field(None, description="Only deliveries in this state.")
    type: str = Field("", max_length=60, description="Only messages of this type.")


class WebhookDeliveryOut(Out):
    """One message to one webhook, with the answer to the last try (its first 1 kB)."""

    model_config = build_example(
        id="0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6f20",
        event_id="0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6f21",
        type="payment.paid",
        data=EVENT["example"],
        state="waiting",
        tries=2,
        next_try_at="2026-11-20T09:05:16Z",
        status=503,
        answer="away",
        duration_ms=48,
        reason="status",
        why="The receiver answered with an error",
        created_at="2026-11-20T09:00:00Z",
    )

    id: UUID
    event_id: UUID = Field(description="The id of the message, as the receiver sees it.")
    type: str
    data: dict[str, Any]
    state: DeliveryStateName
    tries: int
    next_try_at: datetime | None
    status: int | None
    answer: str
    duration_ms: int | None
    reason: str = Field(description="The code of the reason why the last try failed; empty otherwise.")
    why: str = Field(description="The reason as text, in the language of the request.")
    delivered_at: datetime | None
    created_at: datetime

    @staticmethod
    def resolve_why(row: WebhookDelivery) -> str:
        """Return the reason in the active language."""
        return reasons.get_reason_text(row.reason)
