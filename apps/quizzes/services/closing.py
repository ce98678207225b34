"""Hand attempts in: by the learner, at their deadline, or when their quiz ends; then score them.

All due attempts are closed with one statement, so that a class whose time runs out at one moment is closed at once.
Scoring follows, an attempt at a time, and is safe to run twice.
"""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import F, QuerySet
from django.utils import timezone

from apps.core.durations import MINUTE
from apps.core.uow import unit_of_work
from apps.jobs.kinds import ClaimedJob, PostponeJob
from apps.jobs.queries import get_database_time
from apps.jobs.services import enqueue, enqueue_many
from apps.quizzes.models import AttemptState, HandedInBy, Quiz, QuizAttempt
from apps.quizzes.services.scoring import score_attempt

CLOSE_DUE, SCORE, SWEEP = "quizzes.close_due", "quizzes.score", "quizzes.sweep"
CLOCK_MARGIN = timedelta(seconds=0.1)
SCORED_WITHIN = 10 * MINUTE
"""A handed-in attempt without a score after this time has lost its job."""


def close_due_attempts(now: datetime) -> int:
    """Hand in all attempts whose deadline has come, and have them scored; return how many.

    It takes no attempt that a request holds just now: that one is closed by its own job, or by the scheduler.
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


def score_again(attempt: QuizAttempt) -> None:
    """Have a scored attempt, which the caller holds, scored anew, in the open unit of work. `score_attempt` may be
    called afterwards, to have it at once.
    """
    attempt.state = AttemptState.HANDED_IN
    attempt.save(update_fields=["state", "updated_at"])
    enqueue(kind=SCORE, object_id=attempt.pk, priority=1)


def run_close_due(job: ClaimedJob) -> None:
    """Job handler: close all attempts that are due, then this one, also while a request holds it.

    The time is the database's: a machine whose clock is ahead would take the last minutes from a learner. Raise
    PostponeJob while the deadline has not come.
    """
    close_due_attempts(now := get_database_time())
    with unit_of_work():
        rows = QuizAttempt.objects.select_for_update().filter(pk=job.object_id, state=AttemptState.OPEN)
        attempt = rows.filter(deadline__isnull=False).first()
        if attempt is None or attempt.deadline is None:
            return
        left = attempt.deadline - now
        if left > timedelta(0):
            raise PostponeJob("The deadline has not come yet.", after=left + CLOCK_MARGIN)
        close_attempt(attempt, handed_in_at=attempt.deadline, by=HandedInBy.DEADLINE)


def close_overdue_attempts() -> None:
    """Step of the scheduler: close what no job has closed, as no worker runs, Redis is away, or the job lies with a
    worker that died.
    """
    close_due_attempts(get_database_time())


def run_sweep(job: ClaimedJob) -> None:
    """Job handler: score what a job that died left without a score."""
    with unit_of_work():
        long_ago = timezone.now() - SCORED_WITHIN
        left = QuizAttempt.objects.filter(state=AttemptState.HANDED_IN, updated_at__lt=long_ago)
        enqueue_many(kind=SCORE, object_ids=list(left.values_list("pk", flat=True)))


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
