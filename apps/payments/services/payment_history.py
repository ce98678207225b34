"""Steps that all changes of a payment share: check, post, store, record in the payment history."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from apps.accounts.models import User
from apps.core.local_days import get_today
from apps.payments import queries
from apps.payments.errors import PaymentInProgress
from apps.payments.models import (
    AccountKind,
    LedgerEntry,
    Payment,
    PaymentHistory,
    PaymentKind,
    PaymentStatus,
    TransferKind,
)
from apps.payments.queries.closed_months import find_closed_month_of_payment
from apps.payments.services import ledger
from apps.payments.services.ledger import build_credit_entry, build_debit_entry
from apps.settings.models import Branch

PRICE_PARTS = {
    TransferKind.CHARGE: (AccountKind.REVENUE, "charge"),
    TransferKind.CORRECTION: (AccountKind.REVENUE, "price"),
    TransferKind.DISCOUNT: (AccountKind.DISCOUNTS, "discount"),
    TransferKind.WRITE_OFF: (AccountKind.WRITE_OFFS, "write_off"),
}
"""The branch's account that each part of a price moves, and the part's name in the cause of its posting."""
CHARGES = (TransferKind.CHARGE, TransferKind.CORRECTION)


def check_not_in_progress(payment: Payment) -> None:
    """Raise Conflict `payment_in_progress` while a provider transaction of the payment is open; the caller holds the
    payment.
    """
    if queries.get_open_transaction(payment) is not None:
        raise PaymentInProgress()


def record_payment_step(
    payment: Payment,
    step: str,
    *,
    from_status: str,
    by: User | None,
    reason: str = "",
    before: int | None = None,
    facts: dict[str, Any] | None = None,
) -> PaymentHistory:
    """Record a step in the payment history, with status and amount before and after."""
    return PaymentHistory.objects.create(
        payment=payment,
        what=step,
        from_status=from_status,
        to_status=payment.status,
        amount_before=before,
        amount_after=payment.amount,
        reason=reason,
        facts=facts or {},
        by=by,
    )


def get_overdue_or_pending_status(due_on: date, branch: Branch) -> PaymentStatus:
    """Return overdue when the due day has passed in the branch, else pending."""
    return PaymentStatus.OVERDUE if due_on < get_today(branch.zone) else PaymentStatus.PENDING


def store_price_revision(payment: Payment, gross: int, amount: int, lines: Sequence[dict[str, Any]]) -> None:
    """Store the price, write-off and settled amount as the payment's next revision."""
    payment.gross, payment.amount, payment.lines = gross, amount, list(lines)
    payment.revision += 1
    payment.save(update_fields=["gross", "amount", "written_off", "lines", "settled", "revision", "updated_at"])


def post_price_difference(
    payment: Payment, step: str, amounts: Mapping[TransferKind, int], actor: User | None, reason: str
) -> None:
    """Post what a price, its discounts and its write-off change by, today; each `step` of a payment is posted once.

    A positive amount raises the price, the discounts or the write-off, a negative one lowers it. A payment of a closed
    month is corrected by a posting that names the month.
    """
    student = ledger.ensure_student_account(payment.student_id, payment.currency)
    for kind, amount in amounts.items():
        if amount:
            account_kind, name = PRICE_PARTS[kind]
            raises_debt = (kind in CHARGES) == (amount > 0)
            if kind in CHARGES and payment.kind == PaymentKind.OPENING:
                account_kind, kind = payment.charge_account_kind, TransferKind.OPENING
            account = ledger.ensure_branch_account(account_kind, payment.branch_id, payment.currency)
            debited, credited = (student, account) if raises_debt else (account, student)
            entries = [build_debit_entry(debited, abs(amount)), build_credit_entry(credited, abs(amount))]
            post_payment_entries(payment, kind, f"{step}{name}", entries, actor, reason)


def post_payment_entries(
    payment: Payment, kind: TransferKind, step: str, entries: Sequence[LedgerEntry], actor: User | None, reason: str
) -> None:
    """Post the entries today, with the closed month of the payment; each `step` of a payment is posted once."""
    ledger.post_transfer(
        kind=kind,
        cause=f"payment:{payment.pk}:{step}",
        branch=payment.branch,
        entries=entries,
        corrects_month=find_closed_month_of_payment(payment),
        payment=payment,
        reason=reason,
        by=actor,
    )
