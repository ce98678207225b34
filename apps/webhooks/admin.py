"""Webhooks and deliveries in Django's admin (read-only, with actions to test and redeliver); secrets are hidden."""

from typing import cast

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.core.admin_pages import ReadOnlyAdmin
from apps.settings.admin_actions import FormAnswers, confirmed_action
from apps.webhooks import access, deliveries
from apps.webhooks.models import Webhook, WebhookDelivery


@admin.register(Webhook)
class WebhookAdmin(ReadOnlyAdmin):
    list_display = ("url", "description", "active", "off_reason", "failing_since", "removed_at", "created_at")
    list_filter = ("active", "off_reason")
    search_fields = ("url", "description")
    exclude = ("secret", "old_secret")
    actions = ("send_test",)

    @confirmed_action(_("Send a test"), permission="webhooks.manage")
    def send_test(self, request: HttpRequest, webhook: Webhook, answers: FormAnswers) -> None:
        """Send one test, also to an inactive webhook; see the result in its deliveries."""
        actor = cast(User, request.user)
        deliveries.send_test_delivery(actor=actor, webhook=access.get_webhook(actor, webhook.pk))


@admin.register(WebhookDelivery)
class WebhookDeliveryAdmin(ReadOnlyAdmin):
    list_display = ("created_at", "webhook", "type", "state", "tries", "status", "reason", "duration_ms", "next_try_at")
    list_filter = ("state", "reason", "type")
    search_fields = ("webhook__url", "event_id")
    date_hierarchy = "created_at"
    actions = ("send_again",)

    @confirmed_action(_("Send the message again"), permission="webhooks.manage")
    def send_again(self, request: HttpRequest, delivery: WebhookDelivery, answers: FormAnswers) -> None:
        """Send it again with the same id and all its tries."""
        actor = cast(User, request.user)
        deliveries.redeliver(actor=actor, delivery=access.get_delivery(actor, delivery.webhook_id, delivery.pk))
