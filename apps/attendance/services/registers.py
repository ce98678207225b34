"""Marks by the keeper of a register: one, a whole register, a correction, a withdrawal."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from apps.accounts.models import User
from apps.attendance import queries
from apps.attendance.models import Attendance, AttendanceHistory, AttendanceStatus, MarkSource, Presence
from apps.attendance.queries import MarkKey
from apps.attendance.services import mark_writer, register_rules
from apps.attendance.services.family_notifications import cancel_make_ups
from apps.attendance.services.mark_awards import update_coins_and_study_days
from apps.attendance.services.mark_writer import NewMark
from apps.attendance.services.register_rules import REFUSAL_FIELDS, REFUSAL_TEXTS, Refusal
from apps.core.errors import Invalid
from apps.core.lookups import get_or_not_found
from apps.core.uow import unit_of_work
from apps.lessons.models import Lesson
from apps.lessons.services import release_unmarked_lessons
from apps.settings.services import write_audit_log

MAX_MARKS = 500
"""The most marks in one call."""


@dataclass(frozen=True)
class MarkInput:
    """One mark to make: the pupil and the code of the status."""

    student: UUID
    status: str
    minutes_late: int | None = None
    note: str = ""

    def is_same_as(self, current: Attendance | None) -> bool:
        """Return whether the current mark has the same values."""
        mine = (self.status, self.minutes_late, self.note)
        return current is not None and mine == (current.status.code, current.minutes_late, current.note)


def mark_register(
    *,
    actor: User | None,
    lesson: Lesson,
    inputs: Sequence[MarkInput],
    source: MarkSource = MarkSource.BULK,
    reason: str = "",
    field_prefix: str = "marks.{}.",
) -> list[Attendance]:
    """Save these marks, all or none; return the current marks of these pupils in the order of `inputs`.

    Unchanged marks are left alone, so a repeat changes nothing, and marks that could not be made now (former members,
    archived statuses) may be sent with the others. Raise Conflict for a lesson that has not begun or was cancelled, and
    for a closed register; Invalid on `reason` (see `register_rules.check_writable_and_whether_reopened`) and on a
    field for each invalid mark (`field_prefix` with its index before the field).
    """
    with unit_of_work():
        locked = mark_writer.lock_lesson(lesson.pk)
        reopened = register_rules.check_writable_and_whether_reopened(actor, locked, reason=reason)
        before = mark_writer.load_current_marks([(locked.pk, entry.student) for entry in inputs])
        marks = _validate(actor, locked, inputs, before, field_prefix)
        changed = mark_writer.write_marks(actor=actor, marks=marks, current_marks=before, source=source, reason=reason)
        if reopened and changed:
            _audit_reopening(actor, locked, reason)
    current = queries.list_register_marks(lesson.pk, [entry.student for entry in inputs])
    marks_by_student = {mark.student_id: mark for mark in current}
    return [marks_by_student[entry.student] for entry in inputs]


def mark_pupil(*, actor: User | None, lesson: Lesson, mark_input: MarkInput, reason: str = "") -> Attendance:
    """Save one mark; see `mark_register`."""
    (mark,) = mark_register(
        actor=actor, lesson=lesson, inputs=[mark_input], source=MarkSource.TEACHER, reason=reason, field_prefix=""
    )
    return mark


def correct_mark(*, actor: User | None, mark: Attendance, changes: Mapping[str, Any], reason: str = "") -> Attendance:
    """Change `status` (a code), `minutes_late` and `note` of a mark, where given; the old value goes into the history.

    Only a late status has minutes. Raise as `mark_register`; NotFound when the mark was withdrawn meanwhile.
    """
    with unit_of_work():
        locked = mark_writer.lock_lesson(mark.lesson_id)
        standing = _get_current_mark(mark)
        reopened = register_rules.check_writable_and_whether_reopened(actor, locked, reason=reason)
        new = _build_corrected_mark(locked, standing, changes)
        if mark_writer.write_marks(actor=actor, marks=[new], source=MarkSource.TEACHER, reason=reason) and reopened:
            _audit_reopening(actor, locked, reason)
    return queries.list_register_marks(mark.lesson_id, [mark.student_id]).get()


def withdraw_mark(*, actor: User | None, mark: Attendance, reason: str = "") -> None:
    """Withdraw a mark: its value stays in the history, its coins and its make-up are removed; the family is notified of
    the latter.

    Raise as `mark_register`; NotFound when it was withdrawn meanwhile.
    """
    with unit_of_work():
        lesson = mark_writer.lock_lesson(mark.lesson_id)
        standing = _get_current_mark(mark)
        reopened = register_rules.check_writable_and_whether_reopened(actor, lesson, reason=reason)
        withdraw_marks(actor=actor, lessons={lesson.pk: lesson}, marks=[standing], reason=reason)
        if reopened:
            _audit_reopening(actor, lesson, reason)


def withdraw_marks(
    *, actor: User | None, lessons: Mapping[UUID, Lesson], marks: Sequence[Attendance], reason: str
) -> None:
    """Withdraw marks of locked lessons, even of closed registers; see `withdraw_mark`. A lesson that only its marks
    held is planned again without the last one.
    """
    with unit_of_work():
        old = [mark_writer.build_history_row(mark, to_status=None, changed_by=actor, reason=reason) for mark in marks]
        AttendanceHistory.objects.bulk_create(old)
        cancel_make_ups(marks, include_marked=True)
        Attendance.objects.filter(pk__in=[mark.pk for mark in marks]).delete()
        marked = set(Attendance.objects.filter(lesson__in=lessons).values_list("lesson", flat=True))
        unmarked = [lesson for pk, lesson in lessons.items() if pk not in marked]
        release_unmarked_lessons(actor=actor, lessons=unmarked)
        update_coins_and_study_days({(mark.lesson_id, mark.student_id): None for mark in marks}, lessons=lessons)
        mark_writer.request_repricing_for(lessons.values())
        for mark in marks:
            mark_writer.publish_mark_change(lessons[mark.lesson_id], mark.student_id, None)
        mark_writer.publish_register_changes(lessons, Counter(mark.lesson_id for mark in marks))


def get_statuses_by_code(codes: set[str]) -> dict[str, AttendanceStatus]:
    """Return the statuses in use with these codes; one query."""
    return {status.code: status for status in queries.list_statuses().filter(code__in=codes)}


def _get_current_mark(mark: Attendance) -> Attendance:
    return get_or_not_found(Attendance.objects.select_related("status"), mark.pk)


def _validate(
    actor: User | None,
    lesson: Lesson,
    inputs: Sequence[MarkInput],
    current_marks: Mapping[MarkKey, Attendance],
    field_prefix: str,
) -> list[NewMark]:
    """Return the changed marks to write. Raise Invalid with every invalid one."""
    rows = queries.load_expected_pupils([lesson])[lesson.pk]
    statuses = get_statuses_by_code({entry.status for entry in inputs})
    seen: set[UUID] = set()
    wrong: dict[str, list[Any]] = {}
    marks = []
    for index, entry in enumerate(inputs):
        twice = entry.student in seen
        seen.add(entry.student)
        current = current_marks.get((lesson.pk, entry.student))
        if not twice and entry.is_same_as(current):
            continue
        status = statuses.get(entry.status)
        minutes = entry.minutes_late
        refusal = register_rules.get_mark_refusal(actor, lesson, entry.student, status, minutes, rows, current)
        if twice:
            refusal = Refusal.TWICE
        if refusal is not None or status is None:
            refusal = refusal or Refusal.UNKNOWN_STATUS
            wrong[field_prefix.format(index) + REFUSAL_FIELDS.get(refusal, "student")] = [REFUSAL_TEXTS[refusal]]
        else:
            marks.append(NewMark(lesson, entry.student, status, minutes, entry.note))
    if wrong:
        raise Invalid(fields=wrong)
    return marks


def _build_corrected_mark(lesson: Lesson, current: Attendance, changes: Mapping[str, Any]) -> NewMark:
    status = current.status
    if "status" in changes:
        new_status = get_statuses_by_code({changes["status"]}).get(changes["status"])
        if new_status is None:
            raise Invalid.field("status", REFUSAL_TEXTS[Refusal.UNKNOWN_STATUS])
        status = new_status
    late = status.counts_as == Presence.LATE
    minutes = changes.get("minutes_late", current.minutes_late if late else None)
    if minutes is not None and not late:
        raise Invalid.field("minutes_late", REFUSAL_TEXTS[Refusal.NOT_LATE])
    if register_rules.is_later_than_lesson(lesson, minutes, current):
        raise Invalid.field("minutes_late", REFUSAL_TEXTS[Refusal.TOO_MANY_MINUTES])
    return NewMark(lesson, current.student_id, status, minutes, changes.get("note", current.note))


def _audit_reopening(actor: User | None, lesson: Lesson, reason: str) -> None:
    write_audit_log(actor, "attendance.reopen", lesson, {"reason": ("", reason)})
