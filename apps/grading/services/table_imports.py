"""Takes a table of a gradebook that was downloaded, changed and sent back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.core.errors import Invalid
from apps.core.stored_messages import FormattedMessage
from apps.core.tables.reader import Table
from apps.core.tables.uploads import read_uploaded_table
from apps.core.uow import unit_of_work
from apps.grading.events import hint_grade_changed
from apps.grading.grade_tables import MAX_COLUMNS, RefusedCell, TypedCell, mark_state, read_gradebook
from apps.grading.gradebook_rows import load_gradebook
from apps.grading.models import Gradebook, GradeEntry, GradeItem
from apps.grading.queries import list_entries, list_graded_students, list_items
from apps.grading.records import GradeEntry as Entry
from apps.grading.records import find_counted, sort_by_item
from apps.settings.services import write_audit_logs

MAX_ROWS = 1000
MAX_LISTED = 500
"""Cells of each kind that a report names."""
TOO_MANY_ROWS = _("The table has more than %(count)d rows: send it in parts.")


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


@dataclass(kw_only=True)
class TableReport:
    """What a table changes. `stale`: what counts there has changed since the table was downloaded, so it is not taken.
    `same`: cells that nobody changed in the table, or that say what counts.
    """

    taken: list[CellChange] = field(default_factory=list)
    stale: list[CellChange] = field(default_factory=list)
    refused: list[RefusedCell] = field(default_factory=list)
    same: int = 0


def import_table(
    *, actor: User, gradebook: Gradebook, upload: "UploadedFile[bytes]", reason: str, dry_run: bool
) -> TableReport:
    """Take the changed cells of a table; with `dry_run` only report them. All are taken at once, or none.

    Raise as `read_uploaded_table`; Invalid on "file" for a table of something else, and of more than MAX_ROWS rows.
    """
    table = read_uploaded_table(upload, max_columns=MAX_COLUMNS)
    if len(table.rows) > MAX_ROWS:
        raise Invalid.field("file", FormattedMessage(TOO_MANY_ROWS, count=MAX_ROWS))
    if dry_run:
        return _judge_table(actor, gradebook, table)
    with unit_of_work():
        # In the order of ids, as all who lock several.
        list(gradebook.items.select_for_update().filter(removed_at__isnull=True).order_by("pk"))
        report = _judge_table(actor, gradebook, table)
        _write_entries(actor, gradebook, report.taken, reason)
        return report


def _judge_table(actor: User, gradebook: Gradebook, table: Table) -> TableReport:
    students = {student.pk: student for student in list_graded_students(gradebook, actor)}
    items = list(list_items(gradebook))
    read = read_gradebook(table, items, students)
    report = TableReport(refused=list(read.refused))
    changed = [cell for cell in read.cells if cell.is_changed]
    report.same = len(read.cells) - len(changed)
    named = {cell.student: students[cell.student] for cell in changed}
    _judge_cells(gradebook, changed, {item.pk: item for item in items}, named, report)
    return report


def _judge_cells(
    gradebook: Gradebook,
    cells: Sequence[TypedCell],
    items: Mapping[UUID, GradeItem],
    students: Mapping[UUID, User],
    report: TableReport,
) -> None:
    """Put each changed cell where it belongs: the same, taken, or stale."""
    records = load_gradebook(gradebook, list(students.values()), to_teacher=True).records
    entries = {key: sort_by_item(record.entries) for key, record in records.items()}
    counted = {(cell.student, cell.item): find_counted(entries[cell.student].get(str(cell.item), ())) for cell in cells}
    authors = {entry.author for entry in counted.values() if entry and entry.author}
    people = {str(user.pk): user for user in User.objects.filter(pk__in=[UUID(key) for key in authors])}
    for cell in cells:
        entry, item = counted[cell.student, cell.item], items[cell.item]
        if _is_same(cell, entry):
            report.same += 1
            continue
        change = CellChange(
            row=cell.row,
            student=students[cell.student],
            item=item,
            old=entry.points if entry else None,
            new=cell.points,
            is_excused=cell.is_excused,
            by=people.get(entry.author) if entry else None,
        )
        (report.taken if mark_state(item, entry) == cell.state else report.stale).append(change)


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
    for person in {change.student.pk: change.student for change in changes}.values():
        hint_grade_changed(gradebook, person)
