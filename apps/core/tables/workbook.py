"""Write a table as an XLSX workbook with one sheet, row by row, without formulas."""

from collections.abc import Iterable, Sequence
from typing import IO

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from apps.core.tables.cells import Cell, ShadedCell, clean_cell_value

MIN_WIDTH, MAX_WIDTH = 6, 40

_BOLD = Font(bold=True)
_GREY = PatternFill("solid", start_color="FFD9D9D9")


def write_workbook(file: IO[bytes], headings: Sequence[str], rows: Iterable[Sequence[Cell]], title: str) -> None:
    """Write the workbook into `file`; `title` names the sheet."""
    book = Workbook(write_only=True)
    sheet: WriteOnlyWorksheet = book.create_sheet(_clean_sheet_name(title))
    sheet.freeze_panes = "A2"
    head = [_build_cell(sheet, heading) for heading in headings]
    for place, cell in enumerate(head, start=1):
        cell.font = _BOLD
        width = min(MAX_WIDTH, max(MIN_WIDTH, len(headings[place - 1]) + 2))
        sheet.column_dimensions[get_column_letter(place)].width = width
    sheet.append(head)
    for row in rows:
        sheet.append([_build_cell(sheet, cell) for cell in row])
    book.save(file)


def _build_cell(sheet: WriteOnlyWorksheet, cell: Cell) -> WriteOnlyCell:
    value = clean_cell_value(cell)
    new_cell = WriteOnlyCell(sheet, value=value)
    if isinstance(value, str):
        new_cell.data_type = "s"
    if isinstance(cell, ShadedCell):
        new_cell.fill = _GREY
    return new_cell


def _clean_sheet_name(title: str) -> str:
    """Return a valid name of a sheet: 31 characters, without those used in references."""
    return "".join(" " if letter in "[]:*?/\\'" else letter for letter in title).strip()[:31] or "1"
