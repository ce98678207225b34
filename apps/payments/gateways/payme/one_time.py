"""The one-time desk: one payment, in one piece, by one transaction at a time."""

from dataclasses import replace
from typing import Any

from apps.core import clock
from apps.payments import queries
from apps.payments.gateways.payme.accounts import CURRENCY, Target, value_of
from apps.payments.gateways.payme.errors import Code, RpcError
from apps.payments.models import OPEN, Payment, PaymentStatus, State
from apps.payments.queries import payme as reads
from apps.payments.services import expiring, holding, receiving

FIELD = "payment"


class OneTime:
    """The rules for an account that names a payment."""

    def find(self, account: dict[str, Any]) -> Target:
        """The payment with this reference; one in another currency is none that Payme could take."""
        payment = reads.payment_called(value_of(account, FIELD), CURRENCY)
        if payment is None:
            raise RpcError(Code.NO_SUCH_ACCOUNT, FIELD)
        return Target(student=payment.student, branch=payment.branch, payment=payment)

    def check_amount(self, target: Target, amount: int) -> None:
        """All that is outstanding. Of a closed payment what it cost, or what was once to be paid here."""
        payment = _payment(target)
        if payment.status in OPEN:
            right = amount == payment.amount - payment.settled
        else:
            right = amount == payment.amount or amount in reads.amounts_taken(payment)
        if not right:
            raise RpcError(Code.WRONG_AMOUNT, "amount")

    def check_payable(self, target: Target, now: int) -> None:
        """Paid (of an open payment: by Payme, in part), closed, or being paid by a transaction that has not run out."""
        payment = _payment(target)
        if payment.status == PaymentStatus.COMPLETED:
            raise RpcError(Code.ALREADY_PAID, FIELD)
        if not _is_open(payment, now):
            raise RpcError(Code.CLOSED, FIELD)
        for one in reads.in_the_way(payment):
            if one.state == State.PERFORMED:
                raise RpcError(Code.ALREADY_PAID, FIELD)
            if not receiving.is_expired(one, now):
                raise RpcError(Code.BEING_PAID, FIELD)

    def make_way(self, target: Target, now: int) -> None:
        """End a transaction that ran out, in a unit of work of its own."""
        live = queries.live_transaction(_payment(target))
        if live is not None and receiving.is_expired(live, now):
            expiring.expire(live)

    def hold(self, target: Target) -> Target:
        """The pupil's account and the payment."""
        return replace(target, payment=holding.hold_payment(_payment(target).pk))

    def check_reservable(self, target: Target, now: int) -> None:
        """Open, within its time, and neither is anybody paying it nor has Payme."""
        payment = _payment(target)
        if not _is_open(payment, now) or reads.in_the_way(payment):
            raise RpcError(Code.IMPOSSIBLE)


def is_covered_by(payment: Payment, amount: int) -> bool:
    """Whether the payment still owes as much as was reserved."""
    return payment.status in OPEN and payment.amount - payment.settled >= amount


def _is_open(payment: Payment, now: int) -> bool:
    in_time = payment.expires_at is None or clock.datetime_from_ms(now) < payment.expires_at
    return payment.status in OPEN and in_time


def _payment(target: Target) -> Payment:
    if target.payment is None:
        raise ValueError("a target of this desk is a payment")
    return target.payment
