"""Notifications, deliveries and preferences in Django's admin; read-only."""

from functools import partial
from typing import cast

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.core.admin_pages import ReadOnlyAdmin, register_read_only_page
from apps.notifications import template_admin
from apps.notifications.models import (
    MessageSettings,
    Notification,
    NotificationLog,
    NotificationPreference,
    PushSubscription,
    SmsMonth,
)
from apps.notifications.reasons import explain_reason
from apps.notifications.services import deliveries
from apps.settings.admin_actions import FormAnswers, confirmed_action

NAME_FIELDS = ("user__first_name", "user__last_name")

IMPORTED_TO_REGISTER = template_admin


of_users = partial(register_read_only_page, search_fields=NAME_FIELDS, ordering=("-id",))

of_users(Notification, "user type count shown created_at read_at", list_filter=("type", "shown"))
of_users(NotificationPreference, "user type channel wanted", list_filter=("channel", "wanted", "type"))
of_users(MessageSettings, "user quiet_from quiet_until digest digest_at centres")
of_users(
    PushSubscription,
    "user session service created_at seen_at last_success_at failures",
    list_filter=("service",),
    fields=("user", "session", "service", "created_at", "seen_at", "last_success_at", "failures"),
)
register_read_only_page(SmsMonth, "month parts spent", ordering=("-month",))


@admin.register(NotificationLog)
class NotificationLogAdmin(ReadOnlyAdmin):
    """The delivery log."""

    list_display = ("created_at", "user", "type", "channel", "state", "why", "address", "due_at", "sent_at", "cost")
    list_filter = ("state", "channel", "reason", "type")
    search_fields = (*NAME_FIELDS, "provider_id")
    date_hierarchy = "created_at"
    personal = ("address",)
    ordering = ("-id",)
    actions = ("send_again",)

    @admin.display(description=_("reason"), ordering="reason")
    def why(self, delivery: NotificationLog) -> str:
        """Return why it was not sent or not delivered."""
        return explain_reason(delivery.reason)

    @confirmed_action(_("Send failed messages again"), permission="notifications.deliveries")
    def send_again(self, request: HttpRequest, delivery: NotificationLog, answers: FormAnswers) -> None:
        """Retry the delivery as a new job."""
        deliveries.retry_delivery(actor=cast(User, request.user), delivery=delivery)
