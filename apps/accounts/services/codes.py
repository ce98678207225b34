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

from apps.accounts import throttle
from apps.accounts.models import Channel, CodeRequest, User
from apps.core import sealing
from apps.core.errors import Invalid
from apps.messaging import telegram
from apps.messaging.services import send_email, send_sms, send_telegram

R = TypeVar("R", bound=CodeRequest)

LIFE: Mapping[str, timedelta] = {
    Channel.EMAIL: timedelta(minutes=10),
    Channel.SMS: timedelta(minutes=5),
    Channel.TELEGRAM: timedelta(minutes=10),
}
TRIES = 5
RESEND_SECONDS = 60
TO_ONE_ADDRESS = ((1, RESEND_SECONDS), (6, 3600), (20, 86_400))
FROM_ONE_CLIENT = (60, 3600)
TRIED_BY_ONE_CLIENT = (120, 3600)
ADDRESS_LENGTH = 254
WRONG = _("This code is wrong or has expired. Ask for a new one.")
WRONG_LINK = _("This link was used or has expired. Ask for a new one.")


@dataclass(frozen=True)
class Proof:
    """What goes to the person and is kept nowhere: the six digits, the token of the link, and until when they hold."""

    code: str
    token: str
    expires_at: datetime


@dataclass(frozen=True)
class Letter:
    """One message in the person's language: an e-mail has a subject, an SMS none; Telegram shows it as first line."""

    subject: str
    text: str


def ways_to(user: User) -> dict[str, str]:
    """The proved ways to a person: address by channel, e-mail first, the chat with the bot last.

    Whoever the office entered, and who never had a password nor proved anything, is reached by what was entered.
    """
    all_ways = [
        (Channel.EMAIL.value, user.email, user.email_verified_at),
        (Channel.SMS.value, user.phone, user.phone_verified_at),
        (Channel.TELEGRAM.value, *_chat_of(user)),
    ]
    proved = {channel: address for channel, address, at in all_ways if address and at}
    if proved or user.has_usable_password():
        return proved
    return {channel: address for channel, address, _at in all_ways if address}


def _chat_of(user: User) -> tuple[str, datetime | None]:
    """The person's chat with the bot and since when it is theirs; ("", None) without one, and while it is blocked."""
    link = getattr(user, "telegram_link", None)
    if link is None or link.blocked_at is not None or not telegram.is_set_up():
        return "", None
    return str(link.chat_id), link.linked_at


def hold_back_client(client: str | None) -> None:
    """Count a request of this client address; TooMany above `FROM_ONE_CLIENT`. First of all, before slow work."""
    if client:
        times, seconds = FROM_ONE_CLIENT
        throttle.limit("codes:client", client, times=times, seconds=seconds)


def hold_back_guesses(client: str | None) -> None:
    """Count a try of a code or link by this client address; TooMany above `TRIED_BY_ONE_CLIENT`."""
    if client:
        times, seconds = TRIED_BY_ONE_CLIENT
        throttle.limit("codes:tries", client, times=times, seconds=seconds)


def hold_back(what: str, address: str) -> None:
    """Count a code to this address, those of `what` (proof, reset) by themselves; TooMany above `TO_ONE_ADDRESS`.

    Whether or not anybody has the address.
    """
    for times, seconds in TO_ONE_ADDRESS:
        throttle.limit(f"codes:{what}:{seconds}", address, times=times, seconds=seconds)


def close(rows: "QuerySet[R]") -> None:
    """End those of `rows` that can still be used."""
    now = timezone.now()
    rows.filter(expires_at__gt=now).update(expires_at=now, updated_at=now)


def make(rows: "QuerySet[R]", *, channel: str, address: str, user: User | None, live: bool, **more: Any) -> Proof:
    """Close the open requests among `rows` and write down a new one, which is born expired when not `live`.

    Inside a unit of work.
    """
    now = timezone.now()
    code = f"{secrets.randbelow(1_000_000):06d}"
    token = secrets.token_urlsafe(32)
    close(rows)
    row = rows.model(
        user=user,
        channel=channel,
        address=address,
        token_sha256=token_hash(token),
        expires_at=now + LIFE[channel] if live else now,
        **more,
    )
    row.code_hmac = _code_hmac(row.pk, code)
    row.save(force_insert=True)
    return Proof(code=code, token=token, expires_at=row.expires_at)


def use_token(rows: "QuerySet[R]", token: str) -> R | None:
    """Use up the open request that this link token belongs to; None when there is none. Inside a unit of work."""
    return _use(_open(rows).filter(token_sha256=token_hash(token)).first())


def use_code(rows: "QuerySet[R]", code: str) -> R | None:
    """Use up the newest open request of `rows` when the code is its own; None when not, and that counts as a try.

    Inside a unit of work that the caller lets commit also for None. The row is locked first, so of any number of
    parallel uses one succeeds, and never more than `TRIES` codes are looked at. Without an open one the newest is
    written to, so that the time does not tell whose address has an account.
    """
    row = _open(rows).order_by("-id").first()
    if row is None:
        _same(code, "")
        rows.filter(pk__in=rows.order_by("-id").values("pk")[:1]).update(updated_at=timezone.now())
        return None
    if _same(_code_hmac(row.pk, code), row.code_hmac):
        return _use(row)
    row.tries += 1
    row.save(update_fields=["tries", "updated_at"])
    return None


def wrong(*, by_link: bool) -> Invalid:
    """The one answer to a wrong, used, expired, closed or foreign code or link."""
    return Invalid.field("token", WRONG_LINK) if by_link else Invalid.field("code", WRONG)


def send(channel: str, address: str, letter: Letter, *, until: datetime | None = None) -> None:
    """Enqueue a letter by this channel; to an empty address a job that sends nothing."""
    if channel == Channel.EMAIL:
        send_email(to=address, subject=letter.subject, text=letter.text, until=until)
    elif channel == Channel.TELEGRAM:
        send_telegram(to=address, text=f"{letter.subject}\n\n{letter.text}".strip(), until=until)
    else:
        send_sms(to=address, text=letter.text, until=until)


def token_hash(token: str) -> str:
    """What is kept of a link token: its SHA-256, hexadecimal. The token is random, so no salt is needed."""
    return hashlib.sha256(token.encode()).hexdigest()


def _open(rows: "QuerySet[R]") -> "QuerySet[R]":
    """The requests that can still be used, locked."""
    now = timezone.now()
    return rows.filter(used_at__isnull=True, expires_at__gt=now, tries__lt=TRIES).select_for_update()


def _use(row: R | None) -> R | None:
    if row is not None:
        row.used_at = timezone.now()
        row.save(update_fields=["used_at", "updated_at"])
    return row


def _code_hmac(row_id: UUID, code: str) -> str:
    """HMAC-SHA-256 of row and code: six digits alone could be found again by trying all."""
    return hmac.digest(sealing.keys("accounts.codes")[0], f"{row_id}:{code}".encode(), "sha256").hex()


def _same(given: str, kept: str) -> bool:
    return hmac.compare_digest(given.encode(), kept.encode())
