"""Counts of a cash desk: a difference above `shift_difference_limit` needs a reason and a second person, and change
from the safe above `change_float_limit` a second person.

Until it is decided nothing is posted: a shift that is to be closed stays open and moves no cash, a shift that is to be
opened does not exist yet. Whoever counts again replaces the count that waits.
"""

from dataclasses import asdict, dataclass

from django.utils.translation import gettext_lazy as _

from apps.accounts.access import has_permission
from apps.accounts.models import User
from apps.core.errors import Conflict, Invalid
from apps.core.money import Money
from apps.core.uow import unit_of_work
from apps.payments.limits import check_plausible, is_above_limit
from apps.payments.models import Approval, ApprovalAct, ApprovalState, CashDesk, LedgerTransfer, Shift
from apps.payments.queries.office import get_change_float
from apps.payments.services import cash_desks, change_floats
from apps.payments.services.approvals import ask_for_approval, end_approval, lock_approval
from apps.payments.services.change_floats import is_above_float_limit

LIMIT = "shift_difference_limit"
CASHIER_LEFT = _("Whoever counted this cash desk may not open a shift any more. Another cashier has to count it.")


@dataclass(frozen=True)
class _Count:
    """What was counted, how much more (or, negative, less) it is than in the ledger, and the change from or to the safe
    that is a part of it: the arguments of the approval.
    """

    counted: int
    difference: int
    change_float: int = 0

    def differs_too_much(self, desk: CashDesk) -> bool:
        """Return whether the difference needs a reason and a second person."""
        return self.difference != 0 and is_above_limit(LIMIT, Money(abs(self.difference), desk.currency))

    def is_within_limits(self, desk: CashDesk, owed_before: int = 0) -> bool:
        """Return whether one person is enough; `owed_before`: change that is not back in the safe yet."""
        return not self.differs_too_much(desk) and not is_above_float_limit(self.change_float, desk, owed_before)


def request_opening(
    *, actor: User, desk: CashDesk, counted_amount: int, change_float: int = 0, note: str = ""
) -> Shift | Approval:
    """Open a shift as `cash_desks.open_shift`, or ask a second person when the count differs too much or too much
    change comes from the safe, with what it brought before and is not back there.

    Invalid on "note" for such a difference without a reason, on "change_float" for more than was counted.
    """
    check_plausible("counted", counted_amount)
    change_floats.check_taken_float(change_float, counted_amount)
    with unit_of_work():
        desk = cash_desks.lock_desk_to_open(actor=actor, desk=desk)
        cash_desks.check_no_shift_open(desk)
        _replace_waiting_count(actor, desk=desk, shift=None)
        count = _Count(
            counted_amount, cash_desks.get_count_difference(desk, counted_amount - change_float), change_float
        )
        if count.is_within_limits(desk, get_change_float(desk)):
            return cash_desks.open_shift(
                actor=actor, desk=desk, counted_amount=counted_amount, change_float=change_float, note=note
            )
        return _ask(actor, desk, None, count, note)


def request_closing(
    *, actor: User, desk: CashDesk, counted_amount: int, change_float: int = 0, note: str = ""
) -> Shift | Approval:
    """Close the open shift as `cash_desks.close_shift`, or ask a second person; as `request_opening`. Invalid on
    "change_float" also for more than came from the safe.
    """
    check_plausible("counted", counted_amount)
    with unit_of_work():
        shift = cash_desks.lock_shift_to_close(actor=actor, desk=desk)
        _replace_waiting_count(actor, desk=shift.desk, shift=shift)
        change_floats.check_returned_float(change_float, counted_amount, shift.desk)
        count = _Count(counted_amount, cash_desks.get_count_difference(shift.desk, counted_amount), change_float)
        if count.is_within_limits(shift.desk):
            return cash_desks.close_shift(
                actor=actor, desk=desk, counted_amount=counted_amount, change_float=change_float, note=note
            )
        return _ask(actor, shift.desk, shift, count, note)


def accept_count(approval: Approval) -> LedgerTransfer:
    """Open or close the shift with the approved count, by whoever counted; return the posting of the difference, or of
    the change, that needed the second person.

    Conflict when the ledger has changed since: the desk is to be counted again; so it is where whoever wanted to open
    the shift may take no cash any more.
    """
    desk, actor, count = approval.desk, approval.requested_by, _Count(**approval.arguments)
    if desk is None:
        raise ValueError("a count is of a desk")
    if approval.shift is None and not (actor.is_active and has_permission(actor, "payments.desks")):
        raise Conflict(CASHIER_LEFT)
    is_opening = approval.shift is None
    before = count.counted - (count.change_float if is_opening else 0)
    if cash_desks.get_count_difference(desk, before) != count.difference:
        raise Conflict(_("The balance of this cash desk has changed. Count it again."))
    act = cash_desks.open_shift if is_opening else cash_desks.close_shift
    shift = act(
        actor=actor, desk=desk, counted_amount=count.counted, change_float=count.change_float, note=approval.reason
    )
    steps = ("opened", change_floats.TAKEN) if is_opening else ("closed", change_floats.RETURNED)
    step = steps[0] if approval.amount == abs(count.difference) else steps[1]
    return LedgerTransfer.objects.get(cause=f"shift:{shift.pk}:{step}")


def _replace_waiting_count(actor: User, *, desk: CashDesk, shift: Shift | None) -> None:
    """Withdraw the count that waits for this desk or shift; the caller holds the desk or the shift."""
    waiting = Approval.objects.filter(
        act=ApprovalAct.SHIFT_COUNT, state=ApprovalState.WAITING, desk=desk, shift=shift
    ).first()
    if waiting is not None:
        locked = lock_approval(waiting.pk)
        if locked.state == ApprovalState.WAITING:
            end_approval(locked, ApprovalState.WITHDRAWN, actor=actor)


def _ask(actor: User, desk: CashDesk, shift: Shift | None, count: _Count, note: str) -> Approval:
    differs = count.differs_too_much(desk)
    if differs and not note.strip():
        limit = _("The count differs by %(amount)s. Give a reason: a second person decides.")
        raise Invalid.field("note", limit % {"amount": Money(count.difference, desk.currency).format()})
    return ask_for_approval(
        actor=actor,
        act=ApprovalAct.SHIFT_COUNT,
        branch=desk.branch,
        amount=Money(abs(count.difference) if differs else count.change_float, desk.currency),
        reason=note,
        desk=desk,
        shift=shift,
        arguments=asdict(count),
    )
