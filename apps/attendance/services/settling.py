"""Lessons past their start or end: held by their marks, asked of their teachers, or settled by the office."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from uuid import UUID
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

import apps.jobs.services as jobs
from apps.accounts.models import User
from apps.attendance import unsettled_lessons
from apps.attendance.services.mark_writer import lock_lessons
from apps.core.errors import Conflict, DomainError, ErrorCode, Invalid, NotFound
from apps.core.permissions import STAFF
from apps.core.uow import unit_of_work
from apps.jobs.kinds import ClaimedJob
from apps.lessons.formatting import name_zone_if_other
from apps.lessons.models import Lesson, LessonStatus
from apps.lessons.queries import list_taught_lessons
from apps.lessons.services import cancel_lesson, hold_marked_lessons, record_lesson_held, substitute_teacher
from apps.notifications.services import notify

MAX_LESSONS = 200
"""The most lessons that are settled in one call."""


@dataclass(frozen=True)
class SettledLesson:
    """What became of one lesson: settled, or refused with a code and a reason."""

    lesson_id: UUID
    code: ErrorCode | None = None
    detail: str = ""


def settle_lessons(
    *, actor: User, lesson_ids: Sequence[UUID], status: LessonStatus, reason: str = "", teacher: User | None = None
) -> list[SettledLesson]:
    """Hold or cancel these unsettled lessons, each by itself; return what became of each, in their order.

    With `teacher` the lessons are held, and given by this person. Raise Invalid on `reason` when lessons are cancelled
    without one, and on `teacher` when they are cancelled with one, or when this person may not teach.
    """
    if status == LessonStatus.CANCELLED and not reason:
        raise Invalid.field("reason", _("Say why the lessons are cancelled."))
    if status == LessonStatus.CANCELLED and teacher is not None:
        raise Invalid.field("teacher", _("Nobody gives a cancelled lesson."))
    if teacher is not None and teacher.role not in STAFF:
        raise Invalid.field("teacher", _("This person is not a teacher."))
    own = unsettled_lessons.list_unsettled_lessons(actor).in_bulk(list(lesson_ids))
    others = list_taught_lessons(actor).in_bulk([lesson_id for lesson_id in lesson_ids if lesson_id not in own])
    results = []
    for lesson_id in dict.fromkeys(lesson_ids):
        try:
            if lesson_id in others:
                if others[lesson_id].status == LessonStatus.PLANNED:
                    raise Conflict(_("This lesson is not over yet."))
                raise Conflict(_("This lesson is settled already."))
            if lesson_id not in own:
                raise NotFound()
            _settle_lesson(actor, own[lesson_id], status, reason, teacher)
            results.append(SettledLesson(lesson_id))
        except DomainError as refusal:
            results.append(SettledLesson(lesson_id, refusal.code, str(refusal.detail)))
    return results


def _settle_lesson(actor: User, lesson: Lesson, status: LessonStatus, reason: str, teacher: User | None) -> None:
    with unit_of_work():
        if status == LessonStatus.CANCELLED:
            cancel_lesson(actor=actor, lesson=lesson, reason=reason)
            return
        if lock_lessons([lesson.pk])[lesson.pk].status != LessonStatus.PLANNED:
            raise Conflict(_("This lesson was settled meanwhile."))
        if teacher is not None and teacher.pk != lesson.teacher_id:
            substitute_teacher(actor=actor, lesson=lesson, teacher=teacher, reason=reason)
        record_lesson_held(actor=actor, lesson=lesson)


def hold_begun_lessons(job: ClaimedJob) -> None:
    """Job handler, each minute: hold lessons that were marked before they began."""
    with unit_of_work():
        jobs.complete_job(job)
        hold_marked_lessons(actor=None, lessons=_lock_due(unsettled_lessons.list_begun_lessons_with_marks))


def remind_of_registers(job: ClaimedJob) -> None:
    """Job handler: remind teachers of lessons without marks, in the evening and in the next morning; one message for
    all lessons of a teacher. Safe to run twice.
    """
    with unit_of_work():
        jobs.complete_job(job)
        lessons = _lock_due(unsettled_lessons.list_lessons_to_remind_of)
        by_teacher = defaultdict[UUID, list[Lesson]](list)
        for lesson in lessons:
            by_teacher[lesson.teacher_id or lesson.group.lead_teacher_id].append(lesson)
        for teacher in User.objects.filter(pk__in=by_teacher, is_active=True).order_by("pk"):
            own = by_teacher[teacher.pk]
            names = "; ".join(_name_lesson(lesson, teacher.zone) for lesson in own)
            data = {"lessons": names, "lesson": str(own[0].pk)}
            notify(user=teacher, type="attendance.not_marked", data=data)
        due = [lesson.pk for lesson in lessons]
        Lesson.objects.filter(pk__in=due).update(register_asked_at=timezone.now())


def _lock_due(list_due: Callable[[], list[UUID]]) -> list[Lesson]:
    """Return the lessons that are due, locked and in their order; looked up again once nobody else changes them."""
    locked = lock_lessons(list_due())
    return [locked[lesson_id] for lesson_id in list_due() if lesson_id in locked]


def _name_lesson(lesson: Lesson, reader_zone: str) -> str:
    starts_at, local_zone = lesson.starts_at, lesson.group.local_zone
    text = f"{lesson.group.name}, {starts_at.astimezone(ZoneInfo(reader_zone)):%d.%m.%Y %H:%M}"
    return name_zone_if_other(text, starts_at, reader_zone=reader_zone, local_zone=local_zone)
