"""The centre's figures for a user of the office: of their branches, cached for a minute."""

from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any
from uuid import UUID

from apps.accounts.models import User
from apps.accounts.queries import list_user_branch_ids
from apps.core.chart_steps import By, ChartStep, format_step, get_month_to_date, split_days_into_steps
from apps.core.local_days import get_today
from apps.portal.figures import cache
from apps.portal.figures.source_data import BranchKey, Rows, SourceData, load_source_data
from apps.settings.models import Branch
from apps.settings.queries import get_default_branch

PEOPLE = ("active", "trial", "sign_ups", "left", "debtors", "homework")
"""Figures that are counts; the rest are percents, marks of 100 and amounts."""
MONEY = ("debt", "expected", "received", "paid_back")
"""Figures in minor units, one for each currency."""

Value = int | float | None
Values = dict[str, Value | dict[str, int]]
"""A figure by its key; of `MONEY` an amount by currency. None: nothing to say it of."""


@dataclass(frozen=True)
class Figures:
    """Figures of a branch (None: of all branches together), one value for each step."""

    branch: str | None
    values: list[Values]

    @property
    def currencies(self) -> list[str]:
        """All currencies of the amounts."""
        return sorted({money for step in self.values for key in MONEY for money in get_amounts_by_currency(step, key)})


@dataclass(frozen=True)
class Chart:
    """Figures by day, week or month: `labels` name the steps, `total` is of all branches together."""

    by: By
    first: date
    last: date
    labels: list[str]
    total: Figures
    branches: list[Figures]


@dataclass(frozen=True)
class CentreFigures:
    """What `now` holds is of the running month, as far as it has come; the charts are in the order of `By`."""

    today: date
    month: str
    now: Figures
    now_by_branch: list[Figures]
    charts: list[Chart]
    names: dict[str, str] = field(default_factory=dict)


def get_centre_figures(
    user: User,
    *,
    step_unit: By | None = None,
    first_day: date | None = None,
    last_day: date | None = None,
    branch_id: UUID | None = None,
) -> CentreFigures:
    """Return the figures of the user's branches, or of one of them; by default by week and by month.

    The number of queries is constant. Raise Invalid on "from" for days that `steps.split_days_into_steps` refuses.
    """
    branches = _select_branches(user, branch_id)
    branch = next(iter(branches.values()), None) if branch_id else None
    today = get_today((branch or get_default_branch()).zone)
    units = (step_unit,) if step_unit else (By.WEEK, By.MONTH)
    steps_by_unit = {unit: split_days_into_steps(unit, first_day, last_day, today=today) for unit in units}
    names = {str(pk): branch.name for pk, branch in branches.items()}
    month = get_month_to_date(today)
    all_steps = [month, *(step for steps in steps_by_unit.values() for step in steps)]
    scope = None if user.all_branches and branch_id is None else sorted(branches)
    key = cache.build_cache_key(scope, list(names), steps_by_unit, today)

    def compute_all() -> list[list[Values]]:
        data = load_source_data(all_steps, scope)
        return [[_compute_values(data, step, branch) for step in all_steps] for branch in [None, *names]]

    values_by_branch = cache.get_cached_or_compute(key, compute_all)
    figures = [Figures(branch, values) for branch, values in zip([None, *names], values_by_branch, strict=True)]
    charts, start = [], 1
    for unit, steps in steps_by_unit.items():
        total, *parts = [Figures(each.branch, each.values[start : start + len(steps)]) for each in figures]
        labels = [format_step(unit, step) for step in steps]
        charts.append(Chart(unit, steps[0].first, steps[-1].until, labels, total, parts))
        start += len(steps)
    now, *now_by_branch = [Figures(each.branch, each.values[:1]) for each in figures]
    return CentreFigures(today, format_step(By.MONTH, month), now, now_by_branch, charts, names)


def get_amounts_by_currency(values: Values, key: str) -> dict[str, int]:
    """Return a figure of `MONEY` by currency."""
    amounts = values[key]
    assert isinstance(amounts, dict)
    return amounts


def _select_branches(user: User, branch_id: UUID | None) -> dict[UUID, Branch]:
    branches = Branch.objects.order_by("-is_default", "name", "id")
    if not user.all_branches:
        branches = branches.filter(pk__in=list_user_branch_ids(user))
    if branch_id is not None:
        branches = branches.filter(pk=branch_id)
    return {branch.pk: branch for branch in branches}


def _compute_values(data: SourceData, step: ChartStep, branch: BranchKey) -> Values:
    def count_people(name: str, *key: date | BranchKey) -> int:
        return int(data[name].get((*key, branch), (0,))[0])

    left = len({pupil for (day, where, pupil) in data["left"] if _is_in_step(step, day, branch, where)})
    marks, there = _sum_columns(data["attendance"], step, branch, 2)
    handed, in_time, marked, score = _sum_columns(data["homework"], step, branch, 4)
    debts = {key[2]: row for key, row in data["debts"].items() if key[:2] == (step.until, branch)}
    return {
        "active": count_people("active", step.until),
        "trial": count_people("trial", step.first, step.until),
        "sign_ups": _sum_columns(data["sign_ups"], step, branch, 1)[0],
        "left": left,
        "churn": _percent(left, count_people("active", step.day_before)),
        "debtors": debts[None][0] if debts else 0,
        "debt": {currency: int(owed) for currency, (_people, owed) in debts.items() if currency},
        "expected": _sum_by_currency(data["expected"], 0, replace(step, until=step.last), branch),
        "received": _sum_by_currency(data["money"], 0, step, branch),
        "paid_back": _sum_by_currency(data["money"], 1, step, branch),
        "attendance": _percent(there, marks),
        "homework": handed,
        "homework_on_time": _percent(in_time, handed),
        "homework_score": round(float(score) / marked, 1) if marked else None,
    }


def _sum_columns(rows: Rows, step: ChartStep, branch: BranchKey, width: int) -> list[Any]:
    matching = [row for (day, where), row in rows.items() if _is_in_step(step, day, branch, where)]
    return [sum(row[number] for row in matching) for number in range(width)]


def _sum_by_currency(rows: Rows, column: int, step: ChartStep, branch: BranchKey) -> dict[str, int]:
    """Return the non-zero amounts by currency."""
    sums = Counter[str]()
    for (day, where, currency), row in rows.items():
        if _is_in_step(step, day, branch, where):
            sums[currency] += int(row[column])
    return {currency: total for currency, total in sorted(sums.items()) if total}


def _is_in_step(step: ChartStep, day: date, branch: BranchKey, where: str) -> bool:
    return branch in (None, where) and step.first <= day <= step.until


def _percent(part: float, total: float) -> float | None:
    return round(100 * part / total, 1) if total else None
