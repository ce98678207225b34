"""What happens to money after it was paid: refunds, and disputes.

Stripe's events say that something happened to a payment intent; how its refunds and disputes stand now is asked before
anything is locked, and applied whatever the order of the events.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from apps.core import clock
from apps.core.errors import ErrorCode, Unavailable
from apps.core.uow import unit_of_work
from apps.payments.gateways.stripe import api, sessions
from apps.payments.gateways.stripe.sessions import PROVIDER, StripeMismatch
from apps.payments.models import Payment, ProviderTransaction, TransactionState
from apps.payments.services import disputes, locks, provider_refunds

DONE_STATUSES = ("succeeded", "pending")
"""Refunds that are on their way or have arrived."""
FAILED_STATUSES = ("failed", "canceled")
WON_STATUSES = ("won", "warning_closed", "prevented")
LOST_STATUS = "lost"
MAX_SESSIONS_CHECKED = 5
"""So many of the newest unpaid sessions are asked for when we hear of a refund before we hear of the payment. Where
there are more, the event has to come again: the payment's own is on its way."""


@dataclass(frozen=True)
class IntentMatch:
    """Our transaction of a payment intent, and its session as it is now where we have not heard of its payment yet."""

    money: ProviderTransaction
    session: Mapping[str, Any] | None = None

    def lock(self) -> ProviderTransaction:
        """The transaction that carries the money, paid by now, locked with its payment until the commit. Mismatch."""
        money = self.money if self.session is None else sessions.sync_transaction(self.money, self.session)
        held = locks.lock_transaction(money)
        if held.state not in (TransactionState.PERFORMED, TransactionState.REVERSED):
            raise StripeMismatch("not_paid")
        return held


def find_transaction_of_intent(intent_id: str) -> IntentMatch:
    """What we know of a payment intent; asks Stripe. Mismatch for one that is not ours; Unavailable for one that may be
    ours once we have heard of its payment.
    """
    intent = api.get_payment_intent(intent_id)
    rows = list(_list_candidates(intent))
    for money in rows:
        if money.facts.get("payment_intent") == intent_id:
            return IntentMatch(money)
    unpaid = [money for money in rows if money.state in (TransactionState.CREATED, TransactionState.CANCELLED)]
    for money in unpaid[:MAX_SESSIONS_CHECKED]:
        session = api.get_session(money.provider_id)
        if session.get("payment_intent") == intent_id:
            return IntentMatch(money, session)
    if len(unpaid) > MAX_SESSIONS_CHECKED:
        raise Unavailable(api.NO_ANSWER, code=ErrorCode.PROVIDER_AWAY)
    raise StripeMismatch("unknown_order")


def apply_refunds(found: IntentMatch, refunds: Sequence[Mapping[str, Any]]) -> ProviderTransaction:
    """Book the refunds that were made and are not booked, and take back those that did not go through. Each counts
    once, in whichever order we hear of them. Mismatch for one that does not fit.
    """
    with unit_of_work():
        held = found.lock()
        for refund in refunds:
            _check_refund(held, refund)
            if refund["status"] in DONE_STATUSES:
                _book_refund(held, refund)
            elif refund["status"] in FAILED_STATUSES:
                provider_refunds.record_failed_refund(money=held, cause=str(refund["id"]))
        return held


def apply_dispute(found: IntentMatch, dispute: Mapping[str, Any]) -> ProviderTransaction:
    """Bring the money to where its dispute stands: open, won (or never one), or lost. Mismatch."""
    with unit_of_work():
        held = found.lock()
        amount, status = dispute.get("amount"), dispute.get("status")
        if str(dispute.get("currency")).upper() != held.currency:
            raise StripeMismatch("wrong_currency")
        if not isinstance(amount, int) or amount < 0:
            raise StripeMismatch("wrong_amount")
        if status == LOST_STATUS:
            disputes.record_dispute_lost(money=held, amount=amount, cause=str(dispute["id"]), at_ms=clock.now_ms())
        elif status in WON_STATUSES:
            disputes.record_dispute_won(money=held)
        else:
            disputes.record_dispute_opened(money=held)
        return held


def _list_candidates(intent: Mapping[str, Any]) -> QuerySet[ProviderTransaction]:
    """Our transactions of whom the intent's metadata names."""
    kind, _colon, key = str((intent.get("metadata") or {}).get("talim", "")).partition(":")
    rows = ProviderTransaction.objects.filter(provider=PROVIDER).order_by("-number")
    try:
        owner = UUID(key)
    except ValueError:
        return rows.none()
    if kind == "payment":
        student = Payment.objects.filter(pk=owner).values_list("student", flat=True).first()
        return rows.filter(Q(payment=owner) | Q(payment=None, student=student)) if student else rows.none()
    return rows.filter(payment=None, student=owner) if kind == "student" else rows.none()


def _check_refund(money: ProviderTransaction, refund: Mapping[str, Any]) -> None:
    amount = refund.get("amount")
    if str(refund.get("currency")).upper() != money.currency:
        raise StripeMismatch("wrong_currency")
    if not isinstance(amount, int) or isinstance(amount, bool) or not 0 < amount <= money.amount:
        raise StripeMismatch("wrong_amount")


def _book_refund(money: ProviderTransaction, refund: Mapping[str, Any]) -> None:
    cause = str(refund["id"])
    if provider_refunds.has_refund_failed(money, cause) or provider_refunds.is_refund_booked(cause):
        return
    if money.state != TransactionState.PERFORMED:
        return
    if refund["amount"] > money.amount - money.refunded:
        raise StripeMismatch("refund_too_large")
    free_first = api.is_credit_refund(refund)
    provider_refunds.book_provider_refund(
        money=money, amount=refund["amount"], cause=cause, reason="refund", free_first=free_first
    )
