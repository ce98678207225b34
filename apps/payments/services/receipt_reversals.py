"""Reversals of receipts: the office booked money that never came, or not for this pupil.

A refund gives money back for a service that is no longer owed. A reversal says that the money was never here: what it
paid is owed again. Providers' money is reversed by the provider (`refunds.reverse_transaction`).

Lock order: the pupil's account, all payments that the money covers, the transaction, the shift, the desk or bank.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.core import clock
from apps.core.errors import Conflict, ErrorCode
from apps.core.money import Money
from apps.core.outgoing_events import publish_webhook_event
from apps.core.uow import unit_of_work
from apps.payments.documents import format_receipt_number
from apps.payments.errors import RefundAtProvider
from apps.payments.events import PaymentReversed
from apps.payments.methods import TAKEN_METHODS
from apps.payments.models import (
    LedgerTransfer,
    Payment,
    PaymentProof,
    ProofState,
    ProviderTransaction,
    Receipt,
    ReceiptKind,
    TransactionState,
    TransferKind,
)
from apps.payments.queries.closed_months import find_closed_month
from apps.payments.services import allocation, ledger, locks, receipts, transactions
from apps.payments.services.cash_desks import NO_SHIFT, lock_own_open_shift
from apps.payments.services.flagged_acts import check_and_flag_own_family
from apps.payments.services.notifications import (
    build_student_notification_data,
    list_watchers,
    notify_users,
    publish_payment_change,
    publish_to_watchers,
)
from apps.payments.services.released_payments import (
    ReleasedPart,
    check_can_release,
    lock_covered_payments,
    release_payment,
)
from apps.payments.webhook_events import PaymentReversedWebhook
from apps.settings.services import write_audit_log

NOT_MONEY_IN = _("Only a receipt of money that was received can be reversed.")
NOTHING_LEFT = _("This money was already reversed or refunded.")


@dataclass(frozen=True)
class ReceiptReversal:
    """The receipt of a reversal, the receipt that it reverses, and the payments that it opened, as they are now."""

    receipt: Receipt
    reverses: Receipt
    payments: Sequence[Payment]


def reverse_receipt(*, actor: User, receipt: Receipt, reason: str, late: bool) -> ReceiptReversal:
    """Take back what is left of the money of a receipt: all that it covers is owed again, free credit covers it.

    Cash leaves the actor's open shift at its desk, which unless `late` is the shift that took it. Conflict
    `already_reversed` when nothing is left or the receipt is not of money in, `refund_at_provider` for providers'
    money, `payment_in_progress` while a provider works on a payment that it covers, `cash_refund_waiting`,
    `shift_needed`, `not_enough_money`; Forbidden `own_payment` for own family.
    """
    with unit_of_work():
        locks.lock_student_account(receipt.money.student_id, receipt.currency)
        covered = lock_covered_payments(receipt.money)
        money = locks.lock_transaction(receipt.money)
        check_and_flag_own_family(
            actor=actor,
            act="payments.reverse",
            branch=money.branch,
            amount=Money(money.amount - money.refunded, money.currency),
            student=money.student,
            payment=money.payment,
            reason=reason,
        )
        _check_can_reverse(receipt, money, covered)
        transfer = _post(actor, receipt, money, reason, late=late)
        number = format_receipt_number(receipt)
        for payment, amount in covered:
            release_payment(payment, money, amount, what="reversed", actor=actor, reason=reason, receipt=number)
        money.refunded, money.state, money.cancel_time = money.amount, TransactionState.REVERSED, clock.now_ms()
        money.save(update_fields=["refunded", "state", "cancel_time", "updated_at"])
        _refuse_proof(money, actor, reason)
        allocation.cover_open_payments_with_credit(money.student, money.currency)
        counter = receipts.issue_receipt(
            money=money, transfer=transfer, kind=ReceiptKind.REVERSAL, reverses=receipt, released=covered
        )
        changes = {"amount": (receipt.amount, receipt.amount - counter.amount), "receipt": (number, reason)}
        write_audit_log(actor=actor, action="payments.reverse", obj=money, changes=changes)
        payments = [_reload(payment.pk) for payment, _amount in covered]
        _tell(counter, receipt, payments, reason)
        return ReceiptReversal(counter, receipt, payments)


def _check_can_reverse(receipt: Receipt, money: ProviderTransaction, covered: Sequence[ReleasedPart]) -> None:
    if receipt.kind != ReceiptKind.PAYMENT:
        raise Conflict(NOT_MONEY_IN, code=ErrorCode.ALREADY_REVERSED)
    if money.provider not in TAKEN_METHODS:  # opening balances have no receipt: see `opening_balances`
        raise RefundAtProvider()
    if money.state != TransactionState.PERFORMED or money.refunded == money.amount:
        raise Conflict(NOTHING_LEFT, code=ErrorCode.ALREADY_REVERSED)
    check_can_release(money, covered)


def _post(actor: User, receipt: Receipt, money: ProviderTransaction, reason: str, *, late: bool) -> LedgerTransfer:
    """Post that what is left of the money leaves the actor's shift at its desk, the terminal or the bank. It names the
    month of the receipt when that is closed.
    """
    if money.cash_desk is not None:
        shift = lock_own_open_shift(actor=actor, currency=money.currency, desk=money.cash_desk)
        if not late and shift.pk != money.shift_id:
            raise Conflict(NO_SHIFT, code=ErrorCode.SHIFT_NEEDED)
    left = money.amount - money.refunded
    student = ledger.ensure_student_account(money.student_id, money.currency)
    source = transactions.ensure_money_account(money)
    return ledger.post_transfer(
        kind=TransferKind.REVERSAL,
        cause=f"money:{money.pk}:reversal",
        branch=money.branch,
        entries=[ledger.build_debit_entry(student, left), ledger.build_credit_entry(source, left)],
        payment=money.payment,
        reason=reason,
        by=actor,
        corrects_month=find_closed_month(money.branch, receipt.transfer.on),
    )


def _refuse_proof(money: ProviderTransaction, actor: User, reason: str) -> None:
    """A transfer proof that was accepted as this money is refused, so that the family may send another."""
    proof = PaymentProof.objects.filter(money=money, state=ProofState.APPROVED).first()
    if proof is not None:
        proof.state, proof.answer, proof.decided_by, proof.decided_at = (
            ProofState.REFUSED, reason, actor, timezone.now(),
        )  # fmt: skip
        proof.save(update_fields=["state", "answer", "decided_by", "decided_at", "updated_at"])
        changes = {"state": (ProofState.APPROVED, ProofState.REFUSED)}
        write_audit_log(actor=actor, action="payments.proof_refused", obj=proof, changes=changes)


def _reload(payment_id: UUID) -> Payment:
    return Payment.objects.select_related("student", "payer", "branch", "group").get(pk=payment_id)


def _tell(counter: Receipt, receipt: Receipt, payments: Sequence[Payment], reason: str) -> None:
    """Publish the reversal and the payments that it opened, and notify everyone who watches the pupil's payments."""
    money = counter.money
    payment = next((row for row in payments if row.pk == money.payment_id), money.payment)
    payer = payment.payer if payment else None
    event = PaymentReversed.from_transaction(money, payment, counter.amount)
    publish_webhook_event(PaymentReversedWebhook.from_transaction(money, payment, counter.amount))
    publish_to_watchers(event, money.student, payer, money.branch_id)
    for opened in payments:
        publish_payment_change(opened, "reversed")
    data = {
        "amount": Money(counter.amount, counter.currency).format(),
        **build_student_notification_data(money.student),
        "number": format_receipt_number(receipt),
        "receipt": str(counter.pk),
        "reason": reason,
    }
    notify_users(list_watchers(money.student, payer), "payments.reversed", data)
