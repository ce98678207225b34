"""Counts of a cash desk: a difference above `shift_difference_limit` needs a reason and a second person.

Until it is decided nothing is posted: a shift that is to be closed stays open and moves no cash, a shift that is to be
opened does not exist yet. Whoever counts again replaces the count that waits.
"""

from django.utils.translation import gettext_lazy as _

from apps.accounts.access import has_permission
from apps.accounts.models import User
from apps.core.errors import Conflict, Invalid
from apps.core.money import Money
from apps.core.uow import unit_of_work
from apps.payments.limits import is_above_limit
from apps.payments.models import Approval, ApprovalAct, ApprovalState, CashDesk, LedgerTransfer, Shift
from apps.payments.services import cash_desks
from apps.payments.services.approvals import ask_for_approval, end_approval, lock_approval

LIMIT = "shift_difference_limit"
CASHIER_LEFT = _("Whoever counted this cash desk may not open a shift any more. Another cashier has to count it.")


def request_opening(*, actor: User, desk: CashDesk, counted_amount: int, note: str = "") -> Shift | Approval:
    """Open a shift as `cash_desks.open_shift`, or ask a second person when the count differs too much.

    Invalid on "note" for such a count without a reason.
    """
    with unit_of_work():
        desk = cash_desks.lock_desk_to_open(actor=actor, desk=desk)
        cash_desks.check_no_shift_open(desk)
        _replace_waiting_count(actor, desk=desk, shift=None)
        difference = cash_desks.get_count_difference(desk, counted_amount)
        if _is_within_limit(difference, desk):
            return cash_desks.open_shift(actor=actor, desk=desk, counted_amount=counted_amount, note=note)
        return _ask(actor, desk, None, counted_amount, difference, note)


def request_closing(*, actor: User, desk: CashDesk, counted_amount: int, note: str = "") -> Shift | Approval:
    """Close the open shift as `cash_desks.close_shift`, or ask a second person; as `request_opening`."""
    with unit_of_work():
        shift = cash_desks.lock_shift_to_close(actor=actor, desk=desk)
        _replace_waiting_count(actor, desk=shift.desk, shift=shift)
        difference = cash_desks.get_count_difference(shift.desk, counted_amount)
        if _is_within_limit(difference, shift.desk):
            return cash_desks.close_shift(actor=actor, desk=desk, counted_amount=counted_amount, note=note)
        return _ask(actor, shift.desk, shift, counted_amount, difference, note)


def accept_count(approval: Approval) -> LedgerTransfer:
    """Open or close the shift with the approved count, by whoever counted; return the posted difference.

    Conflict when the ledger has changed since: the desk is to be counted again; so it is where whoever wanted to open
    the shift may take no cash any more.
    """
    desk, counted, actor = approval.desk, approval.arguments["counted"], approval.requested_by
    if desk is None:
        raise ValueError("a count is of a desk")
    if approval.shift is None and not (actor.is_active and has_permission(actor, "payments.desks")):
        raise Conflict(CASHIER_LEFT)
    if cash_desks.get_count_difference(desk, counted) != approval.arguments["difference"]:
        raise Conflict(_("The balance of this cash desk has changed. Count it again."))
    act, step = (cash_desks.open_shift, "opened") if approval.shift is None else (cash_desks.close_shift, "closed")
    shift = act(actor=actor, desk=desk, counted_amount=counted, note=approval.reason)
    return LedgerTransfer.objects.get(cause=f"shift:{shift.pk}:{step}")


def _is_within_limit(difference: int, desk: CashDesk) -> bool:
    return difference == 0 or not is_above_limit(LIMIT, Money(abs(difference), desk.currency))


def _replace_waiting_count(actor: User, *, desk: CashDesk, shift: Shift | None) -> None:
    """Withdraw the count that waits for this desk or shift; the caller holds the desk or the shift."""
    waiting = Approval.objects.filter(
        act=ApprovalAct.SHIFT_COUNT, state=ApprovalState.WAITING, desk=desk, shift=shift
    ).first()
    if waiting is not None:
        locked = lock_approval(waiting.pk)
        if locked.state == ApprovalState.WAITING:
            end_approval(locked, ApprovalState.WITHDRAWN, actor=actor)


def _ask(actor: User, desk: CashDesk, shift: Shift | None, counted: int, difference: int, note: str) -> Approval:
    if not note.strip():
        limit = _("The count differs by %(amount)s. Give a reason: a second person decides.")
        raise Invalid.field("note", limit % {"amount": Money(difference, desk.currency).format()})
    return ask_for_approval(
        actor=actor,
        act=ApprovalAct.SHIFT_COUNT,
        branch=desk.branch,
        amount=Money(abs(difference), desk.currency),
        reason=note,
        desk=desk,
        shift=shift,
        arguments={"counted": counted, "difference": difference},
    )
