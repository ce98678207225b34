"""Marks by a newer version or model: the difference first, then applied or dropped."""

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_lazy as _

import apps.jobs.services as jobs
import apps.settings.services as settings
from apps.accounts.models import User
from apps.core.errors import Conflict
from apps.core.uow import unit_of_work
from apps.homework.corrections import can_be_scored
from apps.homework.heard import Heard
from apps.homework.job_kinds import HEAR_AGAIN
from apps.homework.job_kinds import RESCORE as PRIORITY
from apps.homework.models import Attempt, Homework, ProposalState, ScoreProposal
from apps.homework.services.proposing import REVISION, close_open, end, make_ready, open_of
from apps.homework.services.remarking import as_heard, attempt_of, marked_anew, remark
from apps.homework.services.scoring import NUMBERS, Models
from apps.homework.services.settling import closed, lock

RESCORE = "rescore"
STALE = _("The mark was changed since this difference was made. Make it again.")
NO_SOUND = _("The recording is not kept any more.")
NONE_OPEN = _("No difference waits for this attempt.")


def propose(*, actor: User, attempt: Attempt, from_sound: bool) -> ScoreProposal | None:
    """Mark the attempt anew, from what the engine saw or (`from_sound`) by hearing the recording again, as a proposal
    in the place of an open one.

    From the evidence it is ready at once, and None when nothing would change; from the sound a speech job makes it.
    Conflict when nothing of the attempt can be scored, when there is no sound left to hear, and while a teacher's
    correction of it is being scored.
    """
    with unit_of_work():
        fresh = attempt_of(lock(attempt.homework_id), attempt)
        if open_of(fresh).filter(purpose="correction").exists():
            raise Conflict(_("A correction of this attempt is being scored. Please wait a moment."))
        close_open(fresh, state=ProposalState.DROPPED)
        result = None if from_sound else marked_anew(fresh)
        if result is not None and not differs(as_heard(fresh), result):
            return None
        if result is None and fresh.file_id is None:
            raise Conflict(NO_SOUND)
        proposal = ScoreProposal.objects.create(attempt=fresh, author=actor, purpose=RESCORE)
        if result is not None:
            return make_ready(proposal, fresh, result, None)
        share = fresh.homework.assignment.group_id
        jobs.enqueue(kind=HEAR_AGAIN, object_id=proposal.pk, priority=PRIORITY, share=share)
        return proposal


def apply(*, actor: User, attempt: Attempt, proposal_id: UUID) -> ScoreProposal:
    """Put a proposal in the place of the mark. Conflict when it is not open and ready, or was compared with a mark
    that is another by now.
    """
    with unit_of_work():
        homework = lock(attempt.homework_id)
        fresh = attempt_of(homework, attempt)
        proposal = open_of(fresh).filter(pk=proposal_id, state=ProposalState.READY).first()
        if proposal is None:
            raise Conflict(NONE_OPEN)
        if is_stale(proposal, fresh):
            raise Conflict(STALE)
        result = Heard.from_json(proposal.result)
        remark(attempt=fresh, result=result, cause=RESCORE, actor=actor, models=_models(proposal))
        return end(proposal, ProposalState.APPLIED)


def drop(*, actor: User, attempt: Attempt, proposal_id: UUID) -> ScoreProposal:
    """Give a proposal up. Conflict when it is not open."""
    with unit_of_work():
        lock(attempt.homework_id)
        proposal = open_of(attempt).filter(pk=proposal_id, purpose=RESCORE).first()
        if proposal is None:
            raise Conflict(NONE_OPEN)
        settings.write_audit_log(actor=actor, action="homework.drop_rescore", obj=attempt)
        return end(proposal, ProposalState.DROPPED)


def is_stale(proposal: ScoreProposal, attempt: Attempt) -> bool:
    """Whether the attempt has another mark by now than the one that a ready proposal was compared with."""
    return bool(proposal.result.get(REVISION) != attempt.score.revision)


def differs(before: Heard, after: Heard) -> bool:
    """Whether anything that people see would be another: verdict, numbers, classes of words, the way of marking."""
    names = ("verdict", "confidence", "method", *NUMBERS)
    if any((getattr(before, name) or None) != (getattr(after, name) or None) for name in names):
        return True
    return [word.class_ for word in before.words] != [word.class_ for word in after.words]


@dataclass(frozen=True)
class Change:
    """What a new version says of one attempt. `applied`: it stands; never so on a homework that a teacher accepted."""

    attempt: UUID
    before: Heard
    after: Heard
    accepted: bool
    applied: bool


def bring_up_to_date(*, attempt_id: UUID, write: bool) -> Change | None:
    """Mark an attempt by the present version from what the engine saw; None when nothing changes or nothing can be
    scored. `write` puts it in the place of the old mark, unless a teacher accepted the homework.
    """
    with unit_of_work():
        found = Attempt.objects.filter(pk=attempt_id).first()
        if found is None:
            return None
        homework = lock(found.homework_id) if write else _as_it_is(found.homework_id)
        score = getattr(found, "score", None)
        if score is None or not can_be_scored(score.evidence):
            return None
        fresh = attempt_of(homework, found)
        before, after = as_heard(fresh), marked_anew(fresh)
        if not differs(before, after):
            return None
        accepted = closed(homework)
        if write and not accepted:
            remark(attempt=fresh, result=after, cause=RESCORE, actor=None)
        return Change(attempt_id, before, after, accepted, write and not accepted)


def _as_it_is(homework_id: UUID) -> Homework:
    return Homework.objects.select_related("assignment__group__branch", "student").get(pk=homework_id)


def _models(proposal: ScoreProposal) -> Models | None:
    if proposal.model is None:
        return None
    return Models(speech=proposal.model, embedding=proposal.embedding_model, marking=proposal.marking_model)
