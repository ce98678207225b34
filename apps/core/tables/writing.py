"""Tables out: CSV and XLSX, row by row into a temporary file, with no text that a spreadsheet would run."""

import csv
import io
import tempfile
from collections.abc import Iterable, Sequence
from typing import IO, Literal, get_args

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from apps.core.contents import XLSX
from apps.core.tables.cells import Cell, Shaded, text_out, value_of

Kind = Literal["csv", "xlsx"]
KINDS: tuple[Kind, ...] = get_args(Kind)
CONTENT_TYPES: dict[Kind, str] = {"csv": "text/csv; charset=utf-8", "xlsx": XLSX}
IN_MEMORY = 1024 * 1024
NARROWEST, WIDEST = 6, 40

_BOLD = Font(bold=True)
_GREY = PatternFill("solid", start_color="FFD9D9D9")


def write_table(
    kind: Kind, headings: Sequence[str], rows: Iterable[Sequence[Cell]], *, title: str = "", delimiter: str = ";"
) -> IO[bytes]:
    """The table in a temporary file that stands at its beginning and goes when it is closed.

    CSV is UTF-8 with its mark, CRLF and `delimiter`, as spreadsheets open it; `title` names the sheet of an XLSX.
    """
    made: IO[bytes] = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115
    try:
        if kind == "csv":
            _write_csv(made, headings, rows, delimiter)
        else:
            _write_xlsx(made, headings, rows, title)
        made.seek(0)
    except BaseException:
        made.close()
        raise
    return made


def _write_csv(made: IO[bytes], headings: Sequence[str], rows: Iterable[Sequence[Cell]], delimiter: str) -> None:
    text = io.TextIOWrapper(made, encoding="utf-8-sig", newline="", write_through=True)
    writer = csv.writer(text, delimiter=delimiter, lineterminator="\r\n")
    writer.writerow([text_out(heading) for heading in headings])
    writer.writerows([text_out(cell) for cell in row] for row in rows)
    text.detach()


def _write_xlsx(made: IO[bytes], headings: Sequence[str], rows: Iterable[Sequence[Cell]], title: str) -> None:
    book = Workbook(write_only=True)
    sheet: WriteOnlyWorksheet = book.create_sheet(_sheet_name(title))
    sheet.freeze_panes = "A2"
    for place, heading in enumerate(headings, start=1):
        width = min(WIDEST, max(NARROWEST, len(heading) + 2))
        sheet.column_dimensions[get_column_letter(place)].width = width
    head = [_cell(sheet, heading) for heading in headings]
    for cell in head:
        cell.font = _BOLD
    sheet.append(head)
    for row in rows:
        sheet.append([_cell(sheet, cell) for cell in row])
    book.save(made)


def _cell(sheet: WriteOnlyWorksheet, cell: Cell) -> WriteOnlyCell:
    value = value_of(cell)
    made = WriteOnlyCell(sheet, value=value)
    if isinstance(value, str):
        made.data_type = "s"
    if isinstance(cell, Shaded):
        made.fill = _GREY
    return made


def _sheet_name(title: str) -> str:
    """What may name a sheet: 31 characters, and none of those that stand in references."""
    return "".join(" " if letter in "[]:*?/\\'" else letter for letter in title).strip()[:31] or "1"
