"""Questions of strangers to the Telegram bot: one lead for a chat while it is open; what comes later is added to it."""

from enum import StrEnum
from uuid import UUID

from django.utils import timezone

from apps.accounts import rate_limits
from apps.core.errors import TooMany
from apps.core.uow import unit_of_work
from apps.core.validators import InvalidValue
from apps.leads.contacts import MOST_PHONES, clean_name, clean_text
from apps.leads.models import NAME, NOTE, OPEN_LEADS, EntryKind, Lead, LeadSource, TelegramStranger
from apps.leads.services.intake import notify_office, read_draft, take_contact
from apps.leads.services.leads import LeadDraft, add_phones
from apps.leads.services.locks import lock_leads
from apps.leads.services.telegram_answers import seal_chat
from apps.leads.services.timeline import add_entry
from apps.settings.queries import get_default_branch

LEADS_AN_HOUR = 100
"""New leads of all strangers together."""
NO_NAME = "Telegram"


class Taken(StrEnum):
    """What became of a message: `greeted`: nothing, its writer is told first where it goes."""

    GREETED = "greeted"
    OPENED = "opened"
    ADDED = "added"
    FULL = "full"


def greet_stranger(*, chat: str) -> None:
    """Note that the stranger of a chat is told where questions go; the next text is one."""
    with unit_of_work():
        _lock_stranger(chat)


def take_from_stranger(*, chat: str, chat_id: int, key: UUID, name: str, text: str = "", phone: str = "") -> Taken:
    """Take a text or the own phone of a stranger; `key` names the message, which counts once. `chat_id` is kept sealed,
    so that the office can answer.

    The first message of a chat is not kept. The next one makes a lead of the default branch, or joins the one who
    surely is this person; what comes later is a note of it while it is open. `full`: LEADS_AN_HOUR were made, and
    nothing is kept.
    """
    with unit_of_work():
        stranger, is_new = _lock_stranger(chat)
        text = clean_text(text)
        if is_new or not (text or phone):
            return Taken.GREETED
        if stranger.last_key == key:
            return Taken.ADDED
        lead = _lock_open_lead(stranger)
        is_opened = lead is None
        if lead is None:
            try:
                rate_limits.enforce_limit("leads:telegram", "all", times=LEADS_AN_HOUR, seconds=3600)
            except TooMany:
                return Taken.FULL
            lead = _open_lead(name, text, phone)
        else:
            _add(lead, text, phone)
        stranger.lead, stranger.last_key, stranger.wrote_at = lead, key, timezone.now()
        stranger.sealed_chat = seal_chat(stranger, chat_id)
        stranger.save(update_fields=["lead", "last_key", "wrote_at", "sealed_chat", "updated_at"])
        return Taken.OPENED if is_opened else Taken.ADDED


def _lock_stranger(chat: str) -> tuple[TelegramStranger, bool]:
    """Return the locked row of a chat, and whether it is new."""
    new = TelegramStranger(chat=chat, wrote_at=timezone.now())
    TelegramStranger.objects.bulk_create([new], ignore_conflicts=True)
    row = TelegramStranger.objects.select_for_update().get(chat=chat)
    return row, row.pk == new.pk


def _lock_open_lead(stranger: TelegramStranger) -> Lead | None:
    """Return the lead of a chat, locked, while it is open: of one that was merged, the one that was kept."""
    key = stranger.lead_id
    while key is not None:
        lead = lock_leads([key]).get(key)
        if lead is None or lead.merged_at is None:
            return lead if lead is not None and Lead.objects.filter(OPEN_LEADS, pk=lead.pk).exists() else None
        key = lead.merged_into_id
    return None


def _open_lead(name: str, text: str, phone: str) -> Lead:
    draft = LeadDraft(
        branch=get_default_branch(),
        name=_clean_name(name),
        source=LeadSource.TELEGRAM,
        phones=[phone] if phone else [],
        note=text[:NOTE],
    )
    lead = take_contact(draft, strict=False)
    _add_notes(lead, text[NOTE:])
    return lead


def _add(locked: Lead, text: str, phone: str) -> None:
    """Add what a stranger wrote to the own lead, which waits for a call again unless it has a next step."""
    draft = LeadDraft(
        branch=locked.branch, name=locked.name, source=locked.source, phones=[phone] if phone else [], note=text
    )
    if phone:
        draft = read_draft(draft, strict=False)
        add_phones(locked, draft.phones, most=MOST_PHONES)
        _add_notes(locked, ", ".join(draft.phones) or draft.note)
    _add_notes(locked, text)
    if locked.next_step_at is None and locked.called_at is not None:
        locked.called_at = None
        locked.save(update_fields=["called_at", "updated_at"])
    notify_office(locked)


def _add_notes(lead: Lead, text: str) -> None:
    """Add notes with a long text in parts."""
    for start in range(0, len(text), NOTE):
        add_entry(lead, EntryKind.NOTE, author=None, text=text[start : start + NOTE], source=LeadSource.TELEGRAM)


def _clean_name(name: str) -> str:
    try:
        return clean_name(name[:NAME])
    except InvalidValue:
        return NO_NAME
