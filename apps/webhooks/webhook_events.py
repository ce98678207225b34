"""Webhook events of this app."""

from typing import Annotated

from apps.core.event_types import Example
from apps.core.outgoing_events import WebhookEvent


class WebhookTest(WebhookEvent, type="webhook.test"):
    """A test sent by an administrator. It needs no subscription, is sent once and not retried."""

    webhook: Annotated[str, Example("01890a5d-ac96-774b-bcce-b302099a8061")]
