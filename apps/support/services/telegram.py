"""What people write to the bot: it opens a ticket, joins one or answers it. Each message counts once, by its key."""

from collections.abc import Sequence
from uuid import UUID

from apps.accounts.models import User
from apps.core.uow import unit_of_work
from apps.moderation.services.writing import lock_writer
from apps.moderation.texts import clean_text
from apps.support.models import MOST_TEXT, Ticket, TicketComment, TicketFile, TicketSource
from apps.support.services.tickets import TicketDraft, answer_ticket, comment_as_reporter, open_ticket

SUBJECT_LENGTH = 120
NO_TEXT = "–"
"""Stands in a comment that is only a file."""


def open_by_telegram(*, reporter: User, text: str, files: Sequence[TicketFile], key: UUID) -> Ticket:
    """Open a ticket of a message to the bot; its first line is the subject. Return that of a message which came before.

    Raise what `open_ticket` raises.
    """
    with unit_of_work():
        lock_writer(reporter)
        known = _find_comment(key)
        if known is not None:
            return known.ticket
        text = clean_text(text, field="text", most=MOST_TEXT)
        subject = text.strip().partition("\n")[0][:SUBJECT_LENGTH]
        draft = TicketDraft(
            source=TicketSource.TELEGRAM, subject=subject, text=text, reporter=reporter, files=files, telegram_key=key
        )
        return open_ticket(draft)


def comment_by_telegram(
    *, ticket: Ticket, author: User, text: str, files: Sequence[TicketFile], key: UUID
) -> TicketComment:
    """Write a message to the bot into an own ticket, or into the one into which it was merged. Return the comment of a
    message which came before.

    Raise what `comment_as_reporter` raises.
    """
    with unit_of_work():
        lock_writer(author)
        known = _find_comment(key)
        if known is not None:
            return known
        while ticket.merged_into is not None:
            ticket = ticket.merged_into
        words = text if text.strip() or not files else NO_TEXT
        return comment_as_reporter(ticket=ticket, author=author, text=words, files=files, telegram_key=key)


def answer_by_telegram(
    *, ticket: Ticket, actor: User, text: str, files: Sequence[TicketFile], key: UUID
) -> TicketComment:
    """Answer a ticket on which the actor works by a message to the bot. Return the comment of a message which came
    before.

    Raise what `answer_ticket` raises.
    """
    with unit_of_work():
        lock_writer(actor)
        known = _find_comment(key)
        if known is not None:
            return known
        words = text if text.strip() or not files else NO_TEXT
        return answer_ticket(actor=actor, ticket=ticket, text=words, files=files, telegram_key=key)


def _find_comment(key: UUID) -> TicketComment | None:
    return TicketComment.objects.select_related("ticket").filter(telegram_key=key).first()
