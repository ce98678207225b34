"""Changes of a planned lesson: held, cancelled, restored, moved, given by a substitute.

Each change locks the lesson first, so the second of two simultaneous changes sees the first, or is refused.
"""

from datetime import datetime, timedelta
from enum import Enum
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.core.errors import Conflict, Invalid
from apps.core.local_days import get_local_day
from apps.core.permissions import STAFF
from apps.core.uow import unit_of_work
from apps.lessons import events
from apps.lessons.models import Lesson, LessonReschedule, LessonStatus, Room
from apps.lessons.services import lesson_history
from apps.lessons.services.conflicts import check_force_reason, check_no_holiday, save_lesson_without_conflict
from apps.lessons.services.lesson_history import lock_lesson, record_lesson_change
from apps.lessons.services.lessons import LESSON_CANCELLED, check_lesson_times

HOLD_BEFORE_START = timedelta(minutes=30)
"""How long before its start a lesson may be recorded as held."""
PLANNED = LessonStatus.PLANNED.value
ONLY_PLANNED = _("Only a planned lesson can be changed like this. Restore it first.")


class Unset(Enum):
    """Marks an argument that was not given."""

    UNSET = "same"


def record_lesson_held(*, actor: User | None, lesson: Lesson) -> Lesson:
    """Record that the lesson took place; one that is held by its marks then stays held without them.

    Raise Conflict when it was recorded before or cancelled, or starts in more than half an hour.
    """
    with unit_of_work():
        row = lock_lesson(lesson, LessonStatus.PLANNED, LessonStatus.HELD, conflict_message=ONLY_PLANNED)
        if row.held_by_hand:
            raise Conflict(ONLY_PLANNED)
        if row.starts_at - HOLD_BEFORE_START > timezone.now():
            raise Conflict(_("The lesson has not begun yet."))
        changes: lesson_history.FieldChanges = {"held_by_hand": (False, True)}
        if row.status == LessonStatus.PLANNED:
            changes = {"status": (PLANNED, LessonStatus.HELD.value)}
        row.held_by_hand_at = timezone.now()
        _set_status(row, LessonStatus.HELD, "held_by_hand_at")
        lesson_history.request_repricing_from(row, row.starts_at)
        record_lesson_change(row, actor, events.LessonHeld, changes)
    return row


def cancel_lesson(*, actor: User | None, lesson: Lesson, reason: str) -> Lesson:
    """Cancel the lesson; room and teacher become free. Raise Conflict when it is not planned or has marks."""
    with unit_of_work():
        row = _lock_planned_without_marks(lesson)
        row.cancel_reason = reason
        _set_status(row, LessonStatus.CANCELLED, "cancel_reason")
        lesson_history.request_repricing_from(row, row.starts_at)
        changes = {"status": (PLANNED, LessonStatus.CANCELLED.value)}
        record_lesson_change(row, actor, events.LessonCancelled, changes, reason=reason, notify=True)
    return row


def restore_lesson(*, actor: User | None, lesson: Lesson, force: bool = False, reason: str = "") -> Lesson:
    """Plan a cancelled lesson again, or one that was recorded as held by mistake.

    Raise Conflict when it is planned or has marks, and when the time of a cancelled one is taken, unless `force` with a
    reason.
    """
    check_force_reason(force=force, reason=reason)
    with unit_of_work():
        over = list[Lesson]()
        row = lock_lesson(
            lesson, LessonStatus.CANCELLED, LessonStatus.HELD, conflict_message=_("The lesson is planned already.")
        )
        was_cancelled = row.status == LessonStatus.CANCELLED
        changes = {"status": (str(row.status), PLANNED)}
        if was_cancelled:
            row.status, row.cancel_reason, row.sequence = LessonStatus.PLANNED, "", row.sequence + 1
            fields = ("status", "cancel_reason", "sequence")
            over = save_lesson_without_conflict(row, actor=actor, force=force, fields=fields)
        else:
            _check_no_marks(row)
            row.held_by_hand_at = None
            _set_status(row, LessonStatus.PLANNED, "held_by_hand_at")
        lesson_history.request_repricing_from(row, row.starts_at)
        record_lesson_change(
            row, actor, events.LessonRestored, changes, reason=reason, forced_over=over, notify=was_cancelled
        )
    return row


def reschedule_lesson(
    *,
    actor: User | None,
    lesson: Lesson,
    starts_at: datetime,
    reason: str,
    ends_at: datetime | None = None,
    minutes: int | None = None,
    room: Room | Unset | None = Unset.UNSET,
    force: bool = False,
) -> Lesson:
    """Move a planned lesson to a future time, and to another room where one is given. It keeps its length unless
    `ends_at` or `minutes` is given.

    Raise Invalid for a past, invalid or unchanged time; Conflict when the lesson is not planned or has marks, and for a
    conflict or a holiday on another day, unless `force`.
    """
    if ends_at is not None and minutes is not None:
        raise Invalid.field("minutes", _("Give either the end or the length."))
    with unit_of_work():
        row = _lock_planned_without_marks(lesson)
        length = timedelta(minutes=minutes) if minutes is not None else row.ends_at - row.starts_at
        ends_at = ends_at or starts_at + length
        check_lesson_times(starts_at, ends_at)
        if starts_at <= timezone.now():
            raise Invalid.field("starts_at", _("Choose a time in the future."))
        return _move_lesson(row, actor, starts_at, ends_at, row.room if room is Unset.UNSET else room, reason, force)


def _move_lesson(
    row: Lesson, actor: User | None, starts_at: datetime, ends_at: datetime, room: Room | None, reason: str, force: bool
) -> Lesson:
    old = (row.starts_at, row.ends_at, row.room)
    if old == (starts_at, ends_at, room):
        raise Invalid.field("starts_at", _("The lesson is at that time already."))
    row.starts_at, row.ends_at, row.room = starts_at, ends_at, room
    row.moved_at, row.sequence = timezone.now(), row.sequence + 1
    zone = row.group.local_zone
    if get_local_day(old[0], zone) != get_local_day(starts_at, zone):
        check_no_holiday(row, force=force)
    fields = ("starts_at", "ends_at", "room", "moved_at", "sequence")
    over = save_lesson_without_conflict(row, actor=actor, force=force, fields=fields)
    lesson_history.request_repricing_from(row, min(old[0], starts_at))
    move = LessonReschedule(lesson=row, by=actor, reason=reason)
    move.from_starts_at, move.from_ends_at, move.from_room = old
    move.to_starts_at, move.to_ends_at, move.to_room = starts_at, ends_at, room
    move.save()
    times = {"starts_at": (old[0], starts_at), "ends_at": (old[1], ends_at)}
    changes: dict[str, tuple[Any, Any]] = {
        name: (before.isoformat(), after.isoformat()) for name, (before, after) in times.items() if before != after
    }
    if old[2] != room:
        changes["room"] = (old[2], room)
    record_lesson_change(row, actor, events.LessonMoved, changes, reason=reason, forced_over=over, notify=True)
    return row


def substitute_teacher(
    *, actor: User | None, lesson: Lesson, teacher: User | None, reason: str = "", force: bool = False
) -> Lesson:
    """Assign a substitute to this lesson; None, or the replaced teacher, gives it back to its own teacher.

    `instead_of` stays the lesson's own teacher, however often it is passed on. The substitute has a teacher's rights
    over the lesson meanwhile. Raise Invalid for a person who may not teach; Conflict for a cancelled lesson, when this
    person already gives it, and for a conflict, unless `force` with a reason.
    """
    check_force_reason(force=force, reason=reason)
    if teacher is not None and (teacher.role not in STAFF or not teacher.is_active):
        raise Invalid.field("teacher", _("This person is not a teacher."))
    with unit_of_work():
        row = lock_lesson(lesson, LessonStatus.PLANNED, LessonStatus.HELD, conflict_message=LESSON_CANCELLED)
        own, before = row.instead_of or row.teacher, row.teacher
        gives = teacher or own
        if gives == before:
            raise Conflict(_("This teacher gives the lesson already."))
        row.teacher, row.instead_of = gives, None if gives == own else own
        row.sequence += 1
        over = save_lesson_without_conflict(row, actor=actor, force=force, fields=("teacher", "instead_of", "sequence"))
        changes = {"teacher": (before, gives)}
        record_lesson_change(
            row, actor, events.LessonSubstituted, changes, reason=reason, forced_over=over, notify=True
        )
    return row


def _lock_planned_without_marks(lesson: Lesson) -> Lesson:
    row = lock_lesson(lesson, LessonStatus.PLANNED, LessonStatus.HELD, conflict_message=ONLY_PLANNED)
    _check_no_marks(row)
    if row.status != LessonStatus.PLANNED:
        raise Conflict(ONLY_PLANNED)
    return row


def _check_no_marks(row: Lesson) -> None:
    """Raise Conflict when the lesson has marks: marks belong to the time at which they were made."""
    if row.marks.exists():
        raise Conflict(_("Pupils are marked in this lesson: withdraw the marks first."))


def _set_status(row: Lesson, status: LessonStatus, *fields: str) -> None:
    row.status, row.sequence = status, row.sequence + 1
    row.save(update_fields=["status", "sequence", *fields, "updated_at"])
