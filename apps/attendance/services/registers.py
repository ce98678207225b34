"""Marks put by who keeps the register: one, a whole register, a correction, a withdrawal."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils import timezone

import apps.settings.services as settings
from apps.accounts.models import User
from apps.attendance import events, queries
from apps.attendance.models import Attendance, AttendanceHistory, AttendanceStatus, Presence, Source
from apps.attendance.services import marking, rules
from apps.attendance.services.families import drop_make_ups
from apps.attendance.services.marking import Key, Mark
from apps.attendance.services.rewards import reward
from apps.attendance.services.rules import FIELDS, TEXTS, Refusal
from apps.attendance.webhook_events import AttendanceMarked
from apps.core.errors import Invalid, NotFound
from apps.core.lookups import get_one
from apps.core.outgoing_events import emit
from apps.core.uow import unit_of_work
from apps.lessons.models import Lesson
from realtime.events import child_stream, publish, user_stream

MOST_MARKS = 500
"""A register, or one call's marks, holds at most so many."""


@dataclass(frozen=True)
class Entry:
    """One row of what somebody sends: the pupil and the code of the status."""

    student: UUID
    status: str
    minutes_late: int | None = None
    note: str = ""

    def says(self, standing: Attendance | None) -> bool:
        """Whether that is what stands already."""
        mine = (self.status, self.minutes_late, self.note)
        return standing is not None and mine == (standing.status.code, standing.minutes_late, standing.note)


def mark_register(
    *,
    actor: User | None,
    lesson: Lesson,
    entries: Sequence[Entry],
    source: Source = Source.BULK,
    reason: str = "",
    prefix: str = "marks.{}.",
) -> list[Attendance]:
    """Put these marks, all or none; the marks that stand for these pupils then, in the order of `entries`.

    What stands already is left alone, so a repeat changes nothing, and what could not be put any more (for who has
    left, a status put away) can be sent along with the others. Raises Conflict for a lesson that has not begun,
    was cancelled or whose register is closed; Invalid on `reason` (see `rules.check_open`) and with a field for each
    row that cannot be taken (`prefix` with its index before the field).
    """
    with unit_of_work():
        locked = _locked(lesson.pk)
        reopened = rules.check_open(actor, locked, now=timezone.now(), reason=reason)
        before = marking.standing_marks([(locked.pk, entry.student) for entry in entries])
        marks = _checked(actor, locked, entries, before, prefix)
        changed = marking.write(actor=actor, marks=marks, before=before, source=source, reason=reason)
        if reopened and changed:
            _note_reopened(actor, locked, reason)
    found = {mark.student_id: mark for mark in queries.marks_of(lesson.pk, [entry.student for entry in entries])}
    return [found[entry.student] for entry in entries]


def mark_one(
    *,
    actor: User | None,
    lesson: Lesson,
    entry: Entry,
    reason: str = "",
) -> Attendance:
    """Put one mark; see `mark_register`."""
    (mark,) = mark_register(
        actor=actor, lesson=lesson, entries=[entry], source=Source.TEACHER, reason=reason, prefix=""
    )
    return mark


def correct(*, actor: User | None, mark: Attendance, changes: Mapping[str, Any], reason: str = "") -> Attendance:
    """Change a mark's `status` (a code), `minutes_late` and `note`, where given; the old value goes into the history.

    Another status than a late one has no minutes. Raises as `mark_register`, NotFound when it was withdrawn meanwhile.
    """
    with unit_of_work():
        locked = _locked(mark.lesson_id)
        standing = _standing(mark)
        reopened = rules.check_open(actor, locked, now=timezone.now(), reason=reason)
        new = _corrected(locked, standing, changes)
        if marking.write(actor=actor, marks=[new], source=Source.TEACHER, reason=reason) and reopened:
            _note_reopened(actor, locked, reason)
    return queries.marks_of(mark.lesson_id, [mark.student_id]).get()


def withdraw(*, actor: User | None, mark: Attendance, reason: str = "") -> None:
    """Take a mark back: its value stays in the history, its coins go, and the make-up that was given for
    it, of which the family is told.

    Raises Conflict or Invalid as `mark_register`, NotFound when it was withdrawn meanwhile.
    """
    with unit_of_work():
        lesson = _locked(mark.lesson_id)
        standing = _standing(mark)
        reopened = rules.check_open(actor, lesson, now=timezone.now(), reason=reason)
        remove(actor=actor, lessons={lesson.pk: lesson}, marks=[standing], reason=reason)
        if reopened:
            _note_reopened(actor, lesson, reason)


def remove(*, actor: User | None, lessons: Mapping[UUID, Lesson], marks: Sequence[Attendance], reason: str) -> None:
    """Take marks of these locked lessons out of their registers, whatever the state of these; see `withdraw`."""
    with unit_of_work():
        old = [marking.past(mark, to_status=None, changed_by=actor, reason=reason) for mark in marks]
        AttendanceHistory.objects.bulk_create(old)
        drop_make_ups(marks, even_used=True)
        Attendance.objects.filter(pk__in=[mark.pk for mark in marks]).delete()
        reward({(mark.lesson_id, mark.student_id): None for mark in marks}, lessons=lessons)
        marking.bill_anew(lessons.values())
        for mark in marks:
            event = events.AttendanceChanged.of(lessons[mark.lesson_id], status=None)
            for stream in (user_stream(mark.student_id), child_stream(mark.student_id)):
                publish(stream, event)
            emit(AttendanceMarked.of(mark.student_id, event))
        marking.announce(lessons, Counter(mark.lesson_id for mark in marks))


def known_statuses(codes: set[str]) -> dict[str, AttendanceStatus]:
    """The statuses in use with these codes; one query."""
    return {status.code: status for status in queries.statuses().filter(code__in=codes)}


def _locked(lesson_id: UUID) -> Lesson:
    found = marking.lock([lesson_id])
    if not found:
        raise NotFound()
    return found[lesson_id]


def _standing(mark: Attendance) -> Attendance:
    return get_one(Attendance.objects.select_related("status"), mark.pk)


def _checked(
    actor: User | None, lesson: Lesson, entries: Sequence[Entry], before: Mapping[Key, Attendance], prefix: str
) -> list[Mark]:
    """The entries that say something new as marks; Invalid with every row that cannot be one."""
    rows = queries.standing([lesson])[lesson.pk]
    statuses = known_statuses({entry.status for entry in entries})
    seen: set[UUID] = set()
    wrong: dict[str, list[Any]] = {}
    marks = []
    for index, entry in enumerate(entries):
        twice = entry.student in seen
        seen.add(entry.student)
        if not twice and entry.says(before.get((lesson.pk, entry.student))):
            continue
        status = statuses.get(entry.status)
        refusal = rules.row_refusal(
            actor=actor, student_id=entry.student, status=status, minutes_late=entry.minutes_late, rows=rows
        )
        if twice:
            refusal = Refusal.TWICE
        if refusal is not None or status is None:
            refusal = refusal or Refusal.UNKNOWN_STATUS
            wrong[prefix.format(index) + FIELDS.get(refusal, "student")] = [TEXTS[refusal]]
        else:
            marks.append(Mark(lesson, entry.student, status, entry.minutes_late, entry.note))
    if wrong:
        raise Invalid(fields=wrong)
    return marks


def _corrected(lesson: Lesson, standing: Attendance, changes: Mapping[str, Any]) -> Mark:
    status = standing.status
    if "status" in changes:
        found = known_statuses({changes["status"]}).get(changes["status"])
        if found is None:
            raise Invalid.field("status", TEXTS[Refusal.UNKNOWN_STATUS])
        status = found
    late = status.counts_as == Presence.LATE
    minutes = changes.get("minutes_late", standing.minutes_late if late else None)
    if minutes is not None and not late:
        raise Invalid.field("minutes_late", TEXTS[Refusal.NOT_LATE])
    return Mark(lesson, standing.student_id, status, minutes, changes.get("note", standing.note))


def _note_reopened(actor: User | None, lesson: Lesson, reason: str) -> None:
    settings.audit(actor=actor, action="attendance.reopen", obj=lesson, changes={"reason": ("", reason)})
