"""Rules about when a register takes marks, and why a mark is refused; the same online and offline."""

from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from enum import StrEnum
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from apps.accounts.access import has_permission
from apps.accounts.models import User
from apps.attendance.models import Attendance, AttendanceStatus, Presence
from apps.attendance.queries import RegisterPupil, get_lesson_day
from apps.core.errors import Conflict, Invalid
from apps.core.local_days import get_local_day
from apps.lessons.models import Lesson, LessonStatus
from apps.settings.queries import get_system_settings

OPENS_BEFORE = timedelta(minutes=30)
"""How long before its lesson a register takes marks."""

MAX_CLOCK_AHEAD = timedelta(minutes=2)
"""How much a device's clock may be ahead."""

MAX_OFFLINE_AGE = timedelta(days=14)
"""How old marks made offline may be."""


Register = Mapping[UUID, RegisterPupil]
"""The pupils who are expected in a lesson, by id."""


class Refusal(StrEnum):
    """Why a mark is refused."""

    NO_LESSON = "no_lesson"
    NOT_BEGUN = "not_begun"
    CANCELLED = "cancelled"
    CLOSED = "closed"
    NOT_IN_REGISTER = "not_in_register"
    TWICE = "twice"
    SELF = "self"
    UNKNOWN_STATUS = "unknown_status"
    NOT_LATE = "not_late"
    TOO_MANY_MINUTES = "too_many_minutes"
    FROM_THE_FUTURE = "from_the_future"
    TOO_OLD = "too_old"


REFUSAL_TEXTS: dict[Refusal, StrOrPromise] = {
    Refusal.NO_LESSON: _("There is no such lesson."),
    Refusal.NOT_BEGUN: _("This lesson has not begun yet."),
    Refusal.CANCELLED: _("This lesson was cancelled."),
    Refusal.CLOSED: _("This register is closed."),
    Refusal.NOT_IN_REGISTER: _("This pupil is not in the register of this lesson."),
    Refusal.TWICE: _("This pupil is listed twice."),
    Refusal.SELF: _("You cannot mark yourself."),
    Refusal.UNKNOWN_STATUS: _("There is no such status."),
    Refusal.NOT_LATE: _("Minutes are possible only for a late pupil."),
    Refusal.TOO_MANY_MINUTES: _("The lesson is shorter than that: enter fewer minutes, or leave them empty."),
    Refusal.FROM_THE_FUTURE: _("This mark is from the future: the device's clock is wrong."),
    Refusal.TOO_OLD: _("This mark is too old."),
}

REFUSAL_FIELDS: dict[Refusal, str] = {
    Refusal.UNKNOWN_STATUS: "status",
    Refusal.NOT_LATE: "minutes_late",
    Refusal.TOO_MANY_MINUTES: "minutes_late",
}
"""The field of an error about one mark; `student` for other refusals."""


def get_last_day_for_changes(lesson: Lesson) -> date | None:
    """Return the last local day on which teachers may change the register; None when it never closes."""
    days = get_system_settings().register_closes_after_days
    return get_lesson_day(lesson) + timedelta(days=days) if days else None


def get_register_refusal(lesson: Lesson, *, now: datetime, closes_after_days: int) -> Refusal | None:
    """Return why the register takes no marks now; None when it does. With 0 days it never closes."""
    if lesson.status == LessonStatus.CANCELLED:
        return Refusal.CANCELLED
    if now < lesson.starts_at - OPENS_BEFORE:
        return Refusal.NOT_BEGUN
    last = get_lesson_day(lesson) + timedelta(days=closes_after_days)
    if closes_after_days and get_local_day(now, lesson.group.local_zone) > last:
        return Refusal.CLOSED
    return None


def build_register_refusal_getter(actor: User) -> Callable[[Lesson], Refusal | None]:
    """Return a function that returns why a register takes no marks of this user now; None when it does, or when the
    user may change it although it is closed.
    """
    now, closes_after_days = timezone.now(), get_system_settings().register_closes_after_days
    may_reopen = has_permission(actor, "attendance.reopen")

    def get_refusal(lesson: Lesson) -> Refusal | None:
        refusal = get_register_refusal(lesson, now=now, closes_after_days=closes_after_days)
        return None if refusal is Refusal.CLOSED and may_reopen else refusal

    return get_refusal


def check_writable_and_whether_reopened(actor: User | None, lesson: Lesson, *, reason: str) -> bool:
    """Return True when the register is closed and this change reopens it, False when it is open.

    Raise Conflict when it takes no marks; Invalid on `reason` when a user who may change closed registers gives none.
    """
    closes_after_days = get_system_settings().register_closes_after_days
    refusal = get_register_refusal(lesson, now=timezone.now(), closes_after_days=closes_after_days)
    if refusal is None:
        return False
    if refusal is not Refusal.CLOSED or actor is None or not has_permission(actor, "attendance.reopen"):
        raise Conflict(REFUSAL_TEXTS[refusal])
    if not reason:
        raise Invalid.field("reason", _("This register is closed: say why it is changed."))
    return True


def get_mark_refusal(
    actor: User | None,
    lesson: Lesson,
    student_id: UUID,
    status: AttendanceStatus | None,
    minutes_late: int | None,
    register: Register,
    current: Attendance | None,
) -> Refusal | None:
    """Return why one mark cannot be made; `register` has the expected pupils, `current` is the pupil's mark so far."""
    if student_id not in register:
        return Refusal.NOT_IN_REGISTER
    if actor is not None and actor.pk == student_id:
        return Refusal.SELF
    if status is None:
        return Refusal.UNKNOWN_STATUS
    if minutes_late is not None and status.counts_as != Presence.LATE:
        return Refusal.NOT_LATE
    if is_later_than_lesson(lesson, minutes_late, current):
        return Refusal.TOO_MANY_MINUTES
    return None


def count_lesson_minutes(lesson: Lesson) -> int:
    """Return how many whole minutes the lesson lasts. No pupil is later than that."""
    return int((lesson.ends_at - lesson.starts_at).total_seconds()) // 60


def is_later_than_lesson(lesson: Lesson, minutes_late: int | None, current: Attendance | None = None) -> bool:
    """Return whether these are more minutes than the lesson has. Minutes that `current` has already may stay: older
    marks have more, and their note is corrected and their register sent back as before.
    """
    if minutes_late is None or (current is not None and current.minutes_late == minutes_late):
        return False
    return minutes_late > count_lesson_minutes(lesson)


def measure_lateness(lesson: Lesson, came_at: datetime) -> tuple[Presence, int | None]:
    """Return present, or late with the minutes since the beginning, for a pupil who was seen to come: at most as many
    as the lesson lasts, also when the pupil came after its end.
    """
    late = came_at - lesson.starts_at
    if late <= timedelta(minutes=get_system_settings().check_in_on_time_minutes):
        return Presence.PRESENT, None
    return Presence.LATE, min(int(late.total_seconds()) // 60, count_lesson_minutes(lesson)) or None
