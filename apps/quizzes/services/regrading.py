"""A corrected key for answers that are scored already: count what would change, show it, then apply it.

Both run as jobs, an attempt at a time, and are safe to run twice. Answers marked by hand keep their marks.
"""

from collections.abc import Iterator
from decimal import Decimal
from uuid import UUID

import structlog
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.core.errors import Conflict, Invalid, raise_on_constraint_violation
from apps.core.lookups import get_or_not_found
from apps.core.uow import unit_of_work
from apps.jobs.kinds import ClaimedJob
from apps.jobs.services import enqueue
from apps.quizzes.models import Answer, AttemptState, Question, QuestionVersion, QuizAttempt, Regrade, RegradeState
from apps.quizzes.questions.bodies import GapBody, SpeakBody
from apps.quizzes.questions.checking import check_response
from apps.quizzes.questions.keys import GapKey
from apps.quizzes.questions.stored import read_body, read_key, read_response
from apps.quizzes.services.scoring import score_answer, score_attempt, total_up
from apps.settings.services import write_audit_log

log = structlog.get_logger(__name__)

COUNT_REGRADE, APPLY_REGRADE = "quizzes.count_regrade", "quizzes.apply_regrade"
MAX_CHANGES = 500
SCORED = (AttemptState.WAITING, AttemptState.SCORED)
CLOSED = (AttemptState.HANDED_IN, *SCORED)


def begin_regrade(*, actor: User, question: Question) -> Regrade:
    """Count what the newest version's key would change in answers to earlier versions; a job does it. One that is
    counted and not applied is returned again.

    Raise Conflict while another one of this version is at work.
    """
    assert question.current is not None
    counted = Regrade.objects.filter(version=question.current, state=RegradeState.READY).first()
    if counted is not None:
        return counted
    with (
        unit_of_work(),
        raise_on_constraint_violation(regrade_one_at_a_time=Conflict(_("A regrade of this question is under way."))),
    ):
        regrade = Regrade.objects.create(version=question.current, by=actor)
        enqueue(kind=COUNT_REGRADE, object_id=regrade.pk)
        return regrade


def apply_regrade(*, actor: User, regrade: Regrade) -> Regrade:
    """Score the answers by the corrected key; a job does it. Doing it again changes nothing.

    Raise Conflict before it is counted, and when the question has a newer version.
    """
    with unit_of_work():
        locked = _lock(regrade.pk)
        if locked.state == RegradeState.COUNTING:
            raise Conflict(_("What changes is still being counted."))
        if locked.state == RegradeState.READY:
            if locked.version.question.current_id != locked.version_id:
                raise Conflict(_("Somebody changed this question meanwhile. Load it again."))
            locked.state = RegradeState.APPLYING
            locked.save(update_fields=["state", "updated_at"])
            enqueue(kind=APPLY_REGRADE, object_id=locked.pk)
            write_audit_log(actor, "quizzes.regrade", locked.version.question, {"answers": (None, locked.change_count)})
        return locked


def drop_regrade(*, regrade: Regrade) -> None:
    """Forget a regrade that was not applied. Raise Conflict for one that is being applied or was."""
    with unit_of_work():
        locked = _lock(regrade.pk)
        if locked.state in (RegradeState.APPLYING, RegradeState.APPLIED):
            raise Conflict(_("This regrade was applied."))
        locked.delete()


def run_count(job: ClaimedJob) -> None:
    """Job handler: count what would change."""
    regrade = Regrade.objects.select_related("version__question").filter(pk=job.object_id).first()
    if regrade is None or regrade.state != RegradeState.COUNTING:
        return
    looked_at, skipped, changes = 0, 0, []
    for answer in _list_answers(regrade.version).select_related("version", "attempt").iterator(chunk_size=500):
        looked_at += 1
        old = answer.mark
        if not _score_anew(answer, regrade.version):
            skipped += 1
        elif answer.mark != old:
            changes.append([str(answer.pk), _to_text(old), _to_text(answer.mark)])
    by_hand = _list_all_answers(regrade.version).filter(marked_at__isnull=False).count()
    # It may have been deleted meanwhile.
    Regrade.objects.filter(pk=regrade.pk, state=RegradeState.COUNTING).update(
        state=RegradeState.READY,
        answer_count=looked_at - skipped,
        skipped_count=skipped + by_hand,
        change_count=len(changes),
        changes=changes[:MAX_CHANGES],
    )


def run_apply(job: ClaimedJob) -> None:
    """Job handler: score the answers by the corrected key, an attempt at a time."""
    regrade = Regrade.objects.select_related("version__question").filter(pk=job.object_id).first()
    if regrade is None or regrade.state != RegradeState.APPLYING:
        return
    for attempt_id in _iterate_attempts(regrade.version):
        while not _apply_to_attempt(attempt_id, regrade.version):
            log.info("answer changed while it was scored", attempt=str(attempt_id))
    Regrade.objects.filter(pk=regrade.pk).update(state=RegradeState.APPLIED)


def mark_regrade_dead(job: ClaimedJob, reason: str) -> None:
    """When the job is dead: forget a count, and let an application be asked for again; it is safe to repeat."""
    Regrade.objects.filter(pk=job.object_id, state=RegradeState.COUNTING).delete()
    Regrade.objects.filter(pk=job.object_id, state=RegradeState.APPLYING).update(state=RegradeState.READY)


def _apply_to_attempt(attempt_id: UUID, version: QuestionVersion) -> bool:
    """Score the answers by the key of this version, before anything is locked; return False, with nothing changed, when
    one of them changed meanwhile.
    """
    score_attempt(attempt_id)  # one that is handed in and not scored yet
    wanted = _list_answers(version).filter(attempt=attempt_id).select_related("version", "attempt")
    scored = {answer.pk: (answer.mark, _score_anew(answer, version), answer) for answer in wanted}
    with unit_of_work():
        rows = QuizAttempt.objects.select_for_update(of=("self",)).select_related("quiz", "user")
        attempt = rows.filter(pk=attempt_id, state__in=SCORED).first()
        if attempt is None:
            return not QuizAttempt.objects.filter(pk=attempt_id, state=AttemptState.HANDED_IN).exists()
        now = {answer.pk: answer.saves for answer in _list_answers(version).filter(attempt=attempt)}
        if now != {key: answer.saves for key, (_old, _fits, answer) in scored.items()}:
            return False
        fitting = [(old, answer) for old, fits, answer in scored.values() if fits]
        for _old, answer in fitting:
            answer.save(update_fields=["scored_by", "share", "mark", "is_correct", "waits", "updated_at"])
        if any(answer.mark != old for old, answer in fitting):
            total_up(attempt, list(attempt.answers.all()))
        return True


def _list_all_answers(version: QuestionVersion) -> QuerySet[Answer]:
    """Return the handed-in answers to earlier versions of the question that no later key has scored."""
    earlier = Answer.objects.filter(version__question=version.question_id, version__number__lt=version.number)
    by_earlier = Q(scored_by__isnull=True) | Q(scored_by__number__lt=version.number)
    return earlier.filter(by_earlier, attempt__state__in=CLOSED)


def _list_answers(version: QuestionVersion) -> QuerySet[Answer]:
    """Return those that nobody marked by hand."""
    return _list_all_answers(version).filter(marked_at__isnull=True)


def _iterate_attempts(version: QuestionVersion) -> Iterator[UUID]:
    yield from list(_list_answers(version).order_by("attempt").values_list("attempt", flat=True).distinct())


def _score_anew(answer: Answer, version: QuestionVersion) -> bool:
    """Score an answer by the key of this version, without saving; return False where its question could not have got
    the response, or has gaps that the key does not know, and for what a teacher or the speech engine has heard.
    """
    asked, key = read_body(answer.version.body), read_key(version.key)
    if isinstance(asked, SpeakBody):
        return False
    if isinstance(asked, GapBody) and isinstance(key, GapKey) and not {gap.id for gap in asked.gaps} <= key.gaps.keys():
        return False
    response = read_response(answer.response)
    if response is not None:
        try:
            check_response(read_body(version.body), response)
        except Invalid:
            return False
    answer.scored_by = version
    score_answer(answer)
    return True


def _lock(regrade_id: UUID) -> Regrade:
    rows = Regrade.objects.select_for_update(of=("self",)).select_related("version__question")
    return get_or_not_found(rows, regrade_id)


def _to_text(mark: Decimal | None) -> str | None:
    return None if mark is None else format(mark.normalize(), "f")
