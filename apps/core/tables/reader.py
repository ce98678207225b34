"""A table from a file: headings and rows of texts, within limits, with what was guessed about its form."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import IO

from django.utils.translation import gettext_lazy as _

from apps.core.file_types import XLSX
from apps.core.stored_messages import Filled
from apps.core.tables.cells import text_in
from apps.core.tables.csv_text import NO_TABLE, decoded, records
from apps.core.tables.xlsx import check_sheet, sheet_rows
from apps.core.validators import NotValid

CSV_TYPE = "text/csv"
MOST_BYTES = 10 * 1024 * 1024
MOST_ROWS = 10_000
MOST_COLUMNS = 100
MOST_CELL = 2_000
MOST_HEADING = 200
TITLES = 10
"""So many rows at the top may be a title rather than the headings."""

Numbered = Iterator[tuple[int, list[str]]]


@dataclass(frozen=True)
class Form:
    """How the file was taken: `kind` csv or xlsx, and what was guessed: `encoding` and `delimiter`, or the `sheet`."""

    kind: str
    encoding: str = ""
    delimiter: str = ""
    sheet: str = ""


@dataclass(frozen=True)
class Row:
    """One row: its number in the file as a spreadsheet shows it, and its texts by heading, every heading present."""

    number: int
    cells: dict[str, str]


@dataclass(frozen=True)
class Table:
    """What a file holds. Headings are not empty and each stands once; `headings_row` is the number of their row."""

    form: Form
    headings: tuple[str, ...]
    rows: list[Row]
    headings_row: int


def table_file(opened: IO[bytes]) -> str:
    """`CSV_TYPE` or XLSX's type, by content; NotValid for anything else, for macros and ZIP bombs too."""
    opened.seek(0)
    if opened.read(4) == b"PK\x03\x04":
        check_sheet(opened)
        return XLSX
    opened.seek(0)
    decoded(opened.read(MOST_BYTES + 1))
    return CSV_TYPE


def read_table(
    opened: IO[bytes],
    *,
    most_rows: int | None = None,
    is_heading: Callable[[str], bool] = lambda _text: False,
    headings_row: int | None = None,
) -> Table:
    """The table in the file; of a longer one the first `most_rows`, where given.

    The headings are the row `headings_row`, where given; else, of the first `TITLES` rows, that which holds the most
    cells that `is_heading` knows, if these are two or more; else the first with two filled cells. NotValid, naming row
    or column, for what is no table, has no rows, more than `MOST_ROWS` of them, more than `MOST_COLUMNS` columns or a
    cell over `MOST_CELL`.
    """
    wanted = (MOST_ROWS if most_rows is None else most_rows) + TITLES
    form, rows = _rows(opened, wanted + 1)
    titles = list(islice(rows, TITLES))
    if not titles:
        raise NotValid(NO_TABLE)
    at = _headings_at(titles, is_heading, headings_row)
    headings = _headings(titles[at][1])
    found: list[Row] = []
    for number, cells in [*titles[at + 1 :], *rows]:
        if len(found) == most_rows:
            break
        if len(found) == MOST_ROWS:
            raise NotValid(Filled(_("The table has more than %(count)d rows: send it in parts."), count=MOST_ROWS))
        found.append(Row(number, _cells(headings, number, cells)))
    if not found:
        raise NotValid(_("The table has headings but no rows."))
    return Table(form, headings, found, titles[at][0])


def _rows(opened: IO[bytes], wanted: int) -> tuple[Form, Numbered]:
    opened.seek(0)
    if opened.read(4) == b"PK\x03\x04":
        sheet, rows = sheet_rows(opened, rows=wanted, columns=MOST_COLUMNS + 1, characters=MOST_CELL + 1)
        return Form("xlsx", sheet=sheet), rows
    opened.seek(0)
    text, encoding = decoded(opened.read(MOST_BYTES + 1))
    delimiter, rows = records(text)
    return Form("csv", encoding=encoding, delimiter=delimiter), rows


def _headings_at(titles: Sequence[tuple[int, list[str]]], is_heading: Callable[[str], bool], row: int | None) -> int:
    if row is not None:
        return next((index for index, (number, _cells) in enumerate(titles) if number == row), 0)
    texts = [[text_in(cell) for cell in cells] for _number, cells in titles]
    known = [sum(map(is_heading, row)) for row in texts]
    if max(known) > 1:
        return known.index(max(known))
    return next((index for index, row in enumerate(texts) if sum(map(bool, row)) > 1), 0)


def _headings(cells: list[str]) -> tuple[str, ...]:
    texts = [" ".join(text_in(cell).split())[:MOST_HEADING] for cell in cells]
    while texts and not texts[-1]:
        texts.pop()
    if len(texts) > MOST_COLUMNS:
        raise NotValid(Filled(_("The table has more than %(count)d columns."), count=MOST_COLUMNS))
    names: list[str] = []
    for place, text in enumerate(texts, start=1):
        name, again = text or f"#{place}", 2
        while name in names:
            name, again = f"{text or f'#{place}'} ({again})", again + 1
        names.append(name)
    return tuple(names)


def _cells(headings: tuple[str, ...], number: int, cells: list[str]) -> dict[str, str]:
    texts = [text_in(cell) for cell in cells]
    for place, text in enumerate(texts, start=1):
        if len(text) > MOST_CELL or (text and place > len(headings)):
            raise NotValid(
                _misplaced(number, place) if place > len(headings) else _too_long(number, headings[place - 1])
            )
    return {heading: texts[place] if place < len(texts) else "" for place, heading in enumerate(headings)}


def _too_long(number: int, heading: str) -> str:
    return _("Row %(row)d, “%(column)s”: more than %(count)d characters in one cell.") % {
        "row": number,
        "column": heading,
        "count": MOST_CELL,
    }


def _misplaced(number: int, place: int) -> str:
    return _("Row %(row)d has a value in column %(place)d, which has no heading.") % {"row": number, "place": place}
