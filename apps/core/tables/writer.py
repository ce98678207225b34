"""Write tables as CSV or XLSX, row by row into a temporary file, without formulas."""

import csv
import io
import tempfile
from collections.abc import Iterable, Sequence
from typing import IO, Literal, get_args

from apps.core.file_types import XLSX
from apps.core.tables.cells import Cell, format_csv_cell

TableFileKind = Literal["csv", "xlsx"]
KINDS: tuple[TableFileKind, ...] = get_args(TableFileKind)
CONTENT_TYPES: dict[TableFileKind, str] = {"csv": "text/csv; charset=utf-8", "xlsx": XLSX}
MEMORY_BYTES = 1024 * 1024
Rows = Iterable[Sequence[Cell]]


def write_table(
    kind: TableFileKind, headings: Sequence[str], rows: Rows, *, title: str = "", delimiter: str = ";"
) -> IO[bytes]:
    """Return the table in a temporary file, open at its start; it is deleted when it is closed.

    CSV is UTF-8 with a byte order mark, CRLF and `delimiter`, as spreadsheets expect; `title` names the sheet of an
    XLSX.
    """
    file: IO[bytes] = tempfile.SpooledTemporaryFile(max_size=MEMORY_BYTES)  # noqa: SIM115
    try:
        write_table_into(file, kind, headings, rows, title=title, delimiter=delimiter)
        file.seek(0)
    except BaseException:
        file.close()
        raise
    return file


def write_table_into(
    file: IO[bytes], kind: TableFileKind, headings: Sequence[str], rows: Rows, *, title: str = "", delimiter: str = ";"
) -> None:
    """Write the table into an open file, as `write_table` does; memory does not grow with the rows."""
    if kind == "csv":
        _write_csv(file, headings, rows, delimiter)
    else:
        from apps.core.tables.workbook import write_workbook  # openpyxl takes long to import: a start does without

        write_workbook(file, headings, rows, title)


def _write_csv(file: IO[bytes], headings: Sequence[str], rows: Rows, delimiter: str) -> None:
    text = io.TextIOWrapper(file, encoding="utf-8-sig", newline="", write_through=True)
    writer = csv.writer(text, delimiter=delimiter, lineterminator="\r\n")
    writer.writerow([format_csv_cell(heading) for heading in headings])
    writer.writerows([format_csv_cell(cell) for cell in row] for row in rows)
    text.detach()
