"""Request and response schemas under `/payments/reports/`: revenue, profit and sales of courses."""

from datetime import date
from typing import Any
from uuid import UUID

from pydantic import Field

from api.attendance.reports_schemas import ReportQuery
from api.base_schemas import Out, build_example
from api.money_schemas import MoneyOut
from api.payments.reports_schemas import BRANCH, NamedOut, PeriodQuery, build_uzs_money
from api.shared_schemas import COURSE
from apps.core.money import Money
from apps.payments.queries.profit import ProfitReport, ProfitRow
from apps.payments.queries.revenue import By, RevenueReport, RevenueRow
from apps.payments.queries.sales_report import SalesReport, SalesRow

REVENUE: dict[str, Any] = {
    "key": "2026-11", "name": "2026-11", "currency": "UZS", "charged": build_uzs_money(90000000),
    "taken_back": build_uzs_money(0),
    "discounts": build_uzs_money(9000000), "write_offs": build_uzs_money(0), "earned": build_uzs_money(81000000),
    "received": build_uzs_money(40500000),
    "paid_back": build_uzs_money(0), "kept": build_uzs_money(40500000),
}  # fmt: skip
PROFIT: dict[str, Any] = {
    "month": "2026-11", "branch": BRANCH, "currency": "UZS", "revenue": build_uzs_money(90000000),
    "discounts": build_uzs_money(9000000),
    "write_offs": build_uzs_money(0), "payroll": build_uzs_money(30000000),
    "expenses": {"rent": build_uzs_money(20000000)},
    "spent": build_uzs_money(20000000),
    "differences": build_uzs_money(0), "result": build_uzs_money(31000000),
}  # fmt: skip

SALES: dict[str, Any] = {
    "course": {"id": COURSE["id"], "name": "English A2"}, "currency": "UZS", "orders": 3,
    "discounts": build_uzs_money(4500000), "received": build_uzs_money(85500000),
    "refunded": build_uzs_money(0), "net": build_uzs_money(85500000), "shares": build_uzs_money(8550000),
}  # fmt: skip


class RevenueQuery(PeriodQuery):
    """Grouping, period and branch of the revenue report."""

    model_config = build_example(by="group", **{"from": "2026-09-01", "to": "2026-11-30", "format": "xlsx"})

    by: By = By.MONTH
    branch: UUID | None = None


class RevenueRowOut(Out):
    """A month, group, course, teacher or provider in one currency. The row without a key holds amounts of no group, and
    the change of free credit (money that covers no payment yet; negative when credit was used).
    """

    model_config = build_example(**REVENUE)

    key: str | None
    name: str
    currency: str
    charged: MoneyOut
    taken_back: MoneyOut
    discounts: MoneyOut
    write_offs: MoneyOut
    earned: MoneyOut
    received: MoneyOut
    paid_back: MoneyOut
    kept: MoneyOut


class RevenueOut(Out):
    """Amounts earned and received; `totals` has one row per currency, without a key."""

    model_config = build_example(by="month", first="2025-12-01", last="2026-11-20")

    by: By
    first: date
    last: date
    rows: list[RevenueRowOut]
    totals: list[RevenueRowOut]

    @staticmethod
    def from_report(report: RevenueReport) -> dict[str, Any]:
        """Return the report as response data."""
        rows, totals = ([_revenue(row) for row in rows] for rows in (report.rows, report.totals))
        return {
            "by": report.grouping,
            "first": report.period.first,
            "last": report.period.last,
            "rows": rows,
            "totals": totals,
        }


class ProfitQuery(PeriodQuery):
    """Period and branch of the profit report."""

    model_config = build_example(branch=BRANCH["id"], **{"from": "2026-09-01", "to": "2026-11-30", "format": "xlsx"})

    branch: UUID | None = None


class ProfitRowOut(Out):
    """A month of a branch in one currency. `result`: revenue minus all other amounts; `expenses`: by category."""

    model_config = build_example(**PROFIT)

    month: str
    branch: NamedOut | None
    currency: str
    revenue: MoneyOut
    discounts: MoneyOut
    write_offs: MoneyOut
    payroll: MoneyOut
    expenses: dict[str, MoneyOut]
    spent: MoneyOut
    differences: MoneyOut
    result: MoneyOut


class ProfitOut(Out):
    """Amounts earned and spent by each branch; `totals` has one row per currency, without month and branch."""

    model_config = build_example(first="2025-12-01", last="2026-11-20", categories={"rent": "Rent"})

    first: date
    last: date
    rows: list[ProfitRowOut]
    totals: list[ProfitRowOut]
    categories: dict[str, str] = Field(description="Names of the categories of the expenses by key, in your language.")

    @staticmethod
    def from_report(report: ProfitReport) -> dict[str, Any]:
        """Return the report as response data."""
        rows, totals = ([_profit(row) for row in rows] for rows in (report.rows, report.totals))
        days = {"first": report.period.first, "last": report.period.last}
        return {**days, "rows": rows, "totals": totals, "categories": report.categories}


class SalesQuery(ReportQuery):
    """Month and branch of the sales report."""

    model_config = build_example(month="2026-11", format="json")

    month: str = Field("", pattern=r"^(\d{4}-(0[1-9]|1[0-2]))?$", description="As 2026-11; empty: the current month.")
    branch: UUID | None = Field(None, description="Only sales in this branch.")


class SalesRowOut(Out):
    """A course in one currency. `orders`: those that brought money; `discounts`: by codes; `refunded`: freed or paid
    back of what was `received`; `shares`: what teachers get of it, null for readers who do not manage pay.
    """

    model_config = build_example(**SALES)

    course: NamedOut | None
    currency: str
    orders: int
    discounts: MoneyOut
    received: MoneyOut
    refunded: MoneyOut
    net: MoneyOut
    shares: MoneyOut | None


class SalesOut(Out):
    """Courses that were bought in a month; `totals` has one row per currency, without a course."""

    model_config = build_example(month="2026-11", rows=[SALES], totals=[{**SALES, "course": None}])

    month: str
    rows: list[SalesRowOut]
    totals: list[SalesRowOut]

    @staticmethod
    def from_report(report: SalesReport) -> dict[str, Any]:
        """Return the report as response data."""
        rows, totals = ([_sales(row, report) for row in rows] for rows in (report.rows, report.totals))
        return {"month": f"{report.month:%Y-%m}", "rows": rows, "totals": totals}


def _sales(row: SalesRow, report: SalesReport) -> dict[str, Any]:
    names = ("discounts", "received", "refunded", "net")
    amounts: dict[str, Money | None] = {name: Money(getattr(row, name), row.currency) for name in names}
    amounts["shares"] = Money(row.shares, row.currency) if report.shows_shares else None
    course = {"id": row.course_id, "name": row.name} if row.course_id else None
    return {"course": course, "currency": row.currency, "orders": row.orders, **amounts}


def _revenue(row: RevenueRow) -> dict[str, Any]:
    amounts = {name: Money(getattr(row, name), row.currency) for name in (*row.figures, "earned")}
    amounts["kept"] = Money(row.net_received, row.currency)
    return {"key": row.key, "name": row.name, "currency": row.currency, **amounts}


def _profit(row: ProfitRow) -> dict[str, Any]:
    names = ("revenue", "discounts", "write_offs", "payroll", "spent", "differences", "result")
    amounts = {name: Money(getattr(row, name), row.currency) for name in names}
    expenses = {category: Money(amount, row.currency) for category, amount in sorted(row.expenses.items())}
    return {"month": row.month, "branch": row.branch, "currency": row.currency, "expenses": expenses, **amounts}
