"""Imports of marks: one row per mark, or one row per pupil with a column per day.

Uses `apps.courses.services.imports`; marks are written by the same service as all marks.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from apps.accounts.models import User
from apps.attendance import import_cells, queries
from apps.attendance.import_cells import MARK_FIELDS, PUPIL_COLUMNS, DayAndTime
from apps.attendance.job_kinds import IMPORT_MARKS
from apps.attendance.models import Attendance, AttendanceStatus, MakeUp, MarkSource
from apps.attendance.queries import MarkKey
from apps.attendance.services import mark_writer, register_rules
from apps.attendance.services.mark_writer import NewMark
from apps.attendance.services.register_rules import REFUSAL_TEXTS, Refusal
from apps.attendance.services.registers import withdraw_marks
from apps.core.errors import DomainError
from apps.core.local_days import get_day_bounds
from apps.core.stored_messages import FormattedMessage
from apps.core.tables.reader import Table, TableRow
from apps.core.uow import unit_of_work
from apps.core.validators import InvalidValue
from apps.courses.models import Group, GroupStatus, Import, ImportKind, ImportRow, ImportRowResult
from apps.courses.services.imports import values
from apps.courses.services.imports.checked import run_checked_import
from apps.courses.services.imports.pupil_rows import (
    NameKey,
    RowErrors,
    make_exact_name_key,
    make_name_key,
    parse_pupil_number,
    read_cells,
)
from apps.courses.services.imports.runner import run_import
from apps.courses.services.imports.table_upload import TableSpec, create_import
from apps.courses.services.imports.undo import lock_undoable_import, record_undo
from apps.jobs.kinds import ClaimedJob
from apps.lessons.models import Lesson, LessonStatus
from ml.text import build_search_key

PERMISSION = "attendance.import"
MAX_MARKS = 20_000
NO_REGISTER = _("There is no group “%(name)s” whose register you keep.")


@dataclass
class MarksRow(RowErrors):
    """The marks of one row, of one pupil of one group. An error is about a field, or about the column of a day."""

    row: TableRow
    group: Group | None = None
    marks: list[tuple[str, DayAndTime, str]] = field(default_factory=list)


def create_marks_import(
    *,
    actor: User,
    upload: "UploadedFile[bytes]",
    dry_run: bool,
    mapping: Mapping[str, str | None] | None = None,
    columns: Mapping[str, str | None] | None = None,
    group: Group | None = None,
    year: int | None = None,
) -> Import:
    """Create an import of marks; a job does the rest. `group` is for rows that name none, `year` for days without one.
    Raise as `create_import`.
    """

    def needed(headings: Sequence[str], mapped: Mapping[str, str]) -> list[tuple[str, ...]]:
        grid = "status" not in mapped and bool(import_cells.find_day_headings(headings, year))
        return [PUPIL_COLUMNS, *([] if group else [("group",)]), *([] if grid else [("date",), ("status",)])]

    def more(headings: Sequence[str], mapped: Mapping[str, str]) -> dict[str, Any]:
        return {} if "status" in mapped else {"days": import_cells.find_day_headings(headings, year)}

    options = {"year": year, **({"group": str(group.pk)} if group else {})}
    shape = TableSpec(ImportKind.ATTENDANCE, IMPORT_MARKS, MARK_FIELDS, {}, needed, more)
    return create_import(
        actor=actor,
        upload=upload,
        dry_run=dry_run,
        spec=shape,
        preset="",
        mapping=mapping,
        columns=columns,
        options=options,
    )


def run_marks_import(*, actor: User, table_import: Import) -> Import:
    """Carry out an import of marks that was checked: see `run_checked_import`."""
    return run_checked_import(actor=actor, table_import=table_import, job=IMPORT_MARKS)


def import_marks(job: ClaimedJob) -> None:
    """Job handler: see `apps.courses.services.imports.runner.run_import`."""
    run_import(job, permission=PERMISSION, handler=_import_table)


def undo_marks_import(*, actor: User, table_import: Import) -> Import:
    """Undo an import of marks: delete new marks and restore changed ones. Keep and report marks that were changed
    later, and marks in registers that the actor may not change now.

    Raise Conflict unless it was carried out and not undone yet.
    """
    with unit_of_work(), translation.override(actor.locale):
        table_import = lock_undoable_import(table_import.pk)
        rows = [row for row in table_import.rows.order_by("number") if "marks" in row.made]
        wanted = {(UUID(m["lesson"]), UUID(m["student"])): (row, m) for row in rows for m in row.made["marks"]}
        lessons = mark_writer.lock_lessons({key[0] for key in wanted})
        now = mark_writer.load_current_marks(wanted)
        made_up = set(MakeUp.objects.filter(mark__in=[mark.pk for mark in now.values()]).values_list("mark", flat=True))
        locked_lessons = _find_locked_lessons(actor, lessons.values())
        reasons: dict[UUID, StrOrPromise] = {}
        marks_to_remove, marks_to_restore = [], []
        for key, (row, made) in wanted.items():
            mark = now.get(key)
            if key[0] in locked_lessons:
                reasons[row.pk] = locked_lessons[key[0]]
            elif mark is None or mark.source != MarkSource.IMPORT or mark.revision != made["revision"]:
                reasons[row.pk] = _("A mark was changed after the import and was kept.")
            elif made["before"] is not None:
                marks_to_restore.append((lessons[key[0]], key[1], made["before"]))
            elif mark.pk in made_up:
                reasons[row.pk] = _("A mark has a make-up and was kept.")
            else:
                marks_to_remove.append(mark)
        reason = str(_("Import undone"))
        if marks_to_remove:
            withdraw_marks(actor=actor, lessons=lessons, marks=marks_to_remove, reason=reason)
        _restore_marks(actor, marks_to_restore, reason)
        return record_undo(table_import, actor=actor, rows=rows, reasons=reasons)


def _find_locked_lessons(actor: User, lessons: Iterable[Lesson]) -> dict[UUID, StrOrPromise]:
    """Return the lessons whose marks the actor may not change now, with the reason."""
    own = set(queries.list_groups_to_mark(actor).values_list("pk", flat=True))
    get_refusal = register_rules.build_register_refusal_getter(actor)
    reasons: dict[UUID, StrOrPromise] = {}
    for lesson in lessons:
        if lesson.group_id not in own:
            reasons[lesson.pk] = FormattedMessage(NO_REGISTER, name=lesson.group.name)
        elif get_refusal(lesson) is Refusal.CLOSED:
            reasons[lesson.pk] = REFUSAL_TEXTS[Refusal.CLOSED]
    return reasons


def _restore_marks(actor: User, restored: Sequence[tuple[Lesson, UUID, dict[str, Any]]], reason: str) -> None:
    """Make the marks what they were; more minutes late than the lesson has, of an older mark, are left out."""
    statuses = {str(status.pk): status for status in queries.list_statuses(include_archived=True)}
    for source in MarkSource:
        marks = [
            NewMark(lesson, student, statuses[old["status"]], _get_possible_minutes(lesson, old), old["note"])
            for lesson, student, old in restored
            if old["source"] == source
        ]
        if marks:
            mark_writer.write_marks(actor=actor, marks=marks, source=source, reason=reason)


def _get_possible_minutes(lesson: Lesson, old: Mapping[str, Any]) -> int | None:
    minutes: int | None = old["minutes_late"]
    return None if register_rules.is_later_than_lesson(lesson, minutes) else minutes


def _import_table(table_import: Import, table: Table) -> Sequence[ImportRow]:
    actor = table_import.by
    assert actor is not None
    rows = _parse_rows(actor, table_import, table)
    if sum(len(row.marks) for row in rows) > MAX_MARKS:
        too_many = _("The table has more than %(count)d marks: send it in parts.")
        raise DomainError(FormattedMessage(too_many, count=MAX_MARKS))
    planner = _MarksPlanner(actor, table_import, rows)
    results = [planner.plan_row(row) for row in rows]
    if not table_import.dry_run:
        mark_writer.write_marks(actor=actor, marks=planner.marks, source=MarkSource.IMPORT, reason=str(_("Import")))
    return results


def _parse_rows(actor: User, table_import: Import, table: Table) -> list[MarksRow]:
    groups: dict[str, list[Group]] = {}
    for group in queries.list_groups_to_mark(actor).select_related("branch", "course").order_by("id"):
        groups.setdefault(build_search_key(group.name), []).append(group)
    every = [group for some in groups.values() for group in some]
    default = next((group for group in every if str(group.pk) == table_import.options.get("group")), None)
    return [_parse_row(row, table_import, groups, default) for row in table.rows]


def _parse_row(
    row: TableRow, table_import: Import, groups: Mapping[str, list[Group]], default: Group | None
) -> MarksRow:
    marks_row, mapping, options = MarksRow(row), table_import.mapping, table_import.options
    name = row.cells.get(mapping.get("group", ""), "")
    hits = groups.get(build_search_key(name), []) if name else [default] if default else []
    active = [group for group in hits if group.status == GroupStatus.ACTIVE] or hits
    if len(active) == 1:
        marks_row.group = active[0]
    elif active:
        several = _("Several branches have a group “%(name)s”: say which one.")
        marks_row.add_error("group", FormattedMessage(several, name=name))
    else:
        marks_row.add_error("group", FormattedMessage(NO_REGISTER, name=name))
    for heading, day in options.get("days", {}).items():
        if row.cells[heading]:
            marks_row.marks.append((heading, import_cells.parse_day_and_time(day, None), row.cells[heading]))
    if "status" in mapping:
        try:
            day_and_time = import_cells.parse_day_and_time(row.cells[mapping["date"]], options.get("year"))
            marks_row.marks.append(("status", day_and_time, row.cells[mapping["status"]]))
        except InvalidValue as error:
            marks_row.add_error("date", error.message)
    return marks_row


def _build_name_keys(*names: str) -> list[NameKey]:
    """Return the keys of a pupil's names, those of the same spelling first."""
    return [make(name) for make in (make_exact_name_key, make_name_key) for name in names]


class _MarksPlanner:
    """Plans rows of marks one after the other; `marks` are those to write."""

    def __init__(self, actor: User, table_import: Import, rows: Sequence[MarksRow]) -> None:
        self.actor, self.table_import = actor, table_import
        self.get_register_refusal = register_rules.build_register_refusal_getter(actor)
        self.statuses = import_cells.index_statuses_by_word(list(queries.list_statuses()))
        self.lessons = _load_lessons(rows, lock=not table_import.dry_run)
        every = [lesson for some in self.lessons.values() for lesson in some]
        open_lessons = [lesson for lesson in every if lesson.status != LessonStatus.CANCELLED]
        self.registers = queries.load_expected_pupils(open_lessons)
        self.students_by_identity: dict[UUID, dict[Any, set[UUID]]] = {}
        for lesson in every:
            known = self.students_by_identity.setdefault(lesson.group_id, {})
            for student_id, row in self.registers.get(lesson.pk, {}).items():
                student = row.student
                names = student.first_name, student.last_name
                name_keys = _build_name_keys(" ".join(names), " ".join((*names, student.patronymic)))
                for mark in {student.number, student.phone, *name_keys}:
                    known.setdefault(mark, set()).add(student_id)
        keys = [(lesson, student) for lesson, rows in self.registers.items() for student in rows]
        self.current_marks = mark_writer.load_current_marks(keys)
        self.used_keys: set[MarkKey] = set()
        self.marks: list[NewMark] = []

    def plan_row(self, marks_row: MarksRow) -> ImportRow:
        """Plan one row: all of its marks, or none."""
        named_lessons = []
        if marks_row.group:
            named_lessons = [(name, self._find_lesson(marks_row, name, at), text) for name, at, text in marks_row.marks]
        student = None if marks_row.errors else self._find_student(marks_row)
        marks = [] if student is None else self._build_marks(marks_row, student, named_lessons)
        result = ImportRow(number=marks_row.row.number, cells=marks_row.row.cells, errors=marks_row.errors)
        if student:
            result.made["person"] = str(student)
        if marks_row.errors:
            result.verdict = ImportRowResult.REFUSED
            return result
        self.used_keys |= {mark.key for mark in marks}
        changed = [mark for mark in marks if not mark.is_same_as(self.current_marks.get(mark.key))]
        self.marks += changed
        if changed and not self.table_import.dry_run:
            result.made["marks"] = [_describe_mark(mark, self.current_marks.get(mark.key)) for mark in changed]
        new = all(mark.key not in self.current_marks for mark in changed)
        result.verdict = ImportRowResult.NEW if new else ImportRowResult.CHANGED
        if not changed:
            result.verdict = ImportRowResult.SAME
        return result

    def _find_student(self, marks_row: MarksRow) -> UUID | None:
        cells = read_cells(marks_row.row, self.table_import.mapping)
        known = self.students_by_identity.get(marks_row.group.pk, {}) if marks_row.group else {}
        names = [cells["first_name"], cells["last_name"], cells["patronymic"]]
        identities: list[tuple[str, Any]] = []
        try:
            if cells["number"]:
                identities.append(("number", parse_pupil_number(cells["number"])))
            if cells["phone"]:
                identities.append(("phone", values.parse_phone(cells["phone"], allow_foreign=True)))
        except InvalidValue as error:
            marks_row.add_error("phone" if identities or not cells["number"] else "number", error.message)
            return None
        if not identities:
            full_name = cells["full_name"]
            keys = _build_name_keys(full_name or " ".join(names), full_name or " ".join(names[:2]))
            identities.append(("full_name", next((key for key in keys if key in known), keys[-1])))
        students = set.intersection(*(known.get(value, set()) for _name, value in identities))
        if len(students) == 1:
            return students.pop()
        several = _("Several pupils of the group have this name: give a phone or a number.")
        marks_row.add_error(identities[0][0], several if students else REFUSAL_TEXTS[Refusal.NOT_IN_REGISTER])
        return None

    def _build_marks(
        self, marks_row: MarksRow, student: UUID, named_lessons: Sequence[tuple[str, Lesson | None, str]]
    ) -> list[NewMark]:
        marks: list[NewMark] = []
        cells, mapping = marks_row.row.cells, self.table_import.mapping
        for name, lesson, text in named_lessons:
            if lesson is None:
                continue
            try:
                status, minutes = import_cells.parse_status(text, self.statuses)
                minutes = _parse_minutes(cells.get(mapping.get("minutes_late", ""), "")) or minutes
            except InvalidValue as error:
                marks_row.add_error(name, error.message)
                continue
            refusal = self._get_refusal(lesson, student, status, minutes)
            if refusal is not None:
                own_cell = refusal is Refusal.TOO_MANY_MINUTES and cells.get(mapping.get("minutes_late", ""))
                marks_row.add_error("minutes_late" if own_cell else name, REFUSAL_TEXTS[refusal])
                continue
            note = cells.get(mapping.get("note", ""), "")[:200] if name == "status" else ""
            marks.append(NewMark(lesson, student, status, minutes, note))
        return marks

    def _find_lesson(self, marks_row: MarksRow, name: str, day_and_time: DayAndTime) -> Lesson | None:
        on, at = day_and_time
        lessons_on_day = self.lessons.get((marks_row.group.pk if marks_row.group else None, on), [])
        open_lessons = [lesson for lesson in lessons_on_day if lesson.status != LessonStatus.CANCELLED]
        if at is not None and len(open_lessons) > 1:
            open_lessons = [lesson for lesson in open_lessons if _local_time(lesson) == (at.hour, at.minute)]
        if len(open_lessons) == 1:
            return open_lessons[0]
        none = REFUSAL_TEXTS[Refusal.CANCELLED] if lessons_on_day else _("The group had no lesson on this day.")
        several = _("The group had several lessons on this day: add the time.")
        marks_row.add_error(name, several if open_lessons else none)
        return None

    def _get_refusal(
        self, lesson: Lesson, student: UUID, status: AttendanceStatus, minutes: int | None
    ) -> Refusal | None:
        if (lesson.pk, student) in self.used_keys:
            return Refusal.TWICE
        register = self.registers[lesson.pk]
        current = self.current_marks.get((lesson.pk, student))
        return self.get_register_refusal(lesson) or register_rules.get_mark_refusal(
            self.actor, lesson, student, status, minutes, register, current
        )


def _describe_mark(mark: NewMark, before: Attendance | None) -> dict[str, Any]:
    old: dict[str, Any] | None = None
    if before is not None:
        kept = {name: getattr(before, name) for name in ("minutes_late", "note", "source")}
        old = {"status": str(before.status_id), **kept}
    revision = 1 if before is None else before.revision + 1
    return {"lesson": str(mark.lesson.pk), "student": str(mark.student_id), "before": old, "revision": revision}


def _load_lessons(marks_rows: Sequence[MarksRow], *, lock: bool) -> dict[tuple[UUID | None, Any], list[Lesson]]:
    """Return the lessons of the named groups on the named days, by group and local day."""
    wanted = {(row.group.pk, at[0]) for row in marks_rows if row.group for _name, at, _text in row.marks}
    if not wanted:
        return {}
    days = [on for _group, on in wanted]
    since = get_day_bounds(min(days), "UTC")[0] - timedelta(days=1)
    until = get_day_bounds(max(days), "UTC")[1] + timedelta(days=1)
    groups = {group for group, _on in wanted}
    rows = Lesson.objects.filter(group__in=groups, starts_at__gte=since, starts_at__lt=until)
    lessons_by_day: dict[tuple[UUID | None, Any], list[Lesson]] = {}
    near = {lesson.pk: lesson for lesson in rows.select_related("group__branch", "group__course")}
    on_day = {pk: row for pk, row in near.items() if (row.group_id, queries.get_lesson_day(row)) in wanted}
    locked_lessons = mark_writer.lock_lessons(on_day.keys()) if lock else on_day
    for lesson in sorted(locked_lessons.values(), key=lambda item: (item.starts_at, item.pk)):
        lessons_by_day.setdefault((lesson.group_id, queries.get_lesson_day(lesson)), []).append(lesson)
    return lessons_by_day


def _parse_minutes(text: str) -> int | None:
    if text and (not text.isdecimal() or not 1 <= int(text) <= 600):
        raise InvalidValue(_("Between 1 and 600 minutes."))
    return int(text) if text else None


def _local_time(lesson: Lesson) -> tuple[int, int]:
    local = timezone.localtime(lesson.starts_at, ZoneInfo(lesson.group.local_zone))
    return local.hour, local.minute
