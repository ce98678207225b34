"""A webhook of the world, and a message that it could not be given."""

from typing import Any

from django.utils import timezone

from apps.core.ids import uuid7
from apps.webhooks.models import WebhookDelivery
from apps.webhooks.services import create_webhook


def create_webhook_objects(world: Any) -> dict[str, Any]:
    """They belong to the whole centre, so there is no foreign counterpart."""
    webhook, _secret = create_webhook(
        actor=world.admin, url="https://crm.example.uz/talim", event_types=["payment.refunded"]
    )
    failed = WebhookDelivery.objects.create(
        webhook=webhook, event_id=uuid7(), type="payment.refunded", api_version="1", happened_at=timezone.now(),
        data={}, state="failed", reason="status", status=500, tries=10,
    )  # fmt: skip
    return {"webhook": webhook, "webhook_delivery": failed}
