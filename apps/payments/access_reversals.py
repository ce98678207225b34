"""Who may reverse what the office booked: the cashier at once, holders of `payments.reverse` later.

Missing and foreign objects raise the same NotFound.
"""

from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.accounts.access import check_stepped_up, has_permission
from apps.accounts.models import User
from apps.core.clock import datetime_from_ms
from apps.core.errors import Forbidden
from apps.core.local_days import get_local_day
from apps.core.lookups import get_or_not_found
from apps.payments.models import CashRefund, DeskTransfer, ProviderTransaction, Receipt, TerminalDeposit
from apps.payments.queries.cash_moves import visible_cash_refunds, visible_desk_transfers, visible_terminal_deposits
from apps.payments.queries.office import load_printed_fields
from apps.payments.queries.visible_branches import build_visible_branch_filter

COMMISSION_IS_AN_EXPENSE = _("The commission is an expense, and you may not record expenses. Leave it out.")
COMMISSION_IS_REVERSED_TOO = _("Its commission is an expense, and you may not reverse expenses. Ask somebody who may.")
NOT_YOURS_ANY_MORE = _("Only the cashier may reverse it, in the same shift. Ask somebody who may reverse it later.")


def get_branch_receipt(user: User, receipt_id: UUID) -> Receipt:
    """Return a receipt of the user's branches; else NotFound."""
    rows = Receipt.objects.filter(build_visible_branch_filter(user, "money__branch", None))
    return get_or_not_found(
        rows.select_related("transfer", "money__student", "money__branch", "money__shift"), receipt_id
    )


def get_printed_receipt(user: User, receipt_id: UUID) -> Receipt:
    """Return a receipt of the user's branches with all that is printed on it; else NotFound."""
    rows = Receipt.objects.filter(build_visible_branch_filter(user, "money__branch", None))
    return get_or_not_found(load_printed_fields(rows), receipt_id)


def get_cash_refund(user: User, cash_refund_id: UUID) -> CashRefund:
    """Return a refund in cash at a desk of the user's branches; else NotFound."""
    return get_or_not_found(visible_cash_refunds(user), cash_refund_id)


def get_desk_transfer(user: User, desk_transfer_id: UUID) -> DeskTransfer:
    """Return a desk transfer from or to a desk of the user's branches; else NotFound."""
    return get_or_not_found(visible_desk_transfers(user), desk_transfer_id)


def get_terminal_deposit(user: User, deposit_id: UUID) -> TerminalDeposit:
    """Return a terminal deposit of the user's branches; else NotFound."""
    return get_or_not_found(visible_terminal_deposits(user), deposit_id)


def check_may_note_commission(user: User) -> None:
    """Raise Forbidden on "commission" unless the user may record expenses."""
    if not has_permission(user, "payments.spend"):
        raise Forbidden(COMMISSION_IS_AN_EXPENSE, fields={"commission": [COMMISSION_IS_AN_EXPENSE]})


def is_late_receipt_reversal(user: User, receipt: Receipt, *, stepped_up: bool) -> bool:
    """Return whether this user reverses the receipt late; Forbidden if they may not.

    Its cashier reverses cash while the shift that took it is open, and a transfer on the same local day. Everything
    else is late: it needs `payments.reverse` and a step-up (Forbidden `step_up_required`).
    """
    is_fresh = _is_own_and_fresh(user, receipt.money) and has_permission(user, "payments.confirm")
    return _is_late(user, is_fresh=is_fresh, stepped_up=stepped_up)


def is_late_desk_transfer_reversal(user: User, desk_transfer: DeskTransfer, *, stepped_up: bool) -> bool:
    """As `is_late_receipt_reversal`, for who recorded the desk transfer, in the same shift."""
    is_fresh = desk_transfer.by_id == user.pk and desk_transfer.shift.closed_at is None
    return _is_late(user, is_fresh=is_fresh, stepped_up=stepped_up)


def check_terminal_deposit_reversal(user: User, deposit: TerminalDeposit, *, stepped_up: bool) -> None:
    """Raise Forbidden unless the user recorded the deposit on this local day, or may reverse it late, as in
    `is_late_receipt_reversal`; and with a commission, unless the user may reverse expenses.
    """
    if deposit.expense_id is not None and not has_permission(user, "payments.spend"):
        raise Forbidden(COMMISSION_IS_REVERSED_TOO)
    zone = deposit.branch.zone
    same_day = get_local_day(deposit.created_at, zone) == get_local_day(timezone.now(), zone)
    _is_late(user, is_fresh=same_day and deposit.by_id == user.pk, stepped_up=stepped_up)


def _is_late(user: User, *, is_fresh: bool, stepped_up: bool) -> bool:
    if is_fresh:
        return False
    if not has_permission(user, "payments.reverse"):
        raise Forbidden(NOT_YOURS_ANY_MORE)
    check_stepped_up(stepped_up)
    return True


def _is_own_and_fresh(user: User, money: ProviderTransaction) -> bool:
    if money.shift is not None:
        return money.shift.cashier_id == user.pk and money.shift.closed_at is None
    if money.taken_by_id != user.pk:
        return False
    zone = money.branch.zone
    return get_local_day(datetime_from_ms(money.perform_time), zone) == get_local_day(timezone.now(), zone)
