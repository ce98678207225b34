"""The sales report: which courses were bought in a month, what was paid for them, and teachers' shares of it."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from apps.accounts.access import has_permission
from apps.accounts.models import User
from apps.accounts.queries import list_user_branch_ids
from apps.core.lookups import filter_given
from apps.core.translated_texts import pick_translation
from apps.courses.models import Course
from apps.payments.queries.earnings import calculate_sales_shares, get_month_window
from apps.payments.queries.periods import ReportRow, sum_by_currency
from apps.payments.queries.sales import list_sales
from apps.settings.models import Branch


@dataclass
class SalesRow(ReportRow):
    """One course in one currency, in minor units. `orders`: those that brought money.

    `discounts`: by codes. `refunded`: what was freed or paid back of what was `received`. `shares`: of all teachers.
    """

    figures = ("orders", "discounts", "received", "refunded", "shares")

    course_id: UUID | None
    name: str
    currency: str
    orders: int = 0
    discounts: int = 0
    received: int = 0
    refunded: int = 0
    shares: int = 0

    @property
    def net(self) -> int:
        """What is left of the money."""
        return self.received - self.refunded


@dataclass(frozen=True)
class SalesReport:
    """The rows by name and currency, the totals by currency, and whether the reader may see teachers' shares."""

    month: date
    rows: list[SalesRow]
    totals: list[SalesRow]
    shows_shares: bool


def get_sales_report(user: User, month: date, *, branch_id: UUID | None = None) -> SalesReport:
    """Return the sales of courses in the user's branches, or in one of them; the number of queries is fixed."""
    rows: dict[tuple[UUID, str], SalesRow] = {}
    orders: dict[tuple[UUID, str], set[UUID]] = defaultdict(set)

    def get_row(course_id: UUID, currency: str) -> SalesRow:
        return rows.setdefault((course_id, currency), SalesRow(course_id, "", currency))

    branches = filter_given(Branch.objects.all(), pk=branch_id)
    if not user.all_branches:
        branches = branches.filter(pk__in=list_user_branch_ids(user))
    ids = list(branches.values_list("pk", flat=True))
    for sale in list_sales(month, get_month_window(month), ids):
        row = get_row(sale.course_id, sale.payment.currency)
        row.received += sale.received
        row.refunded += sale.received - sale.amount
        row.discounts += sale.discount
        orders[sale.course_id, row.currency].add(sale.payment.pk)
    shows_shares = has_permission(user, "salaries.manage")
    for entry in calculate_sales_shares(month, ids) if shows_shares else ():
        if entry.course is not None:
            get_row(entry.course.pk, entry.currency).shares += entry.amount
    courses = Course.objects.in_bulk({course_id for course_id, _currency in rows})
    for key, row in rows.items():
        row.name, row.orders = pick_translation(courses[key[0]].title), len(orders[key])
    ordered = sorted(rows.values(), key=lambda row: (row.name, str(row.course_id), row.currency))
    totals = sum_by_currency(ordered, lambda currency: SalesRow(None, "", currency))
    return SalesReport(month, ordered, totals, shows_shares)
