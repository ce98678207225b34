"""Writes of lessons: create, change, delete, pin."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.core.errors import Conflict, Invalid
from apps.core.uow import unit_of_work
from apps.core.validators import InvalidValue, validate_field, validate_time, validate_time_range
from apps.courses.models import Group, GroupStatus
from apps.events.publishing import get_group_stream, publish_event
from apps.lessons import events
from apps.lessons.models import Lesson, LessonChange, LessonChangeKind, LessonReschedule, LessonStatus, Room
from apps.lessons.services import lesson_history, notifications
from apps.lessons.services.conflicts import check_force_reason, check_no_holiday, save_lesson_without_conflict
from apps.lessons.services.lesson_history import lock_lesson, record_lesson_change
from apps.lessons.services.live_requests import drop_live_rooms, request_rooms_of_new_lessons
from apps.settings.services import write_audit_log

MIN_LENGTH, MAX_LENGTH = timedelta(minutes=5), timedelta(hours=10)
MAX_AHEAD = timedelta(days=366)
LESSON_CANCELLED = _("The lesson was cancelled.")
CANCEL_INSTEAD = _("This lesson is in use or was changed: cancel it instead.")
ANNOUNCED_CHANGES = Q(data__changes__has_any_keys=["status", "room", "teacher"]) | Q(
    kind=LessonChangeKind.CREATED, told_at__isnull=False
)
"""Changes of a lesson that people were notified of, or will be."""
GENERATED = _("This lesson comes from the timetable and would be made again: cancel it instead.")


def create_lesson(
    *,
    actor: User | None,
    group: Group,
    starts_at: datetime,
    ends_at: datetime,
    topic: str = "",
    room: Room | None = None,
    teacher: User | None = None,
    link: str = "",
    force: bool = False,
    reason: str = "",
    slot: datetime | None = None,
) -> Lesson:
    """Create a planned lesson, by default given by the group's lead teacher. The group gets an event; pupils, guardians
    and the teacher are notified of a future lesson. `slot` is the time of the timetable whose lesson it is, if any.

    Raise Invalid for an invalid time, a length under five minutes or over ten hours, `force` without a reason, and on
    `teacher` when none is given and the lead's account is closed; Conflict when room, teacher or group is taken or a
    future day is a holiday, unless `force`, and for a future lesson of a closed group.
    """
    check_lesson_times(starts_at, ends_at)
    check_force_reason(force=force, reason=reason)
    ahead = starts_at > timezone.now()
    if ahead and group.status != GroupStatus.ACTIVE:
        raise Conflict(_("The group is closed."))
    if teacher is None and not group.lead_teacher.is_active:
        raise Invalid.field("teacher", _("The group's lead teacher is not active: name another teacher."))
    with unit_of_work():
        lesson = Lesson(group=group, room=room, starts_at=starts_at, ends_at=ends_at, topic=topic, link=link, slot=slot)
        lesson.teacher = teacher or group.lead_teacher
        if ahead:
            check_no_holiday(lesson, force=force)
        over = save_lesson_without_conflict(lesson, actor=actor, force=force)
        if over:
            lesson_history.record_forced_booking(lesson, actor=actor, reason=reason, forced_over=over)
        write_audit_log(actor, "lessons.create", lesson, {"starts_at": (None, starts_at.isoformat())})
        lesson_history.request_repricing_from(lesson, starts_at)
        publish_event(get_group_stream(group.pk), events.LessonCreated.from_lesson(lesson))
        if ahead:
            LessonChange.objects.create(lesson=lesson, kind=LessonChangeKind.CREATED, by=actor)
            notifications.schedule_lesson_notification(lesson)
            request_rooms_of_new_lessons(group.pk, since=lesson.created_at)
    return lesson


def update_lesson(
    *, actor: User | None, lesson: Lesson, values: Mapping[str, Any], force: bool = False, reason: str = ""
) -> Lesson:
    """Change `topic`, `link`, `room` or `teacher` of a planned or held lesson.

    A new teacher becomes the lesson's own, not a substitute. Pupils, guardians and teachers are notified of a new room
    or teacher. Raise Conflict for a cancelled lesson and for a conflict, unless `force` with a reason.
    """
    check_force_reason(force=force, reason=reason)
    with unit_of_work():
        row = lock_lesson(lesson, LessonStatus.PLANNED, LessonStatus.HELD, conflict_message=LESSON_CANCELLED)
        changes = row.apply_changes(values)
        if not changes:
            return row
        row.sequence += 1
        fields, over = [*changes, "sequence"], []
        if "teacher" in changes:
            row.instead_of = None
            fields.append("instead_of")
        placed = bool(changes.keys() & {"room", "teacher"})
        if placed:
            over = save_lesson_without_conflict(row, actor=actor, force=force, fields=fields)
        else:
            row.save(update_fields=[*fields, "updated_at"])
        record_lesson_change(row, actor, events.LessonChanged, changes, reason=reason, forced_over=over, notify=placed)
    return row


def delete_lesson(*, actor: User | None, lesson: Lesson) -> None:
    """Delete a planned lesson that was created by hand, is not used and was not announced.

    Raise Conflict for any other: it has to be cancelled.
    """
    with unit_of_work():
        row = lock_lesson(lesson)
        changed = LessonChange.objects.filter(ANNOUNCED_CHANGES, lesson=row)
        moved = LessonReschedule.objects.filter(lesson=row).exists() or changed.exists()
        if row.status != LessonStatus.PLANNED or row.pinned_at is not None or moved:
            raise Conflict(CANCEL_INSTEAD)
        if row.slot is not None:
            raise Conflict(GENERATED)
        write_audit_log(actor, "lessons.delete", row, {"starts_at": (row.starts_at.isoformat(), None)})
        publish_event(get_group_stream(row.group_id), events.LessonRemoved.from_lesson(row))
        lesson_history.request_repricing_from(row, row.starts_at)
        drop_live_rooms([row.pk])
        row.delete()


def pin_lesson(*, lesson: Lesson) -> None:
    """Record that other rows depend on the lesson, so that it is not removed. Repeating it changes nothing."""
    now = timezone.now()
    Lesson.objects.filter(pk=lesson.pk, pinned_at__isnull=True).update(pinned_at=now, updated_at=now)


def check_lesson_times(starts_at: datetime, ends_at: datetime) -> None:
    """Raise Invalid on `starts_at` or `ends_at` for times that a lesson cannot have."""
    validate_field("starts_at", validate_time, starts_at)
    validate_field("ends_at", validate_time_range, starts_at, ends_at)
    validate_field("ends_at", _check_length, ends_at - starts_at)


def check_not_too_far_ahead(field: str, starts_at: datetime) -> None:
    """Raise Invalid on the field for a time more than 366 days ahead."""
    if starts_at > timezone.now() + MAX_AHEAD:
        raise Invalid.field(field, _("Choose a time at most 366 days ahead."))


def _check_length(length: timedelta) -> None:
    if length < MIN_LENGTH:
        raise InvalidValue(_("A lesson lasts at least five minutes."))
    if length > MAX_LENGTH:
        raise InvalidValue(_("A lesson lasts at most ten hours."))
