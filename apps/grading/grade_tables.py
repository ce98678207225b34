"""A gradebook as a table: written for a spreadsheet, and read back.

A column of points names its item by the end of the item's id, a row its pupil by the id, so that names may change. The
column "Version" has marks of what stood in each cell, so that a table that comes back tells what was changed in it, and
what has changed in the gradebook since.
"""

from base64 import urlsafe_b64encode
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from hashlib import sha256
from itertools import islice
from typing import IO, NamedTuple
from uuid import UUID

from django.conf import settings
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_stubs_ext import StrOrPromise

from apps.accounts.models import User
from apps.core.errors import Invalid
from apps.core.tables.cells import Cell, normalize_cell_text
from apps.core.tables.reader import Table, TableRow
from apps.core.tables.writer import TableFileKind, write_table
from apps.grading import models
from apps.grading.bounds import MOST_POINTS
from apps.grading.computation import compute_grade
from apps.grading.explanations import Grade
from apps.grading.gradebook_rows import LoadedGradebook, load_gradebook
from apps.grading.queries import list_graded_students, list_items
from apps.grading.records import GradeEntry, check_points

ID, VERSION = "ID", "Version"
MARK = " · "
"""Between the name of an item and the end of its id."""
ID_END = 8
MAX_COLUMNS = 160
CHUNK = 200
"""Pupils that are loaded at once."""
ITEM_LETTERS, STATE_LETTERS, VALUE_LETTERS = 5, 5, 4
"""Of the marks of one cell: they stand in one cell of the table for up to 140 items."""
EXCUSED = gettext_lazy("excused")
NOT_OURS = gettext_lazy("This is not a gradebook table. Download one, and change the points in it.")
NO_POINTS = gettext_lazy("Enter points, “excused”, or nothing.")
NO_ITEM = gettext_lazy("The gradebook has no such item.")
NO_PUPIL = gettext_lazy("This row has no pupil of the gradebook for whom you write, or repeats a row above.")
NO_VERSION = gettext_lazy("This row has lost its version. Download the table again.")
NOT_SENT = gettext_lazy("Two columns are of one item. Delete one of them.")


class TypedCell(NamedTuple):
    """What stands in a cell of a table: points, an excuse, or neither. `state`: the mark of what counted when the table
    was written. `is_changed`: somebody typed something else since. `row`: its number in the file.
    """

    row: int
    heading: str
    student: UUID
    item: UUID
    points: Decimal | None
    is_excused: bool
    state: str
    is_changed: bool


class RefusedCell(NamedTuple):
    """A cell, a row (on "ID" or "Version") or a column (row 0) that cannot be taken, with the reason."""

    row: int
    heading: str
    text: str
    reason: StrOrPromise


@dataclass(frozen=True)
class ReadTable:
    """A table that was read back."""

    cells: Sequence[TypedCell]
    refused: Sequence[RefusedCell]


def write_gradebook(gradebook: models.Gradebook, *, reader: User, kind: TableFileKind) -> IO[bytes]:
    """Return the pupils with their points before any late penalty, and their grades; without the reader."""
    items = list(list_items(gradebook))
    names = [f"{item.name}{MARK}{item.pk.hex[-ID_END:]}" for item in items]
    headings = [_("Pupil"), ID, *names, _("Percent"), _("Grade"), VERSION]
    students = list_graded_students(gradebook, reader).iterator(chunk_size=CHUNK)
    now = timezone.now()

    def list_rows() -> Iterator[Sequence[Cell]]:
        while chunk := list(islice(students, CHUNK)):
            loaded = load_gradebook(gradebook, chunk, to_teacher=True)
            for student in chunk:
                grade = compute_grade(loaded.rule, loaded.records[student.pk], now=now)
                yield _build_row(student, grade, loaded)

    return write_table(kind, headings, list_rows(), title=_("Grades"))


def read_gradebook(table: Table, items: Sequence[models.GradeItem], students: Collection[UUID]) -> ReadTable:
    """Return what stands in the cells of these items and pupils. Raise Invalid on "file" for a table of something else,
    and for two columns of one item.
    """
    refused: list[RefusedCell] = []
    columns = _find_columns(table.headings, items, refused)
    if not {ID, VERSION} <= set(table.headings) or not columns:
        raise Invalid.field("file", NOT_OURS)
    if len(set(columns.values())) != len(columns):
        raise Invalid.field("file", NOT_SENT)
    cells, words, seen = list[TypedCell](), _list_words(), set[UUID]()
    for row in table.rows:
        student = _read_id(row.cells[ID])
        if student is None or student in seen or student not in students:
            refused.append(RefusedCell(row.number, ID, row.cells[ID], NO_PUPIL))
            continue
        seen.add(student)
        marks = _read_marks(row.cells[VERSION])
        for heading, item in columns.items():
            _read_cell(row, heading, item, student, marks, words, cells, refused)
    return ReadTable(cells, refused)


def mark_state(item: models.GradeItem, entry: GradeEntry | None) -> str:
    """Return the mark of what counts in a cell."""
    counted = (entry.id, entry.is_result, _name_value(entry.points, entry.is_excused)) if entry else ()
    return _hash(f"{item.max_points.normalize():f} {counted}", STATE_LETTERS)


def _build_row(student: User, grade: Grade, loaded: LoadedGradebook) -> Sequence[Cell]:
    counted = {result.item.id: result.counted for result in grade.list_items()}
    cells: list[Cell] = []
    marks = ""
    for item in loaded.items:
        entry = counted[str(item.pk)]
        points, is_excused = (entry.points, entry.is_excused) if entry else (None, False)
        cells.append(str(EXCUSED) if is_excused else _to_number(points))
        marks += _mark_item(item.pk) + mark_state(item, entry) + _hash(_name_value(points, is_excused), VALUE_LETTERS)
    percent = _to_number(grade.percent)
    word = str(grade.band.word) if grade.band else ""
    return [student.full_name, str(student.pk), *cells, percent, word, marks]


def _to_number(value: Decimal | None) -> Cell:
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def _find_columns(
    headings: Sequence[str], items: Sequence[models.GradeItem], refused: list[RefusedCell]
) -> Mapping[str, UUID]:
    by_end = {item.pk.hex[-ID_END:]: item.pk for item in items}
    columns = {}
    for heading in headings:
        end = heading.rpartition(MARK)[2]
        if end in by_end:
            columns[heading] = by_end[end]
        elif MARK in heading:
            refused.append(RefusedCell(0, heading, "", NO_ITEM))
    return columns


def _read_cell(
    row: TableRow,
    heading: str,
    item: UUID,
    student: UUID,
    marks: Mapping[str, tuple[str, str]],
    words: Collection[str],
    cells: list[TypedCell],
    refused: list[RefusedCell],
) -> None:
    text = normalize_cell_text(row.cells[heading])
    is_excused = text.casefold() in words
    mark = marks.get(_mark_item(item))
    points = None
    try:
        if text and not is_excused:
            points = Decimal(text.replace(",", "."))
            # What is not within the bounds may be so long that it must not be written out.
            if not points.is_finite() or not 0 <= points <= MOST_POINTS:
                raise InvalidOperation
            check_points(points, is_excused=False)
    except (InvalidOperation, Invalid):
        refused.append(RefusedCell(row.number, heading, text[:40], NO_POINTS))
        return
    if mark is None:
        if text:
            refused.append(RefusedCell(row.number, heading, text[:40], NO_VERSION))
        return
    state, value = mark
    is_changed = _hash(_name_value(points, is_excused), VALUE_LETTERS) != value
    cells.append(TypedCell(row.number, heading, student, item, points, is_excused, state, is_changed))


def _read_marks(text: str) -> Mapping[str, tuple[str, str]]:
    """Return the marks of state and value by that of the item."""
    marks: dict[str, tuple[str, str]] = {}
    state, value, length = ITEM_LETTERS, ITEM_LETTERS + STATE_LETTERS, ITEM_LETTERS + STATE_LETTERS + VALUE_LETTERS
    for start in range(0, len(text) - length + 1, length):
        part = text[start : start + length]
        marks[part[:state]] = part[state:value], part[value:]
    return marks


def _mark_item(item: UUID) -> str:
    return _hash(item.hex, ITEM_LETTERS)


def _name_value(points: Decimal | None, is_excused: bool) -> str:
    return "excused" if is_excused else "" if points is None else f"{points.normalize():f}"


def _hash(text: str, letters: int) -> str:
    return urlsafe_b64encode(sha256(text.encode()).digest()).decode()[:letters]


def _list_words() -> set[str]:
    """Return the word for "excused" in all languages, folded."""
    words = set()
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            words.add(str(EXCUSED).casefold())
    return words


def _read_id(text: str) -> UUID | None:
    try:
        return UUID(text.strip())
    except ValueError:
        return None
