"""Refund requests to a provider whose answer is not known: stored before they are sent, and asked for at the provider
before another refund of the same transaction may be made.

Without that, a refund whose answer was lost would be made once more by a repeat under a new key. A transaction has at
most one such request, in its `facts` under `UNANSWERED_KEY`.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from apps.core import clock
from apps.core.errors import Conflict, ErrorCode
from apps.core.uow import unit_of_work
from apps.payments.errors import RefundTooLarge
from apps.payments.gateways import get_gateway
from apps.payments.gateways.base import ProviderRefund
from apps.payments.models import ProviderTransaction
from apps.payments.services import locks, provider_refunds

UNANSWERED_KEY = "refund_unanswered"
REPEAT_WINDOW = timedelta(hours=24)
"""A request for the same refund within this time is a repeat of the unanswered one; later it is another refund."""
UNDERWAY_SECONDS = 60
"""How long a request that its provider does not know may still be on its way."""
UNDERWAY = _("An earlier refund of this money is still being processed. Please try again in a moment.")


@dataclass(frozen=True)
class RefundWish:
    """What is to be refunded of a transaction: `payment` is the id of the payment, empty for free credit; `whole`: all
    that is left of it.
    """

    amount: int
    payment: str = ""
    whole: bool = False

    def is_repeat_of(self, other: "RefundWish") -> bool:
        """Return whether the two ask for the same."""
        return self.payment == other.payment and (self.amount == other.amount or (self.whole and other.whole))


@dataclass(frozen=True)
class UnansweredRequest:
    """A stored request: its idempotency key, and when it was stored (milliseconds since the Unix epoch)."""

    key: str
    wish: RefundWish
    asked_at: int

    @property
    def age(self) -> timedelta:
        """Return how long ago it was stored."""
        return timedelta(milliseconds=clock.now_ms() - self.asked_at)


@dataclass(frozen=True)
class AcceptedRefund:
    """A refund that the provider made: its id there, and the amount."""

    provider_id: str
    amount: int


def get_unanswered_request(money: ProviderTransaction) -> UnansweredRequest | None:
    """Return the transaction's request without a known outcome."""
    stored: dict[str, Any] | None = money.facts.get(UNANSWERED_KEY)
    if stored is None:
        return None
    wish = RefundWish(int(stored["amount"]), str(stored["payment"]), bool(stored["whole"]))
    return UnansweredRequest(str(stored["key"]), wish, int(stored["asked_at"]))


def find_made_repeat(
    rows: Iterable[ProviderTransaction], wish: RefundWish
) -> tuple[ProviderTransaction, AcceptedRefund] | None:
    """Return the refund that a provider made for an unanswered request for the same; asks the provider.

    None when no request for the same waits, or when the provider did not make it. Unavailable `provider_away`.
    """
    for money in rows:
        request = get_unanswered_request(money)
        if request is not None and wish.is_repeat_of(request.wish) and request.age < REPEAT_WINDOW:
            made = _find_at_provider(money, request)
            if made is not None and not made.failed:
                return money, AcceptedRefund(made.provider_id, made.amount)
    return None


def send_refund_request(*, money: ProviderTransaction, wish: RefundWish, reason: str, key: str) -> AcceptedRefund:
    """Ask the provider for a refund. Never inside a transaction. Repeats with one `key` make one refund.

    1. An unanswered request of the transaction is asked for at the provider. What it made is booked.
    2. If that was the same refund, it is the result: nothing more is refunded.
    3. Otherwise this request is stored, then sent.

    Unavailable `provider_away` when the provider does not answer: nothing more was refunded. Conflict
    `idempotency_in_progress` while another request may be on its way, `refund_too_large`, `refund_at_provider`.
    """
    earlier = _store_request(money, wish, key)
    if earlier is None:
        return _send(money, wish, reason, key)
    made = _find_at_provider(money, earlier)
    is_repeat = wish.is_repeat_of(earlier.wish) and earlier.age < REPEAT_WINDOW
    if made is not None and not made.failed and is_repeat:
        return AcceptedRefund(made.provider_id, made.amount)
    if made is None and is_repeat:
        return _send(money, earlier.wish, reason, earlier.key)
    if made is None and earlier.age < timedelta(seconds=UNDERWAY_SECONDS):
        raise Conflict(UNDERWAY, code=ErrorCode.IDEMPOTENCY_IN_PROGRESS, retry_after=UNDERWAY_SECONDS)
    _settle(money, earlier, made)
    return send_refund_request(money=money, wish=wish, reason=reason, key=key)


def forget_request(money: ProviderTransaction) -> None:
    """Remove the transaction's request: its outcome is known. The caller holds the transaction."""
    if UNANSWERED_KEY in money.facts:
        money.facts = {name: value for name, value in money.facts.items() if name != UNANSWERED_KEY}
        money.save(update_fields=["facts", "updated_at"])


def _store_request(money: ProviderTransaction, wish: RefundWish, key: str) -> UnansweredRequest | None:
    """Store the request unless another one has no answer yet; return that one."""
    with unit_of_work():
        money = locks.lock_transaction(money)
        earlier = get_unanswered_request(money)
        if earlier is not None and earlier.key != key:
            return earlier
        if earlier is None:
            request = {**asdict(wish), "key": key, "asked_at": clock.now_ms()}
            money.facts = {**money.facts, UNANSWERED_KEY: request}
            money.save(update_fields=["facts", "updated_at"])
    return None


def _send(money: ProviderTransaction, wish: RefundWish, reason: str, key: str) -> AcceptedRefund:
    try:
        provider_id = get_gateway(money.provider).create_refund(
            money=money, amount=wish.amount, reason=reason, key=key, mark=_mark(key), credit=not wish.payment
        )
    except RefundTooLarge:
        with unit_of_work():
            forget_request(locks.lock_transaction(money))
        raise
    return AcceptedRefund(provider_id, wish.amount)


def _find_at_provider(money: ProviderTransaction, request: UnansweredRequest) -> ProviderRefund | None:
    made = get_gateway(money.provider).list_refunds(money)
    return next((refund for refund in made if refund.mark == _mark(request.key)), None)


def _settle(money: ProviderTransaction, request: UnansweredRequest, made: ProviderRefund | None) -> None:
    """Book the refund that the provider made for this request, and forget the request."""
    with unit_of_work():
        money = locks.lock_transaction(money)
        if get_unanswered_request(money) != request:
            return
        forget_request(money)
        if made is None:
            return
        if made.failed:
            provider_refunds.record_and_undo_failed_refund(money=money, cause=made.provider_id)
        elif not provider_refunds.is_refund_booked(made.provider_id) and not provider_refunds.has_refund_failed(
            money, made.provider_id
        ):
            provider_refunds.book_provider_refund(
                money=money,
                amount=made.amount,
                cause=made.provider_id,
                reason="refund",
                free_credit_first=not request.wish.payment,
            )


def _mark(key: str) -> str:
    """Return what the provider stores with the refund, so that it can be found without its answer."""
    return hashlib.sha256(key.encode()).hexdigest()
