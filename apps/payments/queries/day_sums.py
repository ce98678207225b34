"""What was let through today without a second person: limits look at the day, so that a sum cannot be split.

What somebody approved does not count, nor what was reversed. Days are those of the branch.
"""

from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from apps.accounts.models import User
from apps.core.local_days import get_day_bounds, get_today
from apps.payments import queries
from apps.payments.methods import TAKEN_METHODS
from apps.payments.models import Approval, ApprovalState, CashDesk, Expense, ProviderTransaction, TransactionState
from apps.settings.models import Branch


def get_received_today(*, student: User, payer: User | None, branch: Branch, currency: str) -> int:
    """Return what the office took today of this pupil, and of this payer for other pupils, in minor units."""
    rows = _list_received(branch, currency)
    of_payer = 0 if payer is None else _sum(rows.filter(payment__payer=payer).exclude(student=student))
    return _sum(rows.filter(student=student)) + of_payer


def get_advance_today(*, student: User, branch: Branch, currency: str) -> int:
    """Return what is free of the money that the office took of this pupil today, in minor units."""
    rows = _list_received(branch, currency).filter(student=student)
    return sum(money.left for money in queries.filter_unspent_transactions(rows))


def get_spent_today(*, actor: User, desk: CashDesk | None, branch: Branch, currency: str) -> int:
    """Return what this person spent today, or whoever out of this desk, in minor units."""
    rows = Expense.objects.filter(created_at__gte=_get_midnight(branch), currency=currency, reverses=None)
    rows = rows.filter(reversed_by=None).exclude(transfer__in=_list_approved())
    return _sum(rows.filter(Q(by=actor) if desk is None else Q(by=actor) | Q(desk=desk)))


def _list_received(branch: Branch, currency: str) -> QuerySet[ProviderTransaction]:
    rows = ProviderTransaction.objects.filter(
        provider__in=TAKEN_METHODS, currency=currency, state=TransactionState.PERFORMED
    )
    return rows.filter(created_at__gte=_get_midnight(branch)).exclude(receipts__transfer__in=_list_approved())


def _list_approved() -> QuerySet[Any]:
    rows = Approval.objects.filter(state=ApprovalState.APPROVED, transfer__isnull=False)
    return rows.values("transfer")


def _get_midnight(branch: Branch) -> datetime:
    return get_day_bounds(get_today(branch.zone), branch.zone)[0]


def _sum(rows: QuerySet[Any]) -> int:
    return int(rows.aggregate(total=Coalesce(Sum("amount"), 0))["total"])
