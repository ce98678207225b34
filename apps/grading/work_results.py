"""What quizzes, homework and the register give to the items of a gradebook."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import NamedTuple
from uuid import UUID

from django.db.models import Count, Max, Q, Value

from apps.attendance.models import ATTENDED, Attendance, Presence
from apps.grading.models import Gradebook, GradeItem, GradeSource
from apps.homework.models import Homework, HomeworkState
from apps.homework.models.homework import compute_due_at
from apps.quizzes.attempt_views import find_hidden
from apps.quizzes.models import QuizAttempt, QuizExtension
from apps.quizzes.results import QuizResult, load_results

SCORED = (HomeworkState.SCORED, HomeworkState.REVIEWED)
WAITING = (HomeworkState.PROCESSING, HomeworkState.NEEDS_REVIEW)
"""States of homework that the engine or the teacher has still to judge."""
UNDER_8 = "under8"
"""Of `ml.scoring.task.AgeBand`."""
PERCENT = Decimal(100)


class WorkResult(NamedTuple):
    """What one pupil did for one item.

    `id`: of the attempt at the quiz or of the homework; None for the register. `share`: of the most points, 0 to 1;
    None: not marked yet, or not to be seen yet. `measured_at`: when that was known. `due_at`: the pupil's own due time,
    where it is not that of all. `is_excused`: the pupil was never asked for it.
    """

    id: UUID | None
    share: Decimal | None = None
    measured_at: datetime | None = None
    handed_in_at: datetime | None = None
    due_at: datetime | None = None
    is_excused: bool = False


NEVER_ASKED = WorkResult(id=None, is_excused=True)
Work = dict[UUID, dict[str, WorkResult]]
"""Results by the id of the pupil, and by that of the item as text."""


def load_work(
    gradebook: Gradebook, items: Sequence[GradeItem], students: Collection[UUID], *, to_teacher: bool
) -> Work:
    """Return the results of these pupils. Learners get no result that its quiz or homework does not show them."""
    work: Work = {student: {} for student in students}
    _add_quizzes(work, items, to_teacher=to_teacher)
    _add_homework(work, gradebook, items, to_teacher=to_teacher)
    _add_attendance(work, gradebook, items)
    return work


def _add_quizzes(work: Work, items: Sequence[GradeItem], *, to_teacher: bool) -> None:
    keys = {item.quiz_id: str(item.pk) for item in items if item.quiz_id is not None}
    if not keys:
        return
    found = load_results(keys, work)
    hidden = set() if to_teacher else _find_hidden(found)
    later = QuizExtension.objects.filter(quiz__in=keys, user__in=work, closes_at__isnull=False)
    ends = {(quiz, user): end for quiz, user, end in later.values_list("quiz_id", "user_id", "closes_at")}
    for (quiz, user), result in found.items():
        due_at = ends.get((quiz, user)) if ends else None
        if hidden and result.id in hidden:
            # Which attempt counts would tell which one has more points.
            seen = WorkResult(id=None, handed_in_at=result.newest_at, due_at=due_at)
        else:
            seen = WorkResult(result.id, result.share, result.updated_at, result.handed_in_at, due_at)
        work[user][keys[quiz]] = seen
    for (quiz, user), end in ends.items():
        work[user].setdefault(keys[quiz], WorkResult(id=None, due_at=end))
    for item in items:
        if item.quiz is not None and item.quiz.deleted_at is not None:
            for results in work.values():
                results.setdefault(str(item.pk), NEVER_ASKED)


def _find_hidden(found: Mapping[tuple[UUID, UUID], QuizResult]) -> set[UUID]:
    """Return the attempts whose points their learners do not see now."""
    ids = [result.id for result in found.values()]
    return find_hidden(QuizAttempt.objects.filter(pk__in=ids).select_related("quiz"))


def _add_homework(work: Work, gradebook: Gradebook, items: Sequence[GradeItem], *, to_teacher: bool) -> None:
    keys = {item.assignment_id: str(item.pk) for item in items if item.assignment_id is not None}
    if not keys:
        return
    if gradebook.group_id is not None:
        # Some pupils were not chosen for a homework, and who joins later does not get what is over.
        for results in work.values():
            results.update(dict.fromkeys(keys.values(), NEVER_ASKED))
    deadlines = {item.assignment.pk: item.assignment.deadline for item in items if item.assignment is not None}
    names = (
        "pk", "assignment", "student", "state", "score", "updated_at", "best_attempt__created_at",
        "last_attempt__created_at", "deadline", "extended_until",
    )  # fmt: skip
    # Children see stars, and no number.
    is_unseen = Value(value=False) if to_teacher else Q(last_attempt__task__age_band=UNDER_8)
    rows = Homework.objects.filter(assignment__in=keys, student__in=work).annotate(is_unseen=is_unseen)
    for key, assignment, student, state, score, changed_at, best_at, last_at, own, extended, unseen in rows.values_list(
        *names, "is_unseen"
    ):
        is_scored = score is not None and state in SCORED
        work[student][keys[assignment]] = WorkResult(
            key,
            score / PERCENT if is_scored and not unseen else None,
            changed_at,
            best_at or last_at if is_scored else last_at if state in WAITING else None,
            compute_due_at(own or deadlines[assignment], extended) if own or extended else None,
        )


def _add_attendance(work: Work, gradebook: Gradebook, items: Sequence[GradeItem]) -> None:
    registers = [str(item.pk) for item in items if item.source == GradeSource.ATTENDANCE]
    if not registers or gradebook.group_id is None:
        return
    marks = Attendance.objects.filter(lesson__group=gradebook.group_id, student__in=work)
    rows = marks.exclude(status__counts_as=Presence.EXCUSED).values_list("student", "status__counts_as")
    attended: dict[UUID, int] = {}
    lessons: dict[UUID, int] = {}
    marked_at: dict[UUID, datetime] = {}
    for student, presence, count, newest in rows.annotate(Count("pk"), Max("marked_at")):
        lessons[student] = lessons.get(student, 0) + count
        attended[student] = attended.get(student, 0) + (count if presence in ATTENDED else 0)
        marked_at[student] = max(newest, marked_at.get(student, newest))
    for student, count in lessons.items():
        result = WorkResult(id=None, share=Decimal(attended[student]) / count, measured_at=marked_at[student])
        work[student].update(dict.fromkeys(registers, result))
