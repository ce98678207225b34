"""Codes and links that prove who somebody is: made, limited, used once.

Six digits from a secure source, kept as an HMAC bound to their row, and a link token of 256 bits, kept as its SHA-256;
either uses the request up. They live ten minutes by e-mail and Telegram and five by SMS; five wrong codes close a
request, a newer one closes the older. Of one kind to one address: one a minute, 6 an hour, 20 a day; from one client
60 an hour are asked for and 120 tried.
"""

import hashlib
import hmac
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, TypeVar
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.accounts import rate_limits
from apps.accounts.models import Channel, CodeRequest, User
from apps.core import sealing
from apps.core.errors import Invalid
from apps.messaging import telegram
from apps.messaging.services import send_email, send_sms, send_telegram

R = TypeVar("R", bound=CodeRequest)

CODE_LIFETIME: Mapping[str, timedelta] = {
    Channel.EMAIL: timedelta(minutes=10),
    Channel.SMS: timedelta(minutes=5),
    Channel.TELEGRAM: timedelta(minutes=10),
}
MAX_TRIES = 5
RESEND_SECONDS = 60
LIMITS_PER_ADDRESS = ((1, RESEND_SECONDS), (6, 3600), (20, 86_400))
REQUESTS_PER_CLIENT = (60, 3600)
TRIES_PER_CLIENT = (120, 3600)
ADDRESS_LENGTH = 254
WRONG_CODE = _("This code is wrong or has expired. Ask for a new one.")
WRONG_LINK = _("This link was used or has expired. Ask for a new one.")


@dataclass(frozen=True)
class VerificationCode:
    """What goes to the person and is kept nowhere: the six digits, the token of the link, and until when they hold."""

    code: str
    token: str
    expires_at: datetime


@dataclass(frozen=True)
class AccountMessage:
    """One message in the person's language: an e-mail has a subject, an SMS none; Telegram shows it as first line."""

    subject: str
    text: str


def get_verified_contacts(user: User) -> dict[str, str]:
    """The proved ways to a person: address by channel, e-mail first, the chat with the bot last.

    Whoever the office entered, and who never had a password nor proved anything, is reached by what was entered.
    """
    all_ways = [
        (Channel.EMAIL.value, user.email, user.email_verified_at),
        (Channel.SMS.value, user.phone, user.phone_verified_at),
        (Channel.TELEGRAM.value, *_get_telegram_chat(user)),
    ]
    proved = {channel: address for channel, address, at in all_ways if address and at}
    if proved or user.has_usable_password():
        return proved
    return {channel: address for channel, address, _at in all_ways if address}


def _get_telegram_chat(user: User) -> tuple[str, datetime | None]:
    """The person's chat with the bot and since when it is theirs; ("", None) without one, and while it is blocked."""
    link = getattr(user, "telegram_link", None)
    if link is None or link.blocked_at is not None or not telegram.is_set_up():
        return "", None
    return str(link.chat_id), link.linked_at


def limit_code_requests(client: str | None) -> None:
    """Count a request of this client address; TooMany above `REQUESTS_PER_CLIENT`. First of all, before slow work."""
    if client:
        times, seconds = REQUESTS_PER_CLIENT
        rate_limits.enforce_limit("codes:client", client, times=times, seconds=seconds)


def limit_code_tries(client: str | None) -> None:
    """Count a try of a code or link by this client address; TooMany above `TRIES_PER_CLIENT`."""
    if client:
        times, seconds = TRIES_PER_CLIENT
        rate_limits.enforce_limit("codes:tries", client, times=times, seconds=seconds)


def limit_codes_to_address(what: str, address: str) -> None:
    """Count a code to this address, those of `what` (proof, reset) by themselves; TooMany above `LIMITS_PER_ADDRESS`.

    Whether or not anybody has the address.
    """
    for times, seconds in LIMITS_PER_ADDRESS:
        rate_limits.enforce_limit(f"codes:{what}:{seconds}", address, times=times, seconds=seconds)


def close_code_requests(rows: "QuerySet[R]") -> None:
    """End those of `rows` that can still be used."""
    now = timezone.now()
    rows.filter(expires_at__gt=now).update(expires_at=now, updated_at=now)


def create_code_request(
    rows: "QuerySet[R]", *, channel: str, address: str, user: User | None, live: bool, **more: Any
) -> VerificationCode:
    """Close the open requests among `rows` and write down a new one, which is born expired when not `live`.

    Inside a unit of work.
    """
    now = timezone.now()
    code = f"{secrets.randbelow(1_000_000):06d}"
    token = secrets.token_urlsafe(32)
    close_code_requests(rows)
    row = rows.model(
        user=user,
        channel=channel,
        address=address,
        token_sha256=hash_link_token(token),
        expires_at=now + CODE_LIFETIME[channel] if live else now,
        **more,
    )
    row.code_hmac = _code_hmac(row.pk, code)
    row.save(force_insert=True)
    return VerificationCode(code=code, token=token, expires_at=row.expires_at)


def consume_link_token(rows: "QuerySet[R]", token: str) -> R | None:
    """Use up the open request that this link token belongs to; None when there is none. Inside a unit of work."""
    return _mark_used(_lock_open(rows).filter(token_sha256=hash_link_token(token)).first())


def consume_code(rows: "QuerySet[R]", code: str) -> R | None:
    """Use up the newest open request of `rows` when the code is its own; None when not, and that counts as a try.

    Inside a unit of work that the caller lets commit also for None. The row is locked first, so of any number of
    parallel uses one succeeds, and never more than `MAX_TRIES` codes are looked at. Without an open one the newest is
    written to, so that the time does not tell whose address has an account.
    """
    row = _lock_open(rows).order_by("-id").first()
    if row is None:
        _equal(code, "")
        rows.filter(pk__in=rows.order_by("-id").values("pk")[:1]).update(updated_at=timezone.now())
        return None
    if _equal(_code_hmac(row.pk, code), row.code_hmac):
        return _mark_used(row)
    row.tries += 1
    row.save(update_fields=["tries", "updated_at"])
    return None


def wrong_code_error(*, by_link: bool) -> Invalid:
    """The one answer to a wrong, used, expired, closed or foreign code or link."""
    return Invalid.field("token", WRONG_LINK) if by_link else Invalid.field("code", WRONG_CODE)


def send_account_message(channel: str, address: str, letter: AccountMessage, *, until: datetime | None = None) -> None:
    """Enqueue a letter by this channel; to an empty address a job that sends nothing."""
    if channel == Channel.EMAIL:
        send_email(to=address, subject=letter.subject, text=letter.text, until=until)
    elif channel == Channel.TELEGRAM:
        send_telegram(to=address, text=f"{letter.subject}\n\n{letter.text}".strip(), until=until)
    else:
        send_sms(to=address, text=letter.text, until=until)


def hash_link_token(token: str) -> str:
    """What is kept of a link token: its SHA-256, hexadecimal. The token is random, so no salt is needed."""
    return hashlib.sha256(token.encode()).hexdigest()


def _lock_open(rows: "QuerySet[R]") -> "QuerySet[R]":
    """The requests that can still be used, locked."""
    now = timezone.now()
    return rows.filter(used_at__isnull=True, expires_at__gt=now, tries__lt=MAX_TRIES).select_for_update()


def _mark_used(row: R | None) -> R | None:
    if row is not None:
        row.used_at = timezone.now()
        row.save(update_fields=["used_at", "updated_at"])
    return row


def _code_hmac(row_id: UUID, code: str) -> str:
    """HMAC-SHA-256 of row and code: six digits alone could be found again by trying all."""
    return hmac.digest(sealing.keys("accounts.codes")[0], f"{row_id}:{code}".encode(), "sha256").hex()


def _equal(given: str, kept: str) -> bool:
    return hmac.compare_digest(given.encode(), kept.encode())
