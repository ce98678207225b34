"""What the webhooks of providers said, in Django's admin."""

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from apps.core.admin_pages import ReadOnlyAdmin
from apps.payments.models import WebhookDelivery
from apps.payments.services import redelivery
from apps.settings.admin_actions import FormAnswers, confirmed_action


@admin.register(WebhookDelivery)
class WebhookDeliveryAdmin(ReadOnlyAdmin):
    """The raw exchange, without keys."""

    list_display = ("created_at", "provider", "what", "verdict", "code", "status", "milliseconds", "address")
    list_filter = ("provider", "verdict", "what")
    search_fields = ("event_id", "transaction__provider_id", "code")
    personal = ("address",)
    date_hierarchy = "created_at"
    actions = ("act_again",)

    @confirmed_action(_("Process a failed event again"), permission="payments.webhooks", calls_outside=True)
    def act_again(self, request: HttpRequest, delivery: WebhookDelivery, answers: FormAnswers) -> None:
        """As if Stripe had sent it once more."""
        self.message_user(request, f"{delivery}: {redelivery.reprocess_delivery(delivery)}")
