"""Debtors: pupils with overdue payments."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Exists, Min, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.expressions import Combinable

from apps.accounts.models import User
from apps.accounts.queries import list_user_branch_ids, search_families
from apps.core.lookups import filter_given
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
    payments = _list_open_payments(user).filter(student=OuterRef("student"), currency=OuterRef("currency"))
    payments = filter_given(payments, group=group_id, branch=branch_id)
    overdue = payments.filter(status=PaymentStatus.OVERDUE)
    accounts = LedgerAccount.objects.filter(Exists(overdue), kind=AccountKind.STUDENT).annotate(
        overdue=_payment_figure(overdue, Sum("outstanding")),
        owed=_payment_figure(payments, Sum("outstanding")),
        payments=_payment_figure(overdue, Count("pk")),
        since=_payment_figure(overdue, Min("due_on")),
    )
    if search:
        accounts = accounts.filter(student__in=search_families(User.objects.all(), search).order_by().values("pk"))
    accounts = filter_given(accounts, currency=currency, overdue__gte=minimum, since__lte=overdue_since)
    return accounts.select_related("student").order_by("-overdue", "pk")


def get_debt_totals(debtor_accounts: QuerySet[LedgerAccount]) -> list[DebtTotal]:
    """Return the totals of these accounts by currency: one query."""
    figures = {"debtors": Count("pk"), "total_overdue": Sum("overdue"), "total_owed": Sum("owed")}
    sums = debtor_accounts.order_by().values_list("currency").annotate(**figures)
    return [
        DebtTotal(debtors, Money(int(overdue), currency), Money(int(owed), currency))
        for currency, debtors, overdue, owed in sums.order_by("currency")
    ]


@dataclass(frozen=True)
class OutstandingTotal:
    """The outstanding amount in one currency: `overdue` is a part of `owed`."""

    owed: Money
    overdue: Money


def get_outstanding_totals(user: User) -> list[OutstandingTotal]:
    """Return what is owed in the user's branches by currency: one query."""
    by_currency = _list_open_payments(user).order_by().values("currency")
    late = Sum("outstanding", filter=Q(status=PaymentStatus.OVERDUE))
    sums = by_currency.annotate(owed=Sum("outstanding"), overdue=late)
    return [
        OutstandingTotal(Money(int(row["owed"]), row["currency"]), Money(int(row["overdue"] or 0), row["currency"]))
        for row in sums.order_by("currency")
    ]


def _list_open_payments(user: User) -> QuerySet[Payment]:
    payments = Payment.objects.filter(status__in=OPEN_STATUSES)
    return payments if user.all_branches else payments.filter(branch__in=list_user_branch_ids(user))


def _payment_figure(payments: QuerySet[Payment], what: Combinable) -> Subquery:
    """One figure over the payments of the row's pupil and currency."""
    return Subquery(payments.order_by().values("currency").annotate(figure=what).values("figure"))
