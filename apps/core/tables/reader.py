"""Read a table file: headings and rows of texts, within limits, with its guessed format."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, count, islice, zip_longest
from typing import IO

from django.utils.translation import gettext_lazy as _

from apps.core.file_types import XLSX
from apps.core.stored_messages import FormattedMessage
from apps.core.tables.cells import normalize_cell_text
from apps.core.tables.csv_text import NOT_A_TABLE, decode_text_and_detect_encoding, read_delimiter_and_records
from apps.core.tables.xlsx import check_xlsx, read_sheet
from apps.core.validators import InvalidValue

CSV_TYPE = "text/csv"
MAX_TABLE_BYTES = 10 * 1024 * 1024
MAX_ROWS = 10_000
MAX_COLUMNS = 100
MAX_CELL_CHARACTERS = 2_000
MAX_HEADING_CHARACTERS = 200
MAX_TITLE_ROWS = 10
"""So many rows at the top may be titles above the headings."""

NumberedRows = Iterator[tuple[int, list[str]]]


@dataclass(frozen=True)
class TableFormat:
    """The format of the file: `kind` is csv or xlsx; `encoding` and `delimiter`, or `sheet`, were guessed."""

    kind: str
    encoding: str = ""
    delimiter: str = ""
    sheet: str = ""


@dataclass(frozen=True)
class TableRow:
    """A row: its number in the file as a spreadsheet shows it, and its texts by heading (all headings)."""

    number: int
    cells: dict[str, str]


@dataclass(frozen=True)
class Table:
    """A table. Headings are unique and not empty; `headings_row` is the number of their row."""

    form: TableFormat
    headings: tuple[str, ...]
    rows: list[TableRow]
    headings_row: int


def detect_table_type(opened: IO[bytes]) -> str:
    """Return `CSV_TYPE` or the type of XLSX, by content. Raise InvalidValue for others, macros and ZIP bombs."""
    opened.seek(0)
    if opened.read(4) == b"PK\x03\x04":
        check_xlsx(opened)
        return XLSX
    opened.seek(0)
    decode_text_and_detect_encoding(opened.read(MAX_TABLE_BYTES + 1))
    return CSV_TYPE


def read_table(
    opened: IO[bytes],
    *,
    max_rows: int | None = None,
    is_heading: Callable[[str], bool] = lambda _text: False,
    headings_row: int | None = None,
    max_columns: int = MAX_COLUMNS,
) -> Table:
    """Return the table in the file; with `max_rows`, only its first rows.

    Headings are in row `headings_row` if given; else in the row of the first MAX_TITLE_ROWS with the most cells (at
    least two) that `is_heading` accepts; else in the first row with two filled cells.

    Raise InvalidValue, with row or column, for a file that is not a table or has no rows, more than MAX_ROWS rows, more
    than `max_columns` columns or a cell over MAX_CELL_CHARACTERS.
    """
    row_limit = (MAX_ROWS if max_rows is None else max_rows) + MAX_TITLE_ROWS
    form, rows = _read_rows(opened, row_limit + 1, max_columns)
    titles = list(islice(rows, MAX_TITLE_ROWS))
    if not titles:
        raise InvalidValue(NOT_A_TABLE)
    at = _find_headings(titles, is_heading, headings_row)
    headings = _clean_headings(titles[at][1], max_columns)
    table_rows: list[TableRow] = []
    for number, cells in [*titles[at + 1 :], *rows]:
        if len(table_rows) == max_rows:
            break
        if len(table_rows) == MAX_ROWS:
            text = _("The table has more than %(count)d rows: send it in parts.")
            raise InvalidValue(FormattedMessage(text, count=MAX_ROWS))
        table_rows.append(TableRow(number, _read_cells(headings, number, cells)))
    if not table_rows:
        raise InvalidValue(_("The table has headings but no rows."))
    return Table(form, headings, table_rows, titles[at][0])


def _read_rows(opened: IO[bytes], row_limit: int, max_columns: int) -> tuple[TableFormat, NumberedRows]:
    opened.seek(0)
    if opened.read(4) == b"PK\x03\x04":
        sheet, rows = read_sheet(
            opened, max_rows=row_limit, max_columns=max_columns + 1, max_characters=MAX_CELL_CHARACTERS + 1
        )
        return TableFormat("xlsx", sheet=sheet), rows
    opened.seek(0)
    text, encoding = decode_text_and_detect_encoding(opened.read(MAX_TABLE_BYTES + 1))
    delimiter, rows = read_delimiter_and_records(text)
    return TableFormat("csv", encoding=encoding, delimiter=delimiter), rows


def _find_headings(titles: Sequence[tuple[int, list[str]]], is_heading: Callable[[str], bool], row: int | None) -> int:
    if row is not None:
        return next((index for index, (number, _cells) in enumerate(titles) if number == row), 0)
    texts = [[normalize_cell_text(cell) for cell in cells] for _number, cells in titles]
    known_counts = [sum(map(is_heading, row)) for row in texts]
    if max(known_counts) > 1:
        return known_counts.index(max(known_counts))
    return next((index for index, row in enumerate(texts) if sum(map(bool, row)) > 1), 0)


def _clean_headings(cells: list[str], max_columns: int) -> tuple[str, ...]:
    texts = [" ".join(normalize_cell_text(cell).split())[:MAX_HEADING_CHARACTERS] for cell in cells]
    while texts and not texts[-1]:
        texts.pop()
    if len(texts) > max_columns:
        raise InvalidValue(FormattedMessage(_("The table has more than %(count)d columns."), count=max_columns))
    names: list[str] = []
    for place, text in enumerate(texts, start=1):
        first = text or f"#{place}"
        numbered = (f"{first} ({again})" for again in count(2))
        names.append(next(name for name in chain([first], numbered) if name not in names))
    return tuple(names)


def _read_cells(headings: tuple[str, ...], number: int, cells: list[str]) -> dict[str, str]:
    texts = [normalize_cell_text(cell) for cell in cells]
    for place, text in enumerate(texts, start=1):
        if text and place > len(headings):
            message = _("Row %(row)d has a value in column %(place)d, which has no heading.")
            raise InvalidValue(message % {"row": number, "place": place})
        if len(text) > MAX_CELL_CHARACTERS:
            message = _("Row %(row)d, “%(column)s”: more than %(count)d characters in one cell.")
            values = {"row": number, "column": headings[place - 1], "count": MAX_CELL_CHARACTERS}
            raise InvalidValue(message % values)
    return dict(zip_longest(headings, texts[: len(headings)], fillvalue=""))
