"""CSV: detect the encoding and the delimiter, and read the records."""

import codecs
import csv
import io
import re
from collections.abc import Iterator
from contextlib import suppress
from functools import partial
from itertools import islice

from django.utils.translation import gettext_lazy as _

from apps.core.validators import InvalidValue

DELIMITERS = (",", ";", "\t")
SAMPLE_RECORDS = 30
DOS_END = "\x1a"
"""The character that DOS programs write at the end of a text."""
NOT_A_TABLE = _("This table cannot be read. Send CSV or XLSX.")

_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_CONTROLS = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f]")
_DECLARED = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)


def decode_text_and_detect_encoding(data: bytes) -> tuple[str, str]:
    """Return the text and its encoding: by the byte order mark, UTF-16 by its zeros, UTF-8 if it is valid, else
    Windows-1251. Raise InvalidValue for what is not text.
    """
    encoding = next((name for mark, name in _MARKS if data.startswith(mark)), None) or _guess_encoding(data)
    try:
        text = data.decode(encoding).rstrip(DOS_END)
    except UnicodeDecodeError as error:
        raise InvalidValue(NOT_A_TABLE) from error
    if _CONTROLS.search(text) or not text.strip():
        raise InvalidValue(NOT_A_TABLE)
    return text, {"utf-8-sig": "utf-8"}.get(encoding, encoding)


def read_delimiter_and_records(text: str) -> tuple[str, Iterator[tuple[int, list[str]]]]:
    """Return the delimiter, and the records with their numbers from 1; empty ones are left out."""
    declared = _DECLARED.match(text)
    if declared and declared[1] in DELIMITERS:
        return declared[1], _number_records(text[declared.end() :], declared[1], 2)
    delimiter = max(DELIMITERS, key=partial(_score_delimiter, text))
    return delimiter, _number_records(text, delimiter, 1)


def _guess_encoding(data: bytes) -> str:
    head = data[:2000]
    for offset, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        if head[offset::2].count(0) > len(head) // 8:
            return encoding
    with suppress(UnicodeDecodeError):
        data.decode("utf-8")
        return "utf-8"
    return "windows-1251"


def _score_delimiter(text: str, delimiter: str) -> tuple[bool, int]:
    """Return how well a delimiter splits the first records: into the most columns of equal number.

    One that splits the very first record alike is preferred, as headings rarely contain delimiters.
    """
    with suppress(csv.Error):
        head = islice(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), SAMPLE_RECORDS)
        widths = [len(row) for row in head if row]
        usual = max(set(widths), key=lambda width: (widths.count(width), width), default=0)
        return bool(widths) and widths[0] == usual > 1, widths.count(usual) * (usual - 1)
    return False, 0


def _number_records(text: str, delimiter: str, first: int) -> Iterator[tuple[int, list[str]]]:
    try:
        for number, row in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), start=first):
            if any(cell.strip() for cell in row):
                yield number, row
    except csv.Error as error:
        raise InvalidValue(NOT_A_TABLE) from error
