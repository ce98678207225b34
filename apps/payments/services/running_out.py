"""Transactions that end without money: those that ran out, and those that their provider gives up."""

import time
from datetime import UTC, datetime, timedelta

from apps.core.uow import unit_of_work
from apps.payments.models import ProviderTransaction, State
from apps.payments.services import settling

TIMED_OUT = 4
"""The reason that a transaction which ran out carries (Payme: cancelled by timeout)."""
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def now_ms() -> int:
    """This moment in milliseconds since the Unix epoch, UTC."""
    return time.time_ns() // 1_000_000


def moment_of(milliseconds: int) -> datetime:
    """The moment so many milliseconds after the Unix epoch, exactly."""
    return EPOCH + timedelta(milliseconds=milliseconds)


def is_expired(money: ProviderTransaction, now: int) -> bool:
    """Whether a created transaction ran out before `now` (milliseconds since the Unix epoch)."""
    return money.state == State.CREATED and money.expires_at is not None and moment_of(now) > money.expires_at


def drop(*, money: ProviderTransaction, at_ms: int, reason: int | None) -> ProviderTransaction:
    """The money will not come: the payment can be paid in another way. The caller holds the pupil's account, the
    payment and the transaction.
    """
    if money.state != State.CREATED:
        raise ValueError("only a created transaction is dropped")
    with unit_of_work():
        money.state, money.cancel_time, money.reason = State.CANCELLED, at_ms, reason
        money.save(update_fields=["state", "cancel_time", "reason", "updated_at"])
        settling.spread(money.student, money.currency)
    return money
