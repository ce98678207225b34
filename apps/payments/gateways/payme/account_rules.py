"""Payme's `account`: what it names, and the rules of a merchant for it."""

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
    """The rules of one Payme merchant. Raise PaymeRpcError; only `lock_target` and `end_expired` have effects."""

    def find_target(self, account: dict[str, Any]) -> PaymentTarget:
        """Return what the account names; an account error for an unknown or blocked one."""

    def check_amount(self, target: PaymentTarget, amount: int) -> None:
        """Raise WRONG_AMOUNT for an amount that cannot be paid."""

    def check_payable(self, target: PaymentTarget, now: int) -> None:
        """Check for CheckPerformTransaction; an account error for a target that cannot be paid now."""

    def end_expired(self, target: PaymentTarget, now: int) -> None:
        """Before CreateTransaction, without locks: cancel an expired transaction of the target."""

    def lock_target(self, target: PaymentTarget) -> PaymentTarget:
        """Return the target reloaded and locked until the commit."""

    def check_reservable(self, target: PaymentTarget, now: int) -> None:
        """Check for CreateTransaction, on the locked target: IMPOSSIBLE when it cannot be paid now."""


def parse_account_number(account: dict[str, Any], field: str) -> str:
    """Return the number in this sub-field of the account as decimal digits.

    NO_SUCH_ACCOUNT when it is missing, not a number, or the account cannot be stored.
    """
    value = account.get(field)
    text = str(value) if isinstance(value, int) and not isinstance(value, bool) else value
    text = text.strip() if isinstance(text, str) else ""
    if not (text.isascii() and text.isdigit()) or len(text) > 20 or not _is_storable(account):
        raise PaymeRpcError(PaymeError.NO_SUCH_ACCOUNT, field)
    return text


def is_same_account(account: dict[str, Any], stored: dict[str, Any]) -> bool:
    """Return whether two accounts are equal; a number equals the same number as text."""
    return _values_as_text(account) == _values_as_text(stored)


def _values_as_text(account: dict[str, Any]) -> dict[str, str]:
    return {name: str(value).strip() for name, value in account.items()}


def _is_storable(account: dict[str, Any]) -> bool:
    """Return whether the account has only plain values, is short enough and has no NUL, which Postgres refuses."""
    is_flat = all(isinstance(value, str | int | float | None) for value in account.values())
    has_nul = any("\x00" in text for text in (*account, *account.values()) if isinstance(text, str))
    return is_flat and not has_nul and len(json.dumps(account)) <= MAX_ACCOUNT_BYTES
