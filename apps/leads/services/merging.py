"""Merge a double into the lead that is kept: every phone, note and call of both stays."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.core.errors import Conflict, ErrorCode, Invalid
from apps.core.uow import unit_of_work
from apps.leads.models import EntryKind, Lead, LeadContract, LeadEntry, TelegramStranger
from apps.leads.services.claims import check_not_claimed_by_another
from apps.leads.services.leads import add_phones
from apps.leads.services.locks import MERGED, lock_leads
from apps.leads.services.stages import lock_first_stage, lock_stage
from apps.leads.services.timeline import add_entry
from apps.settings.services import write_audit_log

FILLED = ("email", "note", "course", "group", "owner", "form", "consented_at", "tried_on", "student", "membership")
"""What the kept lead takes from the double where it has nothing."""
TOLD = ("email", "course", "group", "owner", "form", "source", "stage", "consented_at", "loss_reason")
"""What of the double stands in the entry of the merge where the kept lead has something else."""


def merge_leads(*, actor: User, keep: Lead, double: Lead) -> Lead:
    """Merge `double` into `keep`, and return it. The timeline of both is one; each entry knows with whom it came.

    The earlier next step stays; what differs else stands in the entry of the merge. A claim of the actor goes over.
    Raise Invalid on "double" for the lead itself and for one of another branch, Conflict `lead_closed` when one of them
    was merged meanwhile, `lead_claimed` while another person calls one, `contract_exists` when both have accounts of
    different pupils or contracts.
    """
    if keep.pk == double.pk:
        raise Invalid.field("double", _("This is the lead itself."))
    with unit_of_work():
        locked = lock_leads([keep.pk, double.pk])
        if len(locked) < 2 or any(lead.merged_at is not None for lead in locked.values()):
            raise Conflict(MERGED, code=ErrorCode.LEAD_CLOSED)
        kept, gone = locked[keep.pk], locked[double.pk]
        if kept.branch_id != gone.branch_id:
            raise Invalid.field("double", _("This lead is of another branch."))
        for lead in (kept, gone):
            check_not_claimed_by_another(lead, actor)
        _check_accounts(kept, gone)
        _bring_over(actor, kept, gone)
        return kept


def _check_accounts(kept: Lead, gone: Lead) -> None:
    contracts = LeadContract.objects.filter(lead__in=[kept, gone]).count()
    different = None not in (kept.student_id, gone.student_id) and kept.student_id != gone.student_id
    if contracts > 1 or different:
        text = _("Both are pupils already: merge their accounts first.")
        raise Conflict(text, code=ErrorCode.CONTRACT_EXISTS)


def _bring_over(actor: User, kept: Lead, gone: Lead) -> None:
    now = timezone.now()
    add_phones(kept, list(gone.phones.order_by("place").values_list("phone", flat=True)))
    LeadEntry.objects.filter(lead=gone, came_with__isnull=True).update(came_with=gone, updated_at=now)
    LeadEntry.objects.filter(lead=gone).update(lead=kept, updated_at=now)
    LeadContract.objects.filter(lead=gone).update(lead=kept, updated_at=now)
    TelegramStranger.objects.filter(lead=gone).update(lead=kept, updated_at=now)
    if gone.note and kept.note and gone.note != kept.note:
        add_entry(kept, EntryKind.NOTE, author=actor, text=gone.note)
    values = {name: getattr(gone, name) for name in FILLED if not getattr(kept, name) and getattr(gone, name)}
    end = _choose_end(kept, gone)
    told = _list_differing(kept, gone, end, values)
    values |= _choose_step(kept, gone, end) | _choose_claim(kept, gone, actor, end)
    if end == "open" and lock_stage(kept.stage).archived_at is not None:
        values["stage"] = lock_first_stage(kept.branch)
    if gone.called_at is not None and (kept.called_at is None or kept.called_at < gone.called_at):
        values["called_at"] = gone.called_at
    values |= _build_end(kept, gone, end)
    # The double lets go first: a membership belongs to one lead.
    Lead.objects.filter(pk=gone.pk).update(
        merged_into=kept,
        merged_at=now,
        claimed_by=None,
        claimed_until=None,
        next_step="",
        next_step_at=None,
        reminded_at=None,
        membership=None,
        updated_at=now,
    )
    Lead.objects.filter(merged_into=gone).update(merged_into=kept, updated_at=F("updated_at"))
    changed = kept.apply_changes(values)
    kept.save(update_fields=[*changed, "updated_at"])
    add_entry(kept, EntryKind.MERGE, author=actor, double=str(gone.pk), name=gone.name, **told)
    write_audit_log(actor, "leads.merge", kept, {"double": (None, str(gone.pk))})


def _choose_end(kept: Lead, gone: Lead) -> str:
    """Return how the kept lead ends: as a pupil if either is one, else open if either is open."""
    states = {kept.state, gone.state}
    return next(state for state in ("converted", "open", "lost") if state in states)


def _build_end(kept: Lead, gone: Lead, end: str) -> dict[str, Any]:
    """Return the columns of an end that is not the kept lead's own."""
    if end == kept.state:
        return {}
    became = {"converted_at": gone.converted_at, "converted_by": gone.converted_by} if end == "converted" else {}
    return {**became, "lost_at": None, "loss_reason": ""}


def _choose_step(kept: Lead, gone: Lead, end: str) -> dict[str, Any]:
    """Return the columns of the next step: of an open lead the earlier one, of another none."""
    if end != "open":
        return {"next_step": "", "next_step_at": None, "reminded_at": None}
    lead = min((lead for lead in (kept, gone) if lead.next_step_at), key=_get_step_time, default=kept)
    return {name: getattr(lead, name) for name in ("next_step", "next_step_at", "reminded_at")}


def _choose_claim(kept: Lead, gone: Lead, actor: User, end: str) -> dict[str, Any]:
    """Return the columns of the claim: the actor's own of either lead, the one that holds longer."""
    if end != "open":
        return {"claimed_by": None, "claimed_until": None}
    own = [lead.claimed_until for lead in (kept, gone) if lead.claimed_by_id == actor.pk and lead.claimed_until]
    return {"claimed_by": actor, "claimed_until": max(own)} if own else {}


def _list_differing(kept: Lead, gone: Lead, end: str, values: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the double says else, JSON-safe, and the next steps that do not stay."""
    stay = _choose_step(kept, gone, end)["next_step_at"]
    steps = [
        {"text": lead.next_step, "at": lead.next_step_at.isoformat()}
        for lead in (kept, gone)
        if lead.next_step_at and lead.next_step_at != stay
    ]
    differing = {
        name: str(getattr(gone, name))
        for name in TOLD
        if name not in values and getattr(gone, name) and getattr(gone, name) != getattr(kept, name)
    }
    return ({"steps": steps} if steps else {}) | ({"differing": differing} if differing else {})


def _get_step_time(lead: Lead) -> datetime:
    assert lead.next_step_at is not None
    return lead.next_step_at
