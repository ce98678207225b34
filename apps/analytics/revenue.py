"""The dashboard of revenue: expected and received, money that left with pupils, and a forecast with its error."""

from collections.abc import Collection, Sequence
from datetime import date, timedelta
from uuid import UUID

from django.utils.translation import gettext as _

from apps.accounts.models import User
from apps.accounts.queries import get_figures_zone, list_own_branches, list_user_branch_ids
from apps.analytics.fact_queries import Cells, SeriesRequest, read_cells
from apps.analytics.figures import Figure, FigureSet
from apps.analytics.forecast import LEAST_MONTHS, MONTHS, forecast
from apps.analytics.models import PersonDay
from apps.analytics.scopes import Scope
from apps.core.chart_steps import By, ChartStep, split_days_into_steps
from apps.core.local_days import get_next_month, get_today
from apps.core.measures import all_measures
from apps.core.money import Money
from apps.core.months import format_month
from apps.payments.queries.expected import sum_expected_by_month, sum_last_months

HISTORY = 24
"""A forecast looks at so many full months at most."""
AHEAD = 3
Sums = dict[tuple[date, str], int]
"""Minor units by the first day of the month and the currency."""


def list_revenue_figures(user: User, steps: Sequence[ChartStep], *, branch: UUID | None = None) -> list[Figure]:
    """Return the figures of the user's branches, or of one, by month; the number of queries is constant."""
    branches = _choose_branches(user, branch)
    expected = sum_expected_by_month(steps[0].first, steps[-1].last, branches)
    received, refunded = (_read_months(name, steps, branches) for name in ("money_received", "money_refunded"))
    return [
        _build_income(steps, expected, received, refunded),
        _build_churn(steps, branches),
        _build_forecast(branches, today=get_today(get_figures_zone(user, branch))),
    ]


def _choose_branches(user: User, branch: UUID | None) -> Collection[UUID] | None:
    if branch is not None:
        return list(list_own_branches(user).filter(pk=branch).values_list("pk", flat=True))
    return None if user.all_branches else sorted(list_user_branch_ids(user))


def _read_months(name: str, steps: Sequence[ChartStep], branches: Collection[UUID] | None) -> Sums:
    cells: Cells = read_cells(SeriesRequest(all_measures()[name], By.MONTH, steps, Scope(branches)))
    return {
        (month, currency): int(numerator)
        for (_subject, currency), values in cells.items()
        for month, (numerator, _of) in values.items()
    }


def _build_income(steps: Sequence[ChartStep], expected: Sums, received: Sums, refunded: Sums) -> Figure:
    names = ((expected, "expected", _("Expected")), (received, "received", _("Received")))
    kinds = (*names, (refunded, "refunded", _("Refunded")))
    sets = [
        _build_set(key, label, sums, steps, currency)
        for currency in _list_currencies(expected, received, refunded)
        for sums, key, label in kinds
    ]
    month = steps[-1].first
    sentences = [
        _("In %(month)s %(expected)s are due, and %(received)s were received.")
        % {
            "month": format_month(month),
            "expected": Money(expected.get((month, currency), 0), currency).format(),
            "received": Money(received.get((month, currency), 0), currency).format(),
        }
        for currency in _list_currencies(expected, received)
    ]
    return Figure(
        "income",
        _("Expected and received"),
        _("Expected are payments by the month in which they are due; received and refunded is what the ledger has."),
        "bar",
        _("Month"),
        [f"{step.first:%Y-%m}" for step in steps],
        sets,
        " ".join(sentences) or _("There is no value for this period."),
    )


def _build_churn(steps: Sequence[ChartStep], branches: Collection[UUID] | None) -> Figure:
    rows = PersonDay.objects.filter(measure="left", day__gte=steps[0].first, day__lte=steps[-1].until)
    if branches is not None:
        rows = rows.filter(branch__in=branches)
    lost = sum_last_months(sorted(set(rows.values_list("person_id", "day", "branch_id"))))
    money = {key: amount for key, (amount, _people) in lost.items()}
    sets = [_build_set("lost", _("Money lost"), money, steps, currency) for currency in _list_currencies(money)]
    last = [(steps[-1].first, currency) for currency in _list_currencies(money)]
    sentences = [
        _("Pupils who left in %(month)s were to pay %(amount)s for their last month.")
        % {"month": format_month(key[0]), "amount": Money(money[key], key[1]).format()}
        for key in last
        if key in money
    ]
    return Figure(
        "churn",
        _("Money that left with pupils"),
        _(
            "What pupils who left were to pay for their last month: payments for months and lessons that were due in "
            "the 31 days before."
        ),
        "bar",
        _("Month"),
        [f"{step.first:%Y-%m}" for step in steps],
        sets,
        " ".join(sentences) or _("Nobody who paid by the month has left in the last month of the period."),
    )


def _build_forecast(branches: Collection[UUID] | None, *, today: date) -> Figure:
    this_month = today.replace(day=1)
    last = this_month - timedelta(days=1)
    first = date(last.year - HISTORY // 12, last.month, 1)
    past = split_days_into_steps(By.MONTH, get_next_month(first), last, today=last)
    received, refunded = (_read_months(name, past, branches) for name in ("money_received", "money_refunded"))
    coming = [this_month]
    while len(coming) < AHEAD:
        coming.append(get_next_month(coming[-1]))
    months = [step.first for step in past]
    sets: list[FigureSet] = []
    sentences: list[str] = []
    for currency in _list_currencies(received):
        begun = next(place for place, month in enumerate(months) if received.get((month, currency)))
        came = [received.get((month, currency), 0) - refunded.get((month, currency), 0) for month in months[begun:]]
        if (said := forecast(came)) is None:
            continue
        sets += [
            FigureSet("net", _("Received less refunds"), [None] * begun + came + [None] * AHEAD, "money", currency),
            FigureSet("forecast", _("Forecast"), [None] * begun + said.past + [said.ahead] * AHEAD, "money", currency),
        ]
        values = {
            "amount": Money(said.ahead, currency).format(),
            "error": f"{said.error:g}" if said.error is not None else "–",
        }
        sentences.append(
            _("About %(amount)s a month are to be expected. In the past this forecast was %(error)s %% off on average.")
            % values
        )
    return Figure(
        "forecast",
        _("Forecast"),
        _(
            "The mean of the last %(months)d full months of what was received less refunds. Its error is that of the "
            "same rule in each month of the past."
        )
        % {"months": MONTHS},
        "line",
        _("Month"),
        [f"{month:%Y-%m}" for month in [*months, *coming]] if sets else [],
        sets,
        " ".join(sentences)
        or _("A forecast stands here after %(count)d full months with money.") % {"count": LEAST_MONTHS},
    )


def _build_set(key: str, label: str, sums: Sums, steps: Sequence[ChartStep], currency: str) -> FigureSet:
    return FigureSet(key, label, [sums.get((step.first, currency), 0) for step in steps], "money", currency)


def _list_currencies(*sums: Sums) -> list[str]:
    return sorted({currency for one in sums for (_month, currency), amount in one.items() if amount})
