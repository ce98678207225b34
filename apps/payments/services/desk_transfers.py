"""Desk transfers: cash carried from a desk to the bank or to another desk, and their reversal.

Cash leaves the actor's open shift. At another desk it is posted at once: in an open shift it is part of what the
cashier there has to have, otherwise it is counted when the next shift opens.
"""

from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.core.errors import Conflict, ErrorCode, Invalid
from apps.core.ids import uuid7
from apps.core.money import Money
from apps.core.uow import unit_of_work
from apps.payments.models import AccountKind, CashDesk, DeskTransfer, LedgerAccount, LedgerTransfer, Shift, TransferKind
from apps.payments.queries.closed_months import find_closed_month
from apps.payments.services import ledger
from apps.payments.services.cash_desks import (
    DESK_ARCHIVED,
    NO_SHIFT,
    check_no_count_waits,
    lock_desk,
    lock_own_open_shift,
)
from apps.payments.services.notifications import notify_users
from apps.settings.services import write_audit_log

ALREADY_REVERSED = _("This was already reversed.")
IS_A_REVERSAL = _("This is itself a reversal. Record a new one instead.")


def deposit_to_bank(*, actor: User, desk: CashDesk, amount: int, note: str = "") -> DeskTransfer:
    """Post cash from the desk, in the actor's shift, to the branch's bank account.

    Conflict `shift_needed` without a shift, `not_enough_money` for more than the desk has.
    """
    with unit_of_work():
        return _record(actor, lock_own_open_shift(actor=actor, currency=desk.currency, desk=desk), None, amount, note)


def transfer_to_desk(*, actor: User, desk: CashDesk, to_desk: CashDesk, amount: int, note: str = "") -> DeskTransfer:
    """Post cash from the desk, in the actor's shift, to another desk; the cashier who has a shift there is told.

    Invalid on "to" for the same desk, another currency or an archived desk; Conflict `approval_waiting` while a count
    of it waits; otherwise as `deposit_to_bank`.
    """
    if to_desk.pk == desk.pk:
        raise Invalid.field("to", _("Choose another cash desk."))
    if to_desk.currency != desk.currency:
        raise Invalid.field("to", _("This cash desk has another currency."))
    with unit_of_work():
        shift = lock_own_open_shift(actor=actor, currency=desk.currency, desk=desk)
        row = _record(actor, shift, _lock_other_desk(to_desk), amount, note)
        _notify_other_cashier(row, "payments.desk_received", note=note)
        return row


def reverse_desk_transfer(*, actor: User, desk_transfer: DeskTransfer, reason: str, late: bool) -> DeskTransfer:
    """Post the counter-entry: the cash is back at its desk, in the actor's shift there.

    Unless `late`, that is the shift in which it was recorded. Conflict `already_reversed` for one that was reversed or
    is a reversal, `shift_needed`, `not_enough_money` when the other desk does not have it any more.
    """
    with unit_of_work():
        shift = lock_own_open_shift(actor=actor, currency=desk_transfer.currency, desk=desk_transfer.desk)
        if desk_transfer.reverses_id is not None:
            raise Conflict(IS_A_REVERSAL, code=ErrorCode.ALREADY_REVERSED)
        if not late and shift.pk != desk_transfer.shift_id:
            raise Conflict(NO_SHIFT, code=ErrorCode.SHIFT_NEEDED)
        if desk_transfer.to_desk is not None:
            check_no_count_waits(lock_desk(desk_transfer.to_desk))
        counter = _build(actor, shift, desk_transfer.to_desk, desk_transfer.amount, reason)
        counter.reverses = desk_transfer
        try:
            counter.transfer = _post(counter)
        except ledger.AlreadyPosted as error:
            raise Conflict(ALREADY_REVERSED, code=ErrorCode.ALREADY_REVERSED) from error
        counter.save(force_insert=True)
        currency = counter.currency
        changes = {"amount": (counter.amount, 0), "currency": (currency, currency), "reason": (None, reason)}
        write_audit_log(actor=actor, action="cash_desks.reverse_transfer", obj=desk_transfer, changes=changes)
        _notify_other_cashier(counter, "payments.desk_transfer_reversed", reason=reason)
        return counter


def _record(actor: User, shift: Shift, to_desk: CashDesk | None, amount: int, note: str) -> DeskTransfer:
    row = _build(actor, shift, to_desk, amount, note)
    row.transfer = _post(row)
    row.save(force_insert=True)
    to = {"to": (None, to_desk.name)} if to_desk else {}
    changes = {"amount": (None, amount), "currency": (None, row.currency), **to}
    action = "cash_desks.carry_to_desk" if to_desk else "cash_desks.carry_to_bank"
    write_audit_log(actor=actor, action=action, obj=shift.desk, changes=changes)
    return row


def _build(actor: User, shift: Shift, to_desk: CashDesk | None, amount: int, note: str) -> DeskTransfer:
    desk = shift.desk
    return DeskTransfer(
        id=uuid7(), desk=desk, to_desk=to_desk, shift=shift, branch=desk.branch, amount=amount, currency=desk.currency,
        note=note, by=actor,
    )  # fmt: skip


def _post(row: DeskTransfer) -> LedgerTransfer:
    """Post the row, or the counter-entry of the one that it reverses, which is posted once and names its month when
    that is closed.
    """
    desk, other = ledger.ensure_desk_account(row.desk), _ensure_other_account(row)
    more, less = (other, desk) if row.reverses is None else (desk, other)
    cause = f"desk_transfer:{row.pk}" if row.reverses is None else f"desk_transfer:{row.reverses.pk}:reversed"
    return ledger.post_transfer(
        kind=TransferKind.BANKED,
        cause=cause,
        branch=row.branch,
        entries=[ledger.build_debit_entry(more, row.amount), ledger.build_credit_entry(less, row.amount)],
        reason=row.note,
        by=row.by,
        corrects_month=None if row.reverses is None else find_closed_month(row.branch, row.reverses.transfer.on),
    )


def _ensure_other_account(row: DeskTransfer) -> LedgerAccount:
    if row.to_desk is not None:
        return ledger.ensure_desk_account(row.to_desk)
    return ledger.ensure_branch_account(AccountKind.BANK, row.branch_id, row.currency)


def _lock_other_desk(desk: CashDesk) -> CashDesk:
    """Return the desk, locked so that nobody archives it or opens a shift there meanwhile."""
    desk = lock_desk(desk)
    if desk.archived_at is not None:
        raise Invalid.field("to", DESK_ARCHIVED)
    check_no_count_waits(desk)
    return desk


def _notify_other_cashier(row: DeskTransfer, type: str, **texts: str) -> None:  # noqa: A002
    """Tell the cashier who has a shift at the other desk, unless it is the actor."""
    shift = Shift.objects.filter(desk=row.to_desk, closed_at__isnull=True).select_related("cashier").first()
    if row.to_desk is not None and shift is not None and shift.cashier_id != row.by_id:
        amount = Money(row.amount, row.currency).format()
        data = {"amount": amount, "from_desk": row.desk.name, "desk": row.to_desk.name, **texts}
        notify_users([shift.cashier], type, data)
