"""Expenses of the centre, posted to the ledger and reversed by a counter-entry."""

from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.core.errors import Conflict, Invalid
from apps.core.ids import uuid7
from apps.core.local_days import get_today
from apps.core.money import Money
from apps.core.uow import unit_of_work
from apps.payments.errors import MonthClosed
from apps.payments.limits import check_plausible, is_above_limit
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
from apps.payments.queries.closed_months import find_closed_month
from apps.payments.queries.day_sums import get_spent_today
from apps.payments.services import ledger
from apps.payments.services.approvals import ask_for_approval
from apps.payments.services.cash_desks import lock_own_open_shift
from apps.payments.services.expense_categories import check_expense_category
from apps.settings.models import Branch
from apps.settings.services import write_audit_log

DAYS = ("on", "corrects_month")
"""What an expense that waits keeps of its day, as ISO days."""
MOST_DAYS_BACK = timedelta(days=366)
"""A day before is a slip: the year's books are with the tax office."""


def request_expense(
    *,
    actor: User,
    branch: Branch,
    category: str,
    amount: int,
    currency: str,
    text: str,
    on: date | None = None,
    corrects_month: date | None = None,
    desk: CashDesk | None = None,
) -> Expense | Approval:
    """Record an expense as `record_expense`, or ask a second person when it is above `entry_limit`, with what the actor
    spent today and what was spent from the desk.

    Without `on` an expense that waits is of the day on which it is approved. Conflict `month_closed` on "on" for a day
    in a closed month; Invalid on "corrects_month" for an open one, on "on" beside it, on "category" for one that is
    not in use, on "amount" for more than is plausible.
    """
    check_expense_category(category)
    check_plausible("amount", amount)
    with unit_of_work():
        _check_place_and_day(branch, desk, on)
        _check_month(branch, on, corrects_month)
        shift = lock_own_open_shift(actor=actor, currency=currency, desk=desk) if desk is not None else None
        _lock_accounts(branch, desk, currency)
        spent = get_spent_today(actor=actor, desk=desk, branch=branch, currency=currency)
        if is_above_limit("entry_limit", Money(amount, currency), before=spent):
            return ask_for_approval(
                actor=actor,
                act=ApprovalAct.EXPENSE,
                branch=branch,
                amount=Money(amount, currency),
                reason=text,
                method="cash" if shift is not None else "transfer",
                shift=shift,
                arguments={"category": category, "text": text}
                | {name: day and day.isoformat() for name, day in zip(DAYS, (on, corrects_month), strict=True)},
            )
        return record_expense(
            actor=actor, branch=branch, category=category, amount=amount, currency=currency, text=text, on=on,
            corrects_month=corrects_month, desk=desk, shift=shift,
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
    corrects_month: date | None = None,
    desk: CashDesk | None = None,
    shift: Shift | None = None,
) -> Expense:
    """Record an expense of the local day `on` (default today): from the desk in the actor's shift (or in `shift`), or
    from the bank. Limits are the caller's.

    `corrects_month`: the closed month to which it belongs; it is posted today and names that month. Invalid on "on" for
    a future day, on "desk" for another branch or currency; Conflict `month_closed` for a day in a closed month,
    `shift_needed` without a shift, `not_enough_money` for more than the desk has.
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
        expense.transfer = _post(expense, corrects_month=corrects_month)
        expense.save(force_insert=True)
        changes = {"amount": (None, amount), "currency": (None, currency)}
        write_audit_log(actor=actor, action="expenses.spend", obj=expense, changes=changes)
        return expense


def reverse_expense(*, actor: User, expense: Expense, text: str) -> Expense:
    """Post the counter-entry of an expense, today; the money is back at its source. It names the expense's month when
    that is closed.

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
            counter.transfer = _post(counter, corrects_month=find_closed_month(expense.branch, expense.on))
        except ledger.AlreadyPosted as error:
            raise Conflict(_("This expense was already reversed.")) from error
        counter.save(force_insert=True)
        write_audit_log(actor=actor, action="expenses.take_back", obj=expense, changes={"text": (expense.text, text)})
        return counter


def read_day_when_approved(branch: Branch, arguments: dict[str, Any]) -> tuple[date | None, date | None]:
    """Return the day and the corrected month of an expense that waited. Where its month was closed meanwhile, it counts
    today and names the month.
    """
    on, month = (date.fromisoformat(arguments[name]) if arguments.get(name) else None for name in DAYS)
    day = on or month
    closed = None if day is None else find_closed_month(branch, day)
    return (on if closed is None else None), closed


def _check_place_and_day(branch: Branch, desk: CashDesk | None, on: date | None) -> None:
    today = get_today(branch.zone)
    if on is not None and on > today:
        raise Invalid.field("on", _("This day is still to come."))
    if on is not None and on < today - MOST_DAYS_BACK:
        raise Invalid.field("on", _("This day is more than a year ago."))
    if desk is not None and desk.branch_id != branch.pk:
        raise Invalid.field("desk", _("This cash desk belongs to another branch."))


def _check_month(branch: Branch, on: date | None, corrects_month: date | None) -> None:
    if corrects_month is None:
        if on is not None and find_closed_month(branch, on) is not None:
            raise MonthClosed()
        return
    if on is not None:
        raise Invalid.field("on", _("Leave the day out: a correction of a closed month counts today."))
    if find_closed_month(branch, corrects_month) is None:
        raise Invalid.field("corrects_month", _("This month is open: give the day of the expense."))


def _post(expense: Expense, *, corrects_month: date | None) -> LedgerTransfer:
    is_reversal = expense.reverses is not None
    spent = ledger.ensure_branch_account(AccountKind.EXPENSES, expense.branch_id, expense.currency)
    source = _get_source_account(expense.branch, expense.desk, expense.currency)
    more, less = (source, spent) if is_reversal else (spent, source)
    cause = f"expense:{expense.reverses_id}:taken_back" if is_reversal else f"expense:{expense.pk}"
    return ledger.post_transfer(
        kind=TransferKind.EXPENSE,
        cause=cause,
        branch=expense.branch,
        on=expense.on,
        corrects_month=corrects_month,
        entries=[ledger.build_debit_entry(more, expense.amount), ledger.build_credit_entry(less, expense.amount)],
        reason=expense.text,
        by=expense.by,
    )


def _lock_accounts(branch: Branch, desk: CashDesk | None, currency: str) -> None:
    """Lock what the expense moves: of two expenses at once, the second finds the first in the sum of the day."""
    spent = ledger.ensure_branch_account(AccountKind.EXPENSES, branch.pk, currency)
    ledger.lock_accounts([spent, _get_source_account(branch, desk, currency)])


def _get_source_account(branch: Branch, desk: CashDesk | None, currency: str) -> LedgerAccount:
    if desk is not None:
        return ledger.ensure_desk_account(desk)
    return ledger.ensure_branch_account(AccountKind.BANK, branch.pk, currency)
