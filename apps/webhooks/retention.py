"""Retention of this app. A removed webhook is kept longer than its last delivery."""

from datetime import timedelta

from apps.core.retention import RetentionRule

RETENTION = [
    RetentionRule("webhooks.WebhookDelivery", "created_at", timedelta(days=30)),
    RetentionRule("webhooks.Webhook", "removed_at", timedelta(days=60)),
]
