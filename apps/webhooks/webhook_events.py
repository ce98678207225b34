"""Webhook events of this app."""

from typing import Any, ClassVar

from apps.core.outgoing_events import WebhookEvent


class WebhookTest(WebhookEvent):
    """A test sent by an administrator. It needs no subscription, is sent once and not retried."""

    type: ClassVar[str] = "webhook.test"
    example: ClassVar[dict[str, Any]] = {"webhook": "01890a5d-ac96-774b-bcce-b302099a8061"}

    webhook: str


WEBHOOK_EVENTS = [WebhookTest]
