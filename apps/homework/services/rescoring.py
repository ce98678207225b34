"""Rescoring by a newer version or model: a proposal first, then applied or dropped."""

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_lazy as _

import apps.jobs.services as jobs
import apps.settings.services as settings
from apps.accounts.models import User
from apps.core.errors import Conflict
from apps.core.uow import unit_of_work
from apps.homework.corrected_scores import is_scorable
from apps.homework.job_kinds import RESCORE_AUDIO, RESCORE_PRIORITY
from apps.homework.models import Attempt, Homework, ProposalState, ScoreProposal
from apps.homework.services.homework_state import is_homework_closed, lock_homework
from apps.homework.services.score_proposals import (
    REVISION_KEY,
    end_open_proposals,
    end_proposal,
    list_open_proposals,
    make_proposal_ready,
)
from apps.homework.services.score_replacement import (
    calculate_result_from_evidence,
    get_scorable_attempt,
    read_stored_result,
    replace_score,
)
from apps.homework.services.scoring import MEASURE_NAMES, ScoringModels
from ml.scoring import RecordingResult

RESCORE_PURPOSE = "rescore"
STALE_PROPOSAL = _("The score has changed since this proposal was made. Request a new one.")
NO_RECORDING = _("The recording is no longer stored.")
NO_OPEN_PROPOSAL = _("This attempt has no open score proposal.")


def propose_score(*, actor: User, attempt: Attempt, from_recording: bool) -> ScoreProposal | None:
    """Create a score proposal from the stored evidence, or (`from_recording`) from the recording; it replaces an open
    one.

    From evidence it is ready at once, and None when nothing would change; from the recording a speech job makes it.
    Raise Conflict when nothing of the attempt can be scored, when the recording is gone, or while a correction is being
    scored.
    """
    with unit_of_work():
        fresh = get_scorable_attempt(lock_homework(attempt.homework_id), attempt)
        if list_open_proposals(fresh).filter(purpose="correction").exists():
            raise Conflict(_("A correction of this attempt is being scored. Please wait a moment."))
        end_open_proposals(fresh, state=ProposalState.DROPPED)
        result = None if from_recording else calculate_result_from_evidence(fresh)
        if result is not None and not results_differ(read_stored_result(fresh), result):
            return None
        if result is None and fresh.file_id is None:
            raise Conflict(NO_RECORDING)
        proposal = ScoreProposal.objects.create(attempt=fresh, author=actor, purpose=RESCORE_PURPOSE)
        if result is not None:
            return make_proposal_ready(proposal, fresh, result, None)
        share = fresh.homework.assignment.queue_share
        jobs.enqueue(kind=RESCORE_AUDIO, object_id=proposal.pk, priority=RESCORE_PRIORITY, share=share)
        return proposal


def apply_proposal(*, actor: User, attempt: Attempt, proposal_id: UUID) -> ScoreProposal:
    """Replace the score with the proposal. Raise Conflict when it is not open and ready, or when the score has changed
    since.
    """
    with unit_of_work():
        homework = lock_homework(attempt.homework_id)
        fresh = get_scorable_attempt(homework, attempt)
        proposal = list_open_proposals(fresh).filter(pk=proposal_id, state=ProposalState.READY).first()
        if proposal is None:
            raise Conflict(NO_OPEN_PROPOSAL)
        if is_proposal_stale(proposal, fresh):
            raise Conflict(STALE_PROPOSAL)
        result, models = RecordingResult.from_json(proposal.result), None
        if proposal.model is not None:
            models = ScoringModels(proposal.model, proposal.embedding_model, proposal.marking_model)
        replace_score(attempt=fresh, result=result, cause=RESCORE_PURPOSE, actor=actor, models=models)
        return end_proposal(proposal, ProposalState.APPLIED)


def drop_proposal(*, actor: User, attempt: Attempt, proposal_id: UUID) -> ScoreProposal:
    """Drop an open proposal. Raise Conflict when it is not open."""
    with unit_of_work():
        lock_homework(attempt.homework_id)
        proposal = list_open_proposals(attempt).filter(pk=proposal_id, purpose=RESCORE_PURPOSE).first()
        if proposal is None:
            raise Conflict(NO_OPEN_PROPOSAL)
        settings.write_audit_log(actor=actor, action="homework.drop_rescore", obj=attempt)
        return end_proposal(proposal, ProposalState.DROPPED)


def is_proposal_stale(proposal: ScoreProposal, attempt: Attempt) -> bool:
    """Return whether the attempt's score has changed since a ready proposal was compared with it."""
    return bool(proposal.result.get(REVISION_KEY) != attempt.score.revision)


def results_differ(earlier_result: RecordingResult, later_result: RecordingResult) -> bool:
    """Return whether anything visible differs: verdict, scores, classes of words, or the scoring method."""
    names = ("verdict", "confidence", "method", *MEASURE_NAMES)
    if any((getattr(earlier_result, name) or None) != (getattr(later_result, name) or None) for name in names):
        return True
    return [word.class_ for word in earlier_result.words] != [word.class_ for word in later_result.words]


@dataclass(frozen=True)
class ScoreChange:
    """What the current version changes for one attempt. `applied`: it is stored; never for homework that a teacher
    accepted.
    """

    attempt: UUID
    before: RecordingResult
    after: RecordingResult
    accepted: bool
    applied: bool


def rescore_attempt(*, attempt_id: UUID, write: bool) -> ScoreChange | None:
    """Score an attempt again by the current version from its evidence; None when nothing changes or can be scored.

    `write` stores the new score, unless a teacher accepted the homework.
    """
    with unit_of_work():
        attempt = Attempt.objects.filter(pk=attempt_id).first()
        if attempt is None:
            return None
        if write:
            homework = lock_homework(attempt.homework_id)
        else:
            rows = Homework.objects.select_related("assignment__group__branch", "assignment__course", "student")
            homework = rows.get(pk=attempt.homework_id)
        score = getattr(attempt, "score", None)
        if score is None or not is_scorable(score.evidence):
            return None
        fresh = get_scorable_attempt(homework, attempt)
        before, after = read_stored_result(fresh), calculate_result_from_evidence(fresh)
        if not results_differ(before, after):
            return None
        accepted = is_homework_closed(homework)
        if write and not accepted:
            replace_score(attempt=fresh, result=after, cause=RESCORE_PURPOSE, actor=None)
        return ScoreChange(attempt_id, before, after, accepted, write and not accepted)
