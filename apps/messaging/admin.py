"""SMS in Django's admin: to look at, not to change."""

from django.contrib import admin

from apps.core.admin import ReadOnlyAdmin
from apps.messaging.models import SmsMessage


@admin.register(SmsMessage)
class SmsMessageAdmin(ReadOnlyAdmin):
    list_display = ("created_at", "number", "state", "word", "parts", "price", "final_at")
    list_filter = ("state",)
    search_fields = ("provider_id", "key")
    ordering = ("-id",)
