"""Leads that may be one person: a common phone, or one name in any spelling."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from apps.leads.contacts import Contact, Likeness, are_names_compatible, is_double, is_full_name, list_likeness
from apps.leads.models import OPEN_LEADS, Lead, LeadPhone
from apps.settings.models import Branch

MOST_DOUBLES = 50


@dataclass(frozen=True)
class LikelyDouble:
    """A lead that may be another one. `is_sure`: a common phone and the same given names, and not two pupils."""

    lead: Lead
    reasons: list[Likeness]
    is_sure: bool


def get_contact(lead: Lead) -> Contact:
    """Return name and phones of a lead; its phones must be loaded, or it costs a query."""
    return Contact(lead.name, frozenset(row.phone for row in lead.phones.all()))


def list_doubles(lead: Lead, among: QuerySet[Lead]) -> list[LikelyDouble]:
    """Return leads of `among` that share a phone or the whole name with a lead, the surest first; four queries at most.

    Those with a common phone come first, the newest of them; then namesakes, as many as there is room for.
    """
    contact = get_contact(lead)
    same_phone = Q(pk__in=LeadPhone.objects.filter(phone__in=contact.phones).values("lead"))
    others = among.exclude(pk=lead.pk)
    rows = list(others.filter(same_phone).order_by("-pk")[:MOST_DOUBLES]) if contact.phones else []
    if is_full_name(lead.name):
        namesakes = others.filter(name_key=lead.name_key).exclude(pk__in=[row.pk for row in rows])
        rows += namesakes.order_by("-pk")[: MOST_DOUBLES - len(rows)]
    found = [
        LikelyDouble(row, list_likeness(contact, other), is_double(contact, other) and not _are_two_pupils(lead, row))
        for row in rows
        for other in (get_contact(row),)
    ]
    return sorted(
        (double for double in found if double.reasons), key=lambda double: (not double.is_sure, double.lead.pk)
    )


def find_sure_double(branch: Branch, contact: Contact) -> Lead | None:
    """Return the newest open lead of a branch who is surely this person, else the newest lost one; None without.

    None too where the contact fits leads that are not surely one: `Hasan` of two cousins.
    """
    if not contact.phones:
        return None
    mine = LeadPhone.objects.filter(phone__in=contact.phones, lead__branch=branch).values("lead")
    rows = Lead.objects.filter(pk__in=mine, merged_at__isnull=True, converted_at__isnull=True)
    rows = rows.prefetch_related("phones")
    for state in (OPEN_LEADS, Q(lost_at__isnull=False)):
        near = [(row, get_contact(row)) for row in rows.filter(state).order_by("-pk")[:MOST_DOUBLES]]
        found = [(row, other) for row, other in near if is_double(contact, other)]
        if found:
            newest, known = found[0]
            return newest if all(are_names_compatible(known.name, other.name) for _row, other in found) else None
    return None


def _are_two_pupils(one: Lead, other: Lead) -> bool:
    return None not in (one.student_id, other.student_id) and one.student_id != other.student_id
