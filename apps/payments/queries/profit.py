"""Profit: income and costs of each branch and month, from the ledger."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Self
from uuid import UUID

from django.db.models import Case, F, QuerySet, Sum, Value, When
from django.db.models.functions import Coalesce, TruncMonth

from apps.accounts.models import User
from apps.payments.models import AccountKind, EntrySide, LedgerEntry
from apps.payments.queries.expense_categories import OTHER, get_category_names
from apps.payments.queries.periods import ReportPeriod, ReportRow, sum_by_currency
from apps.payments.queries.revenue import list_ledger_entries_in_period
from apps.settings.models import Branch

FIGURES = (
    AccountKind.REVENUE,
    AccountKind.DISCOUNTS,
    AccountKind.WRITE_OFFS,
    AccountKind.PAYROLL,
    AccountKind.DIFFERENCES,
)
"""The accounts whose names are also those of the figures."""


@dataclass
class ProfitRow(ReportRow):
    """A month ("2026-11") of a branch in one currency, in minor units; `expenses` by category.

    `differences`: cash missing at desks (negative: too much cash).
    """

    figures = tuple(kind.value for kind in FIGURES)

    month: str
    branch: Branch | None
    currency: str
    revenue: int = 0
    discounts: int = 0
    write_offs: int = 0
    payroll: int = 0
    differences: int = 0
    expenses: dict[str, int] = field(default_factory=lambda: defaultdict(int))

    @property
    def spent(self) -> int:
        """The sum of all expenses."""
        return sum(self.expenses.values())

    @property
    def result(self) -> int:
        """Revenue less all costs."""
        return self.revenue - self.discounts - self.write_offs - self.payroll - self.spent - self.differences

    def add(self, other: Self) -> None:
        """Add the figures and expenses of another row."""
        super().add(other)
        for category, amount in other.expenses.items():
            self.expenses[category] += amount


@dataclass(frozen=True)
class ProfitReport:
    """The rows by month, branch and currency, and the totals by currency (empty month, no branch).

    `categories`: names of the categories of the expenses by key, in the reader's language.
    """

    period: ReportPeriod
    rows: list[ProfitRow]
    totals: list[ProfitRow]
    categories: Mapping[str, str]


def get_profit_report(user: User, *, period: ReportPeriod, branch_id: UUID | None = None) -> ProfitReport:
    """Return income and costs of the user's branches, or of one, in the months of the period."""
    entries = list_ledger_entries_in_period(user, period, branch_id)
    places = Branch.objects.in_bulk()
    rows: dict[tuple[str, UUID, str], ProfitRow] = {}
    for month, branch, currency, kind, category, amount in _sum_entries(entries):
        key = (f"{month:%Y-%m}", branch, currency)
        row = rows.setdefault(key, ProfitRow(key[0], places[branch], currency))
        if kind == AccountKind.EXPENSES:
            row.expenses[category] += int(amount)
        else:
            signed = int(amount) if kind != AccountKind.REVENUE else -int(amount)
            setattr(row, kind, getattr(row, kind) + signed)
    ordered = [rows[key] for key in sorted(rows, key=lambda key: (key[0], places[key[1]].name, key[1], key[2]))]
    totals = sum_by_currency(ordered, lambda currency: ProfitRow("", None, currency))
    names = get_category_names({key for row in totals for key in row.expenses})
    return ProfitReport(period, ordered, totals, names)


def _sum_entries(entries: QuerySet[LedgerEntry]) -> QuerySet[LedgerEntry, tuple[Any, ...]]:
    """Return debits less credits by month, branch, currency, account kind and expense category."""
    kinds = [*FIGURES, AccountKind.EXPENSES]
    dated = entries.filter(account__kind__in=kinds).order_by().annotate(month=TruncMonth("transfer__on"))
    named = dated.annotate(category=Coalesce("transfer__expense__category", Value(OTHER)))
    signed = Sum(Case(When(side=EntrySide.DEBIT, then=F("amount")), default=-F("amount")))
    keys = ("month", "transfer__branch", "transfer__currency", "account__kind", "category")
    return named.values_list(*keys).annotate(amount=signed)
