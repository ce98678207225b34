"""The formats of question files by name, and which one a file has."""

import io
import re
import zipfile
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from itertools import islice

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_stubs_ext import StrOrPromise

from apps.core.tables.csv_text import decode_text_and_detect_encoding, read_delimiter_and_records
from apps.core.tables.reader import MAX_TITLE_ROWS
from apps.core.tables.writer import CONTENT_TYPES
from apps.core.validators import InvalidValue
from apps.course_transfers.texts import decode_text
from apps.quizzes.formats import aiken, gift, gift_writer, moodle_xml, moodle_xml_writer, qti_2, qti_3, qti_12, tables
from apps.quizzes.formats.results import ReadQuestions, UnreadableFile, WrittenQuestions

HEAD_BYTES = 64 * 1024
_ROOT = re.compile(
    r"(?:\s|<\?.*?\?>|<!--.*?-->|<!DOCTYPE\b[^>\[]*(?:\[.*?\]\s*)?>)*+<(?:[\w.-]+:)?([\w.-]+)",
    re.DOTALL | re.IGNORECASE,
)
_AIKEN_ANSWER = re.compile(r"^\s*ANSWER:\s*[A-Z]\b", re.MULTILINE | re.IGNORECASE)
_AIKEN_OPTION = re.compile(r"^\s*[A-Z][).]\s", re.MULTILINE)
_GIFT = re.compile(r"^\s*(?:::|\$CATEGORY:)|(?<!\\)\{", re.MULTILINE)
_PLAIN = "text/plain; charset=utf-8"
_ZIP = "application/zip"
_XML_ROOTS = {
    "quiz": "moodle_xml",
    "questestinterop": "qti_1_2",
    "assessmentItem": "qti_2_1",
    "qti-assessment-item": "qti_3_0",
}
_MANIFEST = "imsmanifest.xml"
_MANIFEST_MARKS = {b"v3p0": "qti_3_0", b"v2p2": "qti_2_2", b"v2p1": "qti_2_1", b"v2p0": "qti_2_1"}
"""What tells a version of QTI in a manifest; one with none of them is of 1.2."""
_UNREADABLE = (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError)


@dataclass(frozen=True)
class QuestionFormat:
    """A format of question files. `ending`: of the names of its files, with the point. `write` takes the drafts; that
    of Moodle XML and those of QTI take `get_file` too.
    """

    title: StrOrPromise
    ending: str
    content_type: str
    read: Callable[[bytes], ReadQuestions]
    write: Callable[..., WrittenQuestions]


FORMATS: Mapping[str, QuestionFormat] = {
    "gift": QuestionFormat("GIFT", ".gift", _PLAIN, gift.read, gift_writer.write),
    "aiken": QuestionFormat("Aiken", ".txt", _PLAIN, aiken.read, aiken.write),
    "moodle_xml": QuestionFormat("Moodle XML", ".xml", "application/xml", moodle_xml.read, moodle_xml_writer.write),
    "csv": QuestionFormat(gettext_lazy("Table (CSV)"), ".csv", CONTENT_TYPES["csv"], tables.read, tables.write),
    "xlsx": QuestionFormat(
        gettext_lazy("Table (XLSX)"), ".xlsx", CONTENT_TYPES["xlsx"], tables.read, partial(tables.write, kind="xlsx")
    ),
    "qti_1_2": QuestionFormat("QTI 1.2 (Canvas)", ".zip", _ZIP, qti_12.read, qti_12.write),
    "qti_2_1": QuestionFormat("QTI 2.1", ".zip", _ZIP, qti_2.read, qti_2.write),
    "qti_2_2": QuestionFormat("QTI 2.2", ".zip", _ZIP, qti_2.read, partial(qti_2.write, version="2.2")),
    "qti_3_0": QuestionFormat("QTI 3.0", ".zip", _ZIP, qti_3.read, qti_3.write),
}


def detect(name: str, data: bytes) -> str:
    """Return the key in FORMATS of a file, by its content, and by its name where the content leaves it open.

    XML is known by its first element alone. Raise UnreadableFile for a file of none of them.
    """
    head = data if len(data) <= HEAD_BYTES else data[: data.rfind(b"\n", 0, HEAD_BYTES) + 1 or HEAD_BYTES]
    found = _detect_archive(data) if data.startswith(b"PK\x03\x04") else _detect_text(head)
    if not found and not data.startswith(b"PK"):
        named = (key for key, each in FORMATS.items() if name.lower().endswith(each.ending))
        found = next((key for key in named if key not in _XML_ROOTS.values()), "")
    if not found:
        raise UnreadableFile(_("This is no file of questions that can be read here."))
    return found


def _detect_archive(data: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
            manifest = min((name for name in names if name.rpartition("/")[2] == _MANIFEST), key=len, default="")
            if not manifest:
                return "xlsx" if "xl/workbook.xml" in names else ""
            with archive.open(manifest) as opened:
                head = opened.read(HEAD_BYTES).lower()
    except _UNREADABLE:
        return ""
    if b"qti" not in head:
        return ""
    return next(
        (key for mark, key in _MANIFEST_MARKS.items() if b"qti" + mark in head or b"xml" + mark in head), "qti_1_2"
    )


def _detect_text(head: bytes) -> str:
    text = decode_text(head)
    if root := _ROOT.match(text):
        return _XML_ROOTS.get(root[1], "")
    if _is_table(head):
        return "csv"
    if _AIKEN_ANSWER.search(text) and _AIKEN_OPTION.search(text):
        return "aiken"
    return "gift" if _GIFT.search(text) else ""


def _is_table(head: bytes) -> bool:
    try:
        text, _encoding = decode_text_and_detect_encoding(head)
        _delimiter, records = read_delimiter_and_records(text)
        return any(tables.has_known_headings(cells) for _number, cells in islice(records, MAX_TITLE_ROWS))
    except InvalidValue:
        return False
