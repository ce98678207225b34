"""Notification types of forums."""

from django.utils.translation import gettext_lazy as _

from apps.notifications.channels import TELEGRAM_CHANNELS
from apps.notifications.types import NotificationType, Urgency

NOTIFICATION_TYPES = [
    NotificationType(
        "forums.mentioned",
        _("You were named in a forum"),
        _("{by} names you in “{title}”."),
        plural_text=_("You were named {count} times in “{title}”, last by {by}."),
        channels=TELEGRAM_CHANNELS,
        permissions=("forums.see",),
    ),
    NotificationType(
        "forums.replied",
        _("A reply to you in a forum"),
        _("{by} has replied in “{title}”."),
        plural_text=_("{count} replies in “{title}”, the last by {by}."),
        channels=TELEGRAM_CHANNELS,
        urgency=Urgency.LOW,
        permissions=("forums.see",),
    ),
    NotificationType(
        "forums.posted",
        _("A text in a forum"),
        _("{by} has written in “{title}”."),
        plural_text=_("{count} texts in “{title}”, the last by {by}."),
        channels=TELEGRAM_CHANNELS,
        urgency=Urgency.LOW,
        permissions=("forums.see",),
    ),
]
