"""How long rows of this app are kept: a removed webhook outlives its last delivery."""

from datetime import timedelta

from apps.core.retention import RetentionRule

RETENTION = [
    RetentionRule("webhooks.WebhookDelivery", "created_at", timedelta(days=30)),
    RetentionRule("webhooks.Webhook", "removed_at", timedelta(days=60)),
]
