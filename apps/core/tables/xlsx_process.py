"""Script that reads one untrusted XLSX: the file comes on stdin, a JSON line for each filled row goes to stdout.

It imports openpyxl and none of our modules, and limits its resources first. `xlsx_process.py ROWS COLUMNS CHARACTERS`:
it stops after so many rows and cuts off further columns and characters. Exit statuses: `REFUSALS` in
`apps.core.tables.xlsx`; with the first one, the last line is the class of the error.
"""

import io
import json
import re
import resource
import sys
from datetime import date, datetime, time, timedelta
from typing import Any

MEMORY_BYTES = 1024 * 1024 * 1024
CPU_SECONDS = 60
MAX_OUTPUT_BYTES = 64 * 1024 * 1024
UNREADABLE, TOO_MUCH_MEMORY = 10, 12

_ZEROS = re.compile("0+")


def main() -> int:
    """Return the exit status."""
    for limit, value in (
        (resource.RLIMIT_AS, MEMORY_BYTES),
        (resource.RLIMIT_CPU, CPU_SECONDS),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_NOFILE, 64),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(limit, (value, value))
    rows, columns, characters = (int(argument) for argument in sys.argv[1:4])
    try:
        _read_workbook(sys.stdin.buffer.read(), rows, columns, characters)
    except BrokenPipeError:
        return 0
    except MemoryError:
        return TOO_MUCH_MEMORY
    # A broken file may raise anything in a reader; whatever it was, it is a table that cannot be read.
    except Exception as error:
        sys.stdout.write(type(error).__name__)
        return UNREADABLE
    return 0


def _read_workbook(data: bytes, rows: int, columns: int, characters: int) -> None:
    import openpyxl  # the limits come first

    book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
    for sheet in sorted(book.worksheets, key=lambda item: item.sheet_state != "visible"):
        sheet.reset_dimensions()
        _write_line({"sheet": sheet.title})
        left, written = rows, 0
        for number, cells in enumerate(sheet.iter_rows(), start=1):
            texts = [_get_cell_text(cell)[:characters] for cell in cells[:columns]]
            while texts and not texts[-1]:
                texts.pop()
            if not texts:
                continue
            written += _write_line([number, texts])
            if written > MAX_OUTPUT_BYTES:
                raise MemoryError
            left -= 1
            if left <= 0:
                break
        if left < rows:
            return


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
