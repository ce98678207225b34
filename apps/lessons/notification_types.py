"""Notification types of this app."""

from datetime import timedelta
from functools import partial

from django.utils.translation import gettext_lazy as _

from apps.notifications.channels import TELEGRAM_CHANNELS
from apps.notifications.types import FAMILIES, NotificationType, Urgency

CREATED, MOVED, CANCELLED = "lesson.created", "lesson.moved", "lesson.cancelled"
RESTORED, SUBSTITUTED = "lesson.restored", "lesson.substituted"
SEVERAL = "lesson.several_changed"
TIMETABLE = "timetable.changed"
KEPT_BY_FORMER = "lessons.kept_by_former"
FEEDBACK = "lessons.feedback"

LIVE_READY, LIVE_CHANGED, LIVE_FAILED = "lessons.live_ready", "lessons.live_changed", "lessons.live_failed"

lesson_type = partial(
    NotificationType, channels=TELEGRAM_CHANNELS, recipient_roles=FAMILIES, permissions=("lessons.change",)
)

NOTIFICATION_TYPES = [
    lesson_type(CREATED, _("An extra lesson was planned"), _("{group}: extra lesson on {when}, teacher {teacher}.")),
    lesson_type(MOVED, _("A lesson was moved"), _("{group}: {when} instead of {was}.")),
    lesson_type(CANCELLED, _("A lesson was cancelled"), _("{group}: no lesson on {when}.")),
    lesson_type(RESTORED, _("A cancelled lesson takes place"), _("{group}: {when}.")),
    lesson_type(
        SUBSTITUTED, _("Another teacher gives a lesson"), _("{group}: {when}, teacher {teacher}."), urgency=Urgency.LOW
    ),
    lesson_type(SEVERAL, _("Lessons have changed"), "{changes}"),
    NotificationType(
        KEPT_BY_FORMER,
        _("Lessons without their new teacher"),
        _("{teacher} has other lessons then, so the former teacher still gives these of {group}: {when}."),
        permissions=("groups.manage",),
    ),
    NotificationType(
        LIVE_READY,
        _("An online room is ready"),
        _("{group}: the online room of {when} is ready."),
        plural_text=_("{group}: {count} online rooms are ready, the last one for {when}."),
        urgency=Urgency.LOW,
        permissions=("lessons.change",),
    ),
    lesson_type(
        LIVE_CHANGED,
        _("The online room of a lesson is another one"),
        _("{group}, {when}: enter by the button in the app, addresses of before lead nowhere."),
    ),
    lesson_type(
        LIVE_FAILED,
        _("A lesson has no online room yet"),
        _("{group}, {when}: the video service did not make the room."),
    ),
    NotificationType(
        FEEDBACK,
        _("What do you think of your teacher?"),
        _("{student}, {group}: how were the lessons of {teacher} in {month}? Nobody sees who answered what."),
        channels=TELEGRAM_CHANNELS,
        urgency=Urgency.LOW,
        lifetime=timedelta(days=7),
        recipient_roles=FAMILIES,
    ),
    lesson_type(TIMETABLE, _("A timetable has changed"), _("The timetable of {group} has changed. {changes}")),
]
