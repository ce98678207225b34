"""SMS, Telegram updates and provider tokens in Django's admin (read-only)."""

from django.contrib import admin

from apps.core.admin_pages import ReadOnlyAdmin
from apps.messaging.models import ProviderToken, SmsDay, SmsMessage, TelegramPoll, TelegramUpdate, WebhookArrival


@admin.register(SmsMessage)
class SmsMessageAdmin(ReadOnlyAdmin):
    list_display = ("created_at", "number", "state", "word", "parts", "price", "final_at")
    list_filter = ("state",)
    search_fields = ("provider_id", "key", "number")
    personal = ("number",)
    date_hierarchy = "created_at"
    ordering = ("-id",)


@admin.register(SmsDay)
class SmsDayAdmin(ReadOnlyAdmin):
    """The number of SMS of each day."""

    list_display = ("day", "sent", "low_told")
    date_hierarchy = "day"
    ordering = ("-day",)


@admin.register(ProviderToken)
class ProviderTokenAdmin(ReadOnlyAdmin):
    """Tokens of providers and their expiry, without the tokens."""

    list_display = ("provider", "expires_at", "version", "refused_until", "told_at")
    ordering = ("provider",)


@admin.register(TelegramUpdate)
class TelegramUpdateAdmin(ReadOnlyAdmin):
    """Updates that the bot handled; their content is not stored."""

    list_display = ("update_id", "created_at")
    search_fields = ("=update_id",)
    personal = ("chat_id",)
    ordering = ("-update_id",)


@admin.register(TelegramPoll)
class TelegramPollAdmin(ReadOnlyAdmin):
    """The state of polling for updates."""

    list_display = ("bot", "offset", "holder", "leased_until")
    ordering = ("id",)


@admin.register(WebhookArrival)
class WebhookArrivalAdmin(ReadOnlyAdmin):
    """Requests from Telegram and Eskiz. Payments have their own log."""

    list_display = ("created_at", "provider", "what", "verdict", "status", "milliseconds", "address")
    list_filter = ("provider", "verdict", "status")
    search_fields = ("what", "body", "address")
    date_hierarchy = "created_at"
    ordering = ("-id",)
