"""Notification types of the portal: announcements, and alerts for administrators."""

from django.utils.translation import gettext_lazy as _

from apps.core.permissions import Role
from apps.notifications.channels import BY_TELEGRAM
from apps.notifications.types import NotificationType

ANNOUNCED = "announcement.published"

NOTIFICATION_TYPES = [
    NotificationType(ANNOUNCED, _("Announcement: {title}"), "{text}", channels=BY_TELEGRAM, called=_("Announcements")),
    NotificationType(
        "portal.provider_refuses",
        _("Messages do not go out"),
        _("{provider} refuses the centre's access. Messages that go by it are lost until its settings are right."),
        readers=frozenset({Role.ADMIN}),
    ),
]
