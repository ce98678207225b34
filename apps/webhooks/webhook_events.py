"""What this app itself emits."""

from typing import Any, ClassVar

from apps.core.outgoing_events import WebhookEvent


class WebhookTest(WebhookEvent):
    """Somebody pressed the test button. It comes without being asked for, once, and is not tried again."""

    type: ClassVar[str] = "webhook.test"
    example: ClassVar[dict[str, Any]] = {"webhook": "01890a5d-ac96-774b-bcce-b302099a8061"}

    webhook: str


WEBHOOK_EVENTS = [WebhookTest]
