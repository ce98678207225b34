"""Debtors: pupils with overdue payments."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, Min, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.expressions import Combinable

from apps.accounts.models import User
from apps.accounts.queries import list_user_branch_ids, search_users
from apps.core.money import Money
from apps.payments.models import OPEN_STATUSES, AccountKind, LedgerAccount, Payment, PaymentStatus

ORDERING = ("-overdue", "since", "payments", "student__first_name")
"""What the list can be ordered by; the largest debt first unless told otherwise."""


@dataclass(frozen=True)
class DebtTotal:
    """The total of all listed debtors in one currency."""

    debtors: int
    overdue: Money
    owed: Money


def list_debtors(
    user: User,
    *,
    group_id: UUID | None = None,
    branch_id: UUID | None = None,
    currency: str | None = None,
    minimum: int | None = None,
    overdue_since: date | None = None,
    search: str = "",
) -> QuerySet[LedgerAccount]:
    """Return the accounts of pupils with overdue payments in the user's branches, one row per currency, largest debt
    first.

    Annotated with `overdue` and `owed` (minor units), `payments` (overdue ones) and `since` (oldest due day). `minimum`
    is for `overdue`, `overdue_since` is the latest `since`.
    """
    payments = Payment.objects.filter(
        student=OuterRef("student"), currency=OuterRef("currency"), status__in=OPEN_STATUSES
    )
    if not user.all_branches:
        payments = payments.filter(branch__in=list_user_branch_ids(user))
    filters = {"group": group_id, "branch": branch_id}
    payments = payments.filter(**{name: value for name, value in filters.items() if value is not None})
    overdue = payments.filter(status=PaymentStatus.OVERDUE)
    accounts = LedgerAccount.objects.filter(Exists(overdue), kind=AccountKind.STUDENT).annotate(
        overdue=_payment_figure(overdue, Sum("outstanding")),
        owed=_payment_figure(payments, Sum("outstanding")),
        payments=_payment_figure(overdue, Count("pk")),
        since=_payment_figure(overdue, Min("due_on")),
    )
    limits: dict[str, Any] = {"currency": currency, "overdue__gte": minimum, "since__lte": overdue_since}
    limits = {name: value for name, value in limits.items() if value is not None}
    if search:
        accounts = accounts.filter(student__in=search_users(User.objects.all(), search).values("pk"))
    return accounts.filter(**limits).select_related("student").order_by("-overdue", "pk")


def get_debt_totals(rows: QuerySet[LedgerAccount]) -> list[DebtTotal]:
    """Return the totals of these accounts by currency: one query."""
    sums = (
        rows.order_by()
        .values("currency")
        .annotate(debtors=Count("pk"), total_overdue=Sum("overdue"), total_owed=Sum("owed"))
    )
    return [
        DebtTotal(
            debtors=row["debtors"],
            overdue=Money(int(row["total_overdue"]), row["currency"]),
            owed=Money(int(row["total_owed"]), row["currency"]),
        )
        for row in sums.order_by("currency")
    ]


@dataclass(frozen=True)
class OutstandingTotal:
    """The outstanding amount in one currency: `overdue` is a part of `owed`."""

    owed: Money
    overdue: Money


def get_outstanding_totals(user: User) -> list[OutstandingTotal]:
    """Return what is owed in the user's branches by currency: one query."""
    payments = Payment.objects.filter(status__in=OPEN_STATUSES)
    if not user.all_branches:
        payments = payments.filter(branch__in=list_user_branch_ids(user))
    late = Q(status=PaymentStatus.OVERDUE)
    sums = payments.order_by().values("currency").annotate(
        owed=Sum("outstanding"), overdue=Sum("outstanding", filter=late)
    )  # fmt: skip
    return [
        OutstandingTotal(Money(int(row["owed"]), row["currency"]), Money(int(row["overdue"] or 0), row["currency"]))
        for row in sums.order_by("currency")
    ]


def _payment_figure(payments: QuerySet[Payment], what: Combinable) -> Subquery:
    """One figure over the payments of the row's pupil and currency."""
    return Subquery(payments.order_by().values("currency").annotate(figure=what).values("figure"))
