"""Notification types of the portal: announcements, and alerts for administrators."""

from django.utils.translation import gettext_lazy as _

from apps.core.permissions import Role
from apps.notifications.channels import TELEGRAM_CHANNELS
from apps.notifications.types import NotificationType

ANNOUNCED = "announcement.published"

NOTIFICATION_TYPES = [
    NotificationType(
        ANNOUNCED, _("Announcement: {title}"), "{text}", channels=TELEGRAM_CHANNELS, short_title=_("Announcements")
    ),
    NotificationType(
        "portal.provider_refuses",
        _("Messages are not sent"),
        _("{provider} refuses the centre's access. Messages by {provider} are lost until its settings are corrected."),
        recipient_roles=frozenset({Role.ADMIN}),
    ),
]
