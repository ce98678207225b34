"""What an `account` of Payme's names, and the rules that its desk has for it."""

import json
from dataclasses import dataclass
from typing import Any, Protocol

from apps.accounts.models import User
from apps.payments.gateways.payme.errors import PaymeError, PaymeRpcError
from apps.payments.models import Payment
from apps.settings.models import Branch

CURRENCY = "UZS"
"""Payme counts in tiyin, and in nothing else."""
MAX_ACCOUNT_BYTES = 4096
"""Bytes of a whole `account`; it is stored as it came."""


@dataclass(frozen=True)
class PaymentTarget:
    """What is paid: a payment, or without one the pupil's balance. `branch` is where the money counts."""

    student: User
    branch: Branch
    payment: Payment | None = None


class AccountRules(Protocol):
    """How one desk decides. Every method but `hold` and `make_way` only looks, and raises RpcError."""

    def find_target(self, account: dict[str, Any]) -> PaymentTarget:
        """What the account names; the account range for what is unknown or blocked."""

    def check_amount(self, target: PaymentTarget, amount: int) -> None:
        """WRONG_AMOUNT for another than can be paid."""

    def check_payable(self, target: PaymentTarget, now: int) -> None:
        """CheckPerformTransaction: the account range for what cannot be paid now."""

    def end_expired(self, target: PaymentTarget, now: int) -> None:
        """CreateTransaction, before anything is locked: end what ran out and stands in the way."""

    def lock_target(self, target: PaymentTarget) -> PaymentTarget:
        """The same as it is now, locked until the commit."""

    def check_reservable(self, target: PaymentTarget, now: int) -> None:
        """CreateTransaction, of what is held: IMPOSSIBLE for what cannot be paid now."""


def parse_account_number(account: dict[str, Any], field: str) -> str:
    """The number that a buyer entered into the account's sub-field, as decimal digits without spaces around.

    NO_SUCH_ACCOUNT for what is missing, no number, or in an account that could not be kept as it came.
    """
    given = account.get(field)
    text = str(given) if isinstance(given, int) and not isinstance(given, bool) else given
    text = text.strip() if isinstance(text, str) else ""
    if not (text.isascii() and text.isdigit()) or len(text) > 20 or not _is_storable(account):
        raise PaymeRpcError(PaymeError.NO_SUCH_ACCOUNT, field)
    return text


def is_same_account(account: dict[str, Any], stored: dict[str, Any]) -> bool:
    """Whether two accounts name the same; a number may be written as a text."""
    return _values_as_text(account) == _values_as_text(stored)


def _values_as_text(account: dict[str, Any]) -> dict[str, str]:
    return {name: str(value).strip() for name, value in account.items()}


def _is_storable(account: dict[str, Any]) -> bool:
    """Plain values, not many of them, and none with the NUL that Postgres does not take."""
    is_flat = all(isinstance(value, str | int | float | None) for value in account.values())
    has_nul = any("\x00" in text for text in (*account, *account.values()) if isinstance(text, str))
    return is_flat and not has_nul and len(json.dumps(account)) <= MAX_ACCOUNT_BYTES
