"""Which webhook and which of its deliveries. They tell of all branches, so who works in some only sees none."""

from uuid import UUID

from apps.accounts.models import User
from apps.core.lookups import get_or_not_found
from apps.settings.access import check_has_all_branches
from apps.webhooks import queries
from apps.webhooks.models import Webhook, WebhookDelivery


def get_webhook(user: User, webhook_id: UUID) -> Webhook:
    """A webhook that was not removed. Forbidden for who works in some branches only."""
    check_has_all_branches(user)
    return get_or_not_found(queries.list_webhooks(), webhook_id)


def get_delivery(user: User, webhook_id: UUID, delivery_id: UUID) -> WebhookDelivery:
    """A delivery of this webhook. Forbidden for who works in some branches only."""
    return get_or_not_found(queries.list_deliveries(get_webhook(user, webhook_id)), delivery_id)
