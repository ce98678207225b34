"""Operations under `/attendance/`: mark imports, and reports by lesson, pupil and group."""

from typing import Any
from uuid import UUID

from django.http import StreamingHttpResponse
from ninja import File, Form, Query, Router, Status, UploadedFile

from api.auth import SignedInRequest, requires
from api.errors import error_responses
from api.lists import PageOf, PageQuery, build_page
from api.schemas import imports as tables
from api.schemas import reports as schemas
from api.tables import table_response, wants_xlsx
from apps.attendance import access, report_tables, reports
from apps.attendance.imports import create_marks_import, undo_marks_import
from apps.courses import imports
from apps.courses.access import get_pupil
from apps.courses.models import Import, ImportKind
from apps.courses.services.imports.error_file import build_error_file

router = Router(tags=["attendance"])

MARKS = ImportKind.ATTENDANCE


@router.post(
    "/imports/",
    auth=requires("attendance.import"),
    response={202: tables.ImportOut, **error_responses(413, 415, 422)},
    operation_id="attendance_imports_create",
    summary="Import marks from a spreadsheet",
)
def attendance_imports_create(
    request: SignedInRequest, file: File[UploadedFile], payload: Form[tables.MarksImportForm]
) -> Status[Import]:
    """Takes a CSV or XLSX file with one row per mark, or one row per pupil and one column per day. A job checks every
    row and, unless `dry_run` is true, saves all accepted rows at once.
    """
    user = request.auth.user
    group = access.get_group_to_mark_or_invalid(user, payload.group) if payload.group else None
    marks_import = create_marks_import(
        actor=user, upload=file, dry_run=payload.dry_run, mapping=payload.chosen_columns, group=group, year=payload.year
    )
    return Status(202, marks_import)


@router.get(
    "/imports/",
    auth=requires("attendance.import"),
    response={200: PageOf[tables.ImportOut], **error_responses(422)},
    operation_id="attendance_imports_list",
    summary="List mark imports",
)
def attendance_imports_list(request: SignedInRequest, query: Query[PageQuery]) -> dict[str, Any]:
    """You get your own imports; users who see every register of all branches get all. Newest first."""
    found = imports.list_visible_imports(request.auth.user, MARKS)
    return build_page(request, found, query, ordering=("-created_at",))


@router.get(
    "/imports/{uuid:id}/",
    auth=requires("attendance.import"),
    response={200: tables.ImportDetailOut, **error_responses(404)},
    operation_id="attendance_imports_get",
    summary="Get a mark import",
)
def attendance_imports_get(request: SignedInRequest, id: UUID) -> Import:
    """The progress of the import and the first refused rows."""
    return imports.load_with_problems(imports.get_import(request.auth.user, MARKS, id))


@router.get(
    "/imports/{uuid:id}/rows/",
    auth=requires("attendance.import"),
    response={200: PageOf[tables.ImportRowOut], **error_responses(404, 422)},
    operation_id="attendance_imports_rows",
    summary="List the rows of a mark import",
)
def attendance_imports_rows(request: SignedInRequest, id: UUID, query: Query[tables.ImportRowsQuery]) -> dict[str, Any]:
    """Each row with its result; in a dry run, with the result that it would have."""
    marks_import = imports.get_import(request.auth.user, MARKS, id)
    return build_page(
        request, imports.list_import_rows(marks_import, verdict=query.verdict), query, ordering=("number",)
    )


@router.get(
    "/imports/{uuid:id}/errors/",
    auth=requires("attendance.import"),
    response={200: None, **error_responses(404)},
    operation_id="attendance_imports_errors",
    summary="Download the refused rows of a mark import",
)
def attendance_imports_errors(request: SignedInRequest, id: UUID) -> StreamingHttpResponse:
    """A file of the kind that was sent, with the refused rows and the reasons, to be corrected and imported again."""
    user = request.auth.user
    opened, kind = build_error_file(imports.get_import(user, MARKS, id), actor=user)
    return table_response(opened, kind, "errors")


@router.post(
    "/imports/{uuid:id}/undo/",
    auth=requires("attendance.import"),
    response={200: tables.ImportDetailOut, **error_responses(404, 409)},
    operation_id="attendance_imports_undo",
    summary="Undo a mark import",
)
def attendance_imports_undo(request: SignedInRequest, id: UUID) -> Import:
    """New marks are deleted and changed marks get their old values back; marks that were changed since are kept and
    listed. Refused with 409 `conflict` unless the import was carried out and not undone yet.
    """
    user = request.auth.user
    return imports.load_with_problems(undo_marks_import(actor=user, table_import=imports.get_import(user, MARKS, id)))


@router.get(
    "/reports/lessons/{uuid:id}/",
    auth=requires("attendance.mark"),
    response={200: schemas.LessonReportOut, **error_responses(404, 422)},
    operation_id="attendance_report_lesson",
    summary="Get the attendance report of a lesson",
)
def attendance_report_lesson(request: SignedInRequest, id: UUID, query: Query[schemas.ReportQuery]) -> Any:
    """As JSON, or as XLSX with `format=xlsx` or by the `Accept` header. For the lesson's teachers and the office."""
    report = reports.build_lesson_report(access.get_lesson_to_mark(request.auth.user, id))
    if wants_xlsx(request, query.format):
        return table_response(*report_tables.build_lesson_table(report, actor=request.auth.user))
    return report


@router.get(
    "/reports/students/{uuid:id}/",
    auth=requires("attendance.read"),
    response={200: schemas.StudentReportOut, **error_responses(404, 422)},
    operation_id="attendance_report_student",
    summary="Get the attendance report of a pupil",
)
def attendance_report_student(request: SignedInRequest, id: UUID, query: Query[schemas.StudentReportQuery]) -> Any:
    """Lessons on the local days from `from` to `to`, both included; by default the last 31 days. For the pupil,
    guardians, the pupil's teachers and the office; teachers see the lessons of their own groups. As JSON or XLSX.
    """
    user = request.auth.user
    report = reports.build_student_report(user, get_pupil(user, id), first=query.first, last=query.to)
    if wants_xlsx(request, query.format):
        return table_response(*report_tables.build_student_table(report))
    return report


@router.get(
    "/reports/groups/{uuid:id}/",
    auth=requires("attendance.mark"),
    response={200: schemas.GroupReportOut, **error_responses(404, 422)},
    operation_id="attendance_report_group",
    summary="Get the monthly attendance report of a group",
)
def attendance_report_group(request: SignedInRequest, id: UUID, query: Query[schemas.GroupReportQuery]) -> Any:
    """One row per pupil, one column per lesson that was not cancelled; the month by the group's local days. For the
    group's teachers and the office. As JSON or XLSX.
    """
    report = reports.build_group_report(access.get_group_to_mark(request.auth.user, id), query.month)
    if wants_xlsx(request, query.format):
        return table_response(*report_tables.build_group_table(report, actor=request.auth.user))
    return report
