"""What quizzes, homework and the register give to the items of a gradebook."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import NamedTuple
from uuid import UUID

from django.db.models import Count, Max

from apps.attendance.models import ATTENDED, Attendance, Presence
from apps.grading.models import Gradebook, GradeItem, GradeSource
from apps.homework.models import Homework, HomeworkState
from apps.homework.models.homework import compute_due_at
from apps.quizzes.attempt_views import find_shown
from apps.quizzes.models import QuizAttempt, QuizExtension
from apps.quizzes.results import QuizResult, load_results

SCORED = (HomeworkState.SCORED, HomeworkState.REVIEWED)
PERCENT = Decimal(100)
Key = tuple[UUID, UUID]
"""The ids of an item and a pupil."""


class WorkResult(NamedTuple):
    """What one pupil did for one item.

    `id`: of the attempt at the quiz or of the homework; None for the register. `share`: of the most points, 0 to 1;
    None: not marked yet, or not to be seen yet. `measured_at`: when that was known. `due_at`: the pupil's own due time,
    where it is not that of all.
    """

    id: UUID | None
    share: Decimal | None = None
    measured_at: datetime | None = None
    handed_in_at: datetime | None = None
    due_at: datetime | None = None


def load_work(
    gradebook: Gradebook, items: Sequence[GradeItem], students: Collection[UUID], *, to_teacher: bool
) -> dict[Key, WorkResult]:
    """Return the results of these pupils. Learners get no result of a quiz before the quiz shows them its points."""
    results = _load_quizzes(items, students, to_teacher=to_teacher)
    results.update(_load_homework(items, students))
    results.update(_load_attendance(gradebook, items, students))
    return results


def _load_quizzes(items: Sequence[GradeItem], students: Collection[UUID], *, to_teacher: bool) -> dict[Key, WorkResult]:
    by_quiz = {item.quiz_id: item for item in items if item.quiz_id is not None}
    if not by_quiz:
        return {}
    found = load_results(by_quiz, students)
    hidden = set() if to_teacher else _find_hidden(found)
    later = QuizExtension.objects.filter(quiz__in=by_quiz, user__in=students, closes_at__isnull=False)
    ends = {(quiz, user): end for quiz, user, end in later.values_list("quiz_id", "user_id", "closes_at")}
    results = {
        (by_quiz[quiz].pk, user): WorkResult(
            id=result.id,
            share=None if result.id in hidden else result.share,
            measured_at=result.handed_in_at,
            handed_in_at=result.handed_in_at,
            due_at=ends.get((quiz, user)),
        )
        for (quiz, user), result in found.items()
    }
    for (quiz, user), end in ends.items():
        results.setdefault((by_quiz[quiz].pk, user), WorkResult(id=None, due_at=end))
    return results


def _find_hidden(found: Mapping[Key, QuizResult]) -> set[UUID]:
    """Return the attempts whose points their learners do not see now."""
    attempts = QuizAttempt.objects.filter(pk__in=[result.id for result in found.values()]).select_related("quiz")
    return {attempt.pk for attempt in attempts if not find_shown(attempt, to_teacher=False).score}


def _load_homework(items: Sequence[GradeItem], students: Collection[UUID]) -> dict[Key, WorkResult]:
    by_assignment = {item.assignment_id: item for item in items if item.assignment_id is not None}
    if not by_assignment:
        return {}
    rows = Homework.objects.filter(assignment__in=by_assignment, student__in=students)
    names = (
        "pk", "assignment", "student", "state", "score", "updated_at", "last_attempt__created_at", "deadline",
        "extended_until", "assignment__deadline",
    )  # fmt: skip
    results = {}
    for key, assignment, student, state, score, changed_at, handed_in_at, *due in rows.values_list(*names):
        own_deadline, extended_until, deadline = due
        is_own = own_deadline or extended_until
        results[by_assignment[assignment].pk, student] = WorkResult(
            id=key,
            share=score / PERCENT if state in SCORED and score is not None else None,
            measured_at=changed_at,
            handed_in_at=handed_in_at,
            due_at=compute_due_at(own_deadline or deadline, extended_until) if is_own else None,
        )
    return results


def _load_attendance(
    gradebook: Gradebook, items: Sequence[GradeItem], students: Collection[UUID]
) -> dict[Key, WorkResult]:
    attended = [item for item in items if item.source == GradeSource.ATTENDANCE]
    if not attended or gradebook.group_id is None:
        return {}
    marks = Attendance.objects.filter(lesson__group=gradebook.group_id, student__in=students)
    rows = marks.exclude(status__counts_as=Presence.EXCUSED).values_list("student", "status__counts_as")
    came: dict[UUID, int] = {}
    all_lessons: dict[UUID, int] = {}
    newest: dict[UUID, datetime] = {}
    for student, presence, count, marked_at in rows.annotate(Count("pk"), Max("marked_at")):
        all_lessons[student] = all_lessons.get(student, 0) + count
        came[student] = came.get(student, 0) + (count if presence in ATTENDED else 0)
        newest[student] = max(marked_at, newest.get(student, marked_at))
    return {
        (item.pk, student): WorkResult(id=None, share=Decimal(came[student]) / lessons, measured_at=newest[student])
        for item in attended
        for student, lessons in all_lessons.items()
    }
