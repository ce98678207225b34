"""Script that reads one untrusted XLSX: the file comes on stdin, a JSON line for each filled row goes to stdout.

It imports openpyxl and none of our modules, and limits its resources first. `xlsx_process.py ROWS COLUMNS CHARACTERS`:
it stops after so many rows and cuts off further columns and characters. Exit statuses: `REFUSALS` in
`apps.core.tables.xlsx`; with the first one, the last line is the class of the error.
"""

import io
import json
import os
import re
import resource
import sys
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

MEMORY_BYTES = 1024 * 1024 * 1024
CPU_SECONDS = 20
MAX_OUTPUT_BYTES = 64 * 1024 * 1024
MAX_ROW_NUMBER = 1_048_576
"""The last row of a sheet in every spreadsheet program."""
MAX_SHEETS = 1000
MAX_DEPTH = 32
MAX_ELEMENTS = 100_000
"""Elements in one row: more than a row with a value in every column has."""
MAX_SPARE_ELEMENTS, ELEMENTS_PER_CELL = 300_000, 8
"""Elements in a sheet beside those of the cells that are read: empty rows, empty and far cells, merged ranges."""
MAX_STRING_ELEMENTS = 800_000
MAX_PART_TAGS = 100_000
"""In a part that is not read piece by piece: styles, the list of sheets, relationships."""
UNREADABLE, TOO_MUCH_MEMORY, ROW_TOO_FAR, NOT_A_SPREADSHEET = 10, 12, 13, 14

_ZEROS = re.compile("0+")


class _Refused(Exception):
    """A file that no spreadsheet program writes; the argument is the exit status."""


class _BoundedArchive(zipfile.ZipFile):
    """An archive whose parts with too many tags are refused when they are read whole."""

    def read(self, name: Any, pwd: bytes | None = None) -> bytes:
        """Return the whole part."""
        data = super().read(name, pwd)
        if data.count(b"<") > MAX_PART_TAGS:
            raise MemoryError
        return data


class _Budget:
    """How many elements may still come."""

    def __init__(self, left: int) -> None:
        self.left = left

    def spend(self) -> None:
        self.left -= 1
        if self.left < 0:
            raise MemoryError


def main() -> int:
    """Return the exit status."""
    os.nice(10)  # requests come first
    for limit, value in (
        (resource.RLIMIT_AS, MEMORY_BYTES),
        (resource.RLIMIT_CPU, CPU_SECONDS),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_NOFILE, 64),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(limit, (value, value + (limit == resource.RLIMIT_CPU)))  # the soft limit names the reason
    rows, columns, characters = (int(argument) for argument in sys.argv[1:4])
    try:
        _read_workbook(sys.stdin.buffer.read(), rows, columns, characters)
    except BrokenPipeError:
        return 0
    except MemoryError:
        return TOO_MUCH_MEMORY
    except _Refused as refusal:
        return int(refusal.args[0])
    # A broken file may raise anything in a reader; whatever it was, it is a table that cannot be read.
    except Exception as error:
        sys.stdout.write(type(error).__name__)
        return UNREADABLE
    return 0


def _read_workbook(data: bytes, rows: int, columns: int, characters: int) -> None:
    import openpyxl  # the limits come first
    from openpyxl.reader import excel
    from openpyxl.worksheet._read_only import ReadOnlyWorksheet

    excel.ZipFile = _BoundedArchive
    excel.read_string_table = _read_strings
    ReadOnlyWorksheet._get_size = lambda _sheet: None  # what the file says of its size is not needed
    book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
    if len(book.worksheets) > MAX_SHEETS:
        raise _Refused(NOT_A_SPREADSHEET)
    for sheet in sorted(book.worksheets, key=lambda item: item.sheet_state != "visible"):
        _write_line({"sheet": sheet.title})
        left, written = rows, 0
        for number, texts in _read_rows(sheet, columns, characters):
            written += _write_line([number, texts])
            if written > MAX_OUTPUT_BYTES:
                raise MemoryError
            left -= 1
            if left <= 0:
                break
        if left < rows:
            return


def _read_rows(sheet: Any, columns: int, characters: int) -> Iterator[tuple[int, list[str]]]:
    """Return the filled rows with the numbers that the file gives them, in ascending order.

    openpyxl's own `iter_rows` fills gaps with empty rows and cells, up to any number that the file names.
    """
    from openpyxl.cell.read_only import ReadOnlyCell
    from openpyxl.worksheet._reader import ROW_TAG, WorkSheetParser

    book, last, budget = sheet.parent, 0, _Budget(MAX_SPARE_ELEMENTS)
    with sheet._get_source() as source:
        parser = WorkSheetParser(
            source, sheet._shared_strings, data_only=True, epoch=book.epoch, date_formats=book._date_formats,
            timedelta_formats=book._timedelta_formats,
        )  # fmt: skip
        for element in _iterate_elements(source, ROW_TAG, budget):
            number, cells = parser.parse_row(element)
            if not 0 < number <= MAX_ROW_NUMBER:
                raise _Refused(ROW_TOO_FAR)
            if number <= last:
                continue
            texts: list[str] = []
            for cell in cells:
                text = _get_cell_text(ReadOnlyCell(sheet, **cell))[:characters] if cell["column"] <= columns else ""
                if text:
                    texts += [""] * (cell["column"] - len(texts))
                    texts[cell["column"] - 1] = text
                    budget.left += ELEMENTS_PER_CELL
            if texts:
                last = number
                yield number, texts


def _read_strings(source: Any) -> list[str]:
    """Return the shared strings; openpyxl builds several objects for each."""
    from openpyxl.xml.constants import SHEET_MAIN_NS

    text_tag, run_tag = f"{{{SHEET_MAIN_NS}}}t", f"{{{SHEET_MAIN_NS}}}r"
    strings = []
    for element in _iterate_elements(source, f"{{{SHEET_MAIN_NS}}}si", _Budget(MAX_STRING_ELEMENTS)):
        parts = [child.findtext(text_tag, "") if child.tag == run_tag else child.text or ""
                 for child in element if child.tag in (text_tag, run_tag)]  # fmt: skip
        strings.append("".join(parts).replace("x005F_", ""))
    return strings


def _iterate_elements(source: Any, wanted: str, budget: _Budget) -> Iterator[Any]:
    """Parse XML and return each complete element of this tag; all others are dropped as they end.

    Raise _Refused for elements nested deeper, or more of them in one, than in any spreadsheet; MemoryError beyond the
    budget.
    """
    from openpyxl.xml.functions import iterparse

    open_elements: list[Any] = []
    inside = elements = 0
    for event, element in iterparse(source, events=("start", "end")):
        if event == "start":
            open_elements.append(element)
            budget.spend()
            elements = elements + 1 if inside else 0
            inside += element.tag == wanted
            if len(open_elements) > MAX_DEPTH or elements > MAX_ELEMENTS:
                raise _Refused(NOT_A_SPREADSHEET)
            continue
        open_elements.pop()
        if element.tag == wanted:
            inside -= 1
            yield element
        if not inside and open_elements:
            open_elements[-1].remove(element)


def _write_line(value: Any) -> int:
    return sys.stdout.write(json.dumps(value) + "\n")


def _get_cell_text(cell: Any) -> str:
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, datetime):
        return value.isoformat(" ", "minutes") if value.time() != time.min else value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return value.isoformat(timespec="minutes")
    if isinstance(value, timedelta):
        minutes = int(value.total_seconds()) // 60
        return f"{minutes // 60:02d}:{minutes % 60:02d}"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        value = int(value)
    if isinstance(value, int):
        number_format = cell.number_format or ""
        return str(value).zfill(len(number_format)) if _ZEROS.fullmatch(number_format) and value >= 0 else str(value)
    return str(value)


if __name__ == "__main__":
    status = main()
    sys.stdout.flush()
    sys.exit(status)
