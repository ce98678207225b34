"""Convert cell values on reading and writing."""

import re
from dataclasses import dataclass
from datetime import date, datetime

FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""Spreadsheets that open a CSV file treat a text that begins with one of these as a formula."""

MAX_CELL_LENGTH = 32_000
_PHONE = re.compile(r"\+[0-9]{7,15}(, \+[0-9]{7,15})*")
"""A phone number or a list of them, which no spreadsheet runs: it stays as it is."""

_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")

PlainValue = str | int | float | date | datetime | None


@dataclass(frozen=True)
class ShadedCell:
    """A value on a grey background, where the file format has one."""

    value: PlainValue


Cell = PlainValue | ShadedCell


def normalize_cell_text(text: str) -> str:
    """Return the text of a cell for comparison: without outer spaces, hard spaces, and the apostrophe that prevents a
    formula.
    """
    text = text.replace("\u00a0", " ").replace("\u202f", " ").strip()
    return text[1:].strip() if text[:1] == "'" and text[1:].startswith(FORMULA_SIGNS) else text


def clean_cell_value(cell: Cell) -> PlainValue:
    """Return the value of a cell, without characters that spreadsheets cannot hold."""
    value = cell.value if isinstance(cell, ShadedCell) else cell
    return _UNSEEN.sub("", value)[:MAX_CELL_LENGTH] if isinstance(value, str) else value


def format_csv_cell(cell: Cell) -> str:
    """Return the text of a cell in a CSV file; an apostrophe is put before a text that could be a formula, not before a
    phone number such as +998901234567.
    """
    value = clean_cell_value(cell)
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M")
    if isinstance(value, str) and value.startswith(FORMULA_SIGNS) and not _PHONE.fullmatch(value):
        return f"'{value}"
    return str(value)
