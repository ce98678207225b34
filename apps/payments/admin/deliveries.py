"""Provider transactions and what the webhooks said, in Django's admin."""

from django.contrib import admin

from apps.core.admin import ReadOnlyAdmin
from apps.payments.models import ProviderTransaction, WebhookDelivery


@admin.register(WebhookDelivery)
class WebhookDeliveryAdmin(ReadOnlyAdmin):
    """The raw exchange, without keys."""

    list_display = ("created_at", "provider", "what", "verdict", "code", "status", "milliseconds", "address")
    list_filter = ("provider", "verdict", "what")
    search_fields = ("event_id", "transaction__provider_id", "code")
    list_select_related = ("transaction",)
    ordering = ("-id",)


@admin.register(ProviderTransaction)
class ProviderTransactionAdmin(ReadOnlyAdmin):
    """Money on its way, with the raw times of the provider."""

    list_display = ("number", "provider", "desk", "payment", "student", "amount", "currency", "state", "created_at")
    list_filter = ("provider", "desk", "state")
    search_fields = ("provider_id", "number", "payment__reference")
    list_select_related = ("payment", "student")
    ordering = ("-number",)
