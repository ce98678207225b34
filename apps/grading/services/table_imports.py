"""Takes a table of a gradebook that was downloaded, changed and sent back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from apps.accounts.models import User
from apps.core.errors import Invalid
from apps.core.tables.uploads import read_uploaded_table
from apps.core.uow import unit_of_work
from apps.grading.events import hint_grade_changed
from apps.grading.grade_tables import ID, MAX_COLUMNS, TypedCell, read_gradebook
from apps.grading.gradebook_rows import load_gradebook
from apps.grading.models import Gradebook, GradeEntry, GradeItem
from apps.grading.queries import list_entries, list_items, list_students
from apps.grading.records import GradeEntry as Entry
from apps.grading.records import find_counted, sort_by_item
from apps.grading.services.entries import EntryDraft, check_points
from apps.settings.services import write_audit_logs

NO_PUPIL = _("There is no such pupil in this gradebook.")
OWN = _("Nobody writes grades for themselves.")
TWICE_OR_UNKNOWN = _("This row names no pupil, or one who stands above.")
NO_POINTS = _("Enter points, “excused”, or nothing.")
MAX_LISTED = 500
"""Cells of each kind that a report names."""


@dataclass(frozen=True, kw_only=True)
class CellChange:
    """A cell of the table, with what counts in the gradebook now and what the table says. `by` wrote what counts."""

    row: int
    student: User
    item: GradeItem
    old: Decimal | None
    new: Decimal | None
    is_excused: bool
    by: User | None = None


@dataclass(frozen=True, kw_only=True)
class Refusal:
    """A cell that cannot be taken, with the reason."""

    row: int
    heading: str
    text: str
    reason: StrOrPromise


@dataclass(kw_only=True)
class TableReport:
    """What a table changes. `stale`: somebody wrote there after it was downloaded, so it is not taken."""

    taken: list[CellChange] = field(default_factory=list)
    stale: list[CellChange] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)
    same: int = 0


def import_table(
    *, actor: User, gradebook: Gradebook, upload: "UploadedFile[bytes]", reason: str, dry_run: bool
) -> TableReport:
    """Take the changed cells of a table; with `dry_run` only report them. All are taken at once, or none.

    Raise as `read_uploaded_table`, and Invalid on "file" for a table of something else.
    """
    table = read_uploaded_table(upload, max_columns=MAX_COLUMNS)
    with unit_of_work():
        # In the order of ids, as all writers of several items lock them.
        locked = {row.pk: row for row in _lock_items(gradebook)}
        items = [item for item in list_items(gradebook) if item.pk in locked]
        read = read_gradebook(table, items)
        report = TableReport(
            refused=[
                Refusal(row=row, heading=heading, text=text, reason=TWICE_OR_UNKNOWN if heading == ID else NO_POINTS)
                for row, heading, text in read.refused
            ]
        )
        students = {student.pk: student for student in list_students(gradebook)}
        cells = [cell for cell in read.cells if _is_allowed(cell, students, actor, report)]
        _judge_cells(gradebook, cells, read.written_at, {item.pk: item for item in items}, students, report)
        if not dry_run:
            _write_entries(actor, gradebook, report.taken, reason)
        return report


def _lock_items(gradebook: Gradebook) -> Sequence[GradeItem]:
    return gradebook.items.select_for_update().filter(removed_at__isnull=True).order_by("pk")


def _is_allowed(cell: TypedCell, students: Mapping[UUID, User], actor: User, report: TableReport) -> bool:
    reason = None if cell.student in students else NO_PUPIL
    if cell.student == actor.pk:
        reason = OWN
    try:
        check_points(EntryDraft(points=cell.points, is_excused=cell.is_excused))
    except Invalid as error:
        reason = error.fields["points"][0]
    if reason is not None:
        text = "" if cell.points is None else f"{cell.points.normalize():f}"
        report.refused.append(Refusal(row=cell.row, heading=cell.heading, text=text, reason=reason))
    return reason is None


def _judge_cells(
    gradebook: Gradebook,
    cells: Sequence[TypedCell],
    written_at: datetime,
    items: Mapping[UUID, GradeItem],
    students: Mapping[UUID, User],
    report: TableReport,
) -> None:
    """Put each cell where it belongs: the same, taken, or stale."""
    records = load_gradebook(gradebook, list(students.values()), to_teacher=True).records
    entries = {key: sort_by_item(record.entries) for key, record in records.items()}
    authors = {str(user.pk): user for user in User.objects.filter(pk__in={
        entry.author for record in records.values() for entry in record.entries if entry.author
    })}  # fmt: skip
    for cell in cells:
        own = entries[cell.student].get(str(cell.item), ())
        counted = find_counted(own)
        if _is_same(cell, counted):
            report.same += 1
            continue
        newest = max((entry.written_at for entry in own), default=None)
        change = CellChange(
            row=cell.row,
            student=students[cell.student],
            item=items[cell.item],
            old=counted.points if counted else None,
            new=cell.points,
            is_excused=cell.is_excused,
            by=authors.get(counted.author) if counted else None,
        )
        (report.stale if newest is not None and newest > written_at else report.taken).append(change)


def _is_same(cell: TypedCell, counted: Entry | None) -> bool:
    """Return whether the cell says what counts. An empty cell cannot take back what the work itself gave."""
    if counted is None or (counted.is_result and cell.points is None and not cell.is_excused):
        return cell.points is None and not cell.is_excused
    return (cell.points, cell.is_excused) == (counted.points, counted.is_excused)


def _write_entries(actor: User, gradebook: Gradebook, changes: Sequence[CellChange], reason: str) -> None:
    items, students = [change.item for change in changes], [change.student.pk for change in changes]
    numbers: dict[tuple[UUID, UUID], int] = {}
    for item, student, number in list_entries(items, students).values_list("item", "student", "number"):
        numbers[item, student] = max(number, numbers.get((item, student), 0))
    rows = GradeEntry.objects.bulk_create(
        GradeEntry(
            item=change.item,
            student=change.student,
            number=numbers.get((change.item.pk, change.student.pk), 0) + 1,
            points=change.new,
            is_excused=change.is_excused,
            reason=reason,
            author=actor,
        )
        for change in changes
    )
    audited: list[Any] = [
        ("grading.write_entry", row, {"points": (change.old, change.new), "reason": (None, reason)})
        for row, change in zip(rows, changes, strict=True)
    ]
    write_audit_logs(actor=actor, entries=audited)
    for student in {change.student.pk: change.student for change in changes}.values():
        hint_grade_changed(gradebook, student)
