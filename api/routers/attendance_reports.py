"""Operations under `/attendance/`: tables of marks taken in, and reports by lesson, pupil and group."""

from typing import Any
from uuid import UUID

from django.http import StreamingHttpResponse
from ninja import File, Form, Query, Router, Status, UploadedFile

from api.auth import SignedInRequest, requires
from api.errors import errors
from api.lists import PageOf, PageQuery, list_page
from api.schemas import imports as tables
from api.schemas import reports as schemas
from api.tables import table_response, wants_xlsx
from apps.attendance import access, report_tables, reports
from apps.attendance.imports import take_marks, undo_marks
from apps.courses import imports
from apps.courses.access import get_pupil
from apps.courses.models import Import, ImportKind
from apps.courses.services.imports.error_file import error_file

router = Router(tags=["attendance"])

MARKS = ImportKind.ATTENDANCE


@router.post(
    "/imports/",
    auth=requires("attendance.import"),
    response={202: tables.ImportOut, **errors(413, 415, 422)},
    operation_id="attendance_imports_create",
    summary="Take in a table of marks",
)
def attendance_imports_create(
    request: SignedInRequest, file: File[UploadedFile], payload: Form[tables.MarksImportForm]
) -> Status[Import]:
    """CSV or XLSX, one row a mark or one row a pupil with a column for each day. A job judges every row and, unless it
    is a dry run, writes all that can be taken at once.
    """
    user = request.auth.user
    group = access.named_marked_group(user, payload.group) if payload.group else None
    found = take_marks(
        actor=user, upload=file, dry_run=payload.dry_run, mapping=payload.told, group=group, year=payload.year
    )
    return Status(202, found)


@router.get(
    "/imports/",
    auth=requires("attendance.import"),
    response={200: PageOf[tables.ImportOut], **errors(422)},
    operation_id="attendance_imports_list",
    summary="Tables of marks that were taken in",
)
def attendance_imports_list(request: SignedInRequest, query: Query[PageQuery]) -> dict[str, Any]:
    """One's own, for who sees every register all of them; newest first."""
    found = imports.visible_imports(request.auth.user, MARKS)
    return list_page(request, found, query, ordering=("-created_at",))


@router.get(
    "/imports/{uuid:id}/",
    auth=requires("attendance.import"),
    response={200: tables.ImportDetailOut, **errors(404)},
    operation_id="attendance_imports_get",
    summary="One table of marks",
)
def attendance_imports_get(request: SignedInRequest, id: UUID) -> Import:
    """How far it is, and the first rows that were refused."""
    return imports.with_problems(imports.get_import(request.auth.user, MARKS, id))


@router.get(
    "/imports/{uuid:id}/rows/",
    auth=requires("attendance.import"),
    response={200: PageOf[tables.ImportRowOut], **errors(404, 422)},
    operation_id="attendance_imports_rows",
    summary="A table of marks, row by row",
)
def attendance_imports_rows(request: SignedInRequest, id: UUID, query: Query[tables.ImportRowsQuery]) -> dict[str, Any]:
    """What became, or would become, of each."""
    found = imports.get_import(request.auth.user, MARKS, id)
    return list_page(request, imports.rows_of(found, verdict=query.verdict), query, ordering=("number",))


@router.get(
    "/imports/{uuid:id}/errors/",
    auth=requires("attendance.import"),
    response={200: None, **errors(404)},
    operation_id="attendance_imports_errors",
    summary="The error file of a table of marks",
)
def attendance_imports_errors(request: SignedInRequest, id: UUID) -> StreamingHttpResponse:
    """Only the refused rows, with what is wrong beside them: to be corrected and sent again."""
    user = request.auth.user
    opened, kind = error_file(imports.get_import(user, MARKS, id), actor=user)
    return table_response(opened, kind, "errors")


@router.post(
    "/imports/{uuid:id}/undo/",
    auth=requires("attendance.import"),
    response={200: tables.ImportDetailOut, **errors(404, 409)},
    operation_id="attendance_imports_undo",
    summary="Undo a whole import of marks",
)
def attendance_imports_undo(request: SignedInRequest, id: UUID) -> Import:
    """New marks go, changed ones get their old values. What was changed since stays, and is named."""
    user = request.auth.user
    return imports.with_problems(undo_marks(actor=user, found=imports.get_import(user, MARKS, id)))


@router.get(
    "/reports/lessons/{uuid:id}/",
    auth=requires("attendance.mark"),
    response={200: schemas.LessonReportOut, **errors(404, 422)},
    operation_id="attendance_report_lesson",
    summary="The register of a lesson as a report",
)
def attendance_report_lesson(request: SignedInRequest, id: UUID, query: Query[schemas.ReportQuery]) -> Any:
    """As JSON, or as XLSX by `format=xlsx` or the `Accept` header."""
    report = reports.lesson_report(access.get_register(request.auth.user, id))
    if wants_xlsx(request, query.format):
        return table_response(*report_tables.lesson_table(report, actor=request.auth.user))
    return report


@router.get(
    "/reports/students/{uuid:id}/",
    auth=requires("attendance.read"),
    response={200: schemas.StudentReportOut, **errors(404, 422)},
    operation_id="attendance_report_student",
    summary="A pupil's lessons and marks",
)
def attendance_report_student(request: SignedInRequest, id: UUID, query: Query[schemas.StudentReportQuery]) -> Any:
    """Of lessons on these local days (both included; the last 31 days unless told otherwise), within one's reach."""
    user = request.auth.user
    report = reports.student_report(user, get_pupil(user, id), first=query.first, last=query.to)
    if wants_xlsx(request, query.format):
        return table_response(*report_tables.student_table(report))
    return report


@router.get(
    "/reports/groups/{uuid:id}/",
    auth=requires("attendance.mark"),
    response={200: schemas.GroupReportOut, **errors(404, 422)},
    operation_id="attendance_report_group",
    summary="A group's month",
)
def attendance_report_group(request: SignedInRequest, id: UUID, query: Query[schemas.GroupReportQuery]) -> Any:
    """A row a pupil, a column a lesson that was not cancelled; the month by the group's local days."""
    report = reports.group_report(access.get_marked_group(request.auth.user, id), query.month)
    if wants_xlsx(request, query.format):
        return table_response(*report_tables.group_table(report, actor=request.auth.user))
    return report
