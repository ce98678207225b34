"""`/office`: write to the office, with a picture or file; it becomes a ticket. And replies to notices of tickets.

A message becomes a ticket or a comment once, also when its update comes twice. All limits of tickets hold.
"""

from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from apps.core.errors import Invalid, TooLarge
from apps.messaging.telegram.files import download_file
from apps.notifications.models import NotificationLog
from apps.notifications.queries import find_telegram_delivery
from apps.portal.telegram.chat import LinkedChat, build_update_key
from apps.support.access import get_own_ticket, get_worked_ticket
from apps.support.services.files import MOST_BYTES, add_file
from apps.support.services.telegram import answer_by_telegram, comment_by_telegram, open_by_telegram
from apps.support.telegram_words import TO_REPORTER, TO_STAFF

OPEN_STEP, ADD_STEP = "office", "office_more"


def ask_for_text(chat: LinkedChat) -> None:
    """Ask what it is about."""
    chat.wait_for_answer(OPEN_STEP, {})
    chat.reply(_("Write to the office in one message. You may write it under a picture or a file."))


def open_ticket(chat: LinkedChat) -> None:
    """Open a ticket of the text and its file; what comes next is added to it. Raise what `open_by_telegram` raises."""
    if not chat.update.text.strip():
        raise Invalid.field("text", _("Please write under the picture or file what it is about."))
    ticket = open_by_telegram(
        reporter=chat.user, text=_get_text(chat), files=chat.files, key=build_update_key(chat.update)
    )
    chat.wait_for_answer(ADD_STEP, {"ticket": str(ticket.pk)})
    text = _("Ticket {number} is open. What you write or send here in the next 15 minutes is added to it.")
    chat.reply(text.format(number=ticket.number))


def add_to_ticket(chat: LinkedChat, data: dict[str, Any]) -> None:
    """Add the text or file to the ticket of `data`. Raise what `comment_by_telegram` raises, NotFound when the ticket
    is not the user's.
    """
    ticket = get_own_ticket(chat.user, UUID(data["ticket"]))
    comment = comment_by_telegram(
        ticket=ticket, author=chat.user, text=_get_text(chat), files=chat.files, key=build_update_key(chat.update)
    )
    chat.wait_for_answer(ADD_STEP, {"ticket": str(comment.ticket_id)})
    chat.reply(_("Added to ticket {number}.").format(number=comment.ticket.number))


def answer_ticket(chat: LinkedChat, data: dict[str, Any]) -> None:
    """Answer the ticket of `data`, or the one into which it was merged, with the text or file. Raise what
    `answer_by_telegram` raises, NotFound when the user does not work on it.
    """
    ticket = get_worked_ticket(chat.user, UUID(data["ticket"]))
    while ticket.merged_into_id is not None:
        ticket = get_worked_ticket(chat.user, ticket.merged_into_id)
    answer_by_telegram(
        ticket=ticket, actor=chat.user, text=_get_text(chat), files=chat.files, key=build_update_key(chat.update)
    )
    chat.reply(_("Your answer went out, ticket {number}.").format(number=ticket.number))


def find_answered_notice(chat: LinkedChat) -> NotificationLog | None:
    """Return the notice of a ticket to which the user's message replies; None for other messages."""
    if not chat.update.reply_to:
        return None
    types, since = (*TO_REPORTER, *TO_STAFF), chat.link.linked_at
    return find_telegram_delivery(chat.user, str(chat.update.reply_to), types=types, since=since)


def is_for_staff(notice: NotificationLog) -> bool:
    """Return whether a notice went to the user as to somebody who works on the ticket."""
    return notice.type in TO_STAFF


def store_file(chat: LinkedChat) -> None:
    """Load the file of the message and store it, outside the transaction; nothing for a text.

    Raise what `download_file` and `add_file` raise.
    """
    update = chat.update
    if not update.file_id:
        return
    if update.file_size > MOST_BYTES:
        raise TooLarge()
    upload = download_file(update.file_id, name=update.file_name, most=MOST_BYTES)
    if upload is None:
        raise Invalid.field("file", _("Telegram did not give this file. Please send it again."))
    chat.files = [add_file(owner=chat.user, upload=upload)]


def refuse_file(chat: LinkedChat) -> None:
    """Say where files go."""
    chat.reply(_("To send a file to the office, choose /office first."))


def _get_text(chat: LinkedChat) -> str:
    return chat.update.text.replace("\x00", "").strip()
