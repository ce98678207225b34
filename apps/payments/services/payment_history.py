"""Steps that all changes of a payment share: check, post, store, record in the payment history."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.core.errors import Conflict, ErrorCode
from apps.core.local_days import get_today
from apps.payments import queries
from apps.payments.models import OPEN_STATUSES, AccountKind, Payment, PaymentHistory, TransferKind
from apps.payments.services import allocation, ledger
from apps.payments.services.ledger import NewEntry

PAYMENT_IN_PROGRESS = _("A payment is in progress. Please try again when it has ended.")
PAYMENT_CLOSED = _("This payment is closed.")


def check_not_in_progress(payment: Payment) -> None:
    """Raise Conflict `payment_in_progress` while a provider transaction of the payment is open; the caller holds the
    payment.
    """
    if queries.get_live_transaction(payment) is not None:
        raise Conflict(PAYMENT_IN_PROGRESS, code=ErrorCode.PAYMENT_IN_PROGRESS)


def record_change(
    payment: Payment,
    what: str,
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
        what=what,
        from_status=from_status,
        to_status=payment.status,
        amount_before=before,
        amount_after=payment.amount,
        reason=reason,
        facts=facts or {},
        by=by,
    )


def store_price(payment: Payment, gross: int, amount: int, lines: Sequence[dict[str, Any]]) -> None:
    """Store the price, write-off and settled amount as the payment's next revision."""
    payment.gross, payment.amount, payment.lines = gross, amount, list(lines)
    payment.revision += 1
    payment.save(update_fields=["gross", "amount", "written_off", "lines", "settled", "revision", "updated_at"])


def complete_if_covered(payment: Payment) -> None:
    """Complete an open payment that is fully covered."""
    if payment.status in OPEN_STATUSES and payment.settled == payment.amount:
        allocation.complete_payment(payment)


def get_student_account(payment: Payment) -> Any:
    """Return the pupil's ledger account in the payment's currency."""
    return ledger.get_student_account(payment.student_id, payment.currency)


def get_branch_account(payment: Payment, kind: AccountKind) -> Any:
    """Return the branch's ledger account of this kind in the payment's currency."""
    return ledger.get_branch_account(kind, payment.branch_id, payment.currency)


def post_change(
    payment: Payment, kind: TransferKind, step: str, entries: Sequence[NewEntry], actor: User | None, reason: str
) -> None:
    """Post the entries today; each `step` of a payment is posted once."""
    ledger.post_transfer(
        kind=kind,
        cause=f"payment:{payment.pk}:{step}",
        branch=payment.branch_id,
        on=get_today(payment.branch.zone),
        entries=entries,
        payment=payment,
        reason=reason,
        by=actor,
    )
