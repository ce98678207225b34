"""What a homework is, from its attempts: state, mark, lateness, coins. Called after anything about them
changed."""

from uuid import UUID

from django.utils import timezone

from apps.gamification.services import award
from apps.homework.models import IN_FLIGHT, Attempt, AttemptState, Homework, HomeworkState
from apps.homework.queries import attempts_left
from apps.homework.verdicts import OFF_TASK, coins
from apps.settings.queries import system


def lock(homework_id: UUID) -> Homework:
    """The homework's row, held until the commit: everything about its attempts happens one after the
    other."""
    rows = Homework.objects.select_for_update(of=("self",))
    return rows.select_related("assignment__group__branch", "student").get(pk=homework_id)


def settle(homework: Homework, *, reason: str) -> int:
    """Bring a locked homework that is not reviewed in line with its attempts, and its coins with its mark; how
    many coins it is worth now.

    The best visible mark counts. State, by the newest attempt that says anything: in flight → processing;
    scored or transcribed → scored, or needs_review while its mark is hidden; off the task with none left and
    no mark → needs_review; else open again: returned once a teacher returned it, assigned before.
    """
    attempts = list(
        homework.attempts.filter(number__gt=homework.counts_after).select_related("score").order_by("-number")
    )
    best = max(attempts, key=_visible_mark, default=None)
    if best is not None and _visible_mark(best) < 0:
        best = None
    homework.state = _state(homework, attempts, best)
    homework.best_attempt = best
    homework.score = None if best is None else best.score.overall
    homework.late = bool(best.late if best else attempts and attempts[0].late)
    homework.updated_at = timezone.now()
    homework.save(update_fields=["state", "best_attempt", "score", "late", "updated_at"])
    return pay(homework, reason=reason)


def pay(homework: Homework, *, reason: str) -> int:
    """Bring the homework's coins in line with its mark; how many it is worth now."""
    mark = None if homework.score is None else float(homework.score)
    worth = coins(score=mark, most=homework.assignment.coins, minimum=system().coins_minimum_score)
    award(student=homework.student, cause=f"homework:{homework.pk}", amount=worth, reason=reason)
    return worth


def _visible_mark(attempt: Attempt) -> float:
    score = getattr(attempt, "score", None)
    if attempt.state != AttemptState.SCORED or score is None or score.hidden or score.overall is None:
        return -1.0
    return float(score.overall)


def _state(homework: Homework, attempts: list[Attempt], best: Attempt | None) -> HomeworkState:
    for attempt in attempts:
        if attempt.state in IN_FLIGHT:
            return HomeworkState.PROCESSING
        if attempt.state in (AttemptState.SCORED, AttemptState.TRANSCRIBED):
            return HomeworkState.SCORED if _visible_mark(attempt) >= 0 else HomeworkState.NEEDS_REVIEW
        if attempt.verdict in OFF_TASK and best is None and attempts_left(homework) == 0:
            return HomeworkState.NEEDS_REVIEW
    return HomeworkState.RETURNED if homework.counts_after else HomeworkState.ASSIGNED
