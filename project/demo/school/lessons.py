"""The past lessons: most as scheduled, some moved, cancelled or given by a substitute."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from apps.core.local_days import get_local_day
from apps.lessons.models import Lesson, LessonChange, LessonChangeKind, LessonReschedule, LessonStatus
from apps.lessons.slots import local_time_to_utc
from project.demo.school.bulk_insert import insert_rows
from project.demo.school.structure import MINUTES, ODD_DAYS, ZONE, ScheduledGroup, School, find_possible_substitutes

CANCELLED, MOVED, SUBSTITUTED = 0.012, 0.03, 0.02
UNMARKED = 0.1
"""Share of the lessons of the last two days that are not marked yet."""

CANCEL_REASONS = ("The teacher is ill", "No electricity", "Competition at school")
LESSON_LENGTH = timedelta(minutes=MINUTES)


@dataclass(frozen=True)
class HeldLesson:
    """A held lesson with its group, local day and teacher."""

    scheduled_group: ScheduledGroup
    lesson: Lesson
    day: date
    taught_by: UUID


class _LessonBuilder:
    """Builds the lessons of all groups and their changes before they are inserted."""

    def __init__(self, school: School) -> None:
        self.school, self.rng = school, school.rng
        self.lessons: list[Lesson] = []
        self.moves: list[LessonReschedule] = []
        self.changes: list[LessonChange] = []
        self.held_lessons: list[HeldLesson] = []
        self.busy: dict[UUID, set[datetime]] = defaultdict(set)

    def add_lesson(self, scheduled_group: ScheduledGroup, day: date) -> None:
        """Add the scheduled lesson of the group on that day, if it has started."""
        school, slot = self.school, local_time_to_utc(day, scheduled_group.starts_at, ZONE)
        if slot > school.now:
            return
        created_at, teacher = school.get_moment(day - timedelta(weeks=8), 1), scheduled_group.group.lead_teacher_id
        lesson = school.build_row(
            Lesson,
            created_at,
            group=scheduled_group.group,
            room=scheduled_group.room,
            slot=slot,
            teacher_id=teacher,
            starts_at=slot,
            ends_at=slot + LESSON_LENGTH,
        )
        self.lessons.append(lesson)
        self.busy[teacher].add(slot)

    def decide_outcome(self, scheduled_group: ScheduledGroup, lesson: Lesson, substitutes: list[UUID]) -> None:
        """Decide what happened to the lesson: held, cancelled, moved, substituted or not marked yet."""
        school, chance = self.school, self.rng.random()
        if lesson.ends_at > school.now:
            return
        if lesson.ends_at > school.now - timedelta(days=2) and self.rng.random() < UNMARKED:
            return
        if chance < CANCELLED:
            self._cancel(lesson)
            return
        if chance < CANCELLED + MOVED:
            self._move(scheduled_group, lesson)
        elif chance < CANCELLED + MOVED + SUBSTITUTED:
            self._substitute(lesson, substitutes)
        self._hold(scheduled_group, lesson)

    def _add_change(
        self, lesson: Lesson, kind: LessonChangeKind, at: datetime, old: object, new: object, **more: object
    ) -> None:
        what = "teacher" if kind == LessonChangeKind.SUBSTITUTED else "status"
        lesson.sequence += 1
        lesson.updated_at = max(lesson.updated_at, at)
        notified_at = None if kind == LessonChangeKind.HELD else at + timedelta(minutes=1)
        row = self.school.build_row(
            LessonChange,
            at,
            lesson=lesson,
            kind=kind,
            told_at=notified_at,
            data={"changes": {what: [str(old), str(new)]}},
            **more,
        )
        self.changes.append(row)

    def _cancel(self, lesson: Lesson) -> None:
        reason = self.rng.choice(CANCEL_REASONS)
        lesson.status, lesson.cancel_reason = LessonStatus.CANCELLED, reason
        at, by = lesson.starts_at - timedelta(hours=20), self.school.office[0]
        self._add_change(lesson, LessonChangeKind.CANCELLED, at, "planned", "cancelled", reason=reason, by=by)

    def _move(self, scheduled_group: ScheduledGroup, lesson: Lesson) -> None:
        """Move the lesson to the Sunday of that week, at the same time: all rooms are free then."""
        if scheduled_group.days != ODD_DAYS:
            return
        starts_at = lesson.starts_at + timedelta(days=6 - _local_day(lesson.starts_at).weekday())
        ends_at = starts_at + LESSON_LENGTH
        busy = self.busy[lesson.teacher_id or scheduled_group.group.lead_teacher_id]
        if ends_at > self.school.now or starts_at in busy or _local_day(starts_at) in self.school.holidays:
            return
        at = lesson.starts_at - timedelta(hours=26)
        self.moves.append(
            self.school.build_row(
                LessonReschedule,
                at,
                lesson=lesson,
                reason="Asked for by parents",
                from_starts_at=lesson.starts_at,
                from_ends_at=lesson.ends_at,
                from_room=scheduled_group.room,
                to_starts_at=starts_at,
                to_ends_at=ends_at,
                to_room=scheduled_group.room,
                by=self.school.office[0],
                told_at=at + timedelta(minutes=1),
            )
        )
        busy.discard(lesson.starts_at)
        busy.add(starts_at)
        lesson.starts_at, lesson.ends_at, lesson.moved_at = starts_at, ends_at, at
        lesson.sequence += 1

    def _substitute(self, lesson: Lesson, substitutes: list[UUID]) -> None:
        free = [teacher for teacher in substitutes if lesson.starts_at not in self.busy[teacher]]
        if not free:
            return
        substitute, own = self.rng.choice(free), lesson.teacher_id
        self.busy[substitute].add(lesson.starts_at)
        lesson.teacher_id, lesson.instead_of_id = substitute, own
        at, by = lesson.starts_at - timedelta(hours=5), self.school.office[0]
        self._add_change(lesson, LessonChangeKind.SUBSTITUTED, at, own, substitute, reason="The teacher is ill", by=by)

    def _hold(self, scheduled_group: ScheduledGroup, lesson: Lesson) -> None:
        at = lesson.starts_at + timedelta(minutes=self.rng.randrange(3, 20))
        lesson.status, lesson.pinned_at = LessonStatus.HELD, at
        teacher = lesson.teacher_id or scheduled_group.group.lead_teacher_id
        self._add_change(lesson, LessonChangeKind.HELD, at, "planned", "held", by_id=teacher)
        self.held_lessons.append(HeldLesson(scheduled_group, lesson, _local_day(lesson.starts_at), teacher))


def _local_day(at: datetime) -> date:
    return get_local_day(at, ZONE)


def create_started_lessons(school: School) -> list[HeldLesson]:
    """Insert every lesson that has started and return the held ones. Call it within a transaction."""
    year = _LessonBuilder(school)
    for scheduled_group in school.scheduled_groups:
        for day in school.iter_lesson_days(scheduled_group.days):
            year.add_lesson(scheduled_group, day)
    by_group = {
        class_.group.pk: (class_, find_possible_substitutes(school, class_)) for class_ in school.scheduled_groups
    }
    for lesson in year.lessons:
        scheduled_group, substitutes = by_group[lesson.group_id]
        year.decide_outcome(scheduled_group, lesson, substitutes)
    insert_rows(year.lessons)
    insert_rows(year.moves)
    insert_rows(year.changes)
    return year.held_lessons
