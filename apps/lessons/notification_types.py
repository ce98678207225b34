"""Notification types of this app."""

from django.utils.translation import gettext_lazy as _

from apps.notifications.channels import TELEGRAM_CHANNELS
from apps.notifications.types import FAMILIES, NotificationType, Urgency

CREATED, MOVED, CANCELLED = "lesson.created", "lesson.moved", "lesson.cancelled"
RESTORED, SUBSTITUTED = "lesson.restored", "lesson.substituted"
TIMETABLE = "timetable.changed"

NOTIFICATION_TYPES = [
    NotificationType(
        CREATED,
        _("An extra lesson was planned"),
        _("{group}: extra lesson on {when}, teacher {teacher}."),
        channels=TELEGRAM_CHANNELS,
        recipient_roles=FAMILIES,
        permissions=("lessons.change",),
    ),
    NotificationType(
        MOVED,
        _("A lesson was moved"),
        _("{group}: {when} instead of {was}."),
        channels=TELEGRAM_CHANNELS,
        recipient_roles=FAMILIES,
        permissions=("lessons.change",),
    ),
    NotificationType(
        CANCELLED,
        _("A lesson was cancelled"),
        _("{group}: no lesson on {when}."),
        channels=TELEGRAM_CHANNELS,
        recipient_roles=FAMILIES,
        permissions=("lessons.change",),
    ),
    NotificationType(
        RESTORED,
        _("A cancelled lesson takes place"),
        _("{group}: {when}."),
        channels=TELEGRAM_CHANNELS,
        recipient_roles=FAMILIES,
        permissions=("lessons.change",),
    ),
    NotificationType(
        SUBSTITUTED,
        _("Another teacher gives a lesson"),
        _("{group}: {when}, teacher {teacher}."),
        channels=TELEGRAM_CHANNELS,
        urgency=Urgency.LOW,
        recipient_roles=FAMILIES,
        permissions=("lessons.change",),
    ),
    NotificationType(
        TIMETABLE,
        _("A timetable has changed"),
        _("The timetable of {group} has changed."),
        channels=TELEGRAM_CHANNELS,
        recipient_roles=FAMILIES,
        permissions=("lessons.change",),
    ),
]
