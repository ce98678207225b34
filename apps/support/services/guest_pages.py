"""The page of a ticket for who has no account: the link in an e-mail about it opens it.

The link is signed and goes to the address of the ticket only. Who has it reads answers, writes, closes and rates as the
one who asked.
"""

import re
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.utils.translation import gettext_lazy as _

from apps.accounts import rate_limits
from apps.core.durations import DAY
from apps.core.errors import Invalid
from apps.support.models import Ticket, TicketComment
from apps.support.queries import with_people
from apps.support.services.tickets import comment_as_reporter

SALT = "apps.support.guest_pages"
LIFETIME = 180 * DAY
TEXTS_AN_HOUR = 20
GONE = _("This link is not valid any more. Answer one of our letters, or write a new request.")
LINK = re.compile(r"#ticket=[\w.:-]+")


def build_token(ticket: Ticket) -> str:
    """Return what opens the page of a ticket for LIFETIME; a new one for each e-mail."""
    return signing.TimestampSigner(sep=".", salt=SALT).sign(f"{ticket.pk.hex}")


def build_page_link(ticket: Ticket) -> str:
    """Return the address of the page of a guest's ticket. Its token stands after the #: servers do not get it."""
    return f"{settings.ENV.frontend_url.rstrip('/')}/support#ticket={build_token(ticket)}"


def hide_page_links(text: str) -> str:
    """Return a text, such as what an e-mail quotes, without tokens of pages: they are for who asked only."""
    return LINK.sub("#ticket=…", text)


def get_guest_ticket(token: str) -> Ticket:
    """Return the ticket that a link opens, or the one into which it was merged. Raise Invalid on "token" for a wrong or
    old link, and for a ticket that has no address any longer.
    """
    try:
        key = UUID(signing.TimestampSigner(sep=".", salt=SALT).unsign(token, max_age=LIFETIME))
    except (signing.BadSignature, ValueError) as error:
        raise Invalid.field("token", GONE) from error
    rows = with_people(Ticket.objects.filter(reporter__isnull=True).exclude(email=""))
    ticket = rows.filter(pk=key).first()
    while ticket is not None and ticket.merged_into_id is not None:
        ticket = rows.filter(pk=ticket.merged_into_id).first()
    if ticket is None:
        raise Invalid.field("token", GONE)
    return ticket


def comment_as_guest(*, ticket: Ticket, text: str) -> TicketComment:
    """Write in a ticket by its page. Raise what `comment_as_reporter` raises; TooMany after TEXTS_AN_HOUR in it."""
    rate_limits.enforce_limit("support:guest-texts", str(ticket.pk), times=TEXTS_AN_HOUR, seconds=3600)
    return comment_as_reporter(ticket=ticket, author=None, text=text)
