"""Tickets of guests: the link in an e-mail proves the address before anybody works on what they ask."""

from datetime import timedelta

from django.conf import settings
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.accounts import rate_limits, tokens
from apps.core.errors import Invalid
from apps.core.uow import unit_of_work
from apps.messaging.services import enqueue_email
from apps.moderation.texts import clean_line, clean_text
from apps.settings.queries import get_system_settings
from apps.support.models import MOST_SUBJECT, MOST_TEXT, GuestRequest, Ticket, TicketCategory, TicketSource
from apps.support.services.tickets import TicketDraft, open_ticket

LIFETIME = timedelta(days=2)
BY_ADDRESS, BY_CLIENT = 5, 20
GONE = gettext_lazy("This link is not valid any more. Please send your request again.")


def request_ticket(
    *, email: str, name: str, subject: str, text: str, category: TicketCategory | None, locale: str, client: str | None
) -> None:
    """Keep what a guest asks, and send a link to the address. The answer is the same for every address.

    Raise Invalid on "subject", "text", "name"; TooMany after BY_ADDRESS an hour to an address, BY_CLIENT of a client.
    """
    if client:
        rate_limits.enforce_limit("support:client", client, times=BY_CLIENT, seconds=3600)
    subject = clean_line(subject, field="subject", most=MOST_SUBJECT)
    text = clean_text(text, field="text", most=MOST_TEXT)
    name = clean_line(name, field="name", most=150)
    email = email.lower()
    rate_limits.enforce_limit("support:address", email, times=BY_ADDRESS, seconds=3600)
    token, token_sha256 = tokens.generate_token_and_hash()
    with unit_of_work():
        GuestRequest.objects.create(
            token_sha256=token_sha256,
            email=email,
            name=name,
            locale=locale,
            subject=subject,
            text=text,
            category=category,
            expires_at=timezone.now() + LIFETIME,
        )
        enqueue_email(to=email, **_build_letter(token, locale), until=timezone.now() + LIFETIME)


def confirm_request(*, token: str) -> Ticket:
    """Open the ticket of a guest who followed the link; a second time return the same one.

    Raise Invalid on "token" for an unknown or expired one.
    """
    with unit_of_work():
        # Nothing is joined: a joined row would be as it was before the wait for the lock.
        found = GuestRequest.objects.select_for_update().filter(token_sha256=tokens.hash_token(token)).first()
        if found is None or (found.ticket is None and found.expires_at <= timezone.now()):
            raise Invalid.field("token", GONE)
        if found.ticket is None:
            found.ticket = open_ticket(
                TicketDraft(
                    source=TicketSource.GUEST,
                    subject=found.subject,
                    text=found.text,
                    email=found.email,
                    name=found.name,
                    category=found.category,
                )
            )
            found.save(update_fields=["ticket", "updated_at"])
        return found.ticket


def _build_letter(token: str, locale: str) -> dict[str, str]:
    page = f"{settings.ENV.frontend_url.rstrip('/')}/support#token={token}"
    with translation.override(locale):
        centre = get_system_settings().centre_name
        subject = _("Confirm your request to %(centre)s") % {"centre": centre}
        text = _(
            "Open this link to send your request to the office:\n\n%(page)s\n\n"
            "If you have not asked for anything, ignore this letter."
        ) % {"page": page}
    return {"subject": subject, "text": text}
