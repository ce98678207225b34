"""Expenses of the centre, posted to the ledger and reversed by a counter-entry."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.core.errors import Conflict, Invalid
from apps.core.ids import uuid7
from apps.core.local_days import get_today
from apps.core.money import Money
from apps.core.uow import unit_of_work
from apps.payments.limits import is_above_limit
from apps.payments.models import (
    AccountKind,
    Approval,
    ApprovalAct,
    CashDesk,
    Expense,
    LedgerAccount,
    LedgerTransfer,
    Shift,
    TransferKind,
)
from apps.payments.services import ledger
from apps.payments.services.approvals import ask_for_approval
from apps.payments.services.cash_desks import lock_own_open_shift
from apps.settings.models import Branch
from apps.settings.services import write_audit_log


def request_expense(
    *,
    actor: User,
    branch: Branch,
    category: str,
    amount: int,
    currency: str,
    text: str,
    on: date | None = None,
    desk: CashDesk | None = None,
) -> Expense | Approval:
    """Record an expense as `record_expense`, or ask a second person when it is above `entry_limit`.

    Without `on` an expense that waits is of the day on which it is approved.
    """
    with unit_of_work():
        _check_place_and_day(branch, desk, on)
        shift = lock_own_open_shift(actor=actor, currency=currency, desk=desk) if desk is not None else None
        if is_above_limit("entry_limit", Money(amount, currency)):
            return ask_for_approval(
                actor=actor,
                act=ApprovalAct.EXPENSE,
                branch=branch,
                amount=Money(amount, currency),
                reason=text,
                method="cash" if shift is not None else "transfer",
                shift=shift,
                arguments={"category": category, "text": text, "on": on and on.isoformat()},
            )
        return record_expense(
            actor=actor, branch=branch, category=category, amount=amount, currency=currency, text=text, on=on,
            desk=desk, shift=shift,
        )  # fmt: skip


def record_expense(
    *,
    actor: User,
    branch: Branch,
    category: str,
    amount: int,
    currency: str,
    text: str,
    on: date | None = None,
    desk: CashDesk | None = None,
    shift: Shift | None = None,
) -> Expense:
    """Record an expense of the local day `on` (default today): from the desk in the actor's shift (or in `shift`), or
    from the bank. Limits are the caller's.

    Invalid on "on" for a future day, on "desk" for another branch or currency; Conflict `shift_needed` without a shift,
    `not_enough_money` for more than the desk has.
    """
    _check_place_and_day(branch, desk, on)
    with unit_of_work():
        if desk is not None and shift is None:
            shift = lock_own_open_shift(actor=actor, currency=currency, desk=desk)
        expense = Expense(
            id=uuid7(), branch=branch, category=category, amount=amount, currency=currency,
            on=on or get_today(branch.zone),
            desk=desk, shift=shift, text=text, by=actor,
        )  # fmt: skip
        expense.transfer = _post(expense, is_reversal=False)
        expense.save(force_insert=True)
        write_audit_log(actor=actor, action="expenses.spend", obj=expense, changes={"amount": (None, amount)})
        return expense


def reverse_expense(*, actor: User, expense: Expense, text: str) -> Expense:
    """Post the counter-entry of an expense, today; the money is back at its source.

    Conflict for an expense that was reversed or is a reversal, `shift_needed` without the actor's shift at its desk.
    """
    with unit_of_work():
        desk, currency = expense.desk, expense.currency
        shift = lock_own_open_shift(actor=actor, currency=currency, desk=desk) if desk is not None else None
        if expense.reverses_id is not None:
            raise Conflict(_("This expense is itself a reversal. Record a new expense instead."))
        counter = Expense(
            id=uuid7(), branch=expense.branch, category=expense.category, amount=expense.amount,
            currency=expense.currency, on=get_today(expense.branch.zone), desk=expense.desk,
            shift=shift, text=text, by=actor, reverses=expense,
        )  # fmt: skip
        try:
            counter.transfer = _post(counter, is_reversal=True)
        except ledger.AlreadyPosted as error:
            raise Conflict(_("This expense was already reversed.")) from error
        counter.save(force_insert=True)
        write_audit_log(actor=actor, action="expenses.take_back", obj=expense, changes={"text": (expense.text, text)})
        return counter


def _check_place_and_day(branch: Branch, desk: CashDesk | None, on: date | None) -> None:
    if on is not None and on > get_today(branch.zone):
        raise Invalid.field("on", _("This day is still to come."))
    if desk is not None and desk.branch_id != branch.pk:
        raise Invalid.field("desk", _("This cash desk belongs to another branch."))


def _post(expense: Expense, *, is_reversal: bool) -> LedgerTransfer:
    spent = ledger.ensure_branch_account(AccountKind.EXPENSES, expense.branch_id, expense.currency)
    source = _get_source_account(expense)
    more, less = (source, spent) if is_reversal else (spent, source)
    cause = f"expense:{expense.reverses_id}:taken_back" if is_reversal else f"expense:{expense.pk}"
    return ledger.post_transfer(
        kind=TransferKind.EXPENSE,
        cause=cause,
        branch=expense.branch,
        on=expense.on,
        entries=[ledger.build_debit_entry(more, expense.amount), ledger.build_credit_entry(less, expense.amount)],
        reason=expense.text,
        by=expense.by,
    )


def _get_source_account(expense: Expense) -> LedgerAccount:
    if expense.desk is not None:
        return ledger.ensure_desk_account(expense.desk)
    return ledger.ensure_branch_account(AccountKind.BANK, expense.branch_id, expense.currency)
