"""Change floats: change that a cashier takes from the branch's safe into a cash desk, and puts back.

The money only changes its place: it is posted between safe and desk, and is neither income nor loss. Change
that would leave a desk owing more than `change_float_limit` to the safe, or more than it put back at once, waits for a
second person with the count of the shift (`shift_counts`).
"""

from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.core.errors import Conflict, Invalid
from apps.core.money import Money
from apps.payments.limits import is_above_limit
from apps.payments.models import AccountKind, CashDesk, LedgerAccount, Shift, TransferKind
from apps.payments.queries.office import get_change_float
from apps.payments.services import ledger

LIMIT = "change_float_limit"
TAKEN, RETURNED = "float_taken", "float_returned"


def is_above_float_limit(amount: int, desk: CashDesk, owed_before: int = 0) -> bool:
    """Return whether this change needs a second person, together with what the desk owes to the safe already."""
    return amount > 0 and is_above_limit(LIMIT, Money(owed_before + amount, desk.currency))


def check_taken_float(amount: int, counted_amount: int) -> None:
    """Raise Invalid on "change_float" for more change than was counted: it is a part of the cash in the desk."""
    if amount > counted_amount:
        raise Invalid.field("change_float", _("This is more than you counted in the cash desk."))


def check_returned_float(amount: int, counted_amount: int, desk: CashDesk) -> None:
    """Raise Invalid on "change_float" for more than was counted, which is then all that is in the desk, or than is owed
    to the safe.
    """
    check_taken_float(amount, counted_amount)
    owed = get_change_float(desk)
    if amount > owed:
        text = _("Only %(amount)s of change from the safe has not gone back yet.")
        raise Invalid.field("change_float", text % {"amount": Money(owed, desk.currency).format()})


def check_nothing_owed(desk: CashDesk) -> None:
    """Raise Conflict while change from the safe has not gone back, even if the cash was carried away."""
    owed = get_change_float(desk)
    if owed:
        text = _("%(amount)s of change from the safe has not gone back. Put it back when you close a shift here.")
        raise Conflict(text % {"amount": Money(owed, desk.currency).format()})


def lock_float_accounts(desk: CashDesk) -> None:
    """Lock all accounts that a shift with change moves, before the first posting: two desks of a branch never wait for
    each other.
    """
    differences = ledger.ensure_branch_account(AccountKind.DIFFERENCES, desk.branch_id, desk.currency)
    ledger.lock_accounts([*_ensure_accounts(desk), differences])


def post_taken_float(shift: Shift, actor: User) -> None:
    """Post the change that a shift begins with, if any, from the safe to the desk."""
    if shift.float_taken:
        safe, desk = _ensure_accounts(shift.desk)
        _post(shift, TAKEN, actor, debit=desk, credit=safe)


def post_returned_float(shift: Shift, actor: User) -> None:
    """Post the change that is put back after the count, if any, from the desk to the safe."""
    if shift.float_returned:
        safe, desk = _ensure_accounts(shift.desk)
        _post(shift, RETURNED, actor, debit=safe, credit=desk)


def _ensure_accounts(desk: CashDesk) -> tuple[LedgerAccount, LedgerAccount]:
    safe = ledger.ensure_branch_account(AccountKind.SAFE, desk.branch_id, desk.currency)
    return safe, ledger.ensure_desk_account(desk)


def _post(shift: Shift, step: str, actor: User, *, debit: LedgerAccount, credit: LedgerAccount) -> None:
    amount: int = getattr(shift, step)
    ledger.post_transfer(
        kind=TransferKind.FLOAT,
        cause=f"shift:{shift.pk}:{step}",
        branch=shift.desk.branch,
        entries=[ledger.build_debit_entry(debit, amount), ledger.build_credit_entry(credit, amount)],
        by=actor,
    )
