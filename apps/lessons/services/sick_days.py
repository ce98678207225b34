"""A teacher's sick day: each lesson is cancelled, moved or given by a substitute, in one act."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import UUID

from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.core.bulk_changes import BulkRow, Effect, run_bulk_change, undo_bulk_change
from apps.core.errors import Conflict, Invalid
from apps.core.models import BulkChange
from apps.lessons.models import Lesson, Room
from apps.lessons.services.conflicts import lock_rooms_groups_and_teachers
from apps.lessons.services.lesson_changes import cancel_lesson, reschedule_lesson, restore_lesson, substitute_teacher
from apps.lessons.services.lesson_history import lock_lesson
from apps.lessons.services.notifications import MAX_LESSONS_PER_JOB

SICK_DAY = "lessons.sick_day"
CANCEL, MOVE, SUBSTITUTE = "cancel", "move", "substitute"
ACTS: dict[str, Callable[..., Lesson]] = {
    CANCEL: cancel_lesson,
    MOVE: reschedule_lesson,
    SUBSTITUTE: substitute_teacher,
}


@dataclass(frozen=True)
class LessonPlan:
    """What becomes of a lesson. `load` returns it with the arguments of `reschedule_lesson` or `substitute_teacher`, or
    raises the error of the row; `resources` are the room and the teacher that the plan names.
    """

    lesson_id: UUID
    action: str
    load: Callable[[], tuple[Lesson, dict[str, Any]]]
    resources: tuple[UUID, ...] = ()


def settle_sick_day(*, actor: User, plans: Sequence[LessonPlan], reason: str, preview: bool) -> BulkChange:
    """Cancel, move or substitute lessons, each by its plan, as `cancel_lesson`, `reschedule_lesson` and
    `substitute_teacher` do.

    Raise Invalid on `last_day` for more lessons than one message may be about.
    """
    if len(plans) > MAX_LESSONS_PER_JOB:
        message = _("At most %(max)s lessons at once: choose fewer days.") % {"max": MAX_LESSONS_PER_JOB}
        raise Invalid.field("last_day", message)

    def carry_out(plan: LessonPlan) -> Effect:
        listed, values = plan.load()
        lesson = lock_lesson(listed)
        if (lesson.teacher_id, lesson.starts_at) != (listed.teacher_id, listed.starts_at):
            raise Conflict(_("The lesson was moved or given to another teacher meanwhile."))
        before = {"starts_at": lesson.starts_at.isoformat(), "ends_at": lesson.ends_at.isoformat()}
        before |= {"room": str(lesson.room_id or ""), "teacher": str(lesson.teacher_id or "")}
        changed = ACTS[plan.action](actor=actor, lesson=lesson, reason=reason, **values)
        return Effect(lesson.pk, before | {"sequence": changed.sequence})

    rows = [BulkRow(plan.lesson_id, plan.action, partial(carry_out, plan)) for plan in plans]
    resources = [key for plan in plans for key in plan.resources]
    lock = partial(_lock_lessons, [plan.lesson_id for plan in plans], resources)
    return run_bulk_change(actor=actor, kind=SICK_DAY, rows=rows, preview=preview, prepare=lock)


def undo_sick_day(*, actor: User, change: BulkChange, load: Callable[[UUID], Lesson], preview: bool) -> BulkChange:
    """Undo a sick day: lessons are planned again, moved back, or given back to their teacher. A lesson that was changed
    or marked since is kept.
    """

    def undo(row: dict[str, Any]) -> None:
        lesson = lock_lesson(load(UUID(row["object"])))
        before = row["undo"]
        if lesson.sequence != before["sequence"] or lesson.marks.exists():
            raise Conflict(_("The lesson was changed or marked since."))
        if row["action"] == CANCEL:
            restore_lesson(actor=actor, lesson=lesson)
        elif row["action"] == MOVE:
            room = _get_former_room(before["room"])
            starts_at, ends_at = parse_datetime(before["starts_at"]), parse_datetime(before["ends_at"])
            assert starts_at is not None
            reschedule_lesson(actor=actor, lesson=lesson, starts_at=starts_at, ends_at=ends_at, room=room, reason="")
        else:
            teacher = User.objects.get(pk=before["teacher"]) if before["teacher"] else None
            substitute_teacher(actor=actor, lesson=lesson, teacher=teacher)

    stored = [UUID(row["undo"][name]) for row in change.rows for name in ("room", "teacher") if row["undo"].get(name)]
    lock = partial(_lock_lessons, [UUID(row["id"]) for row in change.rows], stored)
    return undo_bulk_change(change=change, undo_row=undo, preview=preview, prepare=lock)


def _get_former_room(room_id: str) -> Room | None:
    if not room_id:
        return None
    room = Room.objects.filter(pk=room_id, archived_at__isnull=True).first()
    if room is None:
        raise Conflict(_("The room is not in use any more."))
    return room


def _lock_lessons(lesson_ids: Sequence[UUID], resources: Sequence[UUID]) -> None:
    """Lock the lessons, then their rooms, groups and teachers and the other resources, as a change of one lesson
    does.
    """
    rows = Lesson.objects.select_for_update(of=("self",)).filter(pk__in=lesson_ids).order_by("pk")
    taken = [key for row in rows for key in (row.group_id, row.room_id, row.teacher_id)]
    lock_rooms_groups_and_teachers([*taken, *resources])
