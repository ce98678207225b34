"""Where tables of reports come from.

The layer that has the lists declares one source in its `report_sources.py`: `REPORT_SOURCES = [ReportSource(…)]`.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache

from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from apps.accounts.models import User
from apps.analytics.models import ReportFormat
from apps.core import declarations
from apps.core.errors import Forbidden, Invalid, NotFound
from apps.core.tables.cells import Cell

MAX_ROWS: dict[str, int] = {ReportFormat.CSV: 1_000_000, ReportFormat.XLSX: 1_000_000, ReportFormat.PDF: 5_000}
NO_TABLE = _("There is no table at this address.")


@dataclass(frozen=True)
class ReportTable:
    """A table, read page by page while `rows` is iterated. `name`: the operation of its list. `count`: the rows of the
    list; a row may have several lines.
    """

    name: str
    headings: list[str]
    rows: Iterator[list[Cell]]
    count: int


@dataclass(frozen=True)
class ReportSource:
    """`open_table(user, address, max_rows)` returns what the user may see now in the table of an address, in the active
    language; it reads no row before `rows` is iterated.

    It raises Invalid on "address" when there is no such table, Forbidden or NotFound when the user may not see it,
    Invalid on "format" for more than `max_rows` rows, and Invalid on filters that the list does not take.
    """

    name: str
    open_table: Callable[[User, str, int], ReportTable]


@cache
def _get_source() -> ReportSource:
    (source,) = declarations.collect_from_app_modules("report_sources", "REPORT_SOURCES")
    declared: ReportSource = source
    return declared


def check_report_table(user: User, address: str, report_format: str) -> ReportTable:
    """Return the table for a file of this format. Raise Invalid on "address" when the user does not see it, on "format"
    when it has too many rows, and on filters that the list does not take.
    """
    try:
        with override(user.locale):
            return open_report_table(user, address, max_rows=MAX_ROWS[report_format])
    except (Forbidden, NotFound) as error:
        raise Invalid.field("address", NO_TABLE) from error


def open_report_table(user: User, address: str, *, max_rows: int) -> ReportTable:
    """Return the table of an address for the user, as `ReportSource.open_table`."""
    return _get_source().open_table(user, address, max_rows)
