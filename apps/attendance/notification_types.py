"""Notification types of this app. Days and times are in the group's time zone."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from apps.notifications.channels import TELEGRAM_CHANNELS
from apps.notifications.types import FAMILIES, PARENTS, NotificationType, Urgency

NOTIFICATION_TYPES = [
    NotificationType(
        "attendance.absent",
        _("Absent from a lesson"),
        _("{student} was not at the lesson of {group} on {day}, {time}."),
        channels=TELEGRAM_CHANNELS,
        urgency=Urgency.NOW,
        falls_back=True,
        lifetime=timedelta(hours=12),
        recipient_roles=PARENTS,
    ),
    NotificationType(
        "attendance.was_present",
        _("Correction: not absent"),
        _("{student} attended the lesson of {group} on {day}, {time}."),
        channels=TELEGRAM_CHANNELS,
        urgency=Urgency.NOW,
        falls_back=True,
        recipient_roles=PARENTS,
    ),
    NotificationType(
        "attendance.was_late",
        _("Correction: late, not absent"),
        _("{student} came late to the lesson of {group} on {day}, {time}."),
        channels=TELEGRAM_CHANNELS,
        urgency=Urgency.NOW,
        falls_back=True,
        recipient_roles=PARENTS,
    ),
    NotificationType(
        "attendance.was_excused",
        _("Absence excused"),
        _("{student} is excused from the lesson of {group} on {day}, {time}."),
        channels=TELEGRAM_CHANNELS,
        recipient_roles=PARENTS,
    ),
    NotificationType(
        "attendance.withdrawn",
        _("Correction: the mark was withdrawn"),
        _("The absence of {student} from {group} on {day}, {time} was withdrawn."),
        channels=TELEGRAM_CHANNELS,
        urgency=Urgency.NOW,
        falls_back=True,
        recipient_roles=PARENTS,
    ),
    NotificationType(
        "attendance.alert",
        _("Absent several times in a row"),
        _("{student} missed {absences} lessons of {group} in a row."),
        channels=TELEGRAM_CHANNELS,
        falls_back=True,
        lifetime=timedelta(days=3),
        recipient_roles=PARENTS,
        permissions=("attendance.hear_alerts", "attendance.mark"),
    ),
    NotificationType(
        "attendance.excuse_asked",
        _("An excuse was requested"),
        _("{student} asks to be excused, {first} – {last}."),
        channels=TELEGRAM_CHANNELS,
        urgency=Urgency.LOW,
        permissions=("attendance.decide_excuses",),
    ),
    NotificationType(
        "attendance.excuse_accepted",
        _("Excuse accepted"),
        _("{student} is excused, {first} – {last}."),
        channels=TELEGRAM_CHANNELS,
        recipient_roles=FAMILIES,
    ),
    NotificationType(
        "attendance.excuse_refused",
        _("Excuse refused"),
        _("{student} is not excused, {first} – {last}."),
        channels=TELEGRAM_CHANNELS,
        recipient_roles=FAMILIES,
    ),
    NotificationType(
        "attendance.make_up",
        _("A make-up lesson"),
        _("{student} can make up for a missed lesson with {group} on {day}, {time}."),
        channels=TELEGRAM_CHANNELS,
        recipient_roles=FAMILIES,
    ),
    NotificationType(
        "attendance.make_up_undone",
        _("A make-up lesson was cancelled"),
        _("{student} is no longer expected at the lesson of {group} on {day}, {time}."),
        channels=TELEGRAM_CHANNELS,
        recipient_roles=FAMILIES,
    ),
]
