"""Lessons of the timetable that could not be created: kept after each generation, and settled by the office.

A settled one becomes a lesson of its slot, planned or cancelled, so that generation creates no other there.
"""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.core.errors import Invalid
from apps.core.local_days import get_day_bounds, get_local_day
from apps.core.lookups import get_or_not_found
from apps.core.uow import unit_of_work
from apps.courses.models import Group
from apps.lessons import events, timetable
from apps.lessons.generation_report import SlotResult
from apps.lessons.models import Lesson, LessonStatus, Room, SkippedLesson
from apps.lessons.services import lesson_history
from apps.lessons.services.conflicts import lock_generation
from apps.lessons.services.lesson_changes import Unset
from apps.lessons.services.lessons import check_not_too_far_ahead, create_lesson
from apps.lessons.slots import Slot

VALUES = ("ends_at", "room_id", "teacher_id", "reason", "clash_by", "clash_lesson")


def save_skipped_lessons(
    group: Group, skipped: Sequence[tuple[Slot, SlotResult]], *, since: datetime, last_day: date
) -> None:
    """Store what a generation from this moment to the end of this local day could not create, in place of what earlier
    ones stored for that time. Call under the generation lock.
    """
    end = get_day_bounds(last_day, group.local_zone)[1]
    known = {row.slot: row for row in SkippedLesson.objects.filter(group=group, slot__gte=since, slot__lt=end)}
    rows = [_build_skipped_lesson(group, slot, row) for slot, row in skipped]
    gone = known.keys() - {row.slot for row in rows}
    if gone:
        SkippedLesson.objects.filter(group=group, slot__in=gone).delete()
    changed = [row for row in rows if row.slot not in known or _values(row) != _values(known[row.slot])]
    if changed:
        fields = [*VALUES, "updated_at"]
        SkippedLesson.objects.bulk_create(
            changed, update_conflicts=True, unique_fields=["group", "slot"], update_fields=fields
        )


def load_known_conflicts(group: Group) -> set[tuple[Any, ...]]:
    """Return the conflict of each stored lesson of the group, as `get_conflict` does."""
    resources = {"room": "room_id", "teacher": "teacher_id", "group": "group_id"}
    rows = SkippedLesson.objects.filter(group=group)
    return {
        (row.slot, row.reason, row.clash_by, getattr(row, resources[row.clash_by]) if row.clash_by else None)
        for row in rows
    }


def get_conflict(row: SlotResult) -> tuple[Any, ...]:
    """Return when the lesson would be, why there is none, and the room, teacher or group that is taken."""
    clash = row.clash
    return (row.starts_at, row.reason.value, clash.by if clash else "", clash.resource if clash else None)


def _build_skipped_lesson(group: Group, slot: Slot, row: SlotResult) -> SkippedLesson:
    skipped = SkippedLesson(group=group, slot=slot.starts_at, ends_at=slot.ends_at, reason=row.reason.value)
    skipped.room_id, skipped.teacher_id = slot.room_id, slot.teacher_id
    if row.clash is not None:
        skipped.clash_by, skipped.clash_lesson = row.clash.by, row.clash.lesson
    return skipped


def _values(row: SkippedLesson) -> list[Any]:
    return [getattr(row, name) for name in VALUES]


def plan_skipped_lesson(
    *,
    actor: User | None,
    skipped: SkippedLesson,
    starts_at: datetime | None = None,
    minutes: int | None = None,
    room: Room | Unset | None = Unset.UNSET,
    teacher: User | None = None,
    force: bool = False,
    reason: str = "",
) -> Lesson:
    """Create the lesson at its time, or at another one, with its room (none if that was archived) and teacher unless
    others are given. Raise as `create_lesson`; Invalid on `teacher` when its own may not teach, on `starts_at` in the
    past (for a lesson of the past: before its day) or too far ahead; NotFound when it is settled already.
    """
    with unit_of_work():
        row = _lock_skipped_lesson(skipped)
        if teacher is None and row.teacher_id and not timetable.filter_active_teacher_ids({row.teacher_id}):
            raise Invalid.field("teacher", _("This person is not a teacher."))
        if room is Unset.UNSET:
            room = row.room if row.room is not None and row.room.archived_at is None else None
        if starts_at is not None:
            _check_chosen_time(row, starts_at)
        starts_at = starts_at or row.slot
        length = timedelta(minutes=minutes) if minutes is not None else row.ends_at - row.slot
        lesson = create_lesson(
            actor=actor,
            group=row.group,
            starts_at=starts_at,
            ends_at=starts_at + length,
            room=room,
            teacher=teacher or row.teacher,
            force=force,
            reason=reason,
            slot=row.slot,
        )
        row.delete()
    return lesson


def _check_chosen_time(row: SkippedLesson, starts_at: datetime) -> None:
    now, zone = timezone.now(), row.group.local_zone
    if row.slot > now and starts_at <= now:
        raise Invalid.field("starts_at", _("Choose a time in the future."))
    if starts_at < min(now, get_day_bounds(get_local_day(row.slot, zone), zone)[0]):
        raise Invalid.field("starts_at", _("Choose a time on the day of the skipped lesson or later."))
    check_not_too_far_ahead("starts_at", starts_at)


def cancel_skipped_lesson(*, actor: User | None, skipped: SkippedLesson, reason: str) -> Lesson:
    """Record that the lesson does not take place, as a cancelled lesson; people are notified of a future one. Raise
    NotFound when it is settled already.
    """
    with unit_of_work():
        row = _lock_skipped_lesson(skipped)
        lesson = Lesson(group=row.group, slot=row.slot, starts_at=row.slot, ends_at=row.ends_at, room=row.room)
        lesson.teacher, lesson.status, lesson.cancel_reason = row.teacher, LessonStatus.CANCELLED, reason
        lesson.save(force_insert=True)
        row.delete()
        lesson_history.request_repricing_from(lesson, lesson.starts_at)
        lesson_history.record_lesson_change(
            lesson,
            actor,
            events.LessonCancelled,
            {"status": (LessonStatus.PLANNED.value, LessonStatus.CANCELLED.value)},
            reason=reason,
            notify=lesson.starts_at > timezone.now(),
        )
    return lesson


def _lock_skipped_lesson(skipped: SkippedLesson) -> SkippedLesson:
    """Return the row, locked until the commit, while no lesson is generated."""
    lock_generation()
    rows = SkippedLesson.objects.select_for_update(of=("self",)).select_related("group__branch", "room", "teacher")
    return get_or_not_found(rows, skipped.pk)
