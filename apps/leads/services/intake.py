"""Take what strangers send: site forms, Meta, the Telegram bot. Whoever is known already does not become two leads."""

from dataclasses import replace

from django.db import connection
from django.utils.translation import gettext_lazy as _

from apps.accounts.queries import list_permission_holders
from apps.core.errors import Invalid
from apps.core.uow import unit_of_work
from apps.core.validators import InvalidValue
from apps.leads.contacts import Contact, clean_phones, clean_text
from apps.leads.doubles import find_sure_double
from apps.leads.models import EntryKind, Lead
from apps.leads.services.leads import LeadDraft, add_phones, create_lead, reopen_lead
from apps.leads.services.locks import lock_lead
from apps.leads.services.timeline import add_entry
from apps.notifications.services import notify
from apps.settings.models import Branch
from apps.settings.queries import get_system_settings

OTHER_WORDS = _("Could not be read as a phone: %(text)s")


def take_contact(draft: LeadDraft, *, strict: bool = True) -> Lead:
    """Return the lead of somebody who wrote: the open or lost one who surely is the person, else a new one.

    What they wrote is added to the timeline; a lost lead opens again. The office of the branch is notified. `strict`:
    raise Invalid on "phones" for one that is none; else it stays in the note. Raise Invalid on "name".
    """
    draft = _read_phones(draft, strict=strict)
    contact = Contact(draft.name, frozenset(draft.phones))
    with unit_of_work():
        _lock_phones(draft.branch, contact)
        known = find_sure_double(draft.branch, contact)
        lead = create_lead(actor=None, draft=draft) if known is None else _add_to(known, draft)
        _notify_office(lead)
        return lead


def _read_phones(draft: LeadDraft, *, strict: bool) -> LeadDraft:
    foreign = get_system_settings().foreign_phones
    good, bad = [], []
    for value in draft.phones:
        try:
            good += clean_phones([value], allow_foreign=foreign)
        except InvalidValue as error:
            if strict:
                raise Invalid.field("phones", error.message) from error
            bad.append(value)
    note = "\n".join([draft.note, *(str(OTHER_WORDS % {"text": value[:40]}) for value in bad)]).strip()
    return replace(draft, phones=list(dict.fromkeys(good)), note=note)


def _add_to(known: Lead, draft: LeadDraft) -> Lead:
    locked = lock_lead(known)
    if locked.lost_at is not None:
        locked = reopen_lead(actor=None, lead=locked)
    add_phones(locked, draft.phones)
    add_entry(locked, EntryKind.CREATED, author=None, text=clean_text(draft.note), source=draft.source)
    return locked


def _lock_phones(branch: Branch, contact: Contact) -> None:
    """Let others who send the same phone wait until the commit: they are to find this lead."""
    with connection.cursor() as cursor:
        for phone in sorted(contact.phones):
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"lead:{branch.pk}:{phone}"])


def _notify_office(lead: Lead) -> None:
    """Notify the owner of a lead, else who works with leads in its branch; many leads are one unread notice."""
    if lead.owner is not None:
        people = [lead.owner]
    else:
        holders = list_permission_holders("leads.work")
        near = set(lead.branch.staff.values_list("pk", flat=True))
        people = [person for person in holders if person.all_branches or person.pk in near]
    for person in people:
        data = {"name": lead.name, "branch": lead.branch.name, "lead": str(lead.pk)}
        notify(user=person, type="leads.received", data=data, group=f"leads:{lead.branch_id}")
