"""Money that the office takes for a payment: cash at a desk, or a bank transfer that arrived."""

from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.core.errors import Conflict, ErrorCode, Invalid
from apps.core.uow import unit_of_work
from apps.payments.models import OPEN_STATUSES, CashDesk, Payment, ProviderTransaction
from apps.payments.services import payment_history, transactions
from apps.payments.services.cash_desks import get_own_open_shift
from apps.payments.services.locks import lock_payment


def confirm_payment(
    *,
    actor: User,
    payment: Payment,
    method: str,
    amount: int | None = None,
    desk: CashDesk | None = None,
    note: str = "",
) -> Payment:
    """Take money for the payment by `cash` or `transfer`; Invalid on "desk" for a transfer with a desk."""
    if method == "cash":
        take_cash(actor=actor, payment=payment, amount=amount, desk=desk, note=note)
    elif desk is not None:
        raise Invalid.field("desk", _("A bank transfer has no cash desk."))
    else:
        take_transfer(actor=actor, payment=payment, amount=amount, note=note)
    return payment


def take_cash(
    *, actor: User, payment: Payment, amount: int | None = None, desk: CashDesk | None = None, note: str = ""
) -> ProviderTransaction:
    """Take cash for the payment in the actor's shift; without an amount, all that is outstanding.

    A surplus covers the pupil's other payments, the oldest due first, or stays as credit. Conflict `payment_closed`
    when nothing is owed, `payment_in_progress` while a provider transaction is open, `shift_needed` without a shift.
    """
    with unit_of_work():
        locked_payment = _lock_open_payment(payment)
        shift = get_own_open_shift(actor=actor, currency=locked_payment.currency, desk=desk)
        return transactions.record_received_money(
            actor=actor,
            student=locked_payment.student,
            branch=shift.desk.branch,
            amount=_resolve_amount(locked_payment, amount),
            currency=locked_payment.currency,
            provider="cash",
            payment=locked_payment,
            desk=shift.desk,
            shift=shift,
            note=note,
        )


def take_transfer(*, actor: User, payment: Payment, amount: int | None = None, note: str = "") -> ProviderTransaction:
    """Record a bank transfer for the payment on the account of its branch; otherwise as `take_cash`."""
    with unit_of_work():
        locked_payment = _lock_open_payment(payment)
        return transactions.record_received_money(
            actor=actor,
            student=locked_payment.student,
            branch=locked_payment.branch,
            amount=_resolve_amount(locked_payment, amount),
            currency=locked_payment.currency,
            provider="transfer",
            payment=locked_payment,
            note=note,
        )


def _lock_open_payment(payment: Payment) -> Payment:
    """Return the payment, locked; Conflict unless it is open and no provider transaction works on it."""
    locked_payment = lock_payment(payment.pk)
    payment_history.check_not_in_progress(locked_payment)
    if locked_payment.status not in OPEN_STATUSES:
        raise Conflict(payment_history.PAYMENT_CLOSED, code=ErrorCode.PAYMENT_CLOSED)
    return locked_payment


def _resolve_amount(payment: Payment, amount: int | None) -> int:
    resolved = payment.amount - payment.settled if amount is None else amount
    if resolved <= 0:
        raise Invalid.field("amount", _("The amount is out of range."))
    return resolved
