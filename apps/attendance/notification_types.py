"""Notification types of this app. Days and times are in the reader's time zone."""

from datetime import timedelta
from functools import partial

from django.utils.translation import gettext_lazy as _

from apps.notifications.channels import TELEGRAM_CHANNELS
from apps.notifications.types import FAMILIES, PARENTS, NotificationType, Urgency

telegram_type = partial(NotificationType, channels=TELEGRAM_CHANNELS)
parent_type = partial(telegram_type, recipient_roles=PARENTS)
urgent_type = partial(parent_type, urgency=Urgency.NOW, falls_back=True, vouched_phone=True)
family_type = partial(telegram_type, recipient_roles=FAMILIES)

NOTIFICATION_TYPES = [
    urgent_type(
        "attendance.absent",
        _("Absent from a lesson"),
        _("{student} was not at the lesson of {group} on {day}, {time}."),
        lifetime=timedelta(hours=12),
    ),
    urgent_type(
        "attendance.was_present",
        _("Correction: not absent"),
        _("{student} attended the lesson of {group} on {day}, {time}."),
    ),
    urgent_type(
        "attendance.was_late",
        _("Correction: late, not absent"),
        _("{student} came late to the lesson of {group} on {day}, {time}."),
    ),
    parent_type(
        "attendance.was_excused",
        _("Absence excused"),
        _("{student} is excused from the lesson of {group} on {day}, {time}."),
    ),
    urgent_type(
        "attendance.withdrawn",
        _("Correction: the mark was withdrawn"),
        _("The absence of {student} from {group} on {day}, {time} was withdrawn."),
    ),
    parent_type(
        "attendance.alert",
        _("Absent several times in a row"),
        _("{student} missed {absences} lessons of {group} in a row."),
        falls_back=True,
        vouched_phone=True,
        lifetime=timedelta(days=3),
        permissions=("attendance.hear_alerts", "attendance.mark"),
    ),
    telegram_type(
        "attendance.excuse_asked",
        _("An excuse was requested"),
        _("{student} asks to be excused, {first} – {last}."),
        one_day_text=_("{student} asks to be excused on {first}."),
        urgency=Urgency.LOW,
        permissions=("attendance.decide_excuses",),
    ),
    family_type(
        "attendance.excuse_accepted",
        _("Excuse accepted"),
        _("{student} is excused, {first} – {last}."),
        one_day_text=_("{student} is excused on {first}."),
    ),
    family_type(
        "attendance.excuse_refused",
        _("Excuse refused"),
        _("{student} is not excused, {first} – {last}."),
        one_day_text=_("{student} is not excused on {first}."),
    ),
    family_type(
        "attendance.make_up",
        _("A make-up lesson"),
        _("{student} can make up for a missed lesson with {group} on {day}, {time}."),
    ),
    family_type("lesson.reminder", _("A lesson is coming up"), _("{students}: {group}, {when}"), vouched_phone=True),
    telegram_type(
        "attendance.not_marked",
        _("Lessons without marks"),
        _("No marks yet: {lessons}. Fill in the register, or cancel the lesson."),
        lifetime=timedelta(hours=12),
        permissions=("attendance.mark",),
    ),
    family_type(
        "attendance.make_up_undone",
        _("A make-up lesson was cancelled"),
        _("{student} is no longer expected at the lesson of {group} on {day}, {time}."),
    ),
]
