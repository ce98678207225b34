"""Which months of the books are closed. Postings ask this, so it stands on the models alone."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from apps.core.local_days import get_local_day, get_today
from apps.payments.models import BooksMonth, LedgerTransfer, Payment, TransferKind
from apps.settings.models import Branch

BranchMonth = tuple[UUID, date]
"""A branch and the first day of a month."""


def find_closed_month(branch: Branch, day: date) -> date | None:
    """Return the first day of the month of `day` when it is closed, else None."""
    month = day.replace(day=1)
    if month >= get_today(branch.zone).replace(day=1):
        return None
    return month if list_closed().filter(branch=branch, month=month).exists() else None


def find_closed_months(branches: Collection[UUID]) -> frozenset[BranchMonth]:
    """Return the closed months of these branches."""
    if not branches:
        return frozenset()
    return frozenset(list_closed().filter(branch__in=branches).values_list("branch_id", "month"))


def find_closed_month_of_payment(payment: Payment) -> date | None:
    """Return the month that a posting of the payment corrects, when it is closed: that of its period, else that of its
    first charge.
    """
    day = payment.period_start
    running = get_today(payment.branch.zone).replace(day=1)
    if day is None and get_local_day(payment.created_at, payment.branch.zone) < running:
        charges = LedgerTransfer.objects.filter(payment=payment, kind=TransferKind.CHARGE)
        day = charges.order_by("on").values_list("on", flat=True).first()
    return None if day is None else find_closed_month(payment.branch, day)


def list_closed() -> QuerySet[BooksMonth]:
    """Return the closings that hold: one for each closed month."""
    return BooksMonth.objects.filter(reopened_at__isnull=True)
