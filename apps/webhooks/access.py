"""Access to webhooks and deliveries. They concern all branches, so users of some branches only see none."""

from uuid import UUID

from apps.accounts.models import User
from apps.core.lookups import get_or_not_found
from apps.settings.access import check_has_all_branches
from apps.webhooks import queries
from apps.webhooks.models import Webhook, WebhookDelivery


def get_webhook(user: User, webhook_id: UUID) -> Webhook:
    """Return a webhook that is not deleted. Raise Forbidden for users who work in some branches only."""
    check_has_all_branches(user)
    return get_or_not_found(queries.list_webhooks(), webhook_id)


def get_delivery(user: User, webhook_id: UUID, delivery_id: UUID) -> WebhookDelivery:
    """Return a delivery of this webhook. Raise Forbidden for users who work in some branches only."""
    return get_or_not_found(queries.list_deliveries(get_webhook(user, webhook_id)), delivery_id)
