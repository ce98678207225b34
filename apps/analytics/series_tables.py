"""A series as a CSV or XLSX file."""

from typing import IO

from apps.accounts.models import User
from apps.analytics.chart_data import Series, Value
from apps.core.money import to_major_units
from apps.core.tables.cells import Cell
from apps.core.tables.writer import TableFileKind, write_table
from apps.settings.services import write_audit_log


def export_series_table(series: Series, *, actor: User, kind: TableFileKind) -> tuple[IO[bytes], TableFileKind, str]:
    """Return a row for each step, with money in major units, its kind and a name for the file. Audited."""
    name = f"{series.measure.name}-{series.first}-{series.last}"
    details = {"list": "analytics_series", "measure": series.measure.name, "rows": len(series.labels), "format": kind}
    write_audit_log(actor, "lists.export", None, {key: (None, str(value)) for key, value in details.items()})
    return write_table(kind, series.headings, list_series_rows(series), title=str(series.measure.label)), kind, name


def list_series_rows(series: Series) -> list[list[Cell]]:
    """Return a row for each step, with money in major units."""
    currencies = [dataset.currency for dataset in series.datasets]
    return [
        [str(label), *(build_cell(value, currency) for value, currency in zip(values, currencies, strict=True))]
        for label, *values in series.rows
    ]


def build_cell(value: str | Value, currency: str | None) -> Cell:
    """Return a value as a cell, of money in major units."""
    return to_major_units(int(value), currency) if currency and value is not None else value
