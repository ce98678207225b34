"""The homework of a year: written answers with the scores of teachers, which rise and fall with the months."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from uuid import UUID

from apps.homework.models import (
    Assignment,
    AssignmentKind,
    Attempt,
    AttemptState,
    Homework,
    HomeworkState,
    ProcessingStage,
    Review,
    ReviewDecision,
)
from project.demo.school.bulk_insert import analyze_tables, insert_rows
from project.demo.school.lessons import HeldLesson
from project.demo.school.memberships import PlannedMembership
from project.demo.school.structure import School

EVERY_LESSONS = 4
"""Homework is given in each so many lessons of a group."""
DAYS_TO_DO = 5
DONE, LATE = 0.93, 0.08
"""Shares of those who do it, and who do it late; who fades does less of it and later."""
ABILITY, MONTH, TASK = (74.0, 9.0), 6.0, 5.0
"""Scores, of 100: mean and spread of pupils, and the spread of a pupil's months and of single tasks."""
LEAST_SCORE = 25
LOST = 30.0
"""Points that who fades has lost in the end."""
EXERCISES = 8
REVIEW_AFTER = timedelta(hours=20)


@dataclass
class _Rows:
    """What is inserted, in the order in which rows need each other."""

    assignments: list[Assignment] = field(default_factory=list)
    homeworks: list[Homework] = field(default_factory=list)
    attempts: list[Attempt] = field(default_factory=list)
    reviews: list[Review] = field(default_factory=list)


class _HomeworkBuilder:
    def __init__(self, school: School, stays: list[PlannedMembership]) -> None:
        self.school, self.rng, self.rows = school, school.rng, _Rows()
        self.abilities = {pupil.pk: self.rng.gauss(*ABILITY) for pupil in school.pupils}
        self.months: dict[tuple[UUID, date], float] = {}
        self.by_group: dict[UUID, list[PlannedMembership]] = defaultdict(list)
        for stay in stays:
            self.by_group[stay.scheduled_group.group.pk].append(stay)

    def give(self, met: HeldLesson, number: int) -> None:
        """Give a task at the end of a lesson to all who are members on that day."""
        given_at = met.lesson.ends_at
        task = self.school.build_row(
            Assignment,
            given_at,
            group=met.scheduled_group.group,
            lesson=met.lesson,
            author_id=met.taught_by,
            kind=AssignmentKind.TEXT,
            title=f"Unit {number}",
            instructions=f"Do the exercises of unit {number} and write the answers.",
            attempts_allowed=1,
            deadline=given_at + timedelta(days=DAYS_TO_DO),
            coins=10,
        )
        self.rows.assignments.append(task)
        for stay in self.by_group[met.scheduled_group.group.pk]:
            if stay.is_member_on(met.day):
                self._do(task, stay, met, given_at)

    def _do(self, task: Assignment, stay: PlannedMembership, met: HeldLesson, given_at: datetime) -> None:
        rng, fading = self.rng, stay.get_fading(met.day)
        homework = self.school.build_row(Homework, given_at, assignment=task, student=stay.student)
        self.rows.homeworks.append(homework)
        is_done, is_late = rng.random() < DONE * (1 - fading), rng.random() < LATE + fading / 2
        deadline = given_at + timedelta(days=DAYS_TO_DO)
        spent = rng.uniform(2, 40) if is_late else -rng.uniform(2, 24 * DAYS_TO_DO - 2)
        at = deadline + timedelta(hours=spent)
        if not is_done or at > self.school.now:
            return
        attempt = self.school.build_row(
            Attempt,
            at,
            homework=homework,
            number=1,
            text=" ".join(f"{place}{rng.choice('abcd')}" for place in range(1, EXERCISES + 1)),
            state=AttemptState.STORED,
            stage=ProcessingStage.DONE,
            late=is_late,
            due_at=deadline,
            finished_at=at,
        )
        self.rows.attempts.append(attempt)
        homework.late, homework.state = is_late, HomeworkState.NEEDS_REVIEW
        homework.last_attempt_id = homework.best_attempt_id = attempt.pk
        homework.updated_at = at
        if at + REVIEW_AFTER <= self.school.now:
            self._review(homework, attempt, stay, met, at + REVIEW_AFTER)

    def _review(
        self, homework: Homework, attempt: Attempt, stay: PlannedMembership, met: HeldLesson, at: datetime
    ) -> None:
        score = self._choose_score(stay, met.day)
        homework.score, homework.state, homework.updated_at = score, HomeworkState.REVIEWED, at
        row = self.school.build_row(
            Review,
            at,
            homework=homework,
            attempt=attempt,
            reviewer_id=met.taught_by,
            decision=ReviewDecision.ACCEPT,
            score=score,
        )
        self.rows.reviews.append(row)

    def _choose_score(self, stay: PlannedMembership, day: date) -> Decimal:
        month = stay.student.pk, day.replace(day=1)
        if month not in self.months:
            self.months[month] = self.rng.gauss(0, MONTH)
        usual = self.abilities[stay.student.pk] + self.months[month]
        score = self.rng.gauss(usual - LOST * stay.get_fading(day), TASK)
        return Decimal(round(min(100, max(LEAST_SCORE, score))))

    def insert(self) -> None:
        """Insert all rows. Homework names attempts, which come after it."""
        insert_rows(self.rows.assignments)
        insert_rows(self.rows.homeworks)
        insert_rows(self.rows.attempts)
        insert_rows(self.rows.reviews)
        analyze_tables(Assignment, Homework, Attempt, Review)


def create_homework(school: School, held_lessons: list[HeldLesson], stays: list[PlannedMembership]) -> int:
    """Insert the homework of the year with attempts and reviews; return how many were given.

    Call it within a transaction.
    """
    builder, met = _HomeworkBuilder(school, stays), defaultdict[UUID, int](int)
    for held_lesson in sorted(held_lessons, key=lambda held_lesson: held_lesson.lesson.starts_at):
        group = held_lesson.scheduled_group.group.pk
        met[group] += 1
        if met[group] % EVERY_LESSONS == 0:
            builder.give(held_lesson, met[group] // EVERY_LESSONS)
    builder.insert()
    return len(builder.rows.homeworks)
