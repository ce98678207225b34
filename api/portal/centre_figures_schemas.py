"""Schemas of `/settings/centre-figures/`."""

from datetime import date
from typing import Any, Literal
from uuid import UUID

from pydantic import Field

from api.base_schemas import Day, In, Out, build_example, get_schema_example
from api.payments.reports_schemas import NamedOut
from apps.accounts.access import has_permission
from apps.accounts.models import User
from apps.portal.figures import By, CentreFigures, Chart, Figures
from apps.portal.figures.datasets import MONEY_PERMISSION, build_chart_datasets

ID = "0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6e60"
ACTIVE: dict[str, Any] = {
    "key": "active", "label": "Active pupils", "unit": "count", "data": [214, 221],
}  # fmt: skip
RECEIVED: dict[str, Any] = {
    "key": "received", "label": "Received, soʻm", "unit": "money", "currency": "UZS", "data": [8200000000, 7950000000],
}  # fmt: skip


class CentreFiguresQuery(In):
    """The step of the chart, the period and the branch."""

    model_config = build_example(by="month", **{"from": "2026-01-01", "to": "2026-11-21"})

    by: By | None = Field(None, description="Default: two charts, by week and by month.")
    first: Day | None = Field(
        None, alias="from", description="The first day. Without it: the last 30 days, 12 weeks or 12 months."
    )
    to: Day | None = Field(None, description="The last day. Without it, and at the latest: today.")
    branch: UUID | None = None


class DatasetOut(Out):
    """A dataset of a chart, as Chart.js takes it: one value for each label, null where there is no data.

    `money` is in minor units of `currency`; `percent` and `score` go from 0 to 100.
    """

    model_config = build_example(**ACTIVE)

    key: str
    label: str
    unit: Literal["count", "percent", "score", "money"]
    currency: str | None
    data: list[int | float | None]


class FigureOut(Out):
    """One figure of the current month, as in `DatasetOut`."""

    model_config = build_example(key="active", label="Active pupils", unit="count", value=221)

    key: str
    label: str
    unit: Literal["count", "percent", "score", "money"]
    currency: str | None
    value: int | float | None


class BranchDatasetsOut(Out):
    """The datasets of one branch."""

    branch: NamedOut
    datasets: list[DatasetOut]


class BranchNowOut(Out):
    """The current month of one branch."""

    branch: NamedOut
    figures: list[FigureOut]


class FiguresChartOut(Out):
    """A chart: `labels` are days, first days of weeks, or months; `datasets` are of all branches together."""

    model_config = build_example(
        by="month", labels=["2026-10", "2026-11"], datasets=[get_schema_example(DatasetOut), RECEIVED], branches=[],
        **{"from": "2026-10-01", "to": "2026-11-21"},
    )  # fmt: skip

    by: By
    first: date = Field(alias="from")
    to: date
    labels: list[str]
    datasets: list[DatasetOut]
    branches: list[BranchDatasetsOut]


class CentreFiguresOut(Out):
    """The figures of the centre. `now` is the current `month` until today, of all branches together."""

    model_config = build_example(today="2026-11-21", month="2026-11", branches=[], charts=[])

    today: date
    month: str
    now: list[FigureOut]
    branches: list[BranchNowOut]
    charts: list[FiguresChartOut]

    @staticmethod
    def from_figures(figures: CentreFigures, user: User) -> dict[str, Any]:
        """Return the values in the current language, with money only if the user may see it."""
        money = has_permission(user, MONEY_PERMISSION)
        branches = {branch_id: {"id": branch_id, "name": name} for branch_id, name in figures.names.items()}
        return {
            "today": figures.today,
            "month": figures.month,
            "now": _serialize_now(figures.now, money),
            "branches": [
                {"branch": branches[branch_figures.branch or ""], "figures": _serialize_now(branch_figures, money)}
                for branch_figures in figures.now_by_branch
            ],
            "charts": [_serialize_chart(chart, branches, money) for chart in figures.charts],
        }


def _serialize_now(figures: Figures, money: bool) -> list[dict[str, Any]]:
    return [{**line, "value": line["data"][0]} for line in build_chart_datasets(figures, with_money=money)]


def _serialize_chart(chart: Chart, branch_names: dict[str, dict[str, str]], money: bool) -> dict[str, Any]:
    return {
        "by": chart.by,
        "from": chart.first,
        "to": chart.last,
        "labels": chart.labels,
        "datasets": build_chart_datasets(chart.total, with_money=money),
        "branches": [
            {"branch": branch_names[branch.branch or ""], "datasets": build_chart_datasets(branch, with_money=money)}
            for branch in chart.branches
        ],
    }
