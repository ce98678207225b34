"""Figures of the dashboards of revenue, marketing and courses: each a chart, its table and a sentence."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import IO, Literal

from django.utils.translation import gettext as _

from apps.accounts.models import User
from apps.analytics.chart_data import Value
from apps.core.errors import Invalid
from apps.core.money import get_currency_name, to_major_units
from apps.core.tables.cells import Cell
from apps.core.tables.writer import TableFileKind, write_table
from apps.settings.services import write_audit_log

Unit = Literal["count", "percent", "score", "money"]


@dataclass(frozen=True)
class FigureSet:
    """One value for each label; `money` in minor units of `currency`."""

    key: str
    label: str
    data: Sequence[Value]
    unit: Unit = "count"
    currency: str | None = None

    @property
    def heading(self) -> str:
        """The heading of its column."""
        return f"{self.label}, {get_currency_name(self.currency)}" if self.currency else self.label


@dataclass(frozen=True)
class Figure:
    """A chart with its title, what it counts, and a sentence. `heading`: what its labels are."""

    name: str
    title: str
    meaning: str
    kind: Literal["bar", "line"]
    heading: str
    labels: list[str]
    datasets: list[FigureSet]
    sentence: str

    @property
    def headings(self) -> list[str]:
        """The headings of its table."""
        return [self.heading, *(dataset.heading for dataset in self.datasets)]

    @property
    def rows(self) -> list[list[str | Value]]:
        """The rows of its table, a label each."""
        return [[label, *(dataset.data[n] for dataset in self.datasets)] for n, label in enumerate(self.labels)]


def export_figure(
    figures: Sequence[Figure], name: str, *, board: str, actor: User, kind: TableFileKind
) -> tuple[IO[bytes], TableFileKind, str]:
    """Return a figure (by default the first) as a table, with money in major units, its kind and a name for the file.

    Audited. Raise Invalid on "figure" for one that is not there.
    """
    figure = next((one for one in figures if not name or one.name == name), None)
    if figure is None:
        raise Invalid.field("figure", _("There is no such figure."))
    details = {"list": f"analytics_{board}", "figure": figure.name, "rows": len(figure.labels), "format": kind}
    write_audit_log(actor, "lists.export", None, {key: (None, str(value)) for key, value in details.items()})
    currencies = [dataset.currency for dataset in figure.datasets]
    rows = [
        [str(label), *(_build_cell(value, currency) for value, currency in zip(values, currencies, strict=True))]
        for label, *values in figure.rows
    ]
    return write_table(kind, figure.headings, rows, title=figure.title), kind, f"{board}-{figure.name}"


def _build_cell(value: str | Value, currency: str | None) -> Cell:
    return to_major_units(int(value), currency) if currency and value is not None else value
