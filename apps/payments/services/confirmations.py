"""Money that the office takes for a payment: cash at a desk, or a bank transfer that arrived."""

from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.core.errors import Invalid
from apps.core.uow import unit_of_work
from apps.payments.models import CashDesk, Payment, ProviderTransaction
from apps.payments.services import transactions
from apps.payments.services.cash_desks import lock_own_open_shift
from apps.payments.services.payments_due import lock_open_payment


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
        payment = lock_open_payment(payment)
        shift = lock_own_open_shift(actor=actor, currency=payment.currency, desk=desk)
        money = _build_money("cash", payment, amount, note)
        money.branch, money.cash_desk, money.shift = shift.desk.branch, shift.desk, shift
        return transactions.record_received_money(actor=actor, money=money)


def take_transfer(*, actor: User, payment: Payment, amount: int | None = None, note: str = "") -> ProviderTransaction:
    """Record a bank transfer for the payment on the account of its branch; otherwise as `take_cash`."""
    with unit_of_work():
        money = _build_money("transfer", lock_open_payment(payment), amount, note)
        return transactions.record_received_money(actor=actor, money=money)


def _build_money(provider: str, payment: Payment, amount: int | None, note: str) -> ProviderTransaction:
    amount = payment.amount - payment.settled if amount is None else amount
    if amount <= 0:
        raise Invalid.field("amount", _("The amount is out of range."))
    return ProviderTransaction(
        provider=provider,
        payment=payment,
        student=payment.student,
        branch=payment.branch,
        amount=amount,
        currency=payment.currency,
        note=note,
    )
