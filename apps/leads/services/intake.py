"""Take what strangers send: site forms, Meta, the Telegram bot. Whoever is known already does not become two leads."""

from collections.abc import Collection
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext_lazy as _

from apps.core.errors import Invalid
from apps.core.uow import unit_of_work
from apps.core.validators import InvalidValue, validate_field
from apps.leads.contacts import MOST_PHONES, Contact, clean_name, clean_phones, clean_text
from apps.leads.doubles import find_sure_double
from apps.leads.models import NOTE, EntryKind, Lead
from apps.leads.services.leads import LeadDraft, add_phones, create_lead, reopen_lead
from apps.leads.services.locks import lock_leads
from apps.leads.services.office import choose_people_to_notify, list_office
from apps.leads.services.timeline import add_entry
from apps.notifications.services import notify
from apps.settings.models import Branch
from apps.settings.queries import get_system_settings

OTHER_WORDS = _("Could not be read as a phone: %(text)s")
MORE = 20_000
"""Characters of a long note that its entry keeps beside the note."""
TRIES = 3
FILLED = ("email", "course", "group", "form", "consented_at")
"""What a known lead takes from an answer where it has nothing."""


def take_contact(draft: LeadDraft, *, strict: bool = True) -> Lead:
    """Return the lead of somebody who wrote: the open or lost one who surely is the person, else a new one.

    What they wrote is added to the timeline; a lost lead opens again, and both wait for a call. The office of the
    branch is notified. Raise as `read_draft`.
    """
    draft = read_draft(draft, strict=strict)
    contact = Contact(draft.name, frozenset(draft.phones))
    with unit_of_work():
        _lock_phones(draft.branch, contact)
        known = _lock_known(draft.branch, contact)
        lead = create_lead(actor=None, draft=draft) if known is None else _add_to(known, draft)
        notify_office(lead)
        return lead


def read_draft(draft: LeadDraft, *, strict: bool = True) -> LeadDraft:
    """Return a draft as it can be stored; the end of a long note goes into its `more`. `strict`: raise Invalid on
    "phones" for one that is none; else it stays in the note. Raise Invalid on "name".
    """
    draft = replace(draft, name=validate_field("name", clean_name, draft.name))
    foreign = get_system_settings().foreign_phones
    good, bad = [], []
    for value in draft.phones:
        try:
            good += clean_phones([value], allow_foreign=foreign)
        except InvalidValue as error:
            if strict:
                raise Invalid.field("phones", error.message) from error
            bad.append(value)
    phones = list(dict.fromkeys(good))
    others = [*(str(OTHER_WORDS % {"text": value[:40]}) for value in bad), *phones[MOST_PHONES:]]
    note = clean_text("\n".join([draft.note, *others]))
    more = {**draft.more, "more": note[NOTE : NOTE + MORE]} if len(note) > NOTE else draft.more
    return replace(draft, phones=phones[:MOST_PHONES], note=note[:NOTE], more=more)


def _lock_known(branch: Branch, contact: Contact) -> Lead | None:
    """Return the lead that surely is this person, locked: of one that was merged meanwhile, the one that was kept."""
    for _try in range(TRIES):
        known = find_sure_double(branch, contact)
        if known is None:
            return None
        lead = _lock_kept(known.pk)
        if lead is not None and lead.converted_at is None:
            return lead
    return None


def _lock_kept(pk: UUID) -> Lead | None:
    lead = lock_leads([pk]).get(pk)
    if lead is None or lead.merged_at is None:
        return lead
    return _lock_kept(lead.merged_into_id) if lead.merged_into_id else None


def _add_to(locked: Lead, draft: LeadDraft) -> Lead:
    """Add an answer to a known lead: what it lacks into its columns, and all of it into the timeline."""
    if locked.lost_at is not None:
        locked = reopen_lead(actor=None, lead=locked)
    values = {name: getattr(draft, name) for name in FILLED if getattr(draft, name) and not getattr(locked, name)}
    if locked.next_step_at is None:
        values["called_at"] = None
    if changed := locked.apply_changes(values):
        locked.save(update_fields=[*changed, "updated_at"])
    known = set(add_phones(locked, draft.phones, most=MOST_PHONES)) | {row.phone for row in locked.phones.all()}
    add_entry(
        locked,
        EntryKind.CREATED,
        author=None,
        text=draft.note,
        source=draft.source,
        **_list_answers(draft, [phone for phone in draft.phones if phone not in known]),
    )
    return locked


def _list_answers(draft: LeadDraft, phones: Collection[str]) -> dict[str, Any]:
    """Return what an answer says beside its note, JSON-safe; `phones`: those for which the lead has no room."""
    told = {
        "name": draft.name,
        "email": draft.email,
        "course": str(draft.course) if draft.course else "",
        "group": str(draft.group) if draft.group else "",
        "form": draft.form.name if draft.form else "",
        "consented_at": draft.consented_at.isoformat() if draft.consented_at else "",
        "phones": list(phones),
    }
    return {**draft.more, **{name: value for name, value in told.items() if value}}


def _lock_phones(branch: Branch, contact: Contact) -> None:
    """Let others who send the same phone wait until the commit: they are to find this lead."""
    with connection.cursor() as cursor:
        for phone in sorted(contact.phones):
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"lead:{branch.pk}:{phone}"])


def notify_office(lead: Lead) -> None:
    """Notify who is to know of a lead; many leads are one unread notice."""
    for person in choose_people_to_notify(lead, list_office()):
        data = {"name": lead.name, "branch": lead.branch.name, "lead": str(lead.pk)}
        notify(user=person, type="leads.received", data=data, group=f"leads:{lead.branch_id}")
