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
from apps.payments.queries.debtors import Outstanding, outstanding
from apps.payments.queries.period import Period, told_period
from apps.payments.queries.revenue import Came, received_by_month
from apps.payments.report_tables import units
from apps.payments.ways import name_of_way
from apps.settings.queries import get_default_branch

MONTHS = 12


@dataclass(frozen=True)
class Chart:
    """One currency: `data` and `options` are Chart.js's, as JSON; the amounts as people read them."""

    title: str
    data: str
    options: str
    table: dict[str, Any]
    owed: str
    overdue: str


def with_money(request: HttpRequest, context: dict[str, Any]) -> dict[str, Any]:
    """The context of the first page, with `revenue_charts` for who may see reports on revenue."""
    user = request.user
    if isinstance(user, User) and has_permission(user, "payments.report"):
        context["revenue_charts"] = revenue_charts(user)
    return context


def revenue_charts(user: User) -> list[Chart]:
    """A chart for each currency in which money came in during the last twelve months, or is outstanding."""
    period = told_period(None, None, zone=get_default_branch().zone, usual_months=MONTHS)
    came = received_by_month(user, period)
    owed = {one.owed.currency: one for one in outstanding(user)}
    currencies = sorted({one.currency for one in came} | set(owed))
    return [
        _chart(
            currency,
            months_of(period),
            [one for one in came if one.currency == currency],
            owed.get(currency) or Outstanding(Money(0, currency), Money(0, currency)),
        )
        for currency in currencies
    ]


def months_of(period: Period) -> list[str]:
    """The months of the period, as `2026-11`."""
    first, last = (day.year * 12 + day.month - 1 for day in (period.first, period.last))
    return [f"{month // 12}-{month % 12 + 1:02}" for month in range(first, last + 1)]


def _chart(currency: str, months: list[str], came: list[Came], owed: Outstanding) -> Chart:
    providers = sorted({one.provider for one in came})
    received = {(one.month, one.provider): one.received for one in came}
    bars = [
        {
            "label": name_of_way(provider),
            "backgroundColor": COLOURS[number % len(COLOURS)],
            "data": [units(received.get((month, provider), 0), currency) for month in months],
        }
        for number, provider in enumerate(providers)
    ]
    rows = [[month, *_cells(month, providers, came, received, currency)] for month in months]
    headers = [_("Month"), *(name_of_way(provider) for provider in providers), _("Received"), _("Refunded")]
    return Chart(
        title=_("Received in the last twelve months, %(currency)s") % {"currency": currency},
        data=json.dumps({"labels": months, "datasets": bars}),
        options=json.dumps(OPTIONS),
        table={"headers": headers, "rows": rows},
        owed=owed.owed.format(),
        overdue=owed.overdue.format(),
    )


def _cells(
    month: str, providers: list[str], came: list[Came], received: dict[tuple[str, str], int], currency: str
) -> list[str]:
    amounts = [received.get((month, provider), 0) for provider in providers]
    paid_back = sum(one.paid_back for one in came if one.month == month)
    return [Money(amount, currency).format() for amount in (*amounts, sum(amounts), paid_back)]
