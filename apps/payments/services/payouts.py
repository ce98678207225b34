"""Payouts: pay handed to a teacher, from a cash desk or the branch's bank account, and their reversal."""

from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.core.errors import Conflict, ErrorCode, Invalid
from apps.core.money import Money
from apps.core.uow import unit_of_work
from apps.payments.access_conflicts import check_not_own_family
from apps.payments.limits import is_above_limit
from apps.payments.models import (
    AccountKind,
    Approval,
    ApprovalAct,
    CashDesk,
    LedgerAccount,
    PayOut,
    Shift,
    TransferKind,
)
from apps.payments.queries.closed_months import find_closed_month
from apps.payments.services import ledger
from apps.payments.services.approvals import ask_for_approval
from apps.payments.services.cash_desks import lock_own_open_shift
from apps.payments.services.flagged_acts import check_and_flag_own_family
from apps.settings.models import Branch
from apps.settings.services import write_audit_log

EXCEEDS_BALANCE = _("The amount is more than the teacher has earned. Mark it as an advance or pay less.")
ALREADY_REVERSED = _("This payout was already reversed.")
IS_A_REVERSAL = _("This is itself a reversal. Record a new payout instead.")


def request_payout(
    *, actor: User, teacher: User, branch: Branch, amount: Money, desk: CashDesk | None = None, advance: bool = False
) -> PayOut | Approval:
    """Pay out as `pay_teacher`, or ask a second person for an advance above `entry_limit`.

    An advance is more than the teacher has earned, with what was paid in advance before; pay that was earned never
    waits.
    """
    with unit_of_work():
        check_not_own_family(actor, teacher.pk)
        _check_desk(desk, branch)
        shift = lock_own_open_shift(actor=actor, currency=amount.currency, desk=desk) if desk is not None else None
        earned = _lock_teacher_account(teacher, amount.currency).balance
        owed_before = max(-earned, 0)
        if advance and earned < amount.amount and is_above_limit("entry_limit", amount, before=owed_before):
            return ask_for_approval(
                actor=actor,
                act=ApprovalAct.PAY_ADVANCE,
                branch=branch,
                amount=amount,
                method="cash" if shift is not None else "transfer",
                shift=shift,
                teacher=teacher,
            )
        return pay_teacher(
            actor=actor, teacher=teacher, branch=branch, amount=amount, desk=desk, advance=advance, shift=shift
        )


def pay_teacher(
    *,
    actor: User,
    teacher: User,
    branch: Branch,
    amount: Money,
    desk: CashDesk | None = None,
    advance: bool = False,
    shift: Shift | None = None,
) -> PayOut:
    """Pay out `amount` (> 0) from the desk in the actor's shift (or in `shift`), or from the branch's bank account.

    At most the unpaid pay of closed months in all branches, unless it is an `advance`, which makes the teacher's
    balance negative. Limits are the caller's. Invalid on "desk" for another branch or currency; Conflict
    `not_enough_money`, `shift_needed`; Forbidden `own_payment` for the actor's own pay.
    """
    _check_desk(desk, branch)
    with unit_of_work():
        check_and_flag_own_family(actor=actor, act="salaries.pay_out", branch=branch, amount=amount, teacher=teacher)
        if desk is None:
            source = ledger.ensure_branch_account(AccountKind.BANK, branch, amount.currency)
        else:
            shift = shift or lock_own_open_shift(actor=actor, currency=amount.currency, desk=desk)
            source = ledger.ensure_desk_account(shift.desk)
        account = _lock_teacher_account(teacher, amount.currency)
        if account.balance < amount.amount and not advance:
            raise Conflict(EXCEEDS_BALANCE, code=ErrorCode.NOT_ENOUGH_MONEY)
        row = PayOut(
            teacher=teacher, branch=branch, amount=amount.amount, currency=amount.currency, desk=desk, by=actor
        )
        row.transfer = ledger.post_transfer(
            kind=TransferKind.PAY_OUT,
            cause=f"pay_out:{row.pk}",
            branch=branch,
            entries=[
                ledger.build_debit_entry(account, amount.amount),
                ledger.build_credit_entry(source, amount.amount),
            ],
            by=actor,
        )
        row.save(force_insert=True)
        changes = {"amount": (None, amount.amount), "currency": (None, amount.currency)}
        write_audit_log(actor=actor, action="salaries.pay_out", obj=row, changes=changes)
    return row


def reverse_payout(*, actor: User, payout: PayOut, reason: str) -> PayOut:
    """Post the counter-entry: the money is back where it came from, and the teacher is owed it again.

    Cash is back in the actor's open shift at the same desk. Conflict `already_reversed` for one that was reversed or is
    a reversal, `shift_needed`; Forbidden `own_payment` for the actor's own pay.
    """
    teacher, branch, desk, currency = payout.teacher, payout.branch, payout.desk, payout.currency
    if payout.reverses_id is not None:
        raise Conflict(IS_A_REVERSAL, code=ErrorCode.ALREADY_REVERSED)
    with unit_of_work():
        check_and_flag_own_family(
            actor=actor,
            act="salaries.reverse_pay_out",
            branch=branch,
            amount=Money(payout.amount, currency),
            teacher=teacher,
            reason=reason,
        )
        if desk is None:
            source = ledger.ensure_branch_account(AccountKind.BANK, branch, currency)
        else:
            source = ledger.ensure_desk_account(lock_own_open_shift(actor=actor, currency=currency, desk=desk).desk)
        account = _lock_teacher_account(teacher, currency)
        row = PayOut(
            teacher=teacher, branch=branch, amount=payout.amount, currency=currency, desk=desk, by=actor,
            reverses=payout, reason=reason,
        )  # fmt: skip
        try:
            row.transfer = ledger.post_transfer(
                kind=TransferKind.PAY_OUT,
                cause=f"pay_out:{payout.pk}:reversed",
                branch=branch,
                entries=[
                    ledger.build_debit_entry(source, payout.amount),
                    ledger.build_credit_entry(account, payout.amount),
                ],
                reason=reason,
                by=actor,
                corrects_month=find_closed_month(branch, payout.transfer.on),
            )
        except ledger.AlreadyPosted as error:
            raise Conflict(ALREADY_REVERSED, code=ErrorCode.ALREADY_REVERSED) from error
        row.save(force_insert=True)
        changes = {"amount": (payout.amount, 0), "currency": (currency, currency), "reason": (None, reason)}
        write_audit_log(actor=actor, action="salaries.reverse_pay_out", obj=payout, changes=changes)
    return row


def _lock_teacher_account(teacher: User, currency: str) -> LedgerAccount:
    """Return the teacher's account, locked until the commit: before the desk or bank, whatever their ids."""
    account = ledger.ensure_teacher_account(teacher, currency)
    return ledger.lock_accounts([account])[account.pk]


def _check_desk(desk: CashDesk | None, branch: Branch) -> None:
    if desk is not None and desk.branch_id != branch.pk:
        raise Invalid.field("desk", _("There is no such cash desk in this branch."))
