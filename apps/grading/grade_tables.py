"""A gradebook as a table: written for a spreadsheet, and read back.

A column of points names its item by the end of the item's id, a row its pupil by the id, so that names may change. The
last heading says when the table was written: what changed in the gradebook since then is newer than the table.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import IO
from uuid import UUID

from django.conf import settings
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.core.errors import Invalid
from apps.core.tables.cells import Cell, normalize_cell_text
from apps.core.tables.reader import Table
from apps.core.tables.writer import TableFileKind, write_table
from apps.grading import models
from apps.grading.computation import compute_grade
from apps.grading.explanations import ItemResult
from apps.grading.gradebook_rows import load_gradebook
from apps.grading.queries import list_students

ID, VERSION = "ID", "Version"
MARK = " · "
"""Between the name of an item and the end of its id."""
ID_END = 8
EXCUSED = gettext_lazy("excused")
MAX_COLUMNS = 210
NOT_OURS = gettext_lazy("This is no table of a gradebook. Download one, and change the points in it.")


@dataclass(frozen=True)
class TypedCell:
    """What stands in a cell of a table: points, an excuse, or neither. `row`: its number in the file."""

    row: int
    heading: str
    student: UUID
    item: UUID
    points: Decimal | None = None
    is_excused: bool = False


@dataclass(frozen=True)
class ReadTable:
    """A table that was read back. `written_at`: when it was downloaded. `refused`: row, heading and text of cells that
    cannot be understood, and of pupils who stand there twice.
    """

    written_at: datetime
    cells: Sequence[TypedCell]
    refused: Sequence[tuple[int, str, str]]


def write_gradebook(gradebook: models.Gradebook, *, kind: TableFileKind) -> IO[bytes]:
    """Return the pupils with their points before any late penalty, and their grades."""
    students = list(list_students(gradebook).order_by("last_name", "first_name", "pk"))
    now = timezone.now()
    loaded = load_gradebook(gradebook, students, to_teacher=True)
    order = {str(item.pk): place for place, item in enumerate(loaded.items)}
    names = [f"{item.name}{MARK}{item.pk.hex[-ID_END:]}" for item in loaded.items]
    headings = [_("Pupil"), ID, *names, _("Percent"), _("Grade"), f"{VERSION} {now.isoformat()}"]

    def list_rows() -> Iterator[Sequence[Cell]]:
        for student in students:
            grade = compute_grade(loaded.rule, loaded.records[student.pk], now=now)
            cells: list[Cell] = [None] * len(order)
            for result in grade.list_items():
                cells[order[result.item.id]] = _get_cell(result)
            percent = None if grade.percent is None else float(grade.percent)
            yield [student.full_name, str(student.pk), *cells, percent, str(grade.band.word) if grade.band else ""]

    return write_table(kind, headings, list_rows(), title=_("Grades"))


def read_gradebook(table: Table, items: Sequence[models.GradeItem]) -> ReadTable:
    """Return what stands in the cells of these items. Raise Invalid on "file" for a table of something else."""
    written_at = _find_version(table.headings)
    columns = _find_columns(table.headings, items)
    if ID not in table.headings or not columns:
        raise Invalid.field("file", NOT_OURS)
    cells, refused, words = list[TypedCell](), list[tuple[int, str, str]](), _list_words()
    seen = set[UUID]()
    for row in table.rows:
        student = _read_id(row.cells[ID])
        if student is None or student in seen:
            refused.append((row.number, ID, row.cells[ID]))
            continue
        seen.add(student)
        for heading, item in columns.items():
            text = normalize_cell_text(row.cells[heading])
            try:
                points = None if text.casefold() in words or not text else Decimal(text.replace(",", "."))
            except InvalidOperation:
                refused.append((row.number, heading, text))
            else:
                is_excused = text.casefold() in words
                cells.append(TypedCell(row.number, heading, student, item, points, is_excused=is_excused))
    return ReadTable(written_at, cells, refused)


def _get_cell(result: ItemResult) -> Cell:
    entry = result.counted
    if entry is None:
        return None
    return str(EXCUSED) if entry.is_excused else float(entry.points) if entry.points is not None else None


def _find_version(headings: Sequence[str]) -> datetime:
    for heading in headings:
        if heading.startswith(f"{VERSION} "):
            try:
                written_at = datetime.fromisoformat(heading.removeprefix(f"{VERSION} "))
            except ValueError:
                break
            if written_at.tzinfo is not None and written_at <= timezone.now():
                return written_at
    raise Invalid.field("file", NOT_OURS)


def _find_columns(headings: Sequence[str], items: Sequence[models.GradeItem]) -> Mapping[str, UUID]:
    by_end = {item.pk.hex[-ID_END:]: item.pk for item in items}
    ends = {heading: heading.rpartition(MARK)[2] for heading in headings if MARK in heading}
    return {heading: by_end[end] for heading, end in ends.items() if end in by_end}


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
