"""Notification types of grading."""

from django.utils.translation import gettext_lazy as _

from apps.notifications.channels import TELEGRAM_CHANNELS
from apps.notifications.types import BUYERS, NotificationType, Urgency

NOTIFICATION_TYPES = [
    NotificationType(
        "grading.appealed",
        _("An appeal against a grade"),
        _("{student} asks to look at the grade for “{title}” again."),
        channels=TELEGRAM_CHANNELS,
        urgency=Urgency.LOW,
        permissions=("grading.write",),
    ),
    NotificationType(
        "grading.marking_assigned",
        _("Works to mark"),
        _("You are one of the two markers of “{title}”."),
        channels=TELEGRAM_CHANNELS,
        urgency=Urgency.LOW,
        permissions=("grading.write",),
    ),
    NotificationType(
        "grading.appeal_answered",
        _("An appeal against a grade is answered"),
        _("{student}: the teacher has answered the appeal about “{title}”."),
        channels=TELEGRAM_CHANNELS,
        urgency=Urgency.LOW,
        recipient_roles=BUYERS,
    ),
]
