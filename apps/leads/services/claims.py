"""Claims: who calls a lead now. A claim is a lease, so a caller who went away holds nobody up."""

from datetime import datetime, timedelta

from django.db.models import F, Q, QuerySet
from django.utils import timezone
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
    now = timezone.now()
    with unit_of_work():
        if not _take(Lead.objects.filter(pk=lead.pk), actor, now):
            locked = lock_lead(lead)
            check_not_claimed_by_another(locked, actor)
            raise Conflict(_("This lead is lost, or a pupil already."), code=ErrorCode.LEAD_CLOSED)
        hint_leads_changed(lead.branch_id, lead.pk)
        return Lead.objects.get(pk=lead.pk)


def claim_next_lead(*, actor: User, leads: QuerySet[Lead]) -> Lead:
    """Claim the first of these leads that is not claimed. Two callers at once get two leads.

    Raise NotFound when there is none.
    """
    now = timezone.now()
    with unit_of_work():
        free = leads.filter(_is_free(actor, now)).order_by("next_step_at", F("called_at").asc(nulls_first=True), "pk")
        row = free.select_for_update(no_key=True, skip_locked=True, of=("self",)).first()
        if row is None or not _take(Lead.objects.filter(pk=row.pk), actor, now):
            raise NotFound(_("Nobody is to be called now."))
        hint_leads_changed(row.branch_id, row.pk)
        return Lead.objects.get(pk=row.pk)


def release_lead(*, actor: User, lead: Lead) -> None:
    """End an own claim; another person's stays."""
    own = Lead.objects.filter(pk=lead.pk, claimed_by=actor)
    with unit_of_work():
        if own.update(claimed_by=None, claimed_until=None, updated_at=timezone.now()):
            hint_leads_changed(lead.branch_id, lead.pk)


def check_not_claimed_by_another(lead: Lead, actor: User) -> None:
    """Raise Conflict `lead_claimed` while another person has claimed the lead."""
    other = lead.claimed_by
    if other is not None and other.pk != actor.pk and lead.claimed_until and lead.claimed_until > timezone.now():
        raise Conflict(CLAIMED % {"name": other.full_name}, code=ErrorCode.LEAD_CLAIMED)


def _take(rows: QuerySet[Lead], actor: User, now: datetime) -> int:
    """Write the claim if the lead is free at that moment; one statement decides."""
    free = rows.filter(OPEN_LEADS, _is_free(actor, now))
    return free.update(claimed_by=actor, claimed_until=now + LEASE, updated_at=now)


def _is_free(actor: User, now: datetime) -> Q:
    return Q(claimed_by__isnull=True) | Q(claimed_until__lte=now) | Q(claimed_by=actor)
