"""What a homework is, from its attempts: state, mark, lateness, coins. Called after anything about them
changed."""

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from itertools import takewhile
from uuid import UUID

from django.utils import timezone

from apps.core.local_days import get_local_day
from apps.core.lookups import get_or_not_found
from apps.gamification.services import Award, StudyRecord, award_coins, award_coins_in_bulk, record_study_days
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
from apps.settings.bands import parse_coin_bands
from apps.settings.models import SystemSettings
from apps.settings.queries import get_system_settings


def lock_homework(homework_id: UUID) -> Homework:
    """The homework's row, held until the commit: everything about its attempts happens one after the other. NotFound
    when it was taken back.
    """
    rows = Homework.objects.select_for_update(of=("self",)).select_related("assignment__group__branch", "student")
    return get_or_not_found(rows, homework_id)


def has_open_appeal(homework: Homework) -> bool:
    """Whether the pupil or a guardian asked for another look at the mark, and no review has answered."""
    return homework.appeals.filter(answered_at__isnull=True).exists()


def is_homework_closed(homework: Homework) -> bool:
    """Whether a teacher accepted the homework: its mark is the accepted one, also while an appeal against it is
    open.
    """
    if homework.state != HomeworkState.NEEDS_REVIEW:
        return bool(homework.state == HomeworkState.REVIEWED)
    last = homework.reviews.order_by("-id").values_list("decision", flat=True).first()
    return last == ReviewDecision.ACCEPT and has_open_appeal(homework)


def update_homework_state(homework: Homework, *, reason: str) -> int:
    """Bring a locked homework that is not closed in line with its attempts, and its coins with its mark; how
    many coins it is worth now.

    The best visible mark counts, or the newest, by assignment. State, by the newest attempt that says anything: in
    flight → processing; scored, transcribed or stored → scored, or needs_review while its mark is hidden or missing;
    off the task with none left and no mark → needs_review; else open again: returned once a teacher returned it,
    assigned before. An open appeal keeps a homework in needs_review.
    """
    _update_state_fields(homework)
    paid = sync_coins(homework, reason=reason)
    record_study_days([_get_study_days(homework)])
    return paid


def update_many_homework_states(homeworks: Sequence[Homework], *, reason: str) -> None:
    """As `update_homework_state`, of one assignment's homework in one transaction, all locked before: the coins of all pupils are
    locked in one order, and their groups hear of it by a job.
    """
    for homework in homeworks:
        _update_state_fields(homework)
    award_coins_in_bulk(awards=[_build_award(homework) for homework in homeworks], reason=reason)
    record_study_days([_get_study_days(homework) for homework in homeworks])


def _update_state_fields(homework: Homework) -> None:
    """Bring state, mark and lateness in line with the attempts."""
    attempts = list(
        homework.attempts.filter(number__gt=homework.counts_after).select_related("score").order_by("-number")
    )
    standing = _choose_counted_attempt(homework, [attempt for attempt in attempts if _get_visible_score(attempt) >= 0])
    homework.state = _choose_state(homework, attempts, standing)
    if homework.state != HomeworkState.PROCESSING and has_open_appeal(homework):
        homework.state = HomeworkState.NEEDS_REVIEW
    homework.best_attempt = standing
    homework.score = None if standing is None else standing.score.overall
    homework.late = bool(standing.late if standing else attempts and attempts[0].late)
    homework.updated_at = timezone.now()
    homework.save(update_fields=["state", "best_attempt", "score", "late", "updated_at"])


def forgive_lateness(homework: Homework, *, until: datetime | None) -> None:
    """What came late and not after `until` (None: whenever) is late no more; of a locked homework, to settle then."""
    late = homework.attempts.filter(late=True)
    within = late if until is None else late.filter(created_at__lte=until)
    within.update(late=False, due_at=until, updated_at=timezone.now())


def update_accepted_score(homework: Homework, attempt: Attempt, *, reason: str) -> int:
    """Another mark of a closed homework's attempt: the accepted mark follows where it stands on that attempt and no
    teacher gave it by hand; how many coins the homework is worth now.
    """
    mark = attempt.score.overall
    if homework.best_attempt_id == attempt.pk and mark is not None and not has_teacher_score(homework):
        homework.score, homework.updated_at = mark, timezone.now()
        homework.save(update_fields=["score", "updated_at"])
    return sync_coins(homework, reason=reason)


def has_teacher_score(homework: Homework) -> bool:
    """Whether a teacher gave a mark of their own since the homework was last returned."""
    reviews = list(homework.reviews.order_by("-id").values_list("decision", "score"))
    since = takewhile(lambda one: one[0] == ReviewDecision.ACCEPT, reviews)
    return any(score is not None for _decision, score in since)


def sync_coins(homework: Homework, *, reason: str) -> int:
    """Bring the homework's coins in line with its mark; how many it is worth now."""
    due = _build_award(homework)
    award_coins(student=homework.student, cause=due.cause, amount=due.amount, reason=reason)
    return due.amount


def calculate_homework_coins(homework: Homework, rules: SystemSettings | None = None) -> int:
    """Coins of the mark that stands, and what the settings give on top; of a late one only the assignment's share,
    where that says so.

    A better try never costs coins: where the best mark counts and it is the machine's, the homework is worth what the
    most valuable of its attempts is, each with what it earned on top.
    """
    if homework.score is None:
        return 0
    rules = rules or get_system_settings()
    mark, standing = float(homework.score), homework.best_attempt
    tries = _list_attempts(homework) if rules.coins_for_first_try or homework.late else []
    first = next((one.number for one in tries if one.counts), None)
    in_time = standing is not None and standing.due_at is not None and not homework.late
    amount = _calculate_earned_coins(
        homework, mark, rules, late=homework.late, in_time=in_time, first=_is_first(standing, first)
    )
    if standing is None or mark != _get_visible_score(standing) or homework.assignment.counting != CountedAttempt.BEST:
        return amount
    marks = [
        (one, _get_visible_score(one)) for one in tries if one.number > homework.counts_after and not is_copied(one)
    ]
    others = [
        _calculate_earned_coins(
            homework, mark, rules, late=one.late, in_time=bool(one.due_at) and not one.late, first=_is_first(one, first)
        )
        for one, mark in marks
        if mark >= 0
    ]
    return max([amount, *others])


def iter_coin_awards(students: Collection[UUID] | None = None) -> Iterator[Award]:
    """What every homework with a mark, or every one of these pupils, is worth now."""
    rules = get_system_settings()
    rows = Homework.objects.filter(score__isnull=False)
    rows = rows if students is None else rows.filter(student__in=students)
    rows = rows.select_related("assignment", "best_attempt__score", "best_attempt__homework")
    for homework in rows.order_by("pk").iterator(chunk_size=1000):
        yield _build_award(homework, rules)


def _build_award(homework: Homework, rules: SystemSettings | None = None) -> Award:
    return Award(homework.student_id, f"homework:{homework.pk}", calculate_homework_coins(homework, rules))


def _list_attempts(homework: Homework) -> list[Attempt]:
    """All attempts, the first one first, also those from before it was returned."""
    return list(homework.attempts.select_related("score").order_by("number"))


def _is_first(attempt: Attempt | None, first: int | None) -> bool:
    """Whether no attempt that counted, of which `first` has the lowest number, came before."""
    return attempt is not None and (first is None or attempt.number <= first)


def _calculate_earned_coins(
    homework: Homework, mark: float, rules: SystemSettings, *, late: bool, in_time: bool, first: bool
) -> int:
    """What a mark earns: its share of the assignment's coins, and on top what the settings give for handing in before
    a deadline (the one of then, `Attempt.due_at`) and with the first try.
    """
    assignment = homework.assignment
    share = _calculate_score_coins(homework, mark, rules)
    if share == 0:
        return 0
    earned = share
    if late and assignment.late_policy == LatePolicy.REDUCE:
        earned = share * assignment.late_coins_percent // 100
    if in_time:
        earned += rules.coins_for_on_time
    if first:
        earned += rules.coins_for_first_try
    return earned


def _calculate_score_coins(homework: Homework, mark: float, rules: SystemSettings) -> int:
    bands = parse_coin_bands(rules.coin_bands)
    return calculate_coins(score=mark, most=homework.assignment.coins, minimum=rules.coins_minimum_score, bands=bands)


def _get_study_days(homework: Homework) -> StudyRecord:
    """The local days on which something that could be marked was handed in are days of study."""
    zone = homework.assignment.group.local_zone
    taken = homework.attempts.filter(state__in=SCORABLE_STATES).values_list("created_at", flat=True)
    days = frozenset(get_local_day(moment, zone) for moment in taken)
    return StudyRecord(student=homework.student_id, cause=f"homework:{homework.pk}", days=days)


def _choose_counted_attempt(homework: Homework, marked: list[Attempt]) -> Attempt | None:
    """The attempt that counts of those with a visible mark, newest first."""
    if homework.assignment.counting == CountedAttempt.LAST:
        return next(iter(marked), None)
    return max(marked, key=_get_visible_score, default=None)


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
