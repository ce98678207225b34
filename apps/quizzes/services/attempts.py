"""What a learner does in an attempt: begin, save answers, ask for hints, hear recordings, hand in.

The server's clock decides. What arrives after the deadline and the grace of the centre (`quiz_grace_seconds`) is kept
as a late answer that counts for nothing until a teacher accepts it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from random import Random, SystemRandom
from uuid import UUID

from django.contrib.auth.hashers import check_password
from django.db.models import QuerySet, Value
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.core.compiled_queries import CompiledQuery
from apps.core.errors import Conflict, ErrorCode, Invalid, NotFound
from apps.core.files.links import DOWNLOAD_SECONDS
from apps.core.lookups import get_or_not_found
from apps.core.uow import unit_of_work
from apps.jobs.services import enqueue
from apps.quizzes.events import hint_saved, publish_begun
from apps.quizzes.limits import compute_deadline, count_allowed_attempts, get_closing
from apps.quizzes.models import (
    Answer,
    AttemptState,
    HandedInBy,
    LateAnswer,
    QuestionFile,
    QuestionVersion,
    Quiz,
    QuizAttempt,
    QuizExtension,
    QuizQuestion,
)
from apps.quizzes.queries import list_askable_questions, takes_answers
from apps.quizzes.questions.checking import check_response
from apps.quizzes.questions.keys import Hint
from apps.quizzes.questions.responses import QuestionResponse
from apps.quizzes.questions.stored import read_body, read_key
from apps.quizzes.services.answer_files import check_named_files
from apps.quizzes.services.closing import CLOSE_DUE, close_attempt, score_again
from apps.quizzes.services.scoring import score_attempt

ATTEMPT_CLOSED = _("This attempt is handed in.")
OPEN = AttemptState.OPEN
MAX_SEED = 2**31 - 1
REPEAT_SECONDS = DOWNLOAD_SECONDS
"""As long as the link of a recording works."""


@dataclass(frozen=True)
class SavedAnswer:
    """`counts` is false for an answer that came after the attempt was closed; `late` is kept for the teacher."""

    answer: Answer
    counts: bool


@dataclass(frozen=True)
class PlayedRecording:
    """A recording, how often it was heard now, and how often it may be heard again (None: always)."""

    file: QuestionFile
    used: int
    left: int | None


@dataclass(frozen=True)
class _AskedQuestion:
    version: QuestionVersion
    points: Decimal
    position: int


def start_attempt(*, user: User, quiz: Quiz, password: str = "") -> tuple[QuizAttempt, bool]:
    """Begin an attempt, or return the open one; with whether it is new.

    The caller has checked that the user may take the quiz. Raise Conflict `not_open` before it opens, `deadline_passed`
    after its end, `no_attempts_left`; Invalid on `password` for a wrong one.
    """
    now = timezone.now()
    with unit_of_work():
        # Two starts at once, also on two devices: the second waits here and finds the attempt of the first.
        User.objects.select_for_update(no_key=True).get(pk=user.pk)
        asked = Quiz.objects.filter(deleted_at__isnull=True, published_at__isnull=False)
        now_set = get_or_not_found(asked, quiz.pk)
        open_attempt = QuizAttempt.objects.select_for_update().filter(quiz=quiz, user=user, state=OPEN).first()
        if open_attempt is not None and not _is_over(open_attempt, now):
            return open_attempt, False
        extension = QuizExtension.objects.filter(quiz=quiz, user=user).first()
        _check_window(now_set, extension, now)
        used = QuizAttempt.objects.filter(quiz=quiz, user=user).count()
        if now_set.attempts_allowed and used >= count_allowed_attempts(now_set, extension):
            raise Conflict(_("No attempts are left."), code=ErrorCode.NO_ATTEMPTS_LEFT)
        if now_set.password and not check_password(password, now_set.password):
            raise Invalid.field("password", _("The password is not right."))
        if open_attempt is not None:
            close_attempt(open_attempt, handed_in_at=open_attempt.deadline or now, by=HandedInBy.DEADLINE)
        attempt = _create_attempt(user, now_set, number=used + 1, now=now, extension=extension)
        # The insert waits for a deletion of the quiz that is under way.
        get_or_not_found(asked, quiz.pk)
        return attempt, True


def save_answer(
    *, attempt: QuizAttempt, place: int, response: QuestionResponse, client_at: datetime | None
) -> SavedAnswer:
    """Keep what a learner answered; the last answer to arrive counts. Saving the same again changes nothing.

    After the end of the attempt it is kept as a late answer. Do not call inside a transaction: an attempt that is
    scored already is scored anew. Raise NotFound for a place that the attempt has not, Invalid for a response that does
    not fit the question.
    """
    now, is_scored = timezone.now(), False
    with unit_of_work():
        locked = _lock_attempt(attempt)
        answer = _find_answer.get_first(locked.pk, place)
        if answer is None:
            raise NotFound()
        check_response(read_body(answer.version.body), response)
        check_named_files(answer, response)
        stored = response.model_dump(mode="json")
        # What a teacher has marked is not replaced under the mark.
        if not takes_answers(locked, now) or answer.marked_at is not None:
            _keep_late(answer, stored, now, client_at)
            return SavedAnswer(answer, counts=False)
        if answer.response != stored:
            answer.response, answer.saved_at, answer.client_at = stored, now, client_at
            answer.saves += 1
            answer.save(update_fields=["response", "saved_at", "client_at", "saves", "updated_at"])
            hint_saved(locked, answer)
            is_scored = locked.state in (AttemptState.WAITING, AttemptState.SCORED)
            if is_scored:
                score_again(locked)
    if is_scored:
        score_attempt(locked.pk)
    return SavedAnswer(answer, counts=True)


def hand_in(*, attempt: QuizAttempt) -> QuizAttempt:
    """Hand an attempt in and score it. Doing it again, or after the deadline closed it, changes nothing. Do not call
    inside a transaction.
    """
    now = timezone.now()
    with unit_of_work():
        locked = _lock_attempt(attempt)
        if locked.state == AttemptState.OPEN:
            over = locked.deadline is not None and locked.deadline <= now
            close_attempt(
                locked,
                handed_in_at=locked.deadline if over and locked.deadline else now,
                by=HandedInBy.DEADLINE if over else HandedInBy.LEARNER,
            )
    # The job that scores it comes too, and finds it done.
    score_attempt(locked.pk)
    locked.refresh_from_db()
    return locked


def take_hint(*, attempt: QuizAttempt, place: int, number: int | None = None) -> tuple[list[Hint], int]:
    """Show the next hint of a question, which costs what it says; return all its hints, and how many are shown now.

    `number`: of the hint that is wanted, from 1; one that is shown already is not counted again. Raise Conflict when
    there are no more, and when the attempt is closed.
    """
    with unit_of_work():
        answer = _lock_open_answer(attempt, place)
        hints = read_key(answer.version.key).hints
        if number is not None and number <= answer.hints_used:
            return hints, answer.hints_used
        if answer.hints_used >= len(hints):
            raise Conflict(_("There are no more hints."))
        answer.hints_used += 1
        answer.save(update_fields=["hints_used", "updated_at"])
        return hints, answer.hints_used


def play_recording(*, attempt: QuizAttempt, place: int, number: int | None = None) -> PlayedRecording:
    """Count that a learner hears the recording of a question.

    `number`: of this play, from 1; the last one may be asked for again for REPEAT_SECONDS, where its answer was lost.
    Raise NotFound where there is none, Conflict when it was played as often as allowed, or the attempt is closed.
    """
    now = timezone.now()
    with unit_of_work():
        answer = _lock_open_answer(attempt, place)
        version = answer.version
        if version.audio is None:
            raise NotFound()
        is_repeat = number is not None and number == answer.plays_used and answer.played_at is not None
        if not (is_repeat and answer.played_at and now - answer.played_at < timedelta(seconds=REPEAT_SECONDS)):
            if version.max_plays and answer.plays_used >= version.max_plays:
                raise Conflict(_("You have heard this as often as you may."))
            answer.plays_used, answer.played_at = answer.plays_used + 1, now
            answer.save(update_fields=["plays_used", "played_at", "updated_at"])
        left = version.max_plays - answer.plays_used if version.max_plays else None
        return PlayedRecording(version.audio, used=answer.plays_used, left=left)


def _check_window(quiz: Quiz, extension: QuizExtension | None, now: datetime) -> None:
    if quiz.opens_at and now < quiz.opens_at:
        raise Conflict(_("This quiz has not opened yet."), code=ErrorCode.NOT_OPEN)
    closes_at = get_closing(quiz, extension)
    if closes_at and now >= closes_at:
        raise Conflict(_("This quiz is closed."), code=ErrorCode.DEADLINE_PASSED)


def _create_attempt(
    user: User, quiz: Quiz, *, number: int, now: datetime, extension: QuizExtension | None
) -> QuizAttempt:
    seed = SystemRandom().randint(0, MAX_SEED)
    asked = _draw_versions(quiz, seed)
    attempt = QuizAttempt.objects.create(
        quiz=quiz,
        user=user,
        number=number,
        seed=seed,
        started_at=now,
        deadline=compute_deadline(quiz, extension, now),
        max_score=sum((question.points for question in asked), Decimal(0)),
    )
    Answer.objects.bulk_create(
        Answer(
            attempt=attempt, place=place, position=question.position, version=question.version, points=question.points
        )
        for place, question in enumerate(asked, start=1)
    )
    publish_begun(attempt)
    if attempt.deadline:
        enqueue(kind=CLOSE_DUE, object_id=attempt.pk, run_at=attempt.deadline, priority=1)
    return attempt


def _draw_versions(quiz: Quiz, seed: int) -> list[_AskedQuestion]:
    """Return what one learner is asked, in the learner's order. No question comes twice."""
    random = Random(seed)  # noqa: S311  a draw that must be repeatable, no secret
    places = list(quiz.places.select_related("question__current", "bank"))
    asked: list[_AskedQuestion] = []
    used: set[UUID] = {place.question_id for place in places if place.question_id}
    for place in places:
        for version in _list_versions(place, random, used):
            asked.append(_AskedQuestion(version, place.points or version.points, place.position))
    if not asked:
        raise Conflict(_("This quiz asks nothing now."))
    if quiz.shuffle_questions:
        random.shuffle(asked)
    return asked


def _list_versions(place: QuizQuestion, random: Random, used: set[UUID]) -> Sequence[QuestionVersion]:
    if place.question is not None:
        return [place.question.current] if place.question.current else []
    assert place.bank is not None
    known = list_askable_questions(place.bank, place.tag).exclude(pk__in=used)
    keys = sorted(known.values_list("pk", flat=True))
    drawn = random.sample(keys, min(place.draw, len(keys)))
    used |= set(drawn)
    versions = {version.question_id: version for version in QuestionVersion.objects.filter(current_of__in=drawn)}
    return [versions[key] for key in drawn]


def _lock_attempt(attempt: QuizAttempt) -> QuizAttempt:
    if (locked := _find_locked.get_first(attempt.pk)) is None:
        raise NotFound()
    return locked


def _list_locked(attempt_id: UUID) -> QuerySet[QuizAttempt]:
    return QuizAttempt.objects.select_for_update(of=("self",)).select_related("quiz", "user").filter(pk=attempt_id)


def _list_answer(attempt_id: UUID, place: int) -> QuerySet[Answer]:
    rows = Answer.objects.select_related("version", "scored_by")
    return rows.filter(attempt=attempt_id, place=Value(place))


_find_locked = CompiledQuery[QuizAttempt](_list_locked, values=1)
_find_answer = CompiledQuery[Answer](_list_answer, values=2)


def _lock_open_answer(attempt: QuizAttempt, place: int) -> Answer:
    locked = _lock_attempt(attempt)
    if locked.state != AttemptState.OPEN or _is_over(locked, timezone.now()):
        raise Conflict(ATTEMPT_CLOSED, code=ErrorCode.ATTEMPT_CLOSED)
    answer = locked.answers.select_related("version__audio__file").filter(place=place).first()
    if answer is None:
        raise NotFound()
    return answer


def _is_over(attempt: QuizAttempt, now: datetime) -> bool:
    return attempt.deadline is not None and attempt.deadline <= now


def _keep_late(answer: Answer, response: object, now: datetime, client_at: datetime | None) -> None:
    if response == answer.response:
        return
    LateAnswer.objects.update_or_create(
        answer=answer,
        defaults={
            "response": response,
            "received_at": now,
            "client_at": client_at,
            "accepted_at": None,
            "accepted_by": None,
            "reason": "",
        },
    )
