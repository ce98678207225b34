"""Operations under `/attendance/`: mark imports, and reports by lesson, pupil and group."""

from typing import Any
from uuid import UUID

from ninja import File, Form, Query, UploadedFile

from api.attendance import reports_schemas as schemas
from api.auth import SignedInRequest
from api.courses import imports_schemas as tables
from api.courses.import_operations import add_import_operations
from api.lanes import IMPORTS
from api.operations import OperationRouter
from api.tables import choose_table_kind, table_response
from apps.attendance import access, report_tables, reports
from apps.attendance.imports import create_marks_import, run_marks_import, undo_marks_import
from apps.courses.access import get_pupil
from apps.courses.models import Import, ImportKind

router = OperationRouter(tags=["attendance"])


@router.post(
    "/imports/", "attendance.import", tables.ImportPreviewOut, status=202, errors=[413, 415, 422], lane=IMPORTS
)
def attendance_imports_create(
    request: SignedInRequest, file: File[UploadedFile], payload: Form[tables.MarksImportForm]
) -> Import:
    """Import marks from a spreadsheet.

    Takes a CSV or XLSX file with one row per mark, or one row per pupil and one column per day. A job checks every
    row and, unless `dry_run` is true, saves all accepted rows at once.
    """
    user = request.auth.user
    group = access.get_group_to_mark_or_invalid(user, payload.group) if payload.group else None
    return create_marks_import(
        actor=user,
        upload=file,
        dry_run=payload.dry_run,
        mapping=payload.chosen_columns,
        columns=payload.assigned_columns,
        group=group,
        year=payload.year,
    )


add_import_operations(
    router,
    ImportKind.ATTENDANCE,
    run_marks_import,
    undo_marks_import,
    permission="attendance.import",
    prefix="attendance_imports",
    name="mark import",
    list_text="You get your own imports; users who see every register of all branches get all. Newest first.",
    undo_text="New marks are deleted and changed marks get their old values back; marks that were changed since are "
    "kept and\nlisted. Refused with 409 `conflict` unless the import was carried out and not undone yet.",
)


@router.get("/reports/lessons/{uuid:id}/", "attendance.mark", schemas.LessonReportOut, errors=[404, 422])
def attendance_report_lesson(request: SignedInRequest, id: UUID, query: Query[schemas.ReportQuery]) -> Any:
    """Get the attendance report of a lesson.

    As JSON, or as a table with `format=csv` or `xlsx`. For the lesson's teachers and the office.
    """
    report = reports.build_lesson_report(access.get_lesson_to_mark(request.auth.user, id))
    if kind := choose_table_kind(request, query.format):
        return table_response(*report_tables.export_lesson_report(report, actor=request.auth.user, kind=kind))
    return report


@router.get("/reports/students/{uuid:id}/", "attendance.read", schemas.StudentReportOut, errors=[404, 422])
def attendance_report_student(request: SignedInRequest, id: UUID, query: Query[schemas.StudentReportQuery]) -> Any:
    """Get the attendance report of a pupil.

    Lessons on the local days from `from` to `to`, both included; by default the last 31 days. For the pupil,
    guardians, the pupil's teachers and the office; teachers see the lessons of their own groups. As JSON, CSV or XLSX.
    """
    user = request.auth.user
    report = reports.build_student_report(user, get_pupil(user, id), first_day=query.first, last_day=query.to)
    if kind := choose_table_kind(request, query.format):
        return table_response(*report_tables.export_student_report(report, kind=kind))
    return report


@router.get("/reports/groups/{uuid:id}/", "attendance.mark", schemas.GroupReportOut, errors=[404, 422])
def attendance_report_group(request: SignedInRequest, id: UUID, query: Query[schemas.GroupReportQuery]) -> Any:
    """Get the monthly attendance report of a group.

    One row per pupil, one column per lesson that was not cancelled; the month by the group's local days. For the
    group's teachers and the office. As JSON, CSV or XLSX.
    """
    report = reports.build_group_report(access.get_group_to_mark(request.auth.user, id), query.month)
    if kind := choose_table_kind(request, query.format):
        return table_response(*report_tables.export_group_report(report, actor=request.auth.user, kind=kind))
    return report
