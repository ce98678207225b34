"""Attendance reports as spreadsheets: headings in the reader's language, grey cells where no mark is expected.

Downloads of marks of many pupils are audited.
"""

from collections.abc import Sequence
from typing import IO

from django.utils.formats import date_format
from django.utils.text import slugify
from django.utils.translation import gettext as _

from apps.accounts.models import User
from apps.attendance.models import Attendance, Presence
from apps.attendance.reports import AttendanceCell, AttendanceTotals, GroupReport, LessonReport, StudentReport
from apps.core.months import format_month
from apps.core.tables.cells import Cell as TableCell
from apps.core.tables.cells import ShadedCell
from apps.core.tables.writer import TableFileKind, write_table
from apps.core.translated_texts import pick_translation
from apps.settings.services import write_audit_log
from ml.text import fold_text

SIGN_BY_PRESENCE = {Presence.PRESENT: "+", Presence.ABSENT: "–"}

TableFile = tuple[IO[bytes], TableFileKind, str]
"""The opened file, its kind, and its name without extension."""


def export_lesson_report(report: LessonReport, *, actor: User, kind: TableFileKind) -> TableFile:
    """Write one row per pupil: mark, minutes late, note. Audited."""
    changes = {"rows": (None, len(report.rows)), "format": (None, kind)}
    write_audit_log(actor, "attendance.export_lesson", report.lesson, changes)
    rows: list[list[TableCell]] = [[row.student.full_name, *_mark_cells(row.cells[0].mark)] for row in report.rows]
    headings = [_("Pupil"), _("Mark"), _("Minutes late"), _("Note")]
    return _write_file(headings, rows, f"{report.lesson.group.name} {report.day.isoformat()}", kind)


def export_student_report(report: StudentReport, *, kind: TableFileKind) -> TableFile:
    """Write one row per lesson."""
    rows: list[list[TableCell]] = [
        [on, lesson.group.name, lesson.topic, *_mark_cells(cell.mark)] for lesson, on, cell in report.lessons
    ]
    rows += [[], [_("Percent"), report.totals.percent]]
    headings = [_("Day"), _("Group"), _("Topic"), _("Mark"), _("Minutes late"), _("Note")]
    title = f"{report.student.full_name} {report.first.isoformat()} {report.last.isoformat()}"
    return _write_file(headings, rows, title, kind)


def export_group_report(report: GroupReport, *, actor: User, kind: TableFileKind) -> TableFile:
    """Write the month: one row per pupil, one column per lesson, then sums. Audited."""
    changes = {"rows": (None, len(report.rows)), "format": (None, kind), "month": (None, str(report.month))}
    write_audit_log(actor, "attendance.export_group", report.group, changes)
    days = [date_format(on, "d.m") for _lesson, on in report.lessons]
    sums = [_("Present"), _("Late"), _("Absent"), _("Excused"), _("Minutes late"), _("Percent")]
    rows: list[list[TableCell]] = [
        [row.student.full_name, *(_grid_cell(cell) for cell in row.cells), *_total_cells(row.totals)]
        for row in report.rows
    ]
    rows.append([_("Total"), *([None] * len(days)), *_total_cells(report.totals)])
    return _write_file([_("Pupil"), *days, *sums], rows, f"{report.group.name} {format_month(report.month)}", kind)


def _grid_cell(cell: AttendanceCell) -> TableCell:
    if cell.mark is None:
        return None if cell.stands and not cell.frozen else ShadedCell(None)
    text = _short_mark(cell.mark)
    return ShadedCell(text) if cell.frozen or not cell.stands else text


def _short_mark(mark: Attendance) -> str:
    status = mark.status
    if status.built_in and status.counts_as in SIGN_BY_PRESENCE:
        return SIGN_BY_PRESENCE[Presence(status.counts_as)]
    minutes = f" {mark.minutes_late}" if mark.minutes_late else ""
    return f"{pick_translation(status.name)}{minutes}"


def _mark_cells(mark: Attendance | None) -> list[TableCell]:
    return [pick_translation(mark.status.name), mark.minutes_late, mark.note] if mark else [None, None, None]


def _total_cells(totals: AttendanceTotals) -> list[TableCell]:
    return [totals.present, totals.late, totals.absent, totals.excused, totals.minutes_late, totals.percent]


def _write_file(
    headings: Sequence[str], rows: Sequence[Sequence[TableCell]], title: str, kind: TableFileKind
) -> TableFile:
    return write_table(kind, headings, rows, title=title), kind, slugify(fold_text(title)) or "report"
