"""Retention of this app. A removed webhook is kept longer than its last delivery."""

from apps.core.durations import DAY
from apps.core.retention import RetentionRule

RETENTION = [
    RetentionRule("webhooks.WebhookDelivery", "created_at", 30 * DAY),
    RetentionRule("webhooks.Webhook", "removed_at", 60 * DAY),
]
