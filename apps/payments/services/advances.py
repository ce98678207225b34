"""Money in advance: cash, a card at the terminal or a bank transfer onto a pupil's balance, for no payment by name.

It covers the pupil's open payments, the oldest due first; the rest is credit for the next ones. Credit never expires.
"""

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.core.errors import Invalid
from apps.core.money import Money
from apps.core.uow import unit_of_work
from apps.payments.limits import is_above_limit
from apps.payments.models import Approval, ApprovalAct, CashDesk, Payment, PaymentKind, ProviderTransaction, Shift
from apps.payments.queries.balances import get_top_up_branch
from apps.payments.queries.day_sums import get_advance_today, get_received_today
from apps.payments.services import approvals, locks, transactions
from apps.payments.services.cash_desks import lock_own_open_shift
from apps.payments.services.flagged_acts import check_and_flag_own_family
from apps.settings.models import Branch


def receive_advance(
    *,
    actor: User,
    student: User,
    method: str,
    amount: Money,
    desk: CashDesk | None = None,
    branch: Branch | None = None,
    note: str = "",
) -> ProviderTransaction | Approval:
    """Take cash (in the actor's open shift), or record other money onto the pupil's balance; issue a receipt.

    `branch`: where other money than cash counts, by default that of the group joined last. Above `entry_limit`, or with
    more than `advance_limit` beyond what is owed, together with what was taken today, nothing is posted: the approval
    that it waits for is returned.
    Conflict `shift_needed`; Invalid on "desk" for other money with a desk; Forbidden `own_payment` for the actor's own
    family.
    """
    with unit_of_work():
        open_payments = locks.lock_open_payments(student.pk, amount.currency)
        shift = None
        if method == "cash":
            shift = lock_own_open_shift(actor=actor, currency=amount.currency, desk=desk)
        elif desk is not None:
            raise Invalid.field("desk", _("Only cash has a cash desk."))
        branch = shift.desk.branch if shift else branch or get_top_up_branch(student)
        check_and_flag_own_family(
            actor=actor, act="payments.receive", branch=branch, amount=amount, student=student, reason=note
        )
        if _needs_approval(student, branch, open_payments, amount):
            return approvals.ask_for_approval(
                actor=actor,
                act=ApprovalAct.BALANCE,
                branch=branch,
                amount=amount,
                reason=note,
                method=method,
                shift=shift,
                student=student,
            )
        return take_advance(
            actor=actor, student=student, method=method, amount=amount, branch=branch, shift=shift, note=note
        )


def take_advance(
    *, actor: User, student: User, method: str, amount: Money, branch: Branch, shift: Shift | None, note: str = ""
) -> ProviderTransaction:
    """Take the money, cash into this shift; the caller holds the pupil's account."""
    money = ProviderTransaction(
        provider=method, student=student, branch=branch, amount=amount.amount, currency=amount.currency, note=note
    )
    if shift is not None:
        money.branch, money.cash_desk, money.shift = shift.desk.branch, shift.desk, shift
    return transactions.record_received_money(actor=actor, money=money)


def _needs_approval(student: User, branch: Branch, open_payments: Sequence[Payment], amount: Money) -> bool:
    currency = amount.currency
    covered = [payment for payment in open_payments if payment.kind != PaymentKind.ORDER]
    surplus = amount.amount - sum(payment.amount - payment.settled for payment in covered)
    free = get_advance_today(student=student, branch=branch, currency=currency)
    beyond = surplus > 0 and is_above_limit("advance_limit", Money(surplus, currency), before=free)
    received = get_received_today(student=student, payer=None, branch=branch, currency=currency)
    return beyond or is_above_limit("entry_limit", amount, before=received)
