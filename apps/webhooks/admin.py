"""Webhooks and what they were told, in Django's admin, to look at; secrets are never shown."""

from django.contrib import admin

from apps.core.admin import ReadOnlyAdmin
from apps.webhooks.models import Webhook, WebhookDelivery


@admin.register(Webhook)
class WebhookAdmin(ReadOnlyAdmin):
    list_display = ("url", "description", "active", "off_reason", "failing_since", "removed_at", "created_at")
    list_filter = ("active", "off_reason")
    search_fields = ("url", "description")
    ordering = ("-id",)
    exclude = ("secret", "old_secret")


@admin.register(WebhookDelivery)
class WebhookDeliveryAdmin(ReadOnlyAdmin):
    list_display = ("created_at", "webhook", "type", "state", "tries", "status", "reason", "duration_ms", "next_try_at")
    list_filter = ("state", "reason", "type")
    list_select_related = ("webhook",)
    search_fields = ("webhook__url", "event_id")
    date_hierarchy = "created_at"
    ordering = ("-id",)
