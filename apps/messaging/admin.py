"""SMS, updates of the bot and what the clients remember, in Django's admin: to look at, not to change."""

from django.contrib import admin

from apps.core.admin import ReadOnlyAdmin
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
    """How many SMS a day had."""

    list_display = ("day", "sent", "low_told")
    date_hierarchy = "day"
    ordering = ("-day",)


@admin.register(ProviderToken)
class ProviderTokenAdmin(ReadOnlyAdmin):
    """That there is a token, and until when it counts."""

    list_display = ("provider", "expires_at", "version", "refused_until", "told_at")
    ordering = ("provider",)


@admin.register(TelegramUpdate)
class TelegramUpdateAdmin(ReadOnlyAdmin):
    """Updates of the bot that were acted on; what they said is not kept."""

    list_display = ("update_id", "created_at")
    search_fields = ("=update_id",)
    personal = ("chat_id",)
    ordering = ("-update_id",)


@admin.register(TelegramPoll)
class TelegramPollAdmin(ReadOnlyAdmin):
    """Where asking for updates stands."""

    list_display = ("bot", "offset", "holder", "leased_until")
    ordering = ("id",)


@admin.register(WebhookArrival)
class WebhookArrivalAdmin(ReadOnlyAdmin):
    """What Telegram and Eskiz sent; of payments there is a log of its own."""

    list_display = ("created_at", "provider", "what", "verdict", "status", "milliseconds", "address")
    list_filter = ("provider", "verdict", "status")
    search_fields = ("what", "body", "address")
    date_hierarchy = "created_at"
    ordering = ("-id",)
