"""Whether an answer of the office goes to a Telegram chat with its words, and what those are when it is sent.

Other notices of tickets hold no words: they stay on this server. Who wrote last in the bot has chosen Telegram.
"""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import override

from apps.notifications.addresses import get_contact_address
from apps.notifications.channels import Channel
from apps.notifications.preferences import choose_channels, is_type_muted
from apps.notifications.types import get_notification_types_by_name
from apps.support.models import Ticket, TicketComment

ANSWERED = "support.answered"
RESOLVED, RESOLVED_AGAIN = "support.resolved", "support.resolved_again"
TELEGRAM_ANSWER = "support.telegram_answer"
TO_REPORTER = (ANSWERED, RESOLVED, RESOLVED_AGAIN, TELEGRAM_ANSWER)
"""Notices to the reporter of a ticket; a reply to one of them in Telegram goes into the ticket."""
TO_STAFF = ("support.opened", "support.assigned", "support.commented", "support.warning", "support.breach")
"""Notices to who works on a ticket; a reply to one of them in Telegram answers the ticket."""


def goes_with_words(ticket: Ticket) -> bool:
    """Return whether the reporter of a ticket gets answers in Telegram with their words: the reporter wrote last in the
    bot, and wants and can get such notices there.
    """
    if ticket.reporter is None or not wrote_last_by_telegram(ticket):
        return False
    choice = choose_channels(ticket.reporter, get_notification_types_by_name()[ANSWERED])
    reached = get_contact_address(ticket.reporter, Channel.TELEGRAM, ANSWERED)
    return Channel.TELEGRAM in choice.external and not reached.reason


def wrote_last_by_telegram(ticket: Ticket) -> bool:
    """Return whether the newest text of the reporter was written in the bot."""
    own = TicketComment.objects.filter(ticket=ticket, is_of_reporter=True).order_by("-created_at", "-id")
    return own.values_list("telegram_key", flat=True).first() is not None


def get_words(data: Mapping[str, Any]) -> Mapping[str, str] | None:
    """Return the words of an answer for a notice that is sent now. None when it is gone, when its reader switched such
    notices off, or has written in the app since.
    """
    rows = TicketComment.objects.select_related("ticket__reporter").filter(is_internal=False, is_of_reporter=False)
    comment = rows.filter(pk=UUID(data["comment"])).first()
    reader = comment.ticket.reporter if comment is not None else None
    if comment is None or reader is None or not wrote_last_by_telegram(comment.ticket):
        return None
    if is_type_muted(reader, get_notification_types_by_name()[ANSWERED], Channel.TELEGRAM):
        return None
    with override(reader.locale):
        has_files = comment.files.exists()
        about_files = [_("The office has sent files: open them in the app.")] if has_files else []
    return {"text": "\n".join([*filter(None, [comment.text]), *about_files])}
