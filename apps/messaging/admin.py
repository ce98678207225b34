"""SMS, Telegram updates and provider tokens in Django's admin (read-only)."""

from apps.core.admin_pages import register_read_only_page
from apps.messaging.models import ProviderToken, SmsDay, SmsMessage, TelegramPoll, TelegramUpdate, WebhookArrival

register_read_only_page(
    SmsMessage,
    "created_at number state word parts price final_at",
    list_filter=("state",),
    search_fields=("provider_id", "key", "number"),
    personal=("number",),
    date_hierarchy="created_at",
    ordering=("-id",),
)
register_read_only_page(SmsDay, "day sent low_told", date_hierarchy="day", ordering=("-day",))
register_read_only_page(ProviderToken, "provider expires_at version refused_until told_at", ordering=("provider",))
register_read_only_page(
    TelegramUpdate,
    "update_id created_at",
    search_fields=("=update_id",),
    personal=("chat_id",),
    ordering=("-update_id",),
)
register_read_only_page(TelegramPoll, "bot offset holder leased_until", ordering=("id",))
register_read_only_page(
    WebhookArrival,
    "created_at provider what verdict status milliseconds address",
    list_filter=("provider", "verdict", "status"),
    search_fields=("what", "body", "address"),
    date_hierarchy="created_at",
    ordering=("-id",),
)
