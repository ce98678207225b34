"""Own figures as their readers see them: the series of each measure, with the rights of who looks."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import IO
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from apps.accounts.models import User
from apps.analytics.chart_data import Dataset, Series
from apps.analytics.models import FactsState, FigurePeriod, OwnFigure
from apps.analytics.scopes import list_visible_measures
from apps.analytics.series import get_series, get_today_of, split_period
from apps.analytics.series_tables import build_cell
from apps.core.chart_steps import By, ChartStep
from apps.core.lookups import get_or_not_found
from apps.core.measures import Grain, Measure
from apps.core.tables.cells import Cell
from apps.core.tables.writer import TableFileKind, write_table
from apps.settings.services import write_audit_log

BACK = {FigurePeriod.LAST_30_DAYS: timedelta(days=29), FigurePeriod.LAST_12_WEEKS: timedelta(weeks=11)}
"""So long before today a period begins."""
MONTHS = 12


@dataclass(frozen=True)
class FigureResult:
    """What a reader sees of a figure: a series for each measure, all of the same steps.

    `left_out`: how many of its measures the reader may not see.
    """

    figure: OwnFigure
    series: Sequence[Series]
    left_out: int

    @property
    def state(self) -> FactsState | None:
        """The state of the facts; None before the first run."""
        return FactsState.objects.filter(pk=1).first()

    @property
    def headings(self) -> list[str]:
        """The headings of its table: the period, and a column for each dataset."""
        return [_("Period"), *(heading for heading, _dataset in self._columns)]

    @property
    def rows(self) -> list[list[Cell]]:
        """The rows of its table, a step each, with money in major units."""
        labels = self.series[0].labels if self.series else []
        return [
            [label, *(build_cell(dataset.data[n], dataset.currency) for _heading, dataset in self._columns)]
            for n, label in enumerate(labels)
        ]

    @property
    def _columns(self) -> list[tuple[str, Dataset]]:
        return [
            (dataset.label if series.by is None else f"{series.measure.label}: {dataset.label}", dataset)
            for series in self.series
            for dataset in series.datasets
        ]


def list_visible_figures(user: User, *, shared: bool | None = None) -> QuerySet[OwnFigure]:
    """Return the user's figures and those that are shared with the user's role; `shared`: only those of others, or
    only own ones.
    """
    rows = OwnFigure.objects.filter(Q(owner=user) | Q(shared_with__contains=[user.role])).select_related("owner")
    return rows if shared is None else rows.exclude(owner=user) if shared else rows.filter(owner=user)


def get_visible_figure(user: User, figure_id: UUID) -> OwnFigure:
    """Return a figure that the user may open. Raise NotFound otherwise."""
    return get_or_not_found(list_visible_figures(user), figure_id)


def get_own_figure(user: User, figure_id: UUID) -> OwnFigure:
    """Return a figure that the user saved. Raise NotFound otherwise."""
    return get_or_not_found(list_visible_figures(user, shared=False), figure_id)


def find_first_day(period: FigurePeriod, today: date) -> date:
    """Return the first day of a period that ends today."""
    if period in BACK:
        return today - BACK[period]
    year, month = divmod(today.year * 12 + today.month - MONTHS, 12)
    return {
        FigurePeriod.THIS_MONTH: today.replace(day=1),
        FigurePeriod.THIS_YEAR: today.replace(month=1, day=1),
        FigurePeriod.LAST_12_MONTHS: date(year, month + 1, 1),
    }[period]


def split_figure(user: User, figure: OwnFigure) -> list[ChartStep]:
    """Return the steps of a figure today."""
    period, unit = FigurePeriod(figure.period), By(figure.step)
    if period is FigurePeriod.FIXED:
        return split_period(user, unit, figure.first_day, figure.last_day, branch=figure.branch)
    first = find_first_day(period, get_today_of(user, figure.branch))
    return split_period(user, unit, first, None, branch=figure.branch)


def run_figure(user: User, figure: OwnFigure) -> FigureResult:
    """Return a figure with the rights of the user: its measures are read as everywhere, small groups stay hidden."""
    visible = {measure.name: measure for measure in list_visible_measures(user)}
    measures = [visible[name] for name in figure.measures if name in visible]
    steps = split_figure(user, figure)
    series = [_read(user, figure, measure, steps) for measure in measures]
    return FigureResult(figure, series, len(figure.measures) - len(measures))


def export_figure_table(
    result: FigureResult, *, actor: User, kind: TableFileKind
) -> tuple[IO[bytes], TableFileKind, str]:
    """Return the table of a figure, its kind and a name for the file. Audited."""
    figure, rows = result.figure, result.rows
    details = {"list": "own_figures_show", "figure": figure.name, "rows": len(rows), "format": kind}
    write_audit_log(actor, "lists.export", None, {key: (None, str(value)) for key, value in details.items()})
    return write_table(kind, result.headings, rows, title=figure.name), kind, figure.name


def _read(user: User, figure: OwnFigure, measure: Measure, steps: Sequence[ChartStep]) -> Series:
    filters = {name: getattr(figure, name) for name in ("branch", "group", "course")}
    return get_series(
        user, measure, unit=By(figure.step), steps=steps, by=Grain(figure.by) if figure.by else None, **filters
    )
