"""Charts on the start page of Django's admin: money received by month and open debts, one chart per currency.

The chart is drawn by the admin theme; a table shows the same figures.
"""

import json
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from apps.accounts.access import has_permission
from apps.accounts.models import User
from apps.core.charts import COLOURS, OPTIONS
from apps.core.money import Money, get_currency_name, to_major_units
from apps.core.months import format_month
from apps.payments.methods import get_method_name
from apps.payments.queries.debtors import OutstandingTotal, get_outstanding_totals
from apps.payments.queries.periods import ReportPeriod, resolve_period
from apps.payments.queries.revenue import MonthlyReceived, list_received_and_refunded_by_month
from apps.settings.queries import get_default_branch

CHART_MONTHS = 12


@dataclass(frozen=True)
class RevenueChart:
    """The chart of one currency: `data` and `options` are Chart.js JSON, the amounts are formatted texts."""

    title: str
    data: str
    options: str
    table: dict[str, Any]
    owed: str
    overdue: str


def add_revenue_charts(request: HttpRequest, context: dict[str, Any]) -> dict[str, Any]:
    """Return the start page's context, with `revenue_charts` for users with `payments.report`."""
    user = request.user
    if isinstance(user, User) and has_permission(user, "payments.report"):
        context["revenue_charts"] = build_revenue_charts(user)
    return context


def build_revenue_charts(user: User) -> list[RevenueChart]:
    """Return a chart for each currency with income in the last twelve months or an open debt."""
    period = resolve_period(None, None, zone=get_default_branch().zone, default_months=CHART_MONTHS)
    received = list_received_and_refunded_by_month(user, period)
    owed = {row.owed.currency: row for row in get_outstanding_totals(user)}
    currencies = sorted({row.currency for row in received} | set(owed))
    charts = []
    for currency in currencies:
        rows, nothing = [row for row in received if row.currency == currency], Money(0, currency)
        total = owed.get(currency) or OutstandingTotal(nothing, nothing)
        charts.append(_build_chart(currency, list_month_labels(period), rows, total))
    return charts


def list_month_labels(period: ReportPeriod) -> list[str]:
    """Return the months of the period as `2026-11`."""
    first, last = (day.year * 12 + day.month - 1 for day in (period.first, period.last))
    return [f"{month // 12}-{month % 12 + 1:02}" for month in range(first, last + 1)]


def _build_chart(
    currency: str, months: list[str], received_rows: list[MonthlyReceived], owed: OutstandingTotal
) -> RevenueChart:
    providers = sorted({row.provider for row in received_rows})
    received = {(row.month, row.provider): row.received for row in received_rows}
    bars = [
        {
            "label": get_method_name(provider),
            "backgroundColor": COLOURS[number % len(COLOURS)],
            "data": [to_major_units(received.get((month, provider), 0), currency) for month in months],
        }
        for number, provider in enumerate(providers)
    ]
    rows = []
    for month in months:
        amounts = [received.get((month, provider), 0) for provider in providers]
        paid_back = sum(row.paid_back for row in received_rows if row.month == month)
        figures = (*amounts, sum(amounts), paid_back)
        rows.append([format_month(month), *(Money(amount, currency).format() for amount in figures)])
    headers = [_("Month"), *(get_method_name(provider) for provider in providers), _("Received"), _("Refunded")]
    return RevenueChart(
        title=_("Received in the last twelve months, %(currency)s") % {"currency": get_currency_name(currency)},
        data=json.dumps({"labels": [format_month(month) for month in months], "datasets": bars}),
        options=json.dumps(OPTIONS),
        table={"headers": headers, "rows": rows},
        owed=owed.owed.format(),
        overdue=owed.overdue.format(),
    )
