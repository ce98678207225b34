"""Cash desks and shifts: who keeps which money, counted when a shift begins and when it ends.

Cash moves only in a shift of whoever moves it. Locks: a pupil's account and payments come before the shift, the shift
before the accounts of desk and branch; a shift that is being closed takes nothing more.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.accounts.access import has_permission
from apps.accounts.models import User
from apps.core.errors import Conflict, ErrorCode, Forbidden, Invalid, NotFound, get_violated_constraint
from apps.core.ids import uuid7
from apps.core.local_days import get_local_day
from apps.core.uow import unit_of_work
from apps.payments.models import AccountKind, CashDesk, LedgerTransfer, Shift, TransferKind
from apps.payments.services import ledger
from apps.settings.models import Branch
from apps.settings.services import write_audit_log

NO_SHIFT = _("Open a shift at the cash desk first.")
NAME_TAKEN = _("The branch already has a cash desk with this name.")


def create_cash_desk(*, actor: User, branch: Branch, name: str, currency: str, keeper: User | None = None) -> CashDesk:
    """A new, empty cash desk. Invalid on "name" for one that the branch has, on "keeper" for who takes no money."""
    _check_can_keep(keeper)
    with unit_of_work():
        desk = CashDesk(branch=branch, name=name, currency=currency, keeper=keeper)
        _save(desk)
        write_audit_log(actor=actor, action="cash_desks.create", obj=desk, changes={"name": (None, name)})
        return desk


def update_cash_desk(*, actor: User, desk: CashDesk, changes: dict[str, Any]) -> CashDesk:
    """Another `name` or `keeper`, or put it away (`archived`) or take it back; only what is given.

    Conflict for putting away one with money in it or with an open shift; otherwise as `create_cash_desk`.
    """
    _check_can_keep(changes.get("keeper"))
    with unit_of_work():
        held = _lock_desk(desk)
        wanted = {name: value for name, value in changes.items() if name != "archived"}
        if changes.get("archived", held.archived_at is not None) != (held.archived_at is not None):
            if changes["archived"]:
                _check_empty(held)
            wanted["archived_at"] = timezone.now() if changes["archived"] else None
        audited = {name: (getattr(held, name), value) for name, value in wanted.items()}
        for name, value in wanted.items():
            setattr(held, name, value)
        _save(held)
        write_audit_log(actor=actor, action="cash_desks.change", obj=held, changes=audited)
        return held


def open_shift(*, actor: User, desk: CashDesk, counted: int, note: str = "") -> Shift:
    """Begin a shift with what was counted in the desk; what the books say otherwise is posted as a difference.

    Conflict for an archived desk and (`shift_open`) while somebody's shift is open there; Forbidden at a desk that
    another keeps, but for who arranges desks.
    """
    with unit_of_work():
        held = _lock_desk(desk)
        if held.archived_at is not None:
            raise Conflict(_("This cash desk is archived."))
        if held.keeper_id not in (None, actor.pk) and not has_permission(actor, "payments.arrange_desks"):
            raise Forbidden(_("Another person keeps this cash desk."))
        try:
            with transaction.atomic():
                shift = Shift.objects.create(
                    desk=held, cashier=actor, opened_at=timezone.now(), opened_with=counted, note=note
                )
        except IntegrityError as error:
            if get_violated_constraint(error) != "shift_one_open_a_desk":
                raise
            raise Conflict(_("A shift is open at this cash desk."), code=ErrorCode.SHIFT_OPEN) from error
        _post_count(shift, counted, "opened", actor)
        write_audit_log(actor=actor, action="cash_desks.open_shift", obj=shift)
        return shift


def close_shift(*, actor: User, desk: CashDesk, counted: int, note: str = "") -> Shift:
    """End the open shift with what was counted; the difference to the books is posted.

    Conflict `shift_needed` when none is open; Forbidden for another's shift, but for who arranges desks.
    """
    with unit_of_work():
        shift = _lock_open_shifts().filter(desk=desk).first()
        if shift is None:
            raise Conflict(_("No shift is open at this cash desk."), code=ErrorCode.SHIFT_NEEDED)
        if shift.cashier_id != actor.pk and not has_permission(actor, "payments.arrange_desks"):
            raise Forbidden(_("This shift belongs to another cashier."))
        shift.expected = _post_count(shift, counted, "closed", actor)
        shift.counted, shift.closed_by, shift.closed_at = counted, actor, timezone.now()
        shift.note = note or shift.note
        shift.save(update_fields=["expected", "counted", "closed_by", "closed_at", "note", "updated_at"])
        write_audit_log(
            actor=actor, action="cash_desks.close_shift", obj=shift, changes={"counted": (shift.expected, counted)}
        )
        return shift


def get_own_open_shift(*, actor: User, currency: str, desk: CashDesk | None = None) -> Shift:
    """The actor's open shift at the desk, or at the only desk of this currency where they have one; locked until the
    commit, so that cash moves before the count or not at all.

    Conflict `shift_needed` without one; Invalid on "desk" for a desk of another currency, and when it has to be named.
    """
    if desk is not None and desk.currency != currency:
        raise Invalid.field("desk", _("This cash desk has another currency."))
    rows = _lock_open_shifts().filter(cashier=actor, desk__currency=currency).order_by("pk")
    found = list(rows.filter(desk=desk) if desk is not None else rows)
    if not found:
        raise Conflict(NO_SHIFT, code=ErrorCode.SHIFT_NEEDED)
    if len(found) > 1:
        raise Invalid.field("desk", _("You have open shifts at several cash desks: choose one."))
    return found[0]


def deposit_to_bank(*, actor: User, desk: CashDesk, amount: int, note: str = "") -> LedgerTransfer:
    """Cash of the desk, in the actor's shift, is on the branch's bank account now.

    Conflict `shift_needed` without a shift, `not_enough_money` for more than there is.
    """
    with unit_of_work():
        shift = get_own_open_shift(actor=actor, currency=desk.currency, desk=desk)
        bank = ledger.get_branch_account(AccountKind.BANK, shift.desk.branch_id, desk.currency)
        with raise_if_not_enough_cash():
            transfer = ledger.post_transfer(
                kind=TransferKind.BANKED,
                cause=f"banked:{uuid7()}",
                branch=shift.desk.branch,
                on=get_local_day(timezone.now(), shift.desk.branch.zone),
                entries=[ledger.debit(bank, amount), ledger.credit(ledger.get_desk_account(shift.desk), amount)],
                reason=note,
                by=actor,
            )
        write_audit_log(
            actor=actor, action="cash_desks.carry_to_bank", obj=shift.desk, changes={"amount": (None, amount)}
        )
        return transfer


@contextmanager
def raise_if_not_enough_cash() -> Iterator[None]:
    """Around what takes cash out of a desk: Conflict `not_enough_money` when it would be below nothing."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        if get_violated_constraint(error) != "ledger_desk_not_below_nothing":
            raise
        raise Conflict(_("There is not enough money in the cash desk."), code=ErrorCode.NOT_ENOUGH_MONEY) from error


def _lock_open_shifts() -> QuerySet[Shift]:
    rows = Shift.objects.select_for_update(no_key=True, of=("self",)).select_related("desk__branch", "cashier")
    return rows.filter(closed_at__isnull=True)


def _lock_desk(desk: CashDesk) -> CashDesk:
    rows = CashDesk.objects.select_for_update(no_key=True, of=("self",)).select_related("branch", "keeper")
    held = rows.filter(pk=desk.pk).first()
    if held is None:
        raise NotFound()
    return held


def _post_count(shift: Shift, counted: int, step: str, actor: User) -> int:
    """Post what was counted too much or too little; what the books said."""
    desk = shift.desk
    account = ledger.get_desk_account(desk)
    expected = ledger.lock_accounts([account])[account.pk].balance
    if counted != expected:
        others = ledger.get_branch_account(AccountKind.DIFFERENCES, desk.branch_id, desk.currency)
        more, less = (account, others) if counted > expected else (others, account)
        difference = abs(counted - expected)
        ledger.post_transfer(
            kind=TransferKind.DESK_COUNT,
            cause=f"shift:{shift.pk}:{step}",
            branch=desk.branch,
            on=get_local_day(timezone.now(), desk.branch.zone),
            entries=[ledger.debit(more, difference), ledger.credit(less, difference)],
            by=actor,
        )
    return expected


def _check_can_keep(keeper: User | None) -> None:
    if keeper is not None and not has_permission(keeper, "payments.confirm"):
        raise Invalid.field("keeper", _("This person may not take payments."))


def _check_empty(desk: CashDesk) -> None:
    if desk.shifts.filter(closed_at__isnull=True).exists():
        raise Conflict(_("A shift is open at this cash desk."), code=ErrorCode.SHIFT_OPEN)
    account = ledger.get_desk_account(desk)
    if ledger.lock_accounts([account])[account.pk].balance:
        raise Conflict(_("There is money in this cash desk. Carry it to the bank first."))


def _save(desk: CashDesk) -> None:
    try:
        with transaction.atomic():
            desk.save()
    except IntegrityError as error:
        if get_violated_constraint(error) != "cash_desk_name_once_per_branch":
            raise
        raise Invalid.field("name", NAME_TAKEN) from error
