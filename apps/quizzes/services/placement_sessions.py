"""What somebody does in a placement test: begin, answer one question after the other, hear recordings.

The server chooses each question and decides the end. What is right never leaves it.
"""

from datetime import datetime
from random import SystemRandom

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.accounts import rate_limits, tokens
from apps.accounts.models import User
from apps.core.durations import DAY, HOUR
from apps.core.errors import Conflict, ErrorCode, Invalid, NotFound, TooMany
from apps.core.local_days import get_local_day
from apps.core.lookups import get_or_not_found
from apps.core.uow import unit_of_work
from apps.courses.models import PlacementMethod
from apps.courses.services import create_placement
from apps.quizzes.models import (
    PlacementAnswer,
    PlacementLink,
    PlacementSession,
    PlacementTest,
    Question,
    QuestionVersion,
)
from apps.quizzes.placement.estimation import Estimate, estimate
from apps.quizzes.placement.levels import find_level
from apps.quizzes.placement.selection import PlacementItem, select_next
from apps.quizzes.placement_queries import is_over, list_placement_answers, list_placement_items
from apps.quizzes.questions.checking import check_response
from apps.quizzes.questions.responses import QuestionResponse
from apps.quizzes.questions.scoring import score_response
from apps.quizzes.questions.stored import read_body, read_key
from apps.quizzes.services.attempts import PlayedRecording
from apps.quizzes.services.placement_speech import ask_to_speak, forget_speeches, own_speech
from apps.settings.services import write_audit_log

LIFE = 2 * HOUR
"""How long a session may be gone on with."""
STARTS_OF_ADDRESS = 60
"""Sessions that one address may begin in an hour: a class in front of one router."""
LEAST_STARTS_OF_ADDRESS = 20
"""Sessions that one address may begin with a test in a day, or half of the test's starts: others find some left."""
MAX_SEED = 2**31 - 1
OVER = _("This test is over.")
ANSWERED = _("This question is answered already.")


def begin_session(
    *,
    test: PlacementTest,
    user: User | None,
    name: str,
    phone: str,
    client: str | None,
    link: PlacementLink | None = None,
) -> tuple[PlacementSession, str]:
    """Begin a session and ask its first question; return it with its secret, which is stored nowhere.

    `client`: the address of the device. `link`: the person's own link, whose name and phone count where none are sent.
    Raise Invalid on "name" for a visitor without one; TooMany when too many
    sessions begin from there, or with this test today; Conflict when the bank asks nothing now.
    """
    if link is not None:
        name, phone = name or link.name, phone or link.phone
    if user is None and not name:
        raise Invalid.field("name", _("Tell us your name."))
    if client:
        network = rate_limits.get_client_network(client)
        rate_limits.enforce_limit("placement", network, times=STARTS_OF_ADDRESS, seconds=int(HOUR.total_seconds()))
        most = max(LEAST_STARTS_OF_ADDRESS, test.daily_starts // 2)
        rate_limits.enforce_limit(f"placement_{test.pk}", network, times=most, seconds=int(DAY.total_seconds()))
    secret, hashed = tokens.generate_token_and_hash()
    now = timezone.now()
    with unit_of_work():
        # Starts at once are counted one after the other.
        rows = PlacementTest.objects.select_for_update(no_key=True, of=("self",)).select_related("bank")
        locked = rows.get(pk=test.pk)
        _check_daily_starts(locked, now)
        session = PlacementSession.objects.create(
            test=locked,
            link=link,
            user=user,
            name="" if user else name,
            phone="" if user else phone,
            secret_sha256=hashed,
            seed=SystemRandom().randint(0, MAX_SEED),
            started_at=now,
            expires_at=now + LIFE,
        )
        if not _ask_next(session, [], now):
            raise Conflict(_("This test asks nothing now."))
        return session, secret


def answer_question(*, session: PlacementSession, place: int, response: QuestionResponse) -> PlacementSession:
    """Take an answer, estimate the ability and ask the next question or finish. The same answer again changes nothing.

    Raise NotFound for a place that was not asked, Invalid for a response that does not fit the question, Conflict for
    another answer to an answered question and, `attempt_closed`, when the session is over. Do not call inside a
    transaction: a regular expression may take its time.
    """
    asked = session.answers.select_related("version").filter(place=place).first()
    if asked is None:
        raise NotFound()
    check_response(read_body(asked.version.body), response)
    stored = response.model_dump(mode="json")
    if asked.answered_at is not None and asked.response != stored:
        raise Conflict(ANSWERED)
    if asked.answered_at is None and is_over(session):
        raise Conflict(OVER, code=ErrorCode.ATTEMPT_CLOSED)
    is_correct = asked.answered_at is None and _is_correct(asked.version, response)
    now = timezone.now()
    with unit_of_work():
        locked = _lock_session(session)
        answers = list(list_placement_answers(locked))
        answer = answers[place - 1]
        if answer.answered_at is not None:
            if answer.response != stored:
                raise Conflict(ANSWERED)
            return locked
        if is_over(locked):
            raise Conflict(OVER, code=ErrorCode.ATTEMPT_CLOSED)
        answer.response, answer.is_correct, answer.answered_at = stored, is_correct, now
        found = estimate([(row.difficulty, bool(row.is_correct)) for row in answers])
        answer.ability, answer.standard_error = found.ability, found.standard_error
        answer.save(update_fields=["response", "is_correct", "answered_at", "ability", "standard_error", "updated_at"])
        if not _ask_next(locked, answers, now):
            _finish(locked, found, now)
        return locked


def play_question(*, session: PlacementSession, place: int) -> PlayedRecording:
    """Count that the recording of the open question is heard.

    Raise NotFound where there is none, Conflict when it was played as often as allowed, is answered, or the session is
    over.
    """
    with unit_of_work():
        locked = _lock_session(session)
        answer = list_placement_answers(locked).filter(place=place).first()
        if answer is None or answer.version.audio is None:
            raise NotFound()
        if is_over(locked):
            raise Conflict(OVER, code=ErrorCode.ATTEMPT_CLOSED)
        if answer.answered_at is not None:
            raise Conflict(ANSWERED)
        most = answer.version.max_plays
        if most and answer.plays_used >= most:
            raise Conflict(_("You have heard this as often as you may."))
        answer.plays_used += 1
        answer.save(update_fields=["plays_used", "updated_at"])
        left = most - answer.plays_used if most else None
        return PlayedRecording(answer.version.audio, used=answer.plays_used, left=left)


def place_pupil(*, actor: User, session: PlacementSession, student: User) -> PlacementSession:
    """Write down the level that a session found as that of a pupil; a visitor's session is the pupil's from then on.

    Raise Conflict for a session that is not finished or whose level was written down; Invalid on "student" when another
    user took it, and what `create_placement` raises.
    """
    with unit_of_work():
        locked = _lock_session(session)
        if locked.finished_at is None:
            raise Conflict(_("This test is not finished."))
        if locked.placement_id is not None:
            raise Conflict(_("This level is written down already."))
        if locked.user_id not in (None, student.pk):
            raise Invalid.field("student", _("Another person took this test."))
        locked.placement = create_placement(
            student=student,
            actor=actor,
            level=locked.level,
            method=PlacementMethod.TEST,
            found_on=get_local_day(locked.finished_at, student.zone),
            note=locked.test.name,
        )
        if locked.user is None:
            locked.user, locked.name, locked.phone = student, "", ""
            own_speech(locked)
        locked.save(update_fields=["placement", "user", "name", "phone", "updated_at"])
        write_audit_log(actor, "quizzes.place_pupil", locked, {"level": (None, locked.level)})
        return locked


def forget_visitors(*, before: datetime, limit: int) -> int:
    """Empty name and phone of visitors whose sessions finished before a moment, and what they said, at most `limit`;
    return how many.
    """
    named = PlacementSession.objects.filter(finished_at__lt=before).exclude(name="", phone="")
    with unit_of_work():
        ids = list(named.order_by("pk").values_list("pk", flat=True)[:limit])
        forget_speeches(ids)
        return PlacementSession.objects.filter(pk__in=ids).update(name="", phone="", updated_at=timezone.now())


def _check_daily_starts(test: PlacementTest, now: datetime) -> None:
    begun = test.sessions.filter(started_at__gt=now - DAY).order_by("started_at")
    if begun.count() >= test.daily_starts:
        first = begun.values_list("started_at", flat=True).first() or now
        wait = first + DAY - now
        raise TooMany(
            _("So many people took this test today that it rests. Please come back tomorrow."),
            retry_after=max(1, int(wait.total_seconds())),
        )


def _is_correct(version: QuestionVersion, response: QuestionResponse) -> bool:
    score = score_response(read_body(version.body), read_key(version.key), response, language=version.language)
    return score.share == 1


def _ask_next(session: PlacementSession, answers: list[PlacementAnswer], now: datetime) -> bool:
    """Ask the next question; return False when the test is over."""
    asked = [
        PlacementItem(id=row.version.question_id, difficulty=row.difficulty, skill=row.version.question.skill)
        for row in answers
    ]
    found = estimate([(row.difficulty, bool(row.is_correct)) for row in answers])
    item = select_next(list_placement_items(session.test.bank), asked, found, seed=session.seed)
    if item is None:
        return False
    version = Question.objects.values_list("current", flat=True).get(pk=item.id)
    PlacementAnswer.objects.create(
        session=session, place=len(answers) + 1, version_id=version, difficulty=item.difficulty, asked_at=now
    )
    return True


def _finish(session: PlacementSession, found: Estimate, now: datetime) -> None:
    session.finished_at = now
    session.ability, session.standard_error = found.ability, found.standard_error
    session.level = find_level(found.ability)
    session.save(update_fields=["finished_at", "ability", "standard_error", "level", "updated_at"])
    ask_to_speak(session, found)


def _lock_session(session: PlacementSession) -> PlacementSession:
    rows = PlacementSession.objects.select_for_update(of=("self",)).select_related("test__bank")
    return get_or_not_found(rows, session.pk)
