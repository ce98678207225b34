"""How each act that waited is carried out when it is approved: as of today, by whoever asked for it.

Each function checks the act again as when it was asked for, except for its limits, and returns the posting. It raises
what the act raises; then nothing is posted and the approval keeps waiting. Cash goes into or out of the shift that is
open at the desk now, of whichever cashier.
"""

from collections.abc import Callable

from apps.core.money import Money
from apps.payments.models import (
    Approval,
    ApprovalAct,
    CashDesk,
    LedgerTransfer,
    Payment,
    ProviderTransaction,
    ReceiptKind,
    Shift,
)
from apps.payments.services import advances, confirmations, expenses, payouts, shift_counts, transfer_proofs
from apps.payments.services.cash_desks import lock_desk, lock_open_shift_at, lock_open_shifts
from apps.payments.services.locks import lock_payment, lock_student_account
from apps.payments.services.payments_due import lock_open_payment


def lock_what_moves(approval: Approval) -> None:
    """Lock the pupil's account and the payment, then the shift at the desk: in the order of locks, before the
    approval.
    """
    if approval.payment_id is not None:
        lock_payment(approval.payment_id)
    elif approval.student_id is not None:
        lock_student_account(approval.student_id, approval.currency)
    if approval.desk is not None:
        if approval.act == ApprovalAct.SHIFT_COUNT and approval.shift_id is None:
            lock_desk(approval.desk)
        list(lock_open_shifts().filter(desk=approval.desk))


def carry_out(approval: Approval) -> LedgerTransfer:
    """Carry out the act; the caller holds the approval."""
    return ACTS[ApprovalAct(approval.act)](approval)


def get_money_transfer(money: ProviderTransaction) -> LedgerTransfer:
    """Return the posting of money that came in."""
    return money.receipts.select_related("transfer").get(kind=ReceiptKind.PAYMENT).transfer


def lock_shift_of(approval: Approval) -> Shift | None:
    """Return the shift that is open at the approval's desk, locked; None for an act without a desk."""
    return lock_open_shift_at(approval.desk) if approval.desk is not None else None


def _take_payment(approval: Approval) -> LedgerTransfer:
    payment = _check_payment(approval)
    actor, amount, note, shift = approval.requested_by, approval.amount, approval.reason, lock_shift_of(approval)
    if shift is None:
        money = confirmations.take_without_cash(
            actor=actor, payment=payment, method=approval.method, amount=amount, note=note
        )
    else:
        money = confirmations.take_cash(actor=actor, payment=payment, amount=amount, note=note, shift=shift)
    return get_money_transfer(money)


def _take_advance(approval: Approval) -> LedgerTransfer:
    if approval.student is None:
        raise ValueError("an advance is of a pupil")
    money = advances.take_advance(
        actor=approval.requested_by,
        student=approval.student,
        method=approval.method,
        amount=Money(approval.amount, approval.currency),
        branch=approval.branch,
        shift=lock_shift_of(approval),
        note=approval.reason,
    )
    return get_money_transfer(money)


def _accept_proof(approval: Approval) -> LedgerTransfer:
    _check_payment(approval)
    if approval.proof is None:
        raise ValueError("a proof is of a transfer")
    accepted = transfer_proofs.accept_proof(
        actor=approval.requested_by,
        proof=approval.proof,
        amount=approval.amount,
        answer=approval.arguments.get("answer", ""),
    )
    if accepted.money is None:
        raise ValueError("an accepted proof has its money")
    return get_money_transfer(accepted.money)


def _spend(approval: Approval) -> LedgerTransfer:
    on, corrects_month = expenses.read_day_when_approved(approval.branch, approval.arguments)
    shift = lock_shift_of(approval)
    expense = expenses.record_expense(
        actor=approval.requested_by,
        branch=approval.branch,
        category=approval.arguments["category"],
        amount=approval.amount,
        currency=approval.currency,
        text=approval.arguments["text"],
        on=on,
        corrects_month=corrects_month,
        desk=_get_desk(shift),
        shift=shift,
    )
    return expense.transfer


def _pay_in_advance(approval: Approval) -> LedgerTransfer:
    if approval.teacher is None:
        raise ValueError("pay is of a teacher")
    shift = lock_shift_of(approval)
    payout = payouts.pay_teacher(
        actor=approval.requested_by,
        teacher=approval.teacher,
        branch=approval.branch,
        amount=Money(approval.amount, approval.currency),
        desk=_get_desk(shift),
        advance=True,
        shift=shift,
    )
    return payout.transfer


def _check_payment(approval: Approval) -> Payment:
    if approval.payment is None:
        raise ValueError("this act is for a payment")
    payment = lock_open_payment(approval.payment)
    confirmations.check_advance(payment, approval.amount, advance=approval.arguments["advance"])
    return payment


def _get_desk(shift: Shift | None) -> CashDesk | None:
    return shift.desk if shift is not None else None


ACTS: dict[ApprovalAct, Callable[[Approval], LedgerTransfer]] = {
    ApprovalAct.PAYMENT: _take_payment,
    ApprovalAct.PROOF: _accept_proof,
    ApprovalAct.BALANCE: _take_advance,
    ApprovalAct.EXPENSE: _spend,
    ApprovalAct.PAY_ADVANCE: _pay_in_advance,
    ApprovalAct.SHIFT_COUNT: shift_counts.accept_count,
}
"""The function of each act."""
