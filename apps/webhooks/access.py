"""Which webhook and which of its deliveries: whoever manages webhooks sees them all."""

from uuid import UUID

from apps.core.rows import get_one
from apps.webhooks import queries
from apps.webhooks.models import Webhook, WebhookDelivery


def get_webhook(webhook_id: UUID) -> Webhook:
    """A webhook that was not removed."""
    return get_one(queries.webhooks(), webhook_id)


def get_delivery(webhook_id: UUID, delivery_id: UUID) -> WebhookDelivery:
    """A delivery of this webhook."""
    return get_one(queries.deliveries(get_webhook(webhook_id)), delivery_id)
