"""Marks that wait to replace others: what the speech jobs hear and say about them, and their end."""

from dataclasses import replace
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

import apps.jobs.services as jobs
from apps.core.errors import Conflict
from apps.core.uow import unit_of_work
from apps.homework import events
from apps.homework.corrections import corrected_answer, heard_again, marks_of
from apps.homework.heard import Heard
from apps.homework.models import Attempt, ProposalState, ScoreProposal, WordCorrection
from apps.homework.services.remarking import as_heard, attempt_of, corrections_of, remark
from apps.homework.services.scoring import Models
from apps.homework.services.settling import lock
from apps.jobs.kinds import ClaimedJob
from realtime.events import publish_event, wall_stream

OPEN = (ProposalState.LISTENING, ProposalState.READY)
REVISION = "of_revision"
"""Key in a proposal's result: the revision of the mark that it was compared with."""


def proposal_to_hear(claim: ClaimedJob) -> ScoreProposal | None:
    """The proposal that a job is to make, with its attempt, recording and assignment; None when nobody waits for it
    any more.
    """
    waiting = ScoreProposal.objects.filter(pk=claim.object_id, state=ProposalState.LISTENING)
    homework = ("attempt__homework__assignment__group__branch", "attempt__homework__student")
    return waiting.select_related("attempt__file", "attempt__score", *homework).first()


def corrected_evidence(proposal: ScoreProposal) -> dict[str, Any]:
    """The evidence of a free answer with the heard words as teachers corrected them, without how near it is to the
    reference answers: that the engine measures.
    """
    attempt = proposal.attempt
    return corrected_answer(attempt.score.evidence, corrections_of(attempt))


def store_proposal(*, claim: ClaimedJob, result: Heard, models: Models) -> ScoreProposal | None:
    """What the engine heard of a recording once more, with its job's end: to be looked at, then applied or dropped.

    Nothing, and None, when nobody waits for it any more; dropped, and None, when there is nothing to mark any more.
    Raises StaleClaim, and changes nothing, when the claim is no longer the job's present one.
    """
    with unit_of_work():
        waiting = _taken_up(claim)
        if waiting is None:
            return None
        proposal, attempt = waiting
        corrections = WordCorrection.objects.filter(attempt=attempt)
        if "heard" in result.evidence and result.evidence["task"]["kind"] != "speaking" and corrections.exists():
            marks = marks_of(result.evidence, corrections_of(attempt))
            result = heard_again(result, marks, result.evidence)
        return make_ready(proposal, attempt, result, models)


def store_corrected(*, claim: ClaimedJob, evidence: dict[str, Any], models: Models) -> ScoreProposal | None:
    """The evidence of a corrected free answer with how near it is to the reference answers, and its job's end: marked
    at once. As `store_proposal` otherwise.
    """
    with unit_of_work():
        waiting = _taken_up(claim)
        if waiting is None:
            return None
        proposal, attempt = waiting
        result = heard_again(as_heard(attempt), marks_of(evidence, {}), evidence)
        result = replace(result, transcript=str(evidence["heard"]["text"]))
        same_sound = Models(speech=attempt.score.model, embedding=models.embedding, marking=attempt.score.marking_model)
        remark(attempt=attempt, result=result, cause="correction", actor=proposal.author, models=same_sound)
        return end(proposal, ProposalState.APPLIED)


def rescore_job_died(job: ClaimedJob, reason: str) -> None:
    """The job of a proposal is dead: nobody waits for it any more, the mark stays. `reason` stays on the job."""
    with unit_of_work():
        proposal = _locked(job)
        if proposal is not None:
            end(proposal, ProposalState.DROPPED)


def make_ready(proposal: ScoreProposal, attempt: Attempt, result: Heard, models: Models | None) -> ScoreProposal:
    """Store what a proposal says, beside the revision of the mark that it would replace; the wall is told."""
    proposal.state = ProposalState.READY
    proposal.result = result.as_json() | {REVISION: attempt.score.revision}
    if models is not None:
        proposal.model, proposal.embedding_model = models.speech, models.embedding
        proposal.marking_model = models.marking
    proposal.updated_at = timezone.now()
    proposal.save()
    _tell(proposal)
    return proposal


def close_open(attempt: Attempt, *, state: ProposalState) -> None:
    """End what is open of a locked homework's attempt."""
    for proposal in open_of(attempt):
        end(proposal, state)


def open_of(attempt: Attempt) -> QuerySet[ScoreProposal]:
    """The attempt's open proposal, if there is one."""
    whole = ("attempt__homework__assignment", "attempt__homework__student", "attempt__score")
    return ScoreProposal.objects.filter(attempt=attempt, state__in=OPEN).select_related(*whole)


def end(proposal: ScoreProposal, state: ProposalState) -> ScoreProposal:
    """End an open proposal; the wall is told when it was given up."""
    proposal.state, proposal.settled_at = state, timezone.now()
    proposal.updated_at = proposal.settled_at
    proposal.save(update_fields=["state", "settled_at", "updated_at"])
    if state == ProposalState.DROPPED:
        _tell(proposal)
    return proposal


def _tell(proposal: ScoreProposal) -> None:
    """Tell the wall where a proposal stands."""
    homework = proposal.attempt.homework
    told = events.MarkProposed(
        **events.about(homework),
        attempt=str(proposal.attempt_id),
        proposal=str(proposal.pk),
        state=proposal.state,
        before=proposal.attempt.score.overall,
        after=proposal.result.get("overall"),
    )
    publish_event(wall_stream(homework.assignment.group_id), told)


def _taken_up(claim: ClaimedJob) -> tuple[ScoreProposal, Attempt] | None:
    """The end of a proposal's job: the proposal, its homework locked, and the attempt that it is about. None when
    nobody waits for it any more, or nothing of the attempt can be marked: then it is dropped.
    """
    jobs.complete_job(claim)
    proposal = _locked(claim)
    if proposal is None:
        return None
    try:
        return proposal, attempt_of(proposal.attempt.homework, proposal.attempt)
    except Conflict:
        end(proposal, ProposalState.DROPPED)
        return None


def _locked(claim: ClaimedJob) -> ScoreProposal | None:
    """The proposal of a job that somebody waits for, its homework locked."""
    found = ScoreProposal.objects.filter(pk=claim.object_id).values_list("attempt__homework_id", flat=True).first()
    if found is None:
        return None
    homework = lock(found)
    proposal = proposal_to_hear(claim)
    if proposal is not None:
        proposal.attempt.homework = homework
    return proposal
