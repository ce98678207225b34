"""Merge a double into the lead that is kept: every phone, note and call of both stays."""

from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.core.errors import Conflict, ErrorCode, Invalid
from apps.core.uow import unit_of_work
from apps.leads.models import EntryKind, Lead, LeadContract, LeadEntry
from apps.leads.services.leads import add_phones
from apps.leads.services.locks import MERGED, lock_leads
from apps.leads.services.timeline import add_entry
from apps.settings.services import write_audit_log

FILLED = ("email", "note", "course", "group", "owner", "form", "consented_at", "tried_on", "student", "membership")
"""What the kept lead takes from the double where it has nothing."""


def merge_leads(*, actor: User, keep: Lead, double: Lead) -> Lead:
    """Merge `double` into `keep`, and return it. The timeline of both is one; each entry knows with whom it came.

    Raise Invalid on "double" for the lead itself and for one of another branch, Conflict `lead_closed` when one of them
    was merged meanwhile, `contract_exists` when both have accounts of different pupils or contracts.
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
    if gone.note and kept.note and gone.note != kept.note:
        add_entry(kept, EntryKind.NOTE, author=actor, text=gone.note)
    values = {name: getattr(gone, name) for name in FILLED if not getattr(kept, name) and getattr(gone, name)}
    if kept.next_step_at is None and gone.next_step_at is not None and kept.state == "open":
        values |= {"next_step": gone.next_step, "next_step_at": gone.next_step_at, "reminded_at": gone.reminded_at}
    if gone.called_at is not None and (kept.called_at is None or kept.called_at < gone.called_at):
        values["called_at"] = gone.called_at
    values |= _choose_end(kept, gone)
    # The double lets go first: a membership belongs to one lead.
    Lead.objects.filter(pk=gone.pk).update(
        merged_into=kept,
        merged_at=now,
        claimed_by=None,
        claimed_until=None,
        next_step="",
        next_step_at=None,
        membership=None,
        updated_at=now,
    )
    Lead.objects.filter(merged_into=gone).update(merged_into=kept, updated_at=F("updated_at"))
    changed = kept.apply_changes(values)
    kept.save(update_fields=[*changed, "updated_at"])
    add_entry(kept, EntryKind.MERGE, author=actor, double=str(gone.pk), name=gone.name)
    write_audit_log(actor, "leads.merge", kept, {"double": (None, str(gone.pk))})


def _choose_end(kept: Lead, gone: Lead) -> dict[str, object]:
    """Return how the kept lead ended: as a pupil if either is one, else open if either is open."""
    if gone.converted_at is not None and kept.converted_at is None:
        became = {"converted_at": gone.converted_at, "converted_by": gone.converted_by}
        return {**became, "lost_at": None, "loss_reason": "", "next_step": "", "next_step_at": None}
    if kept.lost_at is not None and gone.state == "open":
        return {"lost_at": None, "loss_reason": ""}
    return {}
