"""Claims: who calls a lead now. A claim is a lease by the clock of the database, so a caller who went away holds nobody
up.
"""

from datetime import timedelta

from django.db.models import F, Q, QuerySet
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.core.errors import Conflict, ErrorCode, NotFound
from apps.core.uow import unit_of_work
from apps.leads.events import hint_leads_changed
from apps.leads.models import OPEN_LEADS, Lead
from apps.leads.services.locks import lock_lead

LEASE = timedelta(minutes=10)
"""How long a claim holds; claiming again renews it."""
CLAIMED = _("%(name)s calls this lead now.")


def claim_lead(*, actor: User, lead: Lead) -> Lead:
    """Claim an open lead for `LEASE`, or renew an own claim. Of two people at once one gets it.

    Raise Conflict `lead_claimed` while another person has it, `lead_closed` for one that is not open.
    """
    with unit_of_work():
        if not _take(Lead.objects.filter(pk=lead.pk), actor):
            locked = lock_lead(lead)
            check_not_claimed_by_another(locked, actor)
            raise Conflict(_("This lead is lost, or a pupil already."), code=ErrorCode.LEAD_CLOSED)
        hint_leads_changed(lead.branch_id, lead.pk)
        return Lead.objects.get(pk=lead.pk)


def claim_next_lead(*, actor: User, leads: QuerySet[Lead]) -> Lead:
    """Claim the first of these leads that is not claimed. Two callers at once get two leads.

    Raise NotFound when there is none.
    """
    with unit_of_work():
        free = leads.filter(_is_free(actor)).order_by("next_step_at", F("called_at").asc(nulls_first=True), "pk")
        row = free.select_for_update(no_key=True, skip_locked=True, of=("self",)).first()
        if row is None or not _take(Lead.objects.filter(pk=row.pk), actor):
            raise NotFound(_("Nobody is to be called now."))
        hint_leads_changed(row.branch_id, row.pk)
        return Lead.objects.get(pk=row.pk)


def release_lead(*, actor: User, lead: Lead) -> None:
    """End an own claim; another person's stays."""
    own = Lead.objects.filter(pk=lead.pk, claimed_by=actor)
    with unit_of_work():
        if own.update(claimed_by=None, claimed_until=None, updated_at=Now()):
            hint_leads_changed(lead.branch_id, lead.pk)


def check_not_claimed_by_another(lead: Lead, actor: User) -> None:
    """Raise Conflict `lead_claimed` while another person has claimed the lead."""
    other = lead.claimed_by
    if other is None or other.pk == actor.pk:
        return
    if Lead.objects.filter(pk=lead.pk, claimed_until__gt=Now()).exists():
        raise Conflict(CLAIMED % {"name": other.full_name}, code=ErrorCode.LEAD_CLAIMED)


def _take(rows: QuerySet[Lead], actor: User) -> int:
    """Write the claim if the lead is free; one statement decides."""
    free = rows.filter(OPEN_LEADS, _is_free(actor))
    return free.update(claimed_by=actor, claimed_until=Now() + LEASE, updated_at=Now())


def _is_free(actor: User) -> Q:
    return Q(claimed_by__isnull=True) | Q(claimed_until__lte=Now()) | Q(claimed_by=actor)
