"""XLSX: checked by `apps.core.file_types`, then read in a separate process (`xlsx_process.py`)."""

import json
import zipfile
from collections.abc import Iterator
from pathlib import Path
from threading import BoundedSemaphore
from typing import IO

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from apps.core.file_types import XLSX, detect_document_type
from apps.core.subprocess_reader import UNREADABLE, SubprocessReader
from apps.core.validators import InvalidValue

MAX_PARALLEL = 2
TIMEOUT_SECONDS = 60.0
MAX_UNPACKED_BYTES = 64 * 1024 * 1024
REFUSALS: dict[int, StrOrPromise] = {
    UNREADABLE: _("This table cannot be read. It may be damaged: save it again as XLSX or CSV and send it."),
    12: _("This table needs too much memory: send it in parts or as CSV."),
    13: _("This table has a row number that no spreadsheet can have: save it again as XLSX or CSV and send it."),
    14: _("This table is not built as a spreadsheet is: save it again as XLSX or CSV and send it."),
}
TOO_SLOW: StrOrPromise = _("This table takes too long to read: send it in parts or as CSV.")
NOT_A_TABLE: StrOrPromise = _("This is a document and not a table. Send CSV or XLSX.")
TOO_MUCH: StrOrPromise = _("This table is too large when unpacked: send it in parts or as CSV.")

NumberedRows = Iterator[tuple[int, list[str]]]

_SCRIPT = Path(__file__).with_name("xlsx_process.py")
_READER = SubprocessReader(_SCRIPT, BoundedSemaphore(MAX_PARALLEL), TIMEOUT_SECONDS, REFUSALS, TOO_SLOW)


def check_xlsx(opened: IO[bytes]) -> None:
    """Raise InvalidValue unless it is an XLSX without macros and of acceptable size when unpacked."""
    if detect_document_type(opened) != XLSX:
        raise InvalidValue(NOT_A_TABLE)
    opened.seek(0)
    with zipfile.ZipFile(opened) as archive:
        if sum(entry.file_size for entry in archive.infolist()) > MAX_UNPACKED_BYTES:
            raise InvalidValue(TOO_MUCH)


def read_sheet(opened: IO[bytes], *, max_rows: int, max_columns: int, max_characters: int) -> tuple[str, NumberedRows]:
    """Return the name of the first sheet with content (hidden sheets last) and its filled rows with numbers.

    Rows, columns and characters beyond the limits are cut off. Raise InvalidValue as `check_xlsx`, and for a table that
    cannot be read or needs too much memory or time; Unavailable when too many are read at once.
    """
    check_xlsx(opened)
    opened.seek(0)
    answer = _READER.read(opened.read(), *map(str, (max_rows, max_columns, max_characters)))
    values = [json.loads(line) for line in answer.splitlines()]
    names = [value["sheet"] for value in values if isinstance(value, dict)]
    return names[-1] if names else "", ((value[0], value[1]) for value in values if isinstance(value, list))
