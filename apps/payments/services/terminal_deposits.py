"""Terminal deposits: money of the card terminal that arrived at the bank, less the bank's commission; their reversal.

Cards are paid at the terminal first, and the bank brings the money some days later. Until then it lies on the
terminal's account of the branch: that is what is still on its way.
"""

from datetime import date

from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.core.errors import Conflict, ErrorCode, Invalid
from apps.core.ids import uuid7
from apps.core.local_days import get_today
from apps.core.money import Money
from apps.core.uow import unit_of_work
from apps.payments.limits import is_above_limit
from apps.payments.methods import TERMINAL
from apps.payments.models import AccountKind, Expense, LedgerAccount, LedgerTransfer, TerminalDeposit, TransferKind
from apps.payments.queries.closed_months import find_closed_month
from apps.payments.queries.day_sums import get_spent_today
from apps.payments.services import ledger
from apps.payments.services.desk_transfers import ALREADY_REVERSED, IS_A_REVERSAL
from apps.payments.services.expense_categories import check_expense_category
from apps.payments.services.expenses import record_expense, reverse_expense
from apps.settings.models import Branch
from apps.settings.queries import get_system_settings
from apps.settings.services import write_audit_log

NOT_SO_MUCH = _("Not so much is on its way from the terminal.")
LARGE_COMMISSION = _("A commission this large needs a second person: leave it out here and record it as an expense.")


def record_terminal_deposit(
    *,
    actor: User,
    branch: Branch,
    amount: Money,
    commission: int = 0,
    category: str = "",
    on: date | None = None,
    note: str = "",
) -> TerminalDeposit:
    """Post that `amount` of the terminal's money arrived at the branch's bank account on the local day `on` (default
    today). `commission`: what the bank kept of it; it is an expense of `category` from the bank account.

    Invalid on "on" for a future day, on "commission" above `entry_limit`, on "category" for one that is not in use;
    Conflict `not_enough_money` for more than is on its way, `month_closed` on "on" for a day in a closed month.
    """
    day = on or get_today(branch.zone)
    if day > get_today(branch.zone):
        raise Invalid.field("on", _("This day is still to come."))
    if commission:
        check_expense_category(category)
        spent = get_spent_today(actor=actor, desk=None, branch=branch, currency=amount.currency)
        if is_above_limit("entry_limit", Money(commission, amount.currency), before=spent):
            raise Invalid.field("commission", LARGE_COMMISSION)
    with unit_of_work():
        row = TerminalDeposit(
            id=uuid7(), branch=branch, amount=amount.amount, commission=commission, currency=amount.currency, on=day,
            note=note, by=actor,
        )  # fmt: skip
        terminal, _bank = _lock_accounts(row)
        if terminal.balance < row.total:
            raise Conflict(NOT_SO_MUCH, code=ErrorCode.NOT_ENOUGH_MONEY)
        row.transfer = _post(row)
        row.expense = _record_commission(row, category) if commission else None
        row.save(force_insert=True)
        changes = {"amount": (None, row.amount), "commission": (None, commission), "on": (None, day)}
        changes["currency"] = (None, row.currency)
        write_audit_log(actor=actor, action="terminal_deposits.record", obj=row, changes=changes)
        return row


def reverse_terminal_deposit(*, actor: User, deposit: TerminalDeposit, reason: str) -> TerminalDeposit:
    """Post the counter-entry, today: the money is on its way again, and the commission is no expense any more.

    Conflict `already_reversed` for one that was reversed or is a reversal.
    """
    with unit_of_work():
        if deposit.reverses_id is not None:
            raise Conflict(IS_A_REVERSAL, code=ErrorCode.ALREADY_REVERSED)
        counter = TerminalDeposit(
            id=uuid7(), branch=deposit.branch, amount=deposit.amount, commission=deposit.commission,
            currency=deposit.currency, on=get_today(deposit.branch.zone), note=reason, by=actor, reverses=deposit,
        )  # fmt: skip
        _lock_accounts(counter)
        try:
            counter.transfer = _post(counter)
        except ledger.AlreadyPosted as error:
            raise Conflict(ALREADY_REVERSED, code=ErrorCode.ALREADY_REVERSED) from error
        counter.expense = _reverse_commission(actor, deposit, reason)
        counter.save(force_insert=True)
        currency = deposit.currency
        changes = {"amount": (deposit.amount, 0), "currency": (currency, currency), "reason": (None, reason)}
        write_audit_log(actor=actor, action="terminal_deposits.reverse", obj=deposit, changes=changes)
        return counter


def _lock_accounts(row: TerminalDeposit) -> tuple[LedgerAccount, LedgerAccount]:
    """Return the accounts of the terminal and the bank, locked together with that of the commission."""
    terminal, bank = _ensure_accounts(row)
    spent = [ledger.ensure_branch_account(AccountKind.EXPENSES, row.branch_id, row.currency)] if row.commission else []
    locked = ledger.lock_accounts([terminal, bank, *spent])
    return locked[terminal.pk], locked[bank.pk]


def _ensure_accounts(row: TerminalDeposit) -> tuple[LedgerAccount, LedgerAccount]:
    return (
        ledger.ensure_provider_account(TERMINAL, row.branch_id, row.currency),
        ledger.ensure_branch_account(AccountKind.BANK, row.branch_id, row.currency),
    )


def _post(row: TerminalDeposit) -> LedgerTransfer:
    """Post the row with its commission, or the counter-entry of the one that it reverses, which is posted once and
    names its month when that is closed.
    """
    terminal, bank = _ensure_accounts(row)
    more, less = (bank, terminal) if row.reverses is None else (terminal, bank)
    is_new = row.reverses is None
    return ledger.post_transfer(
        kind=TransferKind.BANKED,
        cause=f"terminal_deposit:{row.pk}" if is_new else f"terminal_deposit:{row.reverses_id}:reversed",
        branch=row.branch,
        on=row.on if is_new else None,
        entries=[ledger.build_debit_entry(more, row.total), ledger.build_credit_entry(less, row.total)],
        reason=row.note,
        by=row.by,
        corrects_month=None if row.reverses is None else find_closed_month(row.branch, row.reverses.transfer.on),
    )


def _record_commission(row: TerminalDeposit, category: str) -> Expense:
    with translation.override(get_system_settings().default_language):
        text = gettext("Commission of the bank for the card terminal")
    return record_expense(
        actor=row.by, branch=row.branch, category=category, amount=row.commission, currency=row.currency, on=row.on,
        text=text,
    )  # fmt: skip


def _reverse_commission(actor: User, deposit: TerminalDeposit, reason: str) -> Expense | None:
    """Return the reversal of the commission's expense; None where there is none, or it was reversed by itself."""
    expense = deposit.expense
    if expense is None or Expense.objects.filter(reverses=expense).exists():
        return None
    return reverse_expense(actor=actor, expense=expense, text=reason)
