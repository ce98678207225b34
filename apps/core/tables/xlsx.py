"""XLSX: measured and unpacked by `apps.core.file_types` first, then read in a process of its own (`sheet_child.py`)."""

import json
import zipfile
from collections.abc import Iterator
from pathlib import Path
from threading import BoundedSemaphore
from typing import IO

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from apps.core.file_types import XLSX, document_file
from apps.core.subprocess_reader import UNREADABLE, read_apart
from apps.core.validators import NotValid

AT_ONCE = 2
WALL_SECONDS = 120.0
MOST_UNPACKED = 64 * 1024 * 1024
REFUSALS: dict[int, StrOrPromise] = {
    UNREADABLE: _("This table cannot be read. It may be damaged: save it again as XLSX or CSV and send it."),
    12: _("This table needs too much memory: send it in parts or as CSV."),
}
TOO_SLOW: StrOrPromise = _("This table takes too long to read: send it in parts or as CSV.")
NO_SHEET: StrOrPromise = _("This is a document and not a table. Send CSV or XLSX.")
TOO_MUCH: StrOrPromise = _("This table is too large when unpacked: send it in parts or as CSV.")

Numbered = Iterator[tuple[int, list[str]]]

_CHILD = Path(__file__).with_name("sheet_child.py")
_places = BoundedSemaphore(AT_ONCE)


def check_sheet(opened: IO[bytes]) -> None:
    """NotValid for anything but an XLSX without macros that unpacks to no more than it should."""
    if document_file(opened) != XLSX:
        raise NotValid(NO_SHEET)
    opened.seek(0)
    with zipfile.ZipFile(opened) as archive:
        if sum(entry.file_size for entry in archive.infolist()) > MOST_UNPACKED:
            raise NotValid(TOO_MUCH)


def sheet_rows(opened: IO[bytes], *, rows: int, columns: int, characters: int) -> tuple[str, Numbered]:
    """The name of the first sheet that holds anything, hidden ones last, and its filled rows with their numbers.

    At most so many rows, columns and characters a cell are given. NotValid as `check_sheet`, and for a table that
    cannot be read or takes too much memory or time; Unavailable when too many are read at once.
    """
    check_sheet(opened)
    opened.seek(0)
    answer = read_apart(
        _CHILD,
        opened.read(),
        *map(str, (rows, columns, characters)),
        places=_places,
        seconds=WALL_SECONDS,
        refusals=REFUSALS,
        too_slow=TOO_SLOW,
    )
    name, found = "", []
    for line in answer.splitlines():
        value = json.loads(line)
        if isinstance(value, dict):
            name = value["sheet"]
        else:
            found.append((int(value[0]), list(value[1])))
    return name, iter(found)
