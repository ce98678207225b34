"""Notification types of the portal: announcements, messages to families, and alerts for administrators."""

from django.utils.translation import gettext_lazy as _

from apps.core.permissions import Role
from apps.notifications.channels import TELEGRAM_CHANNELS
from apps.notifications.types import BUYERS, FAMILIES, NotificationType

ANNOUNCED = "announcement.published"
FAMILY_MESSAGE, FAMILY_ANSWERED = "families.message", "families.answered"
ADULT_SOON = "portal.adult_soon"

NOTIFICATION_TYPES = [
    NotificationType(
        ANNOUNCED,
        _("Announcement: {title}"),
        "{text}",
        channels=TELEGRAM_CHANNELS,
        vouched_phone=True,
        short_title=_("Announcements"),
    ),
    NotificationType(
        ADULT_SOON,
        _("Adult from {day}"),
        _(
            "From {day} {student} is an adult, answers consents, and may end the access of each guardian."
            " What guardians answered stands until {student} answers."
        ),
        channels=TELEGRAM_CHANNELS,
        recipient_roles=BUYERS,
        short_title=_("Becoming an adult"),
    ),
    NotificationType(
        FAMILY_MESSAGE,
        _("{teacher} about {student}: {title}"),
        _("{text} Answer in the app: the office reads it."),
        channels=TELEGRAM_CHANNELS,
        recipient_roles=FAMILIES,
        short_title=_("Messages of teachers"),
    ),
    NotificationType(
        FAMILY_ANSWERED,
        _("A family answered"),
        _("{name} about {student}: {text}"),
        permissions=("families.read_answers",),
    ),
    NotificationType(
        "portal.provider_refuses",
        _("Messages are not sent"),
        _("{provider} refuses the centre's access. Messages by {provider} are lost until its settings are corrected."),
        recipient_roles=frozenset({Role.ADMIN}),
    ),
]
