"""The files of reports: CSV and XLSX row by row, PDF by Typst in a child process with limits."""

import subprocess
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import IO, Any
from zoneinfo import ZoneInfo

import structlog
from django.utils import timezone
from django.utils.translation import get_language

from apps.analytics.models import ReportFormat
from apps.certificates.typesetting import DocumentKind, Limits, run_child
from apps.core.errors import Unavailable
from apps.core.file_types import XLSX
from apps.core.tables.cells import Cell, clean_cell_value
from apps.core.tables.writer import write_table_into
from apps.settings.queries import get_default_branch, get_system_settings

log = structlog.get_logger(__name__)

CONTENT_TYPES = {ReportFormat.CSV: "text/csv", ReportFormat.XLSX: XLSX, ReportFormat.PDF: "application/pdf"}
LIMITS = Limits(memory_bytes=4 * 1024**3, cpu_seconds=120, wall_seconds=180.0)
MIN_WEIGHT, MAX_WEIGHT = 4, 40
"""Characters that a column of a PDF is made for, at least and at most."""

_FOLDER = Path(__file__).with_name("typst")


def write_report_file(
    file: IO[bytes], report_format: str, title: str, headings: list[str], rows: Iterable[list[Cell]]
) -> None:
    """Write a table into an open file, in the active language. Not inside a transaction.

    Raise Unavailable when a PDF cannot be typeset.
    """
    if report_format == ReportFormat.PDF:
        file.write(_typeset(title, headings, [[_format_cell(cell) for cell in row] for row in rows]))
    else:
        write_table_into(file, "csv" if report_format == ReportFormat.CSV else "xlsx", headings, rows, title=title)


def _typeset(title: str, headings: list[str], rows: list[list[str]]) -> bytes:
    zone = ZoneInfo(get_default_branch().zone)
    values: dict[str, Any] = {
        "title": title,
        "centre": get_system_settings().centre_name,
        "made_at": f"{timezone.now().astimezone(zone):%d.%m.%Y %H:%M}",
        "language": (get_language() or "uz")[:2],
        "headings": headings,
        "weights": [_weigh([heading, *(row[place] for row in rows)]) for place, heading in enumerate(headings)],
        "rows": rows,
    }
    try:
        done = run_child(_FOLDER, values, kind=DocumentKind.PDF, limits=LIMITS)
    except subprocess.TimeoutExpired as error:
        log.error("a report took too long to set")
        raise Unavailable() from error
    if done.returncode or not done.stdout:
        log.error("a report could not be set", status=done.returncode, said=done.stderr[-500:])
        raise Unavailable()
    return done.stdout


def _weigh(texts: list[str]) -> int:
    return max(MIN_WEIGHT, min(MAX_WEIGHT, max(map(len, texts))))


def _format_cell(cell: Cell) -> str:
    value = clean_cell_value(cell)
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M}"
    return "" if value is None else str(value)
