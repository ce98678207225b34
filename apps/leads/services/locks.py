"""Locks of leads: rows are locked in the order of their ids."""

from collections.abc import Collection
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from apps.core.errors import Conflict, ErrorCode, NotFound
from apps.leads.models import Lead

CLOSED = _("This lead is lost, or a pupil already.")
MERGED = _("This lead was merged into another.")


def lock_lead(lead: Lead) -> Lead:
    """Return the lead, locked until the commit. Raise NotFound when it is gone, Conflict when it was merged."""
    rows = Lead.objects.select_for_update(no_key=True, of=("self",))
    locked = rows.select_related("branch", "stage", "claimed_by", "student").filter(pk=lead.pk).first()
    if locked is None or locked.erased_at is not None:
        raise NotFound()
    if locked.merged_at is not None:
        raise Conflict(MERGED, code=ErrorCode.LEAD_CLOSED)
    return locked


def lock_open_lead(lead: Lead) -> Lead:
    """As `lock_lead`; raise Conflict `lead_closed` also for a lost lead and for one who became a pupil."""
    locked = lock_lead(lead)
    if locked.state != "open":
        raise Conflict(CLOSED, code=ErrorCode.LEAD_CLOSED)
    return locked


def lock_leads(ids: Collection[UUID]) -> dict[UUID, Lead]:
    """Return several leads by id, locked until the commit, in one order for all."""
    rows = Lead.objects.select_for_update(no_key=True, of=("self",)).filter(pk__in=ids).order_by("pk")
    return {lead.pk: lead for lead in rows}
