"""State, score, lateness and coins of a homework, recalculated from its attempts after each change of them."""

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from itertools import takewhile
from typing import NamedTuple
from uuid import UUID

from django.utils import timezone

from apps.core.local_days import get_local_day
from apps.core.lookups import get_or_not_found
from apps.gamification.causes import Award
from apps.gamification.services.awards import award_coins, award_coins_in_bulk
from apps.gamification.services.study_days import StudyRecord, record_study_days
from apps.homework.models import (
    IN_FLIGHT_STATES,
    SCORABLE_STATES,
    Attempt,
    AttemptState,
    CountedAttempt,
    Homework,
    HomeworkState,
    LatePolicy,
    ReviewDecision,
)
from apps.homework.queries import count_attempts_left
from apps.homework.verdicts import OFF_TASK_VERDICTS, calculate_coins, is_copied
from apps.learning.services.progress import complete_lesson
from apps.settings.bands import parse_coin_bands
from apps.settings.models import SystemSettings
from apps.settings.queries import get_system_settings


class HomeworkAward(NamedTuple):
    """The coins that a homework is worth now, and by how much the pupil's coins changed just now."""

    worth: int
    change: int


def lock_homework(homework_id: UUID) -> Homework:
    """Lock the homework's row until the commit, so that changes of its attempts happen one after the other. Raise
    NotFound when it was withdrawn.
    """
    related = ("assignment__group__branch", "assignment__course", "student")
    rows = Homework.objects.select_for_update(of=("self",)).select_related(*related)
    return get_or_not_found(rows, homework_id)


def has_open_appeal(homework: Homework) -> bool:
    """Return whether a pupil or guardian has appealed and no review has answered."""
    return homework.appeals.filter(answered_at__isnull=True).exists()


def is_homework_closed(homework: Homework) -> bool:
    """Return whether a teacher accepted the homework; it stays closed while an appeal against the score is open."""
    if homework.state != HomeworkState.NEEDS_REVIEW:
        return bool(homework.state == HomeworkState.REVIEWED)
    last = homework.reviews.order_by("-id").values_list("decision", flat=True).first()
    return last == ReviewDecision.ACCEPT and has_open_appeal(homework)


def update_homework_state(homework: Homework, *, reason: str) -> HomeworkAward:
    """Update state, score and coins of a locked homework that is not closed; return its coins.

    The best visible score counts, or the newest, by assignment. The newest attempt decides the state: in flight →
    processing; scored, transcribed or stored → scored, or needs_review while its score is hidden or missing; off task
    with no attempts left and no score → needs_review; else open again: returned after a teacher's return, assigned
    before. An open appeal keeps the homework in needs_review. A lesson of an online course that is done when everything
    is handed in may be done then.
    """
    _update_state_fields(homework)
    paid = sync_coins(homework, reason=reason)
    record_study_days([_get_study_days(homework)])
    assignment = homework.assignment
    if assignment.course is not None and assignment.course_lesson_id is not None:
        complete_lesson(user=homework.student, course=assignment.course, lesson_id=assignment.course_lesson_id)
    return paid


def update_many_homework_states(homeworks: Sequence[Homework], *, reason: str) -> None:
    """Do `update_homework_state` for homework of one assignment in one transaction, all locked before.

    The coins of all pupils are locked in one order, and a job updates their groups' leaderboards.
    """
    for homework in homeworks:
        _update_state_fields(homework)
    award_coins_in_bulk(awards=[_build_award(homework) for homework in homeworks], reason=reason)
    record_study_days([_get_study_days(homework) for homework in homeworks])


def _update_state_fields(homework: Homework) -> None:
    """Update state, score and lateness from the attempts."""
    attempts = list(
        homework.attempts.filter(number__gt=homework.counts_after).select_related("score").order_by("-number")
    )
    shown = [attempt for attempt in attempts if _get_visible_score(attempt) >= 0]
    best = max(shown, key=_get_visible_score, default=None)
    standing = next(iter(shown), None) if homework.assignment.counting == CountedAttempt.LAST else best
    homework.state = _choose_state(homework, attempts, standing)
    if homework.state != HomeworkState.PROCESSING and has_open_appeal(homework):
        homework.state = HomeworkState.NEEDS_REVIEW
    homework.best_attempt = standing
    homework.score = None if standing is None else standing.score.overall
    homework.late = bool(standing.late if standing else attempts and attempts[0].late)
    homework.save(update_fields=["state", "best_attempt", "score", "late", "updated_at"])


def forgive_lateness(homework: Homework, *, submitted_until: datetime | None) -> None:
    """Clear `late` of attempts that were submitted until `submitted_until` (None: all). The homework is locked; update
    its state afterwards.
    """
    late = homework.attempts.filter(late=True)
    within = late if submitted_until is None else late.filter(created_at__lte=submitted_until)
    within.update(late=False, due_at=submitted_until, updated_at=timezone.now())


def update_accepted_score(homework: Homework, attempt: Attempt, *, reason: str) -> HomeworkAward:
    """Apply a new score of an attempt to its closed homework, if that attempt counts and no teacher entered the score;
    return its coins.
    """
    mark = attempt.score.overall
    if homework.best_attempt_id == attempt.pk and mark is not None and not has_teacher_score(homework):
        homework.score = mark
        homework.save(update_fields=["score", "updated_at"])
    return sync_coins(homework, reason=reason)


def has_teacher_score(homework: Homework) -> bool:
    """Return whether a teacher entered a score since the homework was last returned."""
    reviews = list(homework.reviews.order_by("-id").values_list("decision", "score"))
    since = takewhile(lambda item: item[0] == ReviewDecision.ACCEPT, reviews)
    return any(score is not None for _decision, score in since)


def sync_coins(homework: Homework, *, reason: str) -> HomeworkAward:
    """Award or reverse coins to match the homework's score; return its coins."""
    due = _build_award(homework)
    change = award_coins(student=homework.student, cause=due.cause, amount=due.amount, reason=reason)
    return HomeworkAward(due.amount, change)


def calculate_homework_coins(homework: Homework, rules: SystemSettings | None = None) -> int:
    """Return the coins of the homework's score with the bonuses of the settings; a late one earns the assignment's
    share.

    A better attempt never costs coins: where the best engine score counts, the homework is worth what its most valuable
    attempt is, each with its own bonuses.
    """
    if homework.score is None:
        return 0
    rules = rules or get_system_settings()
    mark, standing = float(homework.score), homework.best_attempt
    needs_tries = rules.coins_for_first_try or homework.late
    tries = list(homework.attempts.select_related("score").order_by("number")) if needs_tries else []
    first = next((attempt.number for attempt in tries if attempt.counts), None)
    amount = _calculate_earned_coins(homework, standing, mark, rules, late=homework.late, first=first)
    if standing is None or mark != _get_visible_score(standing) or homework.assignment.counting != CountedAttempt.BEST:
        return amount
    others = [
        _calculate_earned_coins(homework, attempt, own_mark, rules, late=attempt.late, first=first)
        for attempt in tries
        if attempt.number > homework.counts_after and not is_copied(attempt)
        if (own_mark := _get_visible_score(attempt)) >= 0
    ]
    return max([amount, *others])


def get_coin_cause(homework: Homework) -> str:
    """Return the cause of the homework's coins in the ledger."""
    return f"homework:{homework.pk}"


def iter_coin_awards(students: Collection[UUID] | None = None) -> Iterator[Award]:
    """Yield the award of every scored homework, or of every one of these pupils."""
    rules = get_system_settings()
    rows = Homework.objects.filter(score__isnull=False)
    rows = rows if students is None else rows.filter(student__in=students)
    rows = rows.select_related("assignment", "best_attempt__score", "best_attempt__homework")
    for homework in rows.order_by("pk").iterator(chunk_size=1000):
        yield _build_award(homework, rules)


def _build_award(homework: Homework, rules: SystemSettings | None = None) -> Award:
    return Award(homework.student_id, get_coin_cause(homework), calculate_homework_coins(homework, rules))


def _calculate_earned_coins(
    homework: Homework, attempt: Attempt | None, mark: float, rules: SystemSettings, *, late: bool, first: int | None
) -> int:
    """Return the coins of a score: its share of the assignment's coins, plus the bonuses for submitting before the
    deadline (`Attempt.due_at`) and for the first attempt. `first` is the lowest counted number, None without one.
    """
    assignment, bands = homework.assignment, parse_coin_bands(rules.coin_bands)
    earned = calculate_coins(
        score=mark, max_coins=assignment.coins, min_score=rules.coins_minimum_score, percent_bands=bands
    )
    if earned == 0:
        return 0
    if late and assignment.late_policy == LatePolicy.REDUCE:
        earned = earned * assignment.late_coins_percent // 100
    if attempt is not None and attempt.due_at is not None and not late:
        earned += rules.coins_for_on_time
    if attempt is not None and (first is None or attempt.number <= first):
        earned += rules.coins_for_first_try
    return earned


def _get_study_days(homework: Homework) -> StudyRecord:
    """Return the local days on which a scorable attempt was submitted; they are days of study."""
    zone = homework.local_zone
    taken = homework.attempts.filter(state__in=SCORABLE_STATES).values_list("created_at", flat=True)
    days = frozenset(get_local_day(moment, zone) for moment in taken)
    return StudyRecord(student=homework.student_id, cause=f"homework:{homework.pk}", days=days)


def _get_visible_score(attempt: Attempt) -> float:
    score = getattr(attempt, "score", None)
    if attempt.state != AttemptState.SCORED or score is None or score.hidden or score.overall is None:
        return -1.0
    return float(score.overall)


def _choose_state(homework: Homework, attempts: list[Attempt], standing: Attempt | None) -> HomeworkState:
    for attempt in attempts:
        if attempt.state in IN_FLIGHT_STATES:
            return HomeworkState.PROCESSING
        if attempt.state in SCORABLE_STATES:
            return HomeworkState.SCORED if _get_visible_score(attempt) >= 0 else HomeworkState.NEEDS_REVIEW
        if attempt.verdict in OFF_TASK_VERDICTS and standing is None and count_attempts_left(homework) == 0:
            return HomeworkState.NEEDS_REVIEW
    return HomeworkState.RETURNED if homework.counts_after else HomeworkState.ASSIGNED
