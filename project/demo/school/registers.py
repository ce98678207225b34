"""The registers: marks, excuses, corrections and make-ups."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from apps.accounts.models import User
from apps.attendance.models import (
    AbsenceAlert,
    AbsenceNotice,
    Attendance,
    AttendanceHistory,
    AttendanceStatus,
    Excuse,
    ExcuseState,
    MakeUp,
    MarkSource,
    Presence,
)
from apps.settings.queries import get_system_settings
from project.demo.school.bulk_insert import analyze_tables, insert_rows, insert_values
from project.demo.school.lessons import HeldLesson
from project.demo.school.memberships import PlannedMembership
from project.demo.school.structure import School

COLUMNS = (
    "id", "created_at", "updated_at", "lesson_id", "student_id", "status_id", "charged", "minutes_late", "note",
    "source", "marked_at", "marked_by_id", "revision",
)  # fmt: skip
LATE_SHARE, CORRECTED_SHARE, MADE_UP_SHARE = 0.06, 0.008, 0.04
EXCUSES_A_YEAR = 0.35
MOST_MISSED = 0.8
"""The share of lessons that who fades misses in the end."""
EXCUSE_REASONS = (
    "Ill, with a doctor's note",
    "A wedding in the family",
    "Olympiad at school",
    "Travels with the parents",
)
PRESENT, ABSENT = Presence.PRESENT.value, Presence.ABSENT.value


@dataclass
class PlannedMark:
    """A mark to be inserted."""

    id: UUID
    held_lesson: HeldLesson
    student: User
    status: str
    marked_at: datetime
    minutes_late: int | None = None
    source: str = MarkSource.BULK.value
    revision: int = 1


class _RegisterBuilder:
    def __init__(self, school: School, stays: list[PlannedMembership]) -> None:
        self.school, self.rng = school, school.rng
        self.statuses = {row.code: row for row in AttendanceStatus.objects.filter(built_in=True)}
        self.absence_rates = {pupil.pk: self.rng.betavariate(1.4, 18) for pupil in school.pupils}
        self.by_group: dict[UUID, list[PlannedMembership]] = defaultdict(list)
        for stay in stays:
            self.by_group[stay.scheduled_group.group.pk].append(stay)
        self.excused: dict[UUID, list[tuple[date, date]]] = defaultdict(list)
        self.marks: list[PlannedMark] = []
        self.corrected: list[PlannedMark] = []

    def is_excused(self, student: User, day: date) -> bool:
        """Return whether an accepted excuse covers the day."""
        return any(first <= day <= last for first, last in self.excused[student.pk])

    def mark_lesson(self, met: HeldLesson) -> None:
        """Add marks for all members of the group on that day."""
        for stay in self.by_group[met.scheduled_group.group.pk]:
            if stay.is_member_on(met.day):
                self.marks.append(self._build_mark(met, stay))

    def _build_mark(self, met: HeldLesson, stay: PlannedMembership) -> PlannedMark:
        rng, at, student = self.rng, met.lesson.pinned_at, stay.student
        assert at is not None
        source = rng.choices((MarkSource.BULK.value, MarkSource.TEACHER.value, MarkSource.OFFLINE.value), (90, 6, 4))[0]
        mark = PlannedMark(self.school.ids.make_id(at), met, student, PRESENT, at, source=source)
        if self.is_excused(student, met.day):
            mark.status = Presence.EXCUSED.value
        elif rng.random() < max(self.absence_rates[student.pk], MOST_MISSED * stay.get_fading(met.day)):
            mark.status = ABSENT
        elif rng.random() < LATE_SHARE:
            mark.status, mark.minutes_late = Presence.LATE.value, min(60, 1 + int(rng.expovariate(1 / 8)))
        if mark.status == PRESENT and rng.random() < CORRECTED_SHARE:
            mark.revision = 2
            self.corrected.append(mark)
        return mark

    def iter_rows(self) -> Iterator[tuple[Any, ...]]:
        """Yield the marks as rows of `COLUMNS`; corrected ones changed ten minutes after they were made."""
        for mark in self.marks:
            changed = mark.marked_at + timedelta(minutes=10) if mark.revision > 1 else mark.marked_at
            status = self.statuses[mark.status]
            yield (
                mark.id, mark.marked_at, changed, mark.held_lesson.lesson.pk, mark.student.pk, status.pk,
                status.charged, mark.minutes_late, "", mark.source, changed, mark.held_lesson.taught_by, mark.revision,
            )  # fmt: skip


def create_marks(school: School, held_lessons: list[HeldLesson], memberships: list[PlannedMembership]) -> int:
    """Insert all marks with their excuses, make-ups, history and alerts; return the number of marks.

    Call it within a transaction.
    """
    registers = _RegisterBuilder(school, memberships)
    _create_excuses(registers, memberships)
    for held_lesson in sorted(held_lessons, key=lambda held_lesson: held_lesson.lesson.starts_at):
        registers.mark_lesson(held_lesson)
    make_ups = _plan_make_ups(registers, held_lessons)
    insert_values(Attendance, COLUMNS, registers.iter_rows())
    insert_rows(make_ups)
    _create_history(registers)
    _create_notices_and_alerts(registers)
    analyze_tables(Attendance)
    return len(registers.marks)


def _create_excuses(registers: _RegisterBuilder, stays: list[PlannedMembership]) -> None:
    school, rng, rows = registers.school, registers.rng, list[Excuse]()
    weeks = school.size.weeks / 52
    first_stay = {stay.student.pk: stay for stay in reversed(stays)}
    for stay in first_stay.values():
        if rng.random() >= EXCUSES_A_YEAR * weeks:
            continue
        starts = stay.since + timedelta(days=rng.randrange((school.today - stay.since).days + 8))
        ends = starts + timedelta(days=rng.randrange(5))
        requested_at = school.get_moment(starts - timedelta(days=1), 20)
        excuse = school.build_row(
            Excuse,
            requested_at,
            student=stay.student,
            starts_on=starts,
            ends_on=ends,
            reason=rng.choice(EXCUSE_REASONS),
            asked_by=stay.student,
        )
        decided = requested_at + timedelta(hours=3)
        if starts <= school.today and decided <= school.now:
            excuse.state = ExcuseState.ACCEPTED if rng.random() < 0.9 else ExcuseState.REFUSED
            excuse.decided_at = excuse.updated_at = decided
            excuse.decided_by_id = stay.scheduled_group.group.lead_teacher_id
            if excuse.state == ExcuseState.ACCEPTED:
                registers.excused[stay.student.pk].append((starts, ends))
        rows.append(excuse)
    insert_rows(rows)


def _plan_make_ups(registers: _RegisterBuilder, met: list[HeldLesson]) -> list[MakeUp]:
    """Let some who missed a lesson make it up with another group of their course within ten days."""
    school, make_ups = registers.school, list[MakeUp]()
    by_course: dict[UUID, list[HeldLesson]] = defaultdict(list)
    for held_lesson in sorted(met, key=lambda held_lesson: held_lesson.lesson.starts_at):
        by_course[held_lesson.scheduled_group.group.course_id].append(held_lesson)
    hours = {
        pk: {stay.scheduled_group.time_slot for stay in stays} for pk, stays in _group_by_student(registers).items()
    }
    guests: set[tuple[UUID, UUID]] = set()
    missed = [mark for mark in registers.marks if mark.status == ABSENT]
    for mark in missed:
        if registers.rng.random() >= MADE_UP_SHARE:
            continue
        until = mark.marked_at + timedelta(days=10)
        for other in by_course[mark.held_lesson.scheduled_group.group.course_id]:
            key = other.lesson.pk, mark.student.pk
            same_branch = other.scheduled_group.group.branch_id == mark.held_lesson.scheduled_group.group.branch_id
            fits = mark.marked_at + timedelta(hours=8) < other.lesson.starts_at < until and same_branch
            if fits and other.scheduled_group.time_slot not in hours[mark.student.pk] and key not in guests:
                guests.add(key)
                at = other.lesson.pinned_at
                assert at is not None
                created_at = mark.marked_at + timedelta(hours=2)
                registers.marks.append(PlannedMark(school.ids.make_id(at), other, mark.student, PRESENT, at))
                make_ups.append(
                    school.build_row(
                        MakeUp, created_at, mark_id=mark.id, lesson=other.lesson, by_id=mark.held_lesson.taught_by
                    )
                )
                break
    return make_ups


def _group_by_student(registers: _RegisterBuilder) -> dict[UUID, list[PlannedMembership]]:
    by_student: dict[UUID, list[PlannedMembership]] = defaultdict(list)
    for stays in registers.by_group.values():
        for stay in stays:
            by_student[stay.student.pk].append(stay)
    return by_student


def _create_history(registers: _RegisterBuilder) -> None:
    """Insert the history of corrected marks: these pupils came late and were first marked absent."""
    school, statuses, rows = registers.school, registers.statuses, list[AttendanceHistory]()
    for mark in registers.corrected:
        at = mark.marked_at + timedelta(minutes=10)
        rows.append(
            school.build_row(
                AttendanceHistory,
                at,
                lesson=mark.held_lesson.lesson,
                student=mark.student,
                from_status=statuses[ABSENT],
                to_status=statuses[PRESENT],
                source=mark.source,
                marked_at=mark.marked_at,
                by_id=mark.held_lesson.taught_by,
                changed_by_id=mark.held_lesson.taught_by,
                reason="Came late, was there",
            )
        )
    insert_rows(rows)


def _create_notices_and_alerts(registers: _RegisterBuilder) -> None:
    """Insert notices of absences, and alerts after several absences in a row; close them when the pupil came again."""
    school, enough = registers.school, get_system_settings().absences_before_alert
    notices, alerts = list[AbsenceNotice](), list[AbsenceAlert]()
    in_a_row: dict[tuple[UUID, UUID], int] = defaultdict(int)
    open_ones: dict[tuple[UUID, UUID], AbsenceAlert] = {}
    for mark in sorted(registers.marks, key=lambda mark: mark.held_lesson.lesson.starts_at):
        at, group = mark.marked_at + timedelta(minutes=1), mark.held_lesson.scheduled_group.group
        key = group.pk, mark.student.pk
        if mark.status in (PRESENT, Presence.LATE.value):
            in_a_row[key] = 0
            if key in open_ones:
                closed = open_ones.pop(key)
                closed.closed_at = closed.updated_at = at
        elif mark.status == ABSENT:
            in_a_row[key] += 1
            if at <= school.now:
                notices.append(
                    school.build_row(
                        AbsenceNotice, at, lesson=mark.held_lesson.lesson, student=mark.student, absent=True
                    )
                )
            if enough and in_a_row[key] == enough:
                open_ones[key] = school.build_row(AbsenceAlert, at, group=group, student=mark.student, absences=enough)
                alerts.append(open_ones[key])
    insert_rows(notices)
    insert_rows(alerts)
