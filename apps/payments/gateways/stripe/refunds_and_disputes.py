"""Refunds and disputes of paid money.

An event names only a payment intent. The current refunds and disputes are requested from Stripe before anything is
locked, so the order of events does not matter.
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
    """Our transaction of a payment intent; `session` is set when we have not recorded its payment yet."""

    money: ProviderTransaction
    session: Mapping[str, Any] | None = None

    def lock(self) -> ProviderTransaction:
        """Return the paid transaction, locked with its payment until the commit. StripeMismatch when it is not paid."""
        money = self.money if self.session is None else sessions.sync_transaction(self.money, self.session)
        transaction = locks.lock_transaction(money)
        if transaction.state not in (TransactionState.PERFORMED, TransactionState.REVERSED):
            raise StripeMismatch("not_paid")
        return transaction


def find_transaction_of_intent(intent_id: str) -> IntentMatch:
    """Return our transaction of a payment intent; asks Stripe.

    StripeMismatch for an intent that is not ours; Unavailable when its payment may be reported later.
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


def book_or_undo_refunds(intent_match: IntentMatch, refunds: Sequence[Mapping[str, Any]]) -> ProviderTransaction:
    """Book refunds that succeeded, and undo those that failed; each counts once, in any order. StripeMismatch for one
    that does not fit.
    """
    with unit_of_work():
        transaction = intent_match.lock()
        for refund in refunds:
            _check_refund(transaction, refund)
            if refund["status"] in DONE_STATUSES:
                _book_refund(transaction, refund)
            elif refund["status"] in FAILED_STATUSES:
                provider_refunds.record_and_undo_failed_refund(money=transaction, cause=str(refund["id"]))
        return transaction


def apply_dispute_status(intent_match: IntentMatch, dispute: Mapping[str, Any]) -> ProviderTransaction:
    """Apply the dispute's current status: open, won or lost. StripeMismatch for a wrong amount or currency."""
    with unit_of_work():
        transaction = intent_match.lock()
        amount, status = dispute.get("amount"), dispute.get("status")
        if str(dispute.get("currency")).upper() != transaction.currency:
            raise StripeMismatch("wrong_currency")
        if not isinstance(amount, int) or amount < 0:
            raise StripeMismatch("wrong_amount")
        if status == LOST_STATUS:
            cause = str(dispute["id"])
            disputes.record_dispute_lost(money=transaction, amount=amount, cause=cause, at_ms=clock.now_ms())
        elif status in WON_STATUSES:
            disputes.record_dispute_won(money=transaction)
        else:
            disputes.record_dispute_opened(money=transaction)
        return transaction


def _list_candidates(intent: Mapping[str, Any]) -> QuerySet[ProviderTransaction]:
    """Return our transactions of the owner that the intent's metadata names."""
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
    amount, free_first = refund["amount"], api.is_credit_refund(refund)
    if amount > money.amount - money.refunded:
        raise StripeMismatch("refund_too_large")
    provider_refunds.book_provider_refund(
        money=money, amount=amount, cause=cause, reason="refund", free_credit_first=free_first
    )
