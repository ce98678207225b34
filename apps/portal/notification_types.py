"""What the office is told of the platform itself."""

from django.utils.translation import gettext_lazy as _

from apps.notifications.types import NotificationType

NOTIFICATION_TYPES = [
    NotificationType(
        "portal.provider_refuses",
        _("Messages do not go out"),
        _("{provider} refuses the centre's access. Messages that go by it are lost until its settings are right."),
    ),
]
