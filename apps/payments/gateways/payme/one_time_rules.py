"""Rules of Payme's one-time merchant: one payment, paid in full, by one transaction at a time."""

from dataclasses import replace
from typing import Any

from apps.core import clock
from apps.payments import queries
from apps.payments.gateways.payme.account_rules import CURRENCY, PaymentTarget, parse_account_number
from apps.payments.gateways.payme.errors import PaymeError, PaymeRpcError
from apps.payments.models import OPEN_STATUSES, Payment, PaymentStatus, TransactionState
from apps.payments.queries import payme as reads
from apps.payments.services import expiry, locks, transactions

FIELD = "payment"


class OneTimeRules:
    """The rules for an account that names a payment."""

    def find_target(self, account: dict[str, Any]) -> PaymentTarget:
        """Return the payment with this reference; NO_SUCH_ACCOUNT for another currency too."""
        payment = reads.find_payment(parse_account_number(account, FIELD), CURRENCY)
        if payment is None:
            raise PaymeRpcError(PaymeError.NO_SUCH_ACCOUNT, FIELD)
        return PaymentTarget(student=payment.student, branch=payment.branch, payment=payment)

    def check_amount(self, target: PaymentTarget, amount: int) -> None:
        """Accept the outstanding amount; for a closed payment its full amount or an amount that Payme took before."""
        payment = _get_payment(target)
        if payment.status in OPEN_STATUSES:
            right = amount == payment.amount - payment.settled
        else:
            right = amount == payment.amount or amount in reads.list_payme_amounts(payment)
        if not right:
            raise PaymeRpcError(PaymeError.WRONG_AMOUNT, "amount")

    def check_payable(self, target: PaymentTarget, now: int) -> None:
        """Raise ALREADY_PAID (also when Payme paid a part), CLOSED, or BEING_PAID for an open transaction."""
        payment = _get_payment(target)
        if payment.status == PaymentStatus.COMPLETED:
            raise PaymeRpcError(PaymeError.ALREADY_PAID, FIELD)
        if not _is_open(payment, now):
            raise PaymeRpcError(PaymeError.CLOSED, FIELD)
        for transaction in reads.list_blocking_transactions(payment):
            if transaction.state == TransactionState.PERFORMED:
                raise PaymeRpcError(PaymeError.ALREADY_PAID, FIELD)
            if not transactions.is_transaction_expired(transaction, now):
                raise PaymeRpcError(PaymeError.BEING_PAID, FIELD)

    def end_expired(self, target: PaymentTarget, now: int) -> None:
        """Cancel an expired transaction in its own unit of work."""
        live = queries.get_open_transaction(_get_payment(target))
        if live is not None and transactions.is_transaction_expired(live, now):
            expiry.cancel_transaction_if_expired(live)

    def lock_target(self, target: PaymentTarget) -> PaymentTarget:
        """Lock the pupil's account and the payment."""
        return replace(target, payment=locks.lock_payment(_get_payment(target).pk))

    def check_reservable(self, target: PaymentTarget, now: int) -> None:
        """Raise IMPOSSIBLE unless the payment is open, in time and has no blocking transaction."""
        payment = _get_payment(target)
        if not _is_open(payment, now) or reads.list_blocking_transactions(payment):
            raise PaymeRpcError(PaymeError.IMPOSSIBLE)


def owes_at_least(payment: Payment, amount: int) -> bool:
    """Return whether the payment still owes at least this amount."""
    return payment.status in OPEN_STATUSES and payment.amount - payment.settled >= amount


def _is_open(payment: Payment, now: int) -> bool:
    in_time = payment.expires_at is None or clock.datetime_from_ms(now) < payment.expires_at
    return payment.status in OPEN_STATUSES and in_time


def _get_payment(target: PaymentTarget) -> Payment:
    if target.payment is None:
        raise ValueError("a target of this desk is a payment")
    return target.payment
