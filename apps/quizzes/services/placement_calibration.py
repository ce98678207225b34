"""Difficulties of the questions of placement tests from real answers: weekly, and when the office asks."""

from collections import defaultdict
from collections.abc import Collection
from uuid import UUID

from django.db.models import F
from django.utils import timezone

from apps.accounts.models import User
from apps.core.uow import unit_of_work
from apps.jobs.kinds import ClaimedJob
from apps.jobs.services import enqueue
from apps.quizzes.models import PlacementAnswer, PlacementSession, PlacementTest, Question, QuestionBank
from apps.quizzes.models.banks import MAX_DIFFICULTY
from apps.quizzes.placement.calibration import CalibratedItem, NothingToCalibrate, calibrate, find_drift
from apps.settings.services import write_audit_log

CALIBRATE = "quizzes.calibrate_placement"
MAX_SESSIONS = 5000
"""The newest sessions of a bank that are looked at."""
MAX_NAMED = 20
"""Drifted questions that the audit log names."""


def request_calibration(*, actor: User, test: PlacementTest) -> None:
    """Have a job estimate the difficulties of the questions of a test's bank from the answers so far."""
    with unit_of_work():
        enqueue(kind=CALIBRATE, object_id=test.bank_id, payload={"actor": str(actor.pk)})


def run_calibrate(job: ClaimedJob) -> None:
    """Job handler: calibrate one bank, or without an id all banks of placement tests."""
    banks = QuestionBank.objects.filter(deleted_at__isnull=True, placement_tests__isnull=False).distinct()
    if job.object_id:
        banks = banks.filter(pk=job.object_id)
    actor = User.objects.filter(pk=job.payload["actor"]).first() if "actor" in job.payload else None
    for bank in banks:
        calibrate_bank(bank, actor=actor)


def calibrate_bank(bank: QuestionBank, *, actor: User | None = None) -> list[CalibratedItem]:
    """Give questions with MIN_ANSWERS first answers or more new difficulties; return what was found, in logits.

    Their mean difficulty stays, which keeps the scale: levels mean the same before and after. The audit log names those
    that have drifted. Nothing changes where no question has enough answers.
    """
    known = {
        key: difficulty
        for key, difficulty in Question.objects.filter(bank=bank).values_list("pk", "difficulty")
        if difficulty is not None
    }
    try:
        found = calibrate(_list_persons(bank, known.keys()), known, anchors=known.keys())
    except NothingToCalibrate:
        return []
    new = {item.id: max(-MAX_DIFFICULTY, min(MAX_DIFFICULTY, item.new)) for item in found}
    with unit_of_work():
        locked = Question.objects.select_for_update().filter(pk__in=new).order_by("pk")
        # Somebody may have set another difficulty meanwhile: that one stays.
        questions = [question for question in locked if question.difficulty == known[question.pk]]
        for question in questions:
            question.difficulty, question.updated_at = new[question.pk], timezone.now()
        Question.objects.bulk_update(questions, ["difficulty", "updated_at"])
        names = {question.pk: question.name for question in locked}
        drifted = [f"{names[item.id]} {item.old:.2f} → {item.new:.2f}" for item in find_drift(found)]
        changes = {"questions": (None, len(found)), "drifted": (None, "; ".join(drifted[:MAX_NAMED]))}
        write_audit_log(actor, "quizzes.calibrate_bank", bank, changes)
    return found


def _list_persons(bank: QuestionBank, known: Collection[UUID]) -> list[list[tuple[UUID, bool]]]:
    """Return the first answer of each person to the present version of each known question, in finished sessions. Two
    sessions of one visitor are those of two people.
    """
    sessions = PlacementSession.objects.filter(test__bank=bank, finished_at__isnull=False).order_by("-started_at")
    newest = list(sessions.values_list("pk", flat=True)[:MAX_SESSIONS])
    rows = PlacementAnswer.objects.filter(session__in=newest, answered_at__isnull=False)
    rows = rows.filter(version=F("version__question__current")).order_by("answered_at", "pk")
    persons: defaultdict[UUID, dict[UUID, bool]] = defaultdict(dict)
    columns = ("session__user", "session", "version__question", "is_correct")
    for user, session, question, is_correct in rows.values_list(*columns).iterator():
        if question in known:
            persons[user or session].setdefault(question, bool(is_correct))
    return [list(answers.items()) for answers in persons.values()]
