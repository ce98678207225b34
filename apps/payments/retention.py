"""How long rows of this app are kept. Payments and the ledger stay."""

from datetime import timedelta

from apps.core.retention import Retention

RETENTION = [Retention("payments.WebhookDelivery", "created_at", timedelta(days=365))]
