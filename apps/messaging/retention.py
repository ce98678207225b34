"""How long rows of this app are kept."""

from datetime import timedelta

from apps.core.retention import RetentionRule

RETENTION = [
    RetentionRule("messaging.TelegramUpdate", "created_at", timedelta(days=7)),
    RetentionRule("messaging.SmsMessage", "created_at", timedelta(days=180)),
    RetentionRule("messaging.SmsDay", "created_at", timedelta(days=400)),
    RetentionRule("messaging.WebhookArrival", "created_at", timedelta(days=30)),
]

KEPT = {"messaging.ProviderToken": "one row for each provider", "messaging.TelegramPoll": "one row"}
