"""Hand attempts in: by the learner, at their deadline, or when their quiz ends; then score them.

All due attempts are closed with one statement, so that a class whose time runs out at one moment is closed at once.
Scoring follows, an attempt at a time, and is safe to run twice.
"""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import F, QuerySet
from django.utils import timezone

from apps.core.uow import unit_of_work
from apps.jobs.kinds import ClaimedJob
from apps.jobs.services import enqueue, enqueue_many
from apps.quizzes.models import AttemptState, HandedInBy, Quiz, QuizAttempt
from apps.quizzes.services.scoring import score_attempt

CLOSE_DUE, SCORE = "quizzes.close_due", "quizzes.score"


def close_due_attempts(now: datetime) -> int:
    """Hand in all attempts whose deadline has come, and have them scored; return how many.

    It takes no attempt that a request holds just now: the job of that attempt comes again.
    """
    with unit_of_work():
        due = QuizAttempt.objects.filter(state=AttemptState.OPEN, deadline__lte=now)
        keys = list(due.select_for_update(skip_locked=True).values_list("pk", flat=True))
        return _close(keys, handed_in_at=F("deadline"), by=HandedInBy.DEADLINE)


def close_open_attempts(*, quiz: Quiz, now: datetime, by: HandedInBy) -> int:
    """Hand in all open attempts of a quiz, in the open unit of work; return how many."""
    keys = list(quiz.attempts.filter(state=AttemptState.OPEN).select_for_update().values_list("pk", flat=True))
    return _close(keys, handed_in_at=now, by=by)


def close_attempt(attempt: QuizAttempt, *, handed_in_at: datetime, by: HandedInBy) -> None:
    """Hand in one open attempt, which the caller holds, and have it scored, in the open unit of work."""
    attempt.state, attempt.handed_in_at, attempt.handed_in_by = AttemptState.HANDED_IN, handed_in_at, by
    attempt.save(update_fields=["state", "handed_in_at", "handed_in_by", "updated_at"])
    enqueue(kind=SCORE, object_id=attempt.pk, priority=1)


def run_close_due(job: ClaimedJob) -> None:
    """Job handler: close this attempt and all others that are due. An attempt whose deadline was moved waits for the
    job of that deadline.
    """
    close_due_attempts(timezone.now())


def run_score(job: ClaimedJob) -> None:
    """Job handler: score a handed-in attempt."""
    score_attempt(UUID(job.object_id))


def _close(keys: list[UUID], *, handed_in_at: Any, by: HandedInBy) -> int:
    rows: QuerySet[QuizAttempt] = QuizAttempt.objects.filter(pk__in=keys, state=AttemptState.OPEN)
    closed = rows.update(
        state=AttemptState.HANDED_IN, handed_in_at=handed_in_at, handed_in_by=by, updated_at=timezone.now()
    )
    enqueue_many(kind=SCORE, object_ids=keys, priority=1)
    return closed
