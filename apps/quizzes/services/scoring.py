"""Score handed-in attempts."""

from decimal import Decimal
from uuid import UUID

import structlog
from django.db.models import QuerySet
from django.utils import timezone

from apps.accounts.queries import is_child
from apps.core.uow import unit_of_work
from apps.jobs.services import enqueue
from apps.learning.services.progress import complete_lesson
from apps.quizzes.events import publish_result
from apps.quizzes.models import Answer, AttemptState, QuizAttempt
from apps.quizzes.questions.scoring import score_response
from apps.quizzes.questions.stored import read_body, read_key, read_response
from apps.quizzes.services.spoken_answers import request_hearing
from apps.quizzes.spoken_queries import count_heard, find_spoken_share

log = structlog.get_logger(__name__)

MARK = Decimal("0.00001")
LEARN_FROM_ATTEMPT = "kids.learn_from_attempt"
"""The job of a higher app that learns from what a child answered."""


def score_attempt(attempt_id: UUID) -> None:
    """Score the answers of a handed-in attempt and add them up; marks by hand stay. Recordings go to the speech engine,
    which has the attempt scored anew. An attempt that is open, gone or scored stays as it is.

    Do not call inside a transaction: a regular expression may take its time, so nothing is locked meanwhile. When an
    answer changed meanwhile, all of it is done again.
    """
    while not _score_once(attempt_id):
        log.info("answer changed while it was scored", attempt=str(attempt_id))


def _score_once(attempt_id: UUID) -> bool:
    """Return False, with nothing changed, when an answer changed while it was scored."""
    if not QuizAttempt.objects.filter(pk=attempt_id, state=AttemptState.HANDED_IN).exists():
        return True
    heard, scored = count_heard(attempt_id), list(_list_answers(attempt_id))
    for answer in scored:
        if answer.marked_at is None:
            score_answer(answer)
    with unit_of_work():
        rows = QuizAttempt.objects.select_for_update(of=("self",)).select_related("quiz", "user")
        attempt = rows.filter(pk=attempt_id, state=AttemptState.HANDED_IN).first()
        if attempt is None:
            return True
        now = list(map(_describe_state, _list_answers(attempt_id)))
        if now != list(map(_describe_state, scored)) or count_heard(attempt_id) != heard:
            return False
        Answer.objects.bulk_update(scored, ["share", "mark", "is_correct", "waits"])
        request_hearing(attempt, scored)
        total_up(attempt, scored)
        return True


def _describe_state(answer: Answer) -> tuple[object, ...]:
    """Return what a score depends on."""
    return answer.pk, answer.saves, answer.scored_by_id, answer.marked_at


def _list_answers(attempt_id: UUID) -> QuerySet[Answer]:
    rows = Answer.objects.filter(attempt=attempt_id)
    return rows.select_related("version__question", "scored_by").order_by("place")


def score_answer(answer: Answer) -> None:
    """Set share, mark and what waits for a teacher, without saving."""
    version = answer.version
    response = read_response(answer.response)
    scored = (
        score_response(
            read_body(version.body),
            read_key((answer.scored_by or version).key),
            response,
            language=version.language,
            hints_used=answer.hints_used,
            spoken=find_spoken_share(answer),
        )
        if response is not None
        else None
    )
    set_share(answer, Decimal(0) if scored is None else scored.share)


def set_share(answer: Answer, share: Decimal | None) -> None:
    """Set the share of the points, without saving; None: it waits for a teacher."""
    answer.share, answer.waits = share, share is None
    answer.mark = None if share is None else (share * answer.points).quantize(MARK)
    answer.is_correct = None if share is None else share == 1


def total_up(attempt: QuizAttempt, answers: list[Answer]) -> None:
    """Add up the marks of an attempt, save it and tell of it: waiting while an answer waits, else scored. Never below
    0. It may complete the lesson that shows the quiz; from what a child answered, skills are learnt about.
    """
    waits = any(answer.waits for answer in answers)
    attempt.score = max(Decimal(0), sum((answer.mark or Decimal(0) for answer in answers), Decimal(0)))
    attempt.state = AttemptState.WAITING if waits else AttemptState.SCORED
    least = attempt.quiz.pass_percent
    attempt.passed = None if waits or least is None else attempt.score * 100 >= least * attempt.max_score
    attempt.updated_at = timezone.now()
    attempt.save(update_fields=["score", "state", "passed", "updated_at"])
    publish_result(attempt)
    if attempt.state == AttemptState.SCORED and is_child(attempt.user):
        enqueue(kind=LEARN_FROM_ATTEMPT, object_id=attempt.pk)
    quiz = attempt.quiz
    if quiz.course is not None and quiz.course_lesson_id and attempt.state == AttemptState.SCORED:
        complete_lesson(user=attempt.user, course=quiz.course, lesson_id=quiz.course_lesson_id)
