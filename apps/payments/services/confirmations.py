"""Money that the office takes for a payment: cash at a desk, or a transfer that it saw on the bank account."""

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
    """Take money for the payment by `cash` or `transfer`; Invalid on "desk" for a transfer with one."""
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
    """Cash for the payment, in the actor's shift; all that is outstanding unless told otherwise.

    What is more than outstanding covers the pupil's other payments, the oldest due first, or is kept for coming ones.
    Conflict `payment_closed` when nothing is owed (any more), `payment_in_progress` while a provider works on it,
    `shift_needed` without a shift.
    """
    with unit_of_work():
        held = _lock_open_payment(payment)
        shift = get_own_open_shift(actor=actor, currency=held.currency, desk=desk)
        return transactions.record_received_money(
            actor=actor,
            student=held.student,
            branch=shift.desk.branch,
            amount=_resolve_amount(held, amount),
            currency=held.currency,
            provider="cash",
            payment=held,
            desk=shift.desk,
            shift=shift,
            note=note,
        )


def take_transfer(*, actor: User, payment: Payment, amount: int | None = None, note: str = "") -> ProviderTransaction:
    """A transfer for the payment that arrived on the bank account of its branch; otherwise as `take_cash`."""
    with unit_of_work():
        held = _lock_open_payment(payment)
        return transactions.record_received_money(
            actor=actor,
            student=held.student,
            branch=held.branch,
            amount=_resolve_amount(held, amount),
            currency=held.currency,
            provider="transfer",
            payment=held,
            note=note,
        )


def _lock_open_payment(payment: Payment) -> Payment:
    """The payment, held; it is owed and no provider works on it. Whoever comes second finds it paid."""
    held = lock_payment(payment.pk)
    payment_history.check_not_in_progress(held)
    if held.status not in OPEN_STATUSES:
        raise Conflict(payment_history.PAYMENT_CLOSED, code=ErrorCode.PAYMENT_CLOSED)
    return held


def _resolve_amount(held: Payment, amount: int | None) -> int:
    wanted = held.amount - held.settled if amount is None else amount
    if wanted <= 0:
        raise Invalid.field("amount", _("The amount is out of range."))
    return wanted
