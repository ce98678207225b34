"""Verification codes and links: created, rate limited, used once.

A code has six random digits, stored as an HMAC bound to its row; a link has a token of 256 bits, stored as its SHA-256.
Either uses up the request. They are valid for ten minutes by e-mail and Telegram and five by SMS. Five wrong codes
close the code; the link of the same message still works. A newer request closes the older. Limits of one kind to one
address: one a minute, 6 an hour, 20 a day; from one client: 60 requests and 120 tries an hour.
"""

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
from apps.accounts.tokens import generate_token_and_hash, hash_token
from apps.core import sealing
from apps.core.errors import Invalid
from apps.messaging import telegram

R = TypeVar("R", bound=CodeRequest)

CODE_LIFETIME: Mapping[str, timedelta] = {
    Channel.EMAIL: timedelta(minutes=10),
    Channel.SMS: timedelta(minutes=5),
    Channel.TELEGRAM: timedelta(minutes=10),
}
MAX_TRIES = 5
RESEND_SECONDS = 60
LIMITS_PER_ADDRESS = ((1, RESEND_SECONDS), (6, 3600), (20, 86_400))
LIMITS_PER_CLIENT = {"client": 60, "tries": 120}
"""Requests of codes, and tries of codes and links, in an hour."""
ADDRESS_LENGTH = 254
WRONG_CODE = _("This code is wrong or has expired. Ask for a new one.")
WRONG_LINK = _("This link was used or has expired. Ask for a new one.")


@dataclass(frozen=True)
class VerificationCode:
    """The six digits and the token of the link; sent to the user and not stored."""

    code: str
    token: str


def get_verified_contacts(user: User) -> dict[str, str]:
    """Return the user's verified addresses by channel: e-mail first, the Telegram chat last.

    A user created by the office without a password and without a verified address gets all addresses that were entered.
    """
    all_ways = [
        (Channel.EMAIL.value, user.email, user.email_verified_at),
        (Channel.SMS.value, user.phone, user.phone_verified_at),
        (Channel.TELEGRAM.value, *_get_telegram_chat(user)),
    ]
    proved = {channel: address for channel, address, at in all_ways if address and at}
    unproved = {channel: address for channel, address, _at in all_ways if address}
    return proved if proved or user.has_usable_password() else unproved


def _get_telegram_chat(user: User) -> tuple[str, datetime | None]:
    """Return the user's chat and since when it is linked; ("", None) without one or while it is blocked."""
    link = getattr(user, "telegram_link", None)
    if link is None or link.blocked_at is not None or not telegram.is_configured():
        return "", None
    return str(link.chat_id), link.linked_at


def enforce_client_limit(client: str | None, limit_kind: str = "client") -> None:
    """Count a request ("client") or a try ("tries") by this client address; raise TooMany above `LIMITS_PER_CLIENT`.

    Call it before slow work.
    """
    if client:
        rate_limits.enforce_limit(f"codes:{limit_kind}", client, times=LIMITS_PER_CLIENT[limit_kind], seconds=3600)


def uncount_client_try(client: str | None) -> None:
    """Take back a try that `enforce_client_limit` counted, because it was right."""
    if client:
        rate_limits.uncount_try("codes:tries", client)


def enforce_address_limit(purpose: str, address: str) -> None:
    """Count a code to this address, by kind `purpose` (proof, reset); raise TooMany above `LIMITS_PER_ADDRESS`.

    It counts whether or not a user has the address.
    """
    for times, seconds in LIMITS_PER_ADDRESS:
        rate_limits.enforce_limit(f"codes:{purpose}:{seconds}", address, times=times, seconds=seconds)


def close_code_requests(code_requests: "QuerySet[R]") -> None:
    """End those of `code_requests` that can still be used."""
    now = timezone.now()
    code_requests.filter(expires_at__gt=now).update(expires_at=now, updated_at=now)


def create_code_request(
    requests_to_close: "QuerySet[R]",
    *,
    channel: str,
    address: str,
    user: User | None,
    usable: bool,
    lifetime: timedelta | None = None,
    **fields: Any,
) -> VerificationCode:
    """Close the open requests among `requests_to_close` and create a new one, which is expired at once when not
    `usable`.

    `lifetime`: without it, that of the channel. Call it in a unit of work.
    """
    now = timezone.now()
    code = f"{secrets.randbelow(1_000_000):06d}"
    token, digest = generate_token_and_hash()
    close_code_requests(requests_to_close)
    row = requests_to_close.model(
        user=user,
        channel=channel,
        address=address,
        token_sha256=digest,
        expires_at=now + (lifetime or CODE_LIFETIME[channel]) if usable else now,
        **fields,
    )
    row.code_hmac = _code_hmac(row.pk, code)
    row.save(force_insert=True)
    return VerificationCode(code=code, token=token)


def consume_link_token(code_requests: "QuerySet[R]", token: str) -> R | None:
    """Use up the open request with this link token and return it; None without one. Call it in a unit of work."""
    return _mark_used(_lock_open(code_requests).filter(token_sha256=hash_token(token)).first())


def consume_code(code_requests: "QuerySet[R]", code: str) -> R | None:
    """Use up the newest open request of `code_requests` when the code is correct; else count a wrong try and
    return None.

    Call it in a unit of work that commits for None too. The row is locked first: of parallel calls one succeeds, and at
    most `MAX_TRIES` codes are compared. Without an open request the newest row is written, so that the time does not
    show whether an account exists.
    """
    row = _lock_open(code_requests).filter(tries__lt=MAX_TRIES).order_by("-id").first()
    if row is None:
        _equal(code, "")
        code_requests.filter(pk__in=code_requests.order_by("-id").values("pk")[:1]).update(updated_at=timezone.now())
        return None
    if _equal(_code_hmac(row.pk, code), row.code_hmac):
        return _mark_used(row)
    row.tries += 1
    row.save(update_fields=["tries", "updated_at"])
    return None


def wrong_code_error(*, by_link: bool) -> Invalid:
    """Return the one error for a wrong, used, expired or closed code or link."""
    return Invalid.field("token", WRONG_LINK) if by_link else Invalid.field("code", WRONG_CODE)


def _lock_open(rows: "QuerySet[R]") -> "QuerySet[R]":
    """Return the requests that can still be used, locked."""
    now = timezone.now()
    return rows.filter(used_at__isnull=True, expires_at__gt=now).select_for_update()


def _mark_used(row: R | None) -> R | None:
    if row is not None:
        row.used_at = timezone.now()
        row.save(update_fields=["used_at", "updated_at"])
    return row


def _code_hmac(row_id: UUID, code: str) -> str:
    """Return the HMAC-SHA-256 of row and code: a plain hash of six digits could be reversed by trying all."""
    return hmac.digest(sealing.derive_keys("accounts.codes")[0], f"{row_id}:{code}".encode(), "sha256").hex()


def _equal(given: str, stored: str) -> bool:
    return hmac.compare_digest(given.encode(), stored.encode())
