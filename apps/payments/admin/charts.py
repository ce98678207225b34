"""Money on the first page of Django's admin: what came in month by month, and what is outstanding, each currency by
itself. The bars are drawn by the chart of the admin's theme; the same figures stand under them as a table.
"""

import json
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from apps.accounts.access import has_permission
from apps.accounts.models import User
from apps.core.charts import COLOURS, OPTIONS
from apps.core.money import Money
from apps.payments.methods import get_method_name
from apps.payments.queries.debtors import OutstandingTotal, get_outstanding_totals
from apps.payments.queries.periods import ReportPeriod, resolve_period
from apps.payments.queries.revenue import MonthlyReceived, list_received_by_month
from apps.payments.report_tables import to_currency_units
from apps.settings.queries import get_default_branch

CHART_MONTHS = 12


@dataclass(frozen=True)
class RevenueChart:
    """One currency: `data` and `options` are Chart.js's, as JSON; the amounts as people read them."""

    title: str
    data: str
    options: str
    table: dict[str, Any]
    owed: str
    overdue: str


def add_revenue_charts(request: HttpRequest, context: dict[str, Any]) -> dict[str, Any]:
    """The context of the first page, with `build_revenue_charts` for who may see reports on revenue."""
    user = request.user
    if isinstance(user, User) and has_permission(user, "payments.report"):
        context["revenue_charts"] = build_revenue_charts(user)
    return context


def build_revenue_charts(user: User) -> list[RevenueChart]:
    """A chart for each currency in which money came in during the last twelve months, or is outstanding."""
    period = resolve_period(None, None, zone=get_default_branch().zone, usual_months=CHART_MONTHS)
    came = list_received_by_month(user, period)
    owed = {one.owed.currency: one for one in get_outstanding_totals(user)}
    currencies = sorted({one.currency for one in came} | set(owed))
    return [
        _build_chart(
            currency,
            list_months(period),
            [one for one in came if one.currency == currency],
            owed.get(currency) or OutstandingTotal(Money(0, currency), Money(0, currency)),
        )
        for currency in currencies
    ]


def list_months(period: ReportPeriod) -> list[str]:
    """The months of the period, as `2026-11`."""
    first, last = (day.year * 12 + day.month - 1 for day in (period.first, period.last))
    return [f"{month // 12}-{month % 12 + 1:02}" for month in range(first, last + 1)]


def _build_chart(currency: str, months: list[str], came: list[MonthlyReceived], owed: OutstandingTotal) -> RevenueChart:
    providers = sorted({one.provider for one in came})
    received = {(one.month, one.provider): one.received for one in came}
    bars = [
        {
            "label": get_method_name(provider),
            "backgroundColor": COLOURS[number % len(COLOURS)],
            "data": [to_currency_units(received.get((month, provider), 0), currency) for month in months],
        }
        for number, provider in enumerate(providers)
    ]
    rows = [[month, *_cells(month, providers, came, received, currency)] for month in months]
    headers = [_("Month"), *(get_method_name(provider) for provider in providers), _("Received"), _("Refunded")]
    return RevenueChart(
        title=_("Received in the last twelve months, %(currency)s") % {"currency": currency},
        data=json.dumps({"labels": months, "datasets": bars}),
        options=json.dumps(OPTIONS),
        table={"headers": headers, "rows": rows},
        owed=owed.owed.format(),
        overdue=owed.overdue.format(),
    )


def _cells(
    month: str, providers: list[str], came: list[MonthlyReceived], received: dict[tuple[str, str], int], currency: str
) -> list[str]:
    amounts = [received.get((month, provider), 0) for provider in providers]
    paid_back = sum(one.paid_back for one in came if one.month == month)
    return [Money(amount, currency).format() for amount in (*amounts, sum(amounts), paid_back)]
