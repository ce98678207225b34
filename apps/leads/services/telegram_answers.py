"""Answers of the office to who asked the Telegram bot without an account, from the page of the lead."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.accounts import rate_limits
from apps.accounts.models import User
from apps.core import sealing
from apps.core.durations import DAY
from apps.core.errors import Conflict, ErrorCode, Invalid
from apps.core.uow import unit_of_work
from apps.leads.contacts import clean_text
from apps.leads.models import EntryKind, Lead, LeadEntry, LeadSource, TelegramStranger
from apps.leads.services.locks import lock_open_lead
from apps.leads.services.timeline import add_entry
from apps.messaging.services import enqueue_telegram
from apps.settings.queries import get_system_settings

PURPOSE = "telegram strangers' chats"
ANSWERS_AN_HOUR = 20
LIFETIME = DAY
"""So long Telegram is tried while it is away."""
NO_CHAT = _("This person has not written to the bot in the last 30 days. Call them.")


def seal_chat(stranger: TelegramStranger, chat_id: int) -> bytes:
    """Return the id of a chat, sealed for its row."""
    return sealing.seal(str(chat_id).encode(), purpose=PURPOSE, row_id=stranger.pk)


def answer_in_telegram(*, actor: User, lead: Lead, text: str) -> LeadEntry:
    """Send a text into the chat in which an open lead wrote last; it stands in the timeline as a note that was sent.

    Raise Invalid on "text" for an empty one; Conflict `lead_closed` for a lead that is not open, `no_chat` where nobody
    wrote to the bot, or too long ago; TooMany after ANSWERS_AN_HOUR to a lead.
    """
    words = clean_text(text)
    if not words:
        raise Invalid.field("text", _("Enter a text."))
    with unit_of_work():
        locked = lock_open_lead(lead)
        chat_id = _find_chat(locked)
        if not chat_id:
            raise Conflict(NO_CHAT, code=ErrorCode.NO_CHAT)
        rate_limits.enforce_limit("leads:answers", str(locked.pk), times=ANSWERS_AN_HOUR, seconds=3600)
        message = f"{get_system_settings().centre_name}:\n{words}"
        enqueue_telegram(to=chat_id, text=message, until=timezone.now() + LIFETIME)
        return add_entry(locked, EntryKind.NOTE, author=actor, text=words, sent=LeadSource.TELEGRAM)


def _find_chat(lead: Lead) -> str:
    """Return the id of the chat in which a lead wrote last, "" for none that can be opened."""
    row = TelegramStranger.objects.filter(lead=lead).exclude(sealed_chat=b"").order_by("-wrote_at").first()
    if row is None:
        return ""
    try:
        return sealing.unseal(bytes(row.sealed_chat), purpose=PURPOSE, row_id=row.pk).decode()
    except sealing.UnsealError:
        return ""
