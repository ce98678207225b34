"""Score proposals: what speech jobs find, and how a proposal ends."""

from dataclasses import replace
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

import apps.jobs.services as jobs
from apps.core.errors import Conflict
from apps.core.uow import unit_of_work
from apps.homework import events
from apps.homework.corrected_scores import (
    NO_EMBEDDING_MODEL,
    build_rescored_result,
    correct_answer_evidence,
    score_with_corrections,
)
from apps.homework.models import Attempt, ProposalState, ScoreProposal, WordCorrection
from apps.homework.services.homework_state import lock_homework
from apps.homework.services.publishing import publish_to_wall
from apps.homework.services.score_replacement import (
    get_last_word_corrections,
    get_scorable_attempt,
    read_stored_result,
    replace_score,
)
from apps.homework.services.scoring import ScoringModels
from apps.jobs.kinds import ClaimedJob
from ml.scoring import RecordingResult

OPEN_PROPOSAL_STATES = (ProposalState.LISTENING, ProposalState.READY)
REVISION_KEY = "of_revision"
"""Key in a proposal's result: the revision of the score that it was compared with."""


def get_claimed_proposal(claim: ClaimedJob) -> ScoreProposal | None:
    """Return the proposal of a job, with attempt, recording and assignment; None when it is no longer open."""
    waiting = ScoreProposal.objects.filter(pk=claim.object_id, state=ProposalState.LISTENING)
    assignment = "attempt__homework__assignment"
    homework = (f"{assignment}__group__branch", f"{assignment}__course", "attempt__homework__student")
    return waiting.select_related("attempt__file", "attempt__score", *homework).first()


def build_corrected_evidence(attempt: Attempt) -> dict[str, Any]:
    """Return the evidence of a free answer with teachers' corrections, without its similarity to the reference answers:
    the engine measures that.
    """
    return correct_answer_evidence(attempt.score.evidence, get_last_word_corrections(attempt))


def store_proposal_result(*, claim: ClaimedJob, result: RecordingResult, models: ScoringModels) -> ScoreProposal | None:
    """Store the engine's new result of a recording and complete the job; the proposal is then ready.

    Return None when the proposal is no longer open, or when it is dropped: nothing can be scored, or an engine without
    embedding model did not compare an answer whose score has a relevance. Raise StaleClaim, and change nothing, when
    the claim is not the job's current one.
    """
    with unit_of_work():
        waiting = _complete_and_lock(claim)
        if waiting is None:
            return None
        proposal, attempt = waiting
        corrections = WordCorrection.objects.filter(attempt=attempt)
        if "heard" in result.evidence and result.evidence["task"]["kind"] != "speaking" and corrections.exists():
            scores = score_with_corrections(result.evidence, get_last_word_corrections(attempt))
            result = build_rescored_result(result, scores, result.evidence)
        if _drop_if_not_compared(proposal, attempt, result):
            return None
        return make_proposal_ready(proposal, attempt, result, models)


def store_corrected_score(
    *, claim: ClaimedJob, evidence: dict[str, Any], models: ScoringModels
) -> ScoreProposal | None:
    """Store the measured evidence of a corrected free answer, apply its score and complete the job. Otherwise like
    `store_proposal_result`.
    """
    with unit_of_work():
        waiting = _complete_and_lock(claim)
        if waiting is None:
            return None
        proposal, attempt = waiting
        result = build_rescored_result(read_stored_result(attempt), score_with_corrections(evidence, {}), evidence)
        if _drop_if_not_compared(proposal, attempt, result):
            return None
        result = replace(result, transcript=str(evidence["heard"]["text"]))
        same_sound = ScoringModels(attempt.score.model, models.embedding_model, attempt.score.marking_model)
        replace_score(attempt=attempt, result=result, cause="correction", actor=proposal.author, models=same_sound)
        return end_proposal(proposal, ProposalState.APPLIED)


def drop_proposal_of_dead_job(job: ClaimedJob, reason: str) -> None:
    """Drop the proposal of a dead job; the score stays. The job keeps `reason`."""
    with unit_of_work():
        if (proposal := _lock_proposal(job)) is not None:
            end_proposal(proposal, ProposalState.DROPPED)


def make_proposal_ready(
    proposal: ScoreProposal, attempt: Attempt, result: RecordingResult, models: ScoringModels | None
) -> ScoreProposal:
    """Store a proposal's result with the revision of the score that it would replace, and publish it on the wall."""
    values = {"state": ProposalState.READY, "result": result.as_json() | {REVISION_KEY: attempt.score.revision}}
    proposal.apply_changes(values | (vars(models) if models else {}))
    proposal.save()
    _publish_proposal(proposal)
    return proposal


def end_open_proposals(attempt: Attempt, *, state: ProposalState) -> None:
    """End the open proposal of an attempt whose homework is locked."""
    for proposal in list_open_proposals(attempt):
        end_proposal(proposal, state)


def list_open_proposals(attempt: Attempt) -> QuerySet[ScoreProposal]:
    """Return the attempt's open proposal, as a queryset of at most one."""
    related = ("attempt__homework__assignment", "attempt__homework__student", "attempt__score")
    return ScoreProposal.objects.filter(attempt=attempt, state__in=OPEN_PROPOSAL_STATES).select_related(*related)


def end_proposal(proposal: ScoreProposal, state: ProposalState) -> ScoreProposal:
    """End an open proposal; a dropped one is published on the wall."""
    proposal.state, proposal.settled_at = state, timezone.now()
    proposal.save(update_fields=["state", "settled_at", "updated_at"])
    if state == ProposalState.DROPPED:
        _publish_proposal(proposal)
    return proposal


def _drop_if_not_compared(proposal: ScoreProposal, attempt: Attempt, result: RecordingResult) -> bool:
    """Return whether the result only lacks the relevance that the score has, because the engine has no embedding model.

    Then the score stays, the proposal is dropped, and a flag of the attempt tells the teacher why.
    """
    if result.reason != NO_EMBEDDING_MODEL or attempt.score.relevance is None:
        return False
    attempt.flags = sorted({*attempt.flags, NO_EMBEDDING_MODEL})
    attempt.save(update_fields=["flags", "updated_at"])
    end_proposal(proposal, ProposalState.DROPPED)
    return True


def _publish_proposal(proposal: ScoreProposal) -> None:
    """Publish the proposal's state on the wall."""
    homework = proposal.attempt.homework
    event = events.MarkProposed(
        **events.get_homework_event_fields(homework),
        attempt=str(proposal.attempt_id),
        proposal=str(proposal.pk),
        state=proposal.state,
        before=proposal.attempt.score.overall,
        after=proposal.result.get("overall"),
    )
    publish_to_wall(homework.assignment, event)


def _complete_and_lock(claim: ClaimedJob) -> tuple[ScoreProposal, Attempt] | None:
    """Complete the job; return its proposal with the homework locked, and the attempt.

    None when the proposal is no longer open, or nothing of the attempt can be scored (it is dropped).
    """
    jobs.complete_job(claim)
    proposal = _lock_proposal(claim)
    if proposal is None:
        return None
    try:
        return proposal, get_scorable_attempt(proposal.attempt.homework, proposal.attempt)
    except Conflict:
        end_proposal(proposal, ProposalState.DROPPED)
        return None


def _lock_proposal(claim: ClaimedJob) -> ScoreProposal | None:
    """Lock the homework of a job's open proposal and return the proposal; None when it is not open."""
    attempt = Attempt.objects.filter(proposals__pk=claim.object_id).first()
    if attempt is None:
        return None
    homework = lock_homework(attempt.homework_id)
    proposal = get_claimed_proposal(claim)
    if proposal is not None:
        proposal.attempt.homework = homework
    return proposal
