"""Notification types of this app. None holds words of a message: they stay on this server."""

from django.utils.translation import gettext_lazy as _

from apps.core.durations import DAY
from apps.notifications.channels import TELEGRAM_CHANNELS
from apps.notifications.types import PARENTS, NotificationType

MESSAGE = "chat.message"
CHILD_WRITTEN = "chat.child_written"

NOTIFICATION_TYPES = [
    NotificationType(
        MESSAGE,
        _("New message"),
        _("{name} wrote to you."),
        channels=TELEGRAM_CHANNELS,
        plural_text=_("{count} new messages, the last one from {name}."),
        lifetime=2 * DAY,
    ),
    NotificationType(
        CHILD_WRITTEN,
        _("Somebody writes to your child"),
        _("{name} wrote to {child} in the app."),
        channels=TELEGRAM_CHANNELS,
        recipient_roles=PARENTS,
        lifetime=7 * DAY,
    ),
]
