"""What stands in one cell, in and out."""

import re
from dataclasses import dataclass
from datetime import date, datetime

FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""A text that begins with one of these is taken for a formula by spreadsheets that open a CSV file."""

MAX_CELL_LENGTH = 32_000

_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")

PlainValue = str | int | float | date | datetime | None


@dataclass(frozen=True)
class ShadedCell:
    """A value on grey ground, where the form of the table has a ground at all."""

    value: PlainValue


Cell = PlainValue | ShadedCell


def normalize_cell_text(text: str) -> str:
    """A cell's text as it is compared: no spaces around it, no hard ones in it, and without the apostrophe that keeps
    a spreadsheet from reading it as a formula.
    """
    text = text.replace("\u00a0", " ").replace("\u202f", " ").strip()
    guarded = len(text) > 1 and text[0] == "'" and text[1] in FORMULA_SIGNS
    return text[1:].strip() if guarded else text


def get_cell_value(cell: Cell) -> PlainValue:
    """The value, shaded or not; texts without what no spreadsheet can hold."""
    value = cell.value if isinstance(cell, ShadedCell) else cell
    return _UNSEEN.sub("", value)[:MAX_CELL_LENGTH] if isinstance(value, str) else value


def format_csv_cell(cell: Cell) -> str:
    """The cell in a CSV file; a text that would be a formula gets an apostrophe before it."""
    value = get_cell_value(cell)
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M")
    if isinstance(value, str) and value.startswith(FORMULA_SIGNS):
        return f"'{value}"
    return str(value)
