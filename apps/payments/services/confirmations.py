"""Money that the office takes for a payment: cash at a desk, a card at the terminal, or a bank transfer.

The open sum is what is outstanding of the named payment. More of it has to be said to be an advance; above a limit it
waits for a second person (`approvals`).
"""

from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.core.errors import Conflict, ErrorCode, Invalid
from apps.core.money import Money
from apps.core.uow import unit_of_work
from apps.payments.limits import is_above_limit
from apps.payments.models import Approval, ApprovalAct, CashDesk, Payment, ProviderTransaction, Shift
from apps.payments.queries.day_sums import get_advance_today, get_received_today
from apps.payments.services import transactions
from apps.payments.services.approvals import ask_for_approval
from apps.payments.services.cash_desks import lock_own_open_shift
from apps.payments.services.flagged_acts import check_and_flag_own_family
from apps.payments.services.payments_due import lock_open_payment

WRONG_ZEROS = (10, 100)
"""A sum that is so many times the open one was probably typed with a zero too many."""


def confirm_payment(
    *,
    actor: User,
    payment: Payment,
    method: str,
    amount: int | None = None,
    desk: CashDesk | None = None,
    note: str = "",
    advance: bool = False,
) -> Payment | Approval:
    """Take money for the payment by `cash`, `terminal` or `transfer`, or ask a second person when it is above a limit.

    As `take_cash` and `take_without_cash`; Invalid on "desk" for other money with a desk, Conflict `advance_needed` on
    "amount" for more than is open without `advance`.
    """
    if method != "cash" and desk is not None:
        raise Invalid.field("desk", _("Only cash has a cash desk."))
    with unit_of_work():
        payment = lock_open_payment(payment)
        money = _build_money(method, payment, amount, note)
        shift = lock_own_open_shift(actor=actor, currency=payment.currency, desk=desk) if method == "cash" else None
        check_advance(payment, money.amount, advance=advance)
        if needs_approval(payment, money.amount):
            return ask_for_approval(
                actor=actor,
                act=ApprovalAct.PAYMENT,
                branch=payment.branch if shift is None else shift.desk.branch,
                amount=Money(money.amount, money.currency),
                reason=note,
                method=method,
                shift=shift,
                payment=payment,
                arguments={"advance": advance},
            )
        _receive(actor, money, shift)
        return payment


def take_cash(
    *,
    actor: User,
    payment: Payment,
    amount: int | None = None,
    desk: CashDesk | None = None,
    note: str = "",
    shift: Shift | None = None,
) -> ProviderTransaction:
    """Take cash for the payment in the actor's shift, or in `shift`; without an amount, all that is outstanding.

    A surplus covers the pupil's other payments, the oldest due first, or stays as credit. Limits are the caller's.
    Conflict `payment_closed` when nothing is owed, `payment_in_progress` while a provider transaction is open,
    `shift_needed` without a shift.
    """
    with unit_of_work():
        payment = lock_open_payment(payment)
        shift = shift or lock_own_open_shift(actor=actor, currency=payment.currency, desk=desk)
        return _receive(actor, _build_money("cash", payment, amount, note), shift)


def take_without_cash(
    *, actor: User, payment: Payment, method: str, amount: int | None = None, note: str = ""
) -> ProviderTransaction:
    """Record a card payment (`terminal`) or a bank `transfer` at the payment's branch; otherwise as `take_cash`."""
    with unit_of_work():
        return _receive(actor, _build_money(method, lock_open_payment(payment), amount, note), None)


def check_advance(payment: Payment, amount: int, *, advance: bool) -> None:
    """Raise Conflict `advance_needed` on "amount" for more than is open of the payment, unless it is an advance."""
    open_sum = payment.amount - payment.settled
    if advance or amount <= open_sum:
        return
    shown = Money(open_sum, payment.currency).format()
    times = next((times for times in WRONG_ZEROS if amount == times * open_sum), None)
    if times is not None:
        text = _("This is %(times)s times the open sum of %(open)s.") % {"times": times, "open": shown}
    else:
        text = _("Only %(open)s of this payment is open.") % {"open": shown}
    hint = _("If the rest is paid in advance, say so: it covers what else is owed, or stays as credit.")
    raise Conflict(f"{text} {hint}", code=ErrorCode.ADVANCE_NEEDED, fields={"amount": [text]})


def needs_approval(payment: Payment, amount: int) -> bool:
    """Return whether so much money for the payment waits for a second person: for its sum, with what pupil and payer
    gave today, or for what is too much.
    """
    student, branch, currency = payment.student, payment.branch, payment.currency
    received = get_received_today(student=student, payer=payment.payer, branch=branch, currency=currency)
    surplus = amount - (payment.amount - payment.settled)
    if is_above_limit("entry_limit", Money(amount, currency), before=received):
        return True
    return surplus > 0 and is_above_limit(
        "advance_limit",
        Money(surplus, currency),
        before=get_advance_today(student=student, branch=branch, currency=currency),
    )


def _receive(actor: User, money: ProviderTransaction, shift: Shift | None) -> ProviderTransaction:
    if shift is not None:
        money.branch, money.cash_desk, money.shift = shift.desk.branch, shift.desk, shift
    amount = Money(money.amount, money.currency)
    check_and_flag_own_family(
        actor=actor,
        act="payments.receive",
        branch=money.branch,
        amount=amount,
        payment=money.payment,
        student=money.student,
        reason=money.note,
    )
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
