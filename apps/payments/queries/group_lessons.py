"""The lessons of a group on some days for quotes: generated, still only in the timetable, or cancelled by a holiday."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Exists, Max, OuterRef, Q

from apps.attendance.models import Attendance
from apps.core.local_days import get_day_bounds, get_local_day
from apps.courses.models import Group, GroupStatus
from apps.lessons.models import Lesson, LessonStatus
from apps.lessons.slots import Slot, TimetableLine, list_slots
from apps.lessons.timetable import list_holiday_ranges, load_timetable_lines
from apps.payments.pricing.quotes import LessonFact, LessonFactState


@dataclass(frozen=True)
class GroupLessons:
    """The lessons of a group on some days, with the marks in their registers."""

    first: date
    last: date
    meetings: tuple[LessonFact, ...]
    marks: dict[tuple[str, UUID], Attendance] = field(default_factory=dict)

    def for_pupil(self, student_id: UUID) -> tuple[LessonFact, ...]:
        """Return the lessons with this pupil's marks."""
        return tuple(self._with_mark(meeting, student_id) for meeting in self.meetings)

    def _with_mark(self, meeting: LessonFact, student_id: UUID) -> LessonFact:
        mark = self.marks.get((meeting.lesson, student_id))
        if mark is None:
            return meeting
        status = mark.status
        return replace(meeting, mark=status.code, mark_name=status.name, charged=mark.charged)


def get_actual_and_planned_lessons(group: Group, first_day: date, last_day: date) -> GroupLessons:
    """Return the group's lessons on these local days: generated, still only in the timetable, or cancelled by a
    holiday.
    """
    zone = group.local_zone
    begin, end = get_day_bounds(first_day, zone)[0], get_day_bounds(last_day, zone)[1]
    here = Q(starts_at__gte=begin, starts_at__lt=end)
    marked = Exists(Attendance.objects.filter(lesson=OuterRef("pk")))
    rows = Lesson.objects.filter(here | Q(slot__gte=begin, slot__lt=end), group=group).annotate(marked=marked)
    made = list(rows.only("slot", "starts_at", "status").order_by("starts_at", "id"))
    meetings = [_to_fact(lesson, zone) for lesson in made if begin <= lesson.starts_at < end]
    meetings += _list_missing_lessons(
        group, first_day, last_day, {lesson.slot for lesson in made if lesson.slot is not None}
    )
    registers = Attendance.objects.filter(lesson__in=[lesson.pk for lesson in made]).select_related("status")
    of_status = ("status__code", "status__name", "status__counts_as")
    marks = registers.only("lesson_id", "student_id", "charged", "updated_at", *of_status)
    meetings.sort(key=lambda meeting: (meeting.day, meeting.lesson))
    return GroupLessons(
        first_day, last_day, tuple(meetings), {(str(mark.lesson_id), mark.student_id): mark for mark in marks}
    )


def _to_fact(lesson: Lesson, zone: str) -> LessonFact:
    state = LessonFactState.PLANNED
    if lesson.status == LessonStatus.CANCELLED:
        state = LessonFactState.CANCELLED
    elif lesson.status == LessonStatus.HELD or getattr(lesson, "marked", False):
        state = LessonFactState.TOOK_PLACE
    return LessonFact(get_local_day(lesson.starts_at, zone), state, lesson=str(lesson.pk))


def _list_missing_lessons(group: Group, first: date, last: date, generated: set[datetime]) -> list[LessonFact]:
    """Return timetable slots without a lesson: holidays, not generated yet, or outside the group's days."""
    lines = load_timetable_lines(group)
    if not lines:
        return []
    begins, ends = _get_group_days(group, lines, first, last)
    holidays = list_holiday_ranges(group.branch_id, first, last)
    known = Lesson.objects.filter(group=group, slot__isnull=False).aggregate(last=Max("slot"))["last"]
    lessons = []
    for slot in _list_slots(group, lines, first, last, begins=begins, ends=ends):
        if slot.starts_at in generated:
            continue
        if slot.day < begins or slot.day > ends or group.status == GroupStatus.CLOSED:
            lessons.append(LessonFact(slot.day, LessonFactState.OUTSIDE))
        elif any(start <= slot.day <= end for start, end in holidays):
            lessons.append(LessonFact(slot.day, LessonFactState.HOLIDAY))
        elif known is None or slot.starts_at > known:
            lessons.append(LessonFact(slot.day))
    return lessons


def _get_group_days(group: Group, lines: Sequence[TimetableLine], first: date, last: date) -> tuple[date, date]:
    """Return the first and last day on which the group meets, within `first` to `last`."""
    begins = group.starts_on or min(line.valid_from for line in lines)
    if first < begins <= last:
        before = Lesson.objects.filter(group=group, starts_at__lt=get_day_bounds(begins, group.local_zone)[0])
        begins = first if before.exists() else begins
    ends = group.ends_on or last
    return max(first, begins), min(last, ends)


def _list_slots(
    group: Group, lines: Sequence[TimetableLine], first: date, last: date, *, begins: date, ends: date
) -> Iterable[Slot]:
    """Return the timetable's slots; the first lines also cover days before the group began, the last ones days after
    its end.
    """
    earliest = min(line.valid_from for line in lines)
    reaching = []
    for line in lines:
        if begins > first and line.valid_from <= max(earliest, begins):
            line = replace(line, valid_from=line.valid_from - timedelta(weeks=5 * line.every_weeks))
        if ends < last and line.valid_until is not None and line.valid_until >= ends:
            line = replace(line, valid_until=None)
        reaching.append(line)
    return list_slots(
        reaching, first_day=first, last_day=last, zone=group.local_zone, lead_teacher_id=group.lead_teacher_id
    )
