"""Cash desks and shifts: money in a desk is counted when a shift opens and closes.

Cash moves only in an open shift of the actor. Lock order: pupil's account and payments, then the shift, then the
accounts of desk and branch. A shift that is being closed takes no more cash.
"""

from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.accounts.access import has_permission
from apps.accounts.models import User
from apps.core.errors import Conflict, ErrorCode, Forbidden, Invalid, raise_on_constraint_violation
from apps.core.lookups import get_or_not_found
from apps.core.money import Money
from apps.core.uow import unit_of_work
from apps.payments.models import AccountKind, ApprovalAct, CashDesk, CashRefund, CashRefundState, Shift, TransferKind
from apps.payments.queries.approvals import get_held_cash, has_waiting_approval
from apps.payments.services import change_floats, ledger
from apps.settings.models import Branch
from apps.settings.services import write_audit_log

DESK_ARCHIVED = _("This cash desk is archived.")
NO_SHIFT = _("Open a shift at the cash desk first.")
COUNT_WAITS = _("The count of this shift waits for approval. No cash moves until it is decided.")
SHIFT_OPEN = _("A shift is open at this cash desk.")
REFUND_WAITS = _("A refund waits at this cash desk. Hand it out or withdraw it first.")
NAME_TAKEN = _("The branch already has a cash desk with this name.")


def create_cash_desk(*, actor: User, branch: Branch, name: str, currency: str, keeper: User | None = None) -> CashDesk:
    """Create an empty cash desk. Invalid on "name" for a taken name, on "keeper" for a user who may not take money."""
    _check_can_keep(keeper)
    with unit_of_work():
        desk = CashDesk(branch=branch, name=name, currency=currency, keeper=keeper)
        _save(desk)
        write_audit_log(actor=actor, action="cash_desks.create", obj=desk, changes={"name": (None, name)})
        return desk


def update_cash_desk(*, actor: User, desk: CashDesk, changes: dict[str, Any]) -> CashDesk:
    """Change `name` or `keeper`, archive a desk or restore it (`archived`); only the given values.

    Conflict for archiving a desk with money, an open shift or change that is owed to the safe, `cash_refund_waiting`
    while a refund waits there; otherwise as `create_cash_desk`.
    """
    _check_can_keep(changes.get("keeper"))
    with unit_of_work():
        desk = lock_desk(desk)
        new_values = {name: value for name, value in changes.items() if name != "archived"}
        if changes.get("archived", desk.archived_at is not None) != (desk.archived_at is not None):
            if changes["archived"]:
                _check_empty(desk)
            new_values["archived_at"] = timezone.now() if changes["archived"] else None
        audited = {name: (getattr(desk, name), value) for name, value in new_values.items()}
        for name, value in new_values.items():
            setattr(desk, name, value)
        _save(desk)
        write_audit_log(actor=actor, action="cash_desks.change", obj=desk, changes=audited)
        return desk


def open_shift(*, actor: User, desk: CashDesk, counted_amount: int, change_float: int = 0, note: str = "") -> Shift:
    """Open a shift with the counted amount; a difference to the ledger is posted. `change_float` of it comes from the
    safe.

    Conflict for an archived desk, `shift_open` while a shift is open there; Forbidden at a desk with another keeper,
    except for users who manage desks.
    """
    with unit_of_work():
        desk = lock_desk_to_open(actor=actor, desk=desk)
        shift = Shift(desk=desk, cashier=actor, opened_at=timezone.now(), opened_with=counted_amount, note=note)
        shift.float_taken = change_float
        with raise_on_constraint_violation(shift_one_open_a_desk=Conflict(SHIFT_OPEN, code=ErrorCode.SHIFT_OPEN)):
            shift.save(force_insert=True)
        if change_float:
            change_floats.lock_float_accounts(desk)
        change_floats.post_taken_float(shift, actor)
        _post_count(shift, counted_amount, "opened", actor)
        changes = {"change_float": (None, change_float)} if change_float else {}
        write_audit_log(actor=actor, action="cash_desks.open_shift", obj=shift, changes=changes)
        return shift


def close_shift(*, actor: User, desk: CashDesk, counted_amount: int, change_float: int = 0, note: str = "") -> Shift:
    """Close the open shift with the counted amount; a difference to the ledger is posted. Then `change_float` of it
    goes back to the safe.

    Conflict `shift_needed` when none is open; Forbidden for another user's shift, except for users who manage desks.
    """
    with unit_of_work():
        shift = lock_shift_to_close(actor=actor, desk=desk)
        if change_float:
            change_floats.lock_float_accounts(shift.desk)
        shift.expected, shift.float_returned = _post_count(shift, counted_amount, "closed", actor), change_float
        change_floats.post_returned_float(shift, actor)
        shift.counted, shift.closed_by, shift.closed_at = counted_amount, actor, timezone.now()
        shift.note = note or shift.note
        columns = ["expected", "counted", "float_returned", "closed_by", "closed_at", "note", "updated_at"]
        shift.save(update_fields=columns)
        changes = {"counted": (shift.expected, counted_amount)}
        changes |= {"change_float": (change_float, 0)} if change_float else {}
        write_audit_log(actor=actor, action="cash_desks.close_shift", obj=shift, changes=changes)
        return shift


def lock_desk_to_open(*, actor: User, desk: CashDesk) -> CashDesk:
    """Return the desk, locked, where the actor may open a shift; raises as `open_shift`."""
    desk = lock_desk(desk)
    if desk.archived_at is not None:
        raise Conflict(DESK_ARCHIVED, fields={"desk": [DESK_ARCHIVED]})
    if desk.keeper_id not in (None, actor.pk) and not has_permission(actor, "payments.arrange_desks"):
        raise Forbidden(_("Another person keeps this cash desk."))
    return desk


def lock_shift_to_close(*, actor: User, desk: CashDesk) -> Shift:
    """Return the open shift of the desk, locked, that the actor may close; raises as `close_shift`."""
    shift = lock_open_shifts().filter(desk=desk).first()
    if shift is None:
        raise Conflict(_("No shift is open at this cash desk."), code=ErrorCode.SHIFT_NEEDED)
    if shift.cashier_id != actor.pk and not has_permission(actor, "payments.arrange_desks"):
        raise Forbidden(_("This shift belongs to another cashier."))
    return shift


def check_no_shift_open(desk: CashDesk) -> None:
    """Raise Conflict `shift_open` while a shift is open at the desk; the caller holds the desk."""
    if desk.shifts.filter(closed_at__isnull=True).exists():
        raise Conflict(SHIFT_OPEN, code=ErrorCode.SHIFT_OPEN)


def check_no_count_waits(desk: CashDesk) -> None:
    """Raise Conflict `approval_waiting` while a count of the desk waits for a second person."""
    if has_waiting_approval(desk=desk, act=ApprovalAct.SHIFT_COUNT):
        raise Conflict(COUNT_WAITS, code=ErrorCode.APPROVAL_WAITING)


def get_count_difference(desk: CashDesk, counted_amount: int) -> int:
    """Return how much more (or, negative, less) was counted than the ledger has; the desk's account is locked."""
    account = ledger.ensure_desk_account(desk)
    return counted_amount - ledger.lock_accounts([account])[account.pk].balance


def lock_own_open_shift(*, actor: User, currency: str, desk: CashDesk | None = None) -> Shift:
    """Return the actor's open shift at the desk, or at their only desk of this currency; locked until the commit.

    Conflict `shift_needed` without one, `approval_waiting` while its count waits for a second person; Invalid on "desk"
    for another currency, or when the desk has to be named.
    """
    if desk is not None and desk.currency != currency:
        raise Invalid.field("desk", _("This cash desk has another currency."))
    rows = lock_open_shifts().filter(cashier=actor, desk__currency=currency).order_by("pk")
    shifts = list(rows.filter(desk=desk) if desk is not None else rows)
    if not shifts:
        raise Conflict(NO_SHIFT, code=ErrorCode.SHIFT_NEEDED)
    if len(shifts) > 1:
        raise Invalid.field("desk", _("You have open shifts at several cash desks: choose one."))
    _check_count_does_not_wait(shifts[0])
    return shifts[0]


def lock_open_shift_at(desk: CashDesk) -> Shift:
    """Return the open shift at the desk, of whichever cashier, locked until the commit: for approved acts.

    Conflict on "desk" for an archived desk, `shift_needed` without an open shift.
    """
    if CashDesk.objects.filter(pk=desk.pk, archived_at__isnull=False).exists():
        raise Conflict(DESK_ARCHIVED, fields={"desk": [DESK_ARCHIVED]})
    shift = lock_open_shifts().filter(desk=desk).first()
    if shift is None:
        raise Conflict(_("No shift is open at this cash desk."), code=ErrorCode.SHIFT_NEEDED)
    _check_count_does_not_wait(shift)
    return shift


def lock_open_shifts() -> QuerySet[Shift]:
    """Return the open shifts, locked until the commit as they are read."""
    rows = Shift.objects.select_for_update(no_key=True, of=("self",)).select_related("desk__branch", "cashier")
    return rows.filter(closed_at__isnull=True)


def lock_desk(desk: CashDesk) -> CashDesk:
    """Return the desk, reloaded and locked until the commit."""
    rows = CashDesk.objects.select_for_update(no_key=True, of=("self",)).select_related("branch", "keeper")
    return get_or_not_found(rows, desk.pk)


def _post_count(shift: Shift, counted: int, step: str, actor: User) -> int:
    """Post the difference between counted and expected cash; return the expected amount."""
    desk = shift.desk
    account = ledger.ensure_desk_account(desk)
    expected = ledger.lock_accounts([account])[account.pk].balance
    if counted != expected:
        others = ledger.ensure_branch_account(AccountKind.DIFFERENCES, desk.branch_id, desk.currency)
        more, less = (account, others) if counted > expected else (others, account)
        difference = abs(counted - expected)
        ledger.post_transfer(
            kind=TransferKind.DESK_COUNT,
            cause=f"shift:{shift.pk}:{step}",
            branch=desk.branch,
            entries=[ledger.build_debit_entry(more, difference), ledger.build_credit_entry(less, difference)],
            by=actor,
        )
    return expected


def _check_can_keep(keeper: User | None) -> None:
    if keeper is not None and not has_permission(keeper, "payments.confirm"):
        raise Invalid.field("keeper", _("This person may not take payments."))


def _check_count_does_not_wait(shift: Shift) -> None:
    if has_waiting_approval(shift=shift, act=ApprovalAct.SHIFT_COUNT):
        raise Conflict(COUNT_WAITS, code=ErrorCode.APPROVAL_WAITING)


def _check_empty(desk: CashDesk) -> None:
    check_no_shift_open(desk)
    held = get_held_cash(desk)
    if held:
        text = _("%(amount)s that was not booked lies at this cash desk. Decide on it or hand it back first.")
        raise Conflict(text % {"amount": Money(held, desk.currency).format()})
    if CashRefund.objects.filter(desk=desk, state=CashRefundState.WAITING).exists():
        raise Conflict(REFUND_WAITS, code=ErrorCode.CASH_REFUND_WAITING)
    account = ledger.ensure_desk_account(desk)
    if ledger.lock_accounts([account])[account.pk].balance:
        raise Conflict(_("There is money in this cash desk. Carry it to the bank first."))
    change_floats.check_nothing_owed(desk)


def _save(desk: CashDesk) -> None:
    with raise_on_constraint_violation(cash_desk_name_once_per_branch=Invalid.field("name", NAME_TAKEN)):
        desk.save()
