"""Queries of cash that is to be handed out, of cash carried to another desk or to the bank, and of money of the card
terminal that arrived at the bank.
"""

from collections.abc import Collection
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q, QuerySet, Sum
from django.utils import timezone

from apps.accounts.models import User
from apps.core.lookups import filter_given
from apps.payments.methods import TERMINAL
from apps.payments.models import (
    AccountKind,
    CashRefund,
    CashRefundState,
    DeskTransfer,
    LedgerAccount,
    Payment,
    ProviderTransaction,
    TerminalDeposit,
)
from apps.payments.queries.visible_branches import build_visible_branch_filter


def visible_cash_refunds(
    user: User, *, state: str | None = None, desk_id: UUID | None = None, student_id: UUID | None = None
) -> QuerySet[CashRefund]:
    """Return refunds in cash at desks of the user's branches, filtered by state, desk and pupil."""
    rows = CashRefund.objects.filter(build_visible_branch_filter(user, "desk__branch", None))
    rows = filter_given(rows, state=state, desk=desk_id, student=student_id)
    return rows.select_related("student", "payment", "money", "desk__branch", "decided_by", "closed_by")


def visible_desk_transfers(
    user: User,
    *,
    desk_id: UUID | None = None,
    bank: bool | None = None,
    cashier_id: UUID | None = None,
    first: date | None = None,
    last: date | None = None,
) -> QuerySet[DeskTransfer]:
    """Return cash carried from or to desks of the user's branches.

    `desk_id`: from or to this one. `bank`: only to the bank, or only to desks. `first`, `last`: days on which it was
    posted.
    """
    giving = build_visible_branch_filter(user, "desk__branch", None)
    taking = build_visible_branch_filter(user, "to_desk__branch", None)
    rows = DeskTransfer.objects.filter(giving | taking)
    if desk_id is not None:
        rows = rows.filter(Q(desk=desk_id) | Q(to_desk=desk_id))
    rows = filter_given(rows, to_desk__isnull=bank, by=cashier_id, transfer__on__gte=first, transfer__on__lte=last)
    return rows.select_related(
        "branch", "desk__branch", "to_desk__branch", "shift", "transfer", "by", "reverses", "reversed_by"
    )


def visible_terminal_deposits(
    user: User, *, branch_id: UUID | None = None, first: date | None = None, last: date | None = None
) -> QuerySet[TerminalDeposit]:
    """Return money of the terminal that arrived at the bank in the user's branches, or in one; `first`, `last`: days of
    arrival.
    """
    rows = TerminalDeposit.objects.filter(build_visible_branch_filter(user, "branch", branch_id))
    rows = filter_given(rows, on__gte=first, on__lte=last)
    return rows.select_related("branch", "by", "reversed_by")


def list_terminal_accounts(user: User) -> QuerySet[LedgerAccount]:
    """Return the accounts of the card terminals of the user's branches on which money is still on its way."""
    terminals = LedgerAccount.objects.filter(build_visible_branch_filter(user, "branch", None), provider=TERMINAL)
    rows = terminals.filter(kind=AccountKind.PROVIDER).exclude(balance=0)
    return rows.select_related("branch").order_by("branch__name", "currency")


def list_waiting_cash_refunds(student_id: UUID, currency: str) -> QuerySet[CashRefund]:
    """Return the pupil's refunds in cash that wait to be handed out."""
    return CashRefund.objects.filter(student=student_id, currency=currency, state=CashRefundState.WAITING)


def list_lapsed_cash_refunds(now: datetime | None = None) -> QuerySet[CashRefund]:
    """Return refunds in cash that wait longer than they may."""
    return CashRefund.objects.filter(state=CashRefundState.WAITING, expires_at__lte=now or timezone.now())


def does_cash_refund_wait(money: ProviderTransaction, payments: Collection[Payment]) -> bool:
    """Return whether a refund waits that may take this money: it names it, a payment that it covers, or credit."""
    waiting = list_waiting_cash_refunds(money.student_id, money.currency)
    unnamed = Q(money__isnull=True) & (Q(payment__isnull=True) | Q(payment__in=payments))
    return waiting.filter(Q(money=money) | unnamed).exists()


def sum_waiting_cash_refunds(student_id: UUID, currency: str, payment: Payment | None) -> int:
    """Return how much waits to be handed out of this payment, or without one of the pupil's credit."""
    rows = list_waiting_cash_refunds(student_id, currency).filter(payment=payment)
    return int(rows.aggregate(total=Sum("amount"))["total"] or 0)
