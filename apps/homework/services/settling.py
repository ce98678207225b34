"""What a homework is, from its attempts: state, mark, lateness, coins. Called after anything about them
changed."""

from datetime import datetime
from itertools import takewhile
from uuid import UUID

from django.utils import timezone

from apps.gamification.services import award
from apps.homework.models import (
    IN_FLIGHT,
    TAKEN,
    Attempt,
    AttemptState,
    Counting,
    Decision,
    Homework,
    HomeworkState,
    LatePolicy,
)
from apps.homework.queries import attempts_left
from apps.homework.verdicts import OFF_TASK, coins, copied
from apps.settings.queries import system


def lock(homework_id: UUID) -> Homework:
    """The homework's row, held until the commit: everything about its attempts happens one after the
    other."""
    rows = Homework.objects.select_for_update(of=("self",))
    return rows.select_related("assignment__group__branch", "student").get(pk=homework_id)


def appealed(homework: Homework) -> bool:
    """Whether the pupil or a guardian asked for another look at the mark, and no review has answered."""
    return homework.appeals.filter(answered_at__isnull=True).exists()


def closed(homework: Homework) -> bool:
    """Whether a teacher accepted the homework: its mark is the accepted one, also while an appeal against it is
    open.
    """
    if homework.state != HomeworkState.NEEDS_REVIEW:
        return bool(homework.state == HomeworkState.REVIEWED)
    last = homework.reviews.order_by("-id").values_list("decision", flat=True).first()
    return last == Decision.ACCEPT and appealed(homework)


def settle(homework: Homework, *, reason: str) -> int:
    """Bring a locked homework that is not closed in line with its attempts, and its coins with its mark; how
    many coins it is worth now.

    The best visible mark counts, or the newest, by assignment. State, by the newest attempt that says anything: in
    flight → processing; scored, transcribed or stored → scored, or needs_review while its mark is hidden or missing;
    off the task with none left and no mark → needs_review; else open again: returned once a teacher returned it,
    assigned before. An open appeal keeps a homework in needs_review.
    """
    attempts = list(
        homework.attempts.filter(number__gt=homework.counts_after).select_related("score").order_by("-number")
    )
    standing = _standing(homework, [one for one in attempts if _visible_mark(one) >= 0])
    homework.state = _state(homework, attempts, standing)
    if homework.state != HomeworkState.PROCESSING and appealed(homework):
        homework.state = HomeworkState.NEEDS_REVIEW
    homework.best_attempt = standing
    homework.score = None if standing is None else standing.score.overall
    homework.late = bool(standing.late if standing else attempts and attempts[0].late)
    homework.updated_at = timezone.now()
    homework.save(update_fields=["state", "best_attempt", "score", "late", "updated_at"])
    return pay(homework, reason=reason)


def forgive(homework: Homework, *, until: datetime | None) -> None:
    """What came late and not after `until` (None: whenever) is late no more; of a locked homework, to settle then."""
    late = homework.attempts.filter(late=True)
    within = late if until is None else late.filter(created_at__lte=until)
    within.update(late=False, updated_at=timezone.now())


def follow(homework: Homework, attempt: Attempt, *, reason: str) -> int:
    """Another mark of a closed homework's attempt: the accepted mark follows where it stands on that attempt and no
    teacher gave it by hand; how many coins the homework is worth now.
    """
    mark = attempt.score.overall
    if homework.best_attempt_id == attempt.pk and mark is not None and not given_by_hand(homework):
        homework.score, homework.updated_at = mark, timezone.now()
        homework.save(update_fields=["score", "updated_at"])
    return pay(homework, reason=reason)


def given_by_hand(homework: Homework) -> bool:
    """Whether a teacher gave a mark of their own since the homework was last returned."""
    reviews = list(homework.reviews.order_by("-id").values_list("decision", "score"))
    since = takewhile(lambda one: one[0] == Decision.ACCEPT, reviews)
    return any(score is not None for _decision, score in since)


def pay(homework: Homework, *, reason: str) -> int:
    """Bring the homework's coins in line with its mark; how many it is worth now."""
    amount = worth(homework)
    award(student=homework.student, cause=f"homework:{homework.pk}", amount=amount, reason=reason)
    return amount


def worth(homework: Homework) -> int:
    """Coins of the mark that stands; of a late one only the assignment's share, where that says so.

    A pupil who improves the mark too late keeps the coins of the best one in time, as long as the mark is the
    machine's.
    """
    if homework.score is None:
        return 0
    mark = float(homework.score)
    full = _coins(homework, mark)
    if not homework.late or homework.assignment.late_policy != LatePolicy.REDUCE:
        return full
    reduced = full * homework.assignment.late_coins_percent // 100
    standing = homework.best_attempt
    if standing is None or mark != _visible_mark(standing) or homework.assignment.counting != Counting.BEST:
        return reduced
    in_time = homework.attempts.filter(number__gt=homework.counts_after, late=False).select_related("score")
    return max([reduced, *(_coins(homework, _visible_mark(one)) for one in in_time if not copied(one))])


def _coins(homework: Homework, mark: float) -> int:
    return coins(score=mark, most=homework.assignment.coins, minimum=system().coins_minimum_score)


def _standing(homework: Homework, marked: list[Attempt]) -> Attempt | None:
    """The attempt that counts of those with a visible mark, newest first."""
    if homework.assignment.counting == Counting.LAST:
        return next(iter(marked), None)
    return max(marked, key=_visible_mark, default=None)


def _visible_mark(attempt: Attempt) -> float:
    score = getattr(attempt, "score", None)
    if attempt.state != AttemptState.SCORED or score is None or score.hidden or score.overall is None:
        return -1.0
    return float(score.overall)


def _state(homework: Homework, attempts: list[Attempt], standing: Attempt | None) -> HomeworkState:
    for attempt in attempts:
        if attempt.state in IN_FLIGHT:
            return HomeworkState.PROCESSING
        if attempt.state in TAKEN:
            return HomeworkState.SCORED if _visible_mark(attempt) >= 0 else HomeworkState.NEEDS_REVIEW
        if attempt.verdict in OFF_TASK and standing is None and attempts_left(homework) == 0:
            return HomeworkState.NEEDS_REVIEW
    return HomeworkState.RETURNED if homework.counts_after else HomeworkState.ASSIGNED
