"""What becomes of a planned lesson: held, cancelled, restored, moved, given by somebody else.

Each locks the lesson's row and judges what it finds there: of two changes at once the second acts on what the first
left, or is refused.
"""

from datetime import datetime, timedelta
from enum import Enum

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.core.errors import Conflict, Invalid
from apps.core.permissions import STAFF
from apps.core.uow import unit_of_work
from apps.lessons import events
from apps.lessons.models import Lesson, LessonChangeKind, LessonReschedule, LessonStatus, Room
from apps.lessons.services.conflicts import check_force_reason, save_lesson_without_conflict
from apps.lessons.services.lesson_history import (
    check_lesson_status,
    lock_lesson,
    publish_lesson_change,
    record_lesson_change,
    request_repricing_from,
)
from apps.lessons.services.lessons import LESSON_CANCELLED, check_lesson_times

HOLD_BEFORE_START = timedelta(minutes=30)
"""How long before its beginning a lesson may be marked as held at the earliest."""
ONLY_PLANNED = _("Only a planned lesson can be changed so. Restore it first.")


class Unset(Enum):
    """Stands for a room that was not named."""

    UNSET = "same"


def hold_lesson(*, actor: User | None, lesson: Lesson) -> Lesson:
    """The lesson took place. Raises Conflict for one that is not planned or begins in more than half an hour."""
    with unit_of_work():
        row = lock_lesson(lesson)
        check_lesson_status(row, LessonStatus.PLANNED, otherwise=ONLY_PLANNED)
        if row.starts_at - HOLD_BEFORE_START > timezone.now():
            raise Conflict(_("The lesson has not begun yet."))
        _set_status(row, LessonStatus.HELD)
        request_repricing_from(row, row.starts_at)
        changes = {"status": (LessonStatus.PLANNED.value, LessonStatus.HELD.value)}
        record_lesson_change(
            row, actor=actor, kind=LessonChangeKind.HELD, changes=changes, event=events.LessonHeld.from_membership(row)
        )
    return row


def cancel_lesson(*, actor: User | None, lesson: Lesson, reason: str) -> Lesson:
    """The lesson does not take place; room and teacher are free. Raises Conflict for one that is not planned, and for
    one that has marks.
    """
    with unit_of_work():
        row = lock_lesson(lesson)
        check_lesson_status(row, LessonStatus.PLANNED, otherwise=ONLY_PLANNED)
        _check_no_marks(row)
        row.cancel_reason = reason
        _set_status(row, LessonStatus.CANCELLED, "cancel_reason")
        request_repricing_from(row, row.starts_at)
        record_lesson_change(
            row, actor=actor, kind=LessonChangeKind.CANCELLED, event=events.LessonCancelled.from_membership(row), reason=reason,
            changes={"status": (LessonStatus.PLANNED.value, LessonStatus.CANCELLED.value)}, notify=True,
        )  # fmt: skip
    return row


def restore_lesson(*, actor: User | None, lesson: Lesson, force: bool = False, reason: str = "") -> Lesson:
    """A cancelled lesson, or one marked as held by mistake, is planned again.

    Raises Conflict for one that is planned, and when what a cancelled one needs was taken meanwhile, unless `force`
    with a reason.
    """
    check_force_reason(force=force, reason=reason)
    with unit_of_work():
        row, over = lock_lesson(lesson), list[Lesson]()
        check_lesson_status(
            row, LessonStatus.CANCELLED, LessonStatus.HELD, otherwise=_("The lesson is planned already.")
        )
        was_cancelled = row.status == LessonStatus.CANCELLED
        changes = {"status": (str(row.status), LessonStatus.PLANNED.value)}
        if was_cancelled:
            row.status, row.cancel_reason, row.sequence = LessonStatus.PLANNED, "", row.sequence + 1
            over = save_lesson_without_conflict(
                row, actor=actor, force=force, fields=("status", "cancel_reason", "sequence")
            )
        else:
            _set_status(row, LessonStatus.PLANNED)
        request_repricing_from(row, row.starts_at)
        record_lesson_change(
            row, actor=actor, kind=LessonChangeKind.RESTORED, changes=changes, event=events.LessonRestored.from_membership(row),
            reason=reason, forced_over=over, notify=was_cancelled,
        )  # fmt: skip
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
    """Move a planned lesson to a time to come, and to another room where one is named; as long as it was unless
    `ends_at` or `minutes` say otherwise.

    Raises Invalid for a time that is over, that no lesson can have or that it has already, Conflict for a lesson that
    is not planned, for one that has marks, and for a clash, unless `force`.
    """
    if ends_at is not None and minutes is not None:
        raise Invalid.field("minutes", _("Give either the end or the length."))
    with unit_of_work():
        row = lock_lesson(lesson)
        check_lesson_status(row, LessonStatus.PLANNED, otherwise=ONLY_PLANNED)
        _check_no_marks(row)
        length = timedelta(minutes=minutes) if minutes is not None else row.ends_at - row.starts_at
        ends_at = ends_at or starts_at + length
        check_lesson_times(starts_at, ends_at)
        if starts_at <= timezone.now():
            raise Invalid.field("starts_at", _("Choose a time that is not over."))
        return _move_lesson(row, actor, starts_at, ends_at, row.room if room is Unset.UNSET else room, reason, force)


def _move_lesson(
    row: Lesson, actor: User | None, starts_at: datetime, ends_at: datetime, room: Room | None, reason: str, force: bool
) -> Lesson:
    old = (row.starts_at, row.ends_at, row.room)
    if old == (starts_at, ends_at, room):
        raise Invalid.field("starts_at", _("The lesson is at that time already."))
    row.starts_at, row.ends_at, row.room = starts_at, ends_at, room
    row.moved_at, row.sequence = timezone.now(), row.sequence + 1
    over = save_lesson_without_conflict(
        row, actor=actor, force=force, fields=("starts_at", "ends_at", "room", "moved_at", "sequence")
    )
    request_repricing_from(row, min(old[0], starts_at))
    LessonReschedule.objects.create(
        lesson=row, from_starts_at=old[0], from_ends_at=old[1], from_room=old[2], to_starts_at=starts_at,
        to_ends_at=ends_at, to_room=room, by=actor, reason=reason,
    )  # fmt: skip
    pairs = {
        "starts_at": (old[0].isoformat(), starts_at.isoformat()), "ends_at": (old[1].isoformat(), ends_at.isoformat()),
        "room": (old[2], room),
    }  # fmt: skip
    changes = {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}
    publish_lesson_change(
        row, actor=actor, action="reschedule", changes=changes, event=events.LessonMoved.from_membership(row), reason=reason,
        forced_over=over, notify=True,
    )  # fmt: skip
    return row


def substitute_teacher(
    *, actor: User | None, lesson: Lesson, teacher: User | None, reason: str = "", force: bool = False
) -> Lesson:
    """Somebody else gives this lesson; None, or the replaced teacher, gives it back to its own.

    `instead_of` stays the lesson's own teacher however often it is passed on. The substitute has a teacher's rights
    over the lesson while it is theirs. Raises Invalid for who may not teach, Conflict for a cancelled lesson, when that
    person gives it already, and for a clash, unless `force` with a reason.
    """
    check_force_reason(force=force, reason=reason)
    if teacher is not None and (teacher.role not in STAFF or not teacher.is_active):
        raise Invalid.field("teacher", _("This person is not a teacher."))
    with unit_of_work():
        row = lock_lesson(lesson)
        check_lesson_status(row, LessonStatus.PLANNED, LessonStatus.HELD, otherwise=LESSON_CANCELLED)
        own, before = row.instead_of or row.teacher, row.teacher
        gives = teacher or own
        if gives == before:
            raise Conflict(_("This teacher gives the lesson already."))
        row.teacher, row.instead_of = gives, None if gives == own else own
        row.sequence += 1
        over = save_lesson_without_conflict(row, actor=actor, force=force, fields=("teacher", "instead_of", "sequence"))
        record_lesson_change(
            row, actor=actor, kind=LessonChangeKind.SUBSTITUTED, changes={"teacher": (before, gives)}, reason=reason,
            event=events.LessonSubstituted.from_membership(row), forced_over=over, notify=True,
        )  # fmt: skip
    return row


def _check_no_marks(row: Lesson) -> None:
    """Marks stay with the hour at which they were made: they are withdrawn before their lesson goes anywhere."""
    if row.marks.exists():
        raise Conflict(_("Pupils are marked in this lesson: withdraw the marks first."))


def _set_status(row: Lesson, status: LessonStatus, *fields: str) -> None:
    row.status, row.sequence = status, row.sequence + 1
    row.save(update_fields=["status", "sequence", *fields, "updated_at"])
