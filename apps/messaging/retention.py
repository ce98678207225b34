"""How long rows of this app are kept."""

from datetime import timedelta

from apps.core.retention import Retention

RETENTION = [
    Retention("messaging.TelegramUpdate", "created_at", timedelta(days=7)),
    Retention("messaging.SmsMessage", "created_at", timedelta(days=180)),
    Retention("messaging.SmsDay", "created_at", timedelta(days=400)),
    Retention("messaging.WebhookArrival", "created_at", timedelta(days=30)),
]

KEPT = {
    "messaging.ProviderToken": "one row for each provider",
    "messaging.TelegramPoll": "one row",
}
