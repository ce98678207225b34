"""How long rows of this app are kept."""

from apps.core.durations import DAY
from apps.core.retention import RetentionRule

RETENTION = [
    RetentionRule("messaging.TelegramUpdate", "created_at", 7 * DAY),
    RetentionRule("messaging.SmsMessage", "created_at", 180 * DAY),
    RetentionRule("messaging.SmsDay", "created_at", 400 * DAY),
    RetentionRule("messaging.WebhookArrival", "created_at", 30 * DAY),
]

KEPT = {"one row for each provider": "messaging.ProviderToken", "one row": "messaging.TelegramPoll"}
