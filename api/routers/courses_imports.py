"""Operations under `/courses/imports/` and `/courses/exports/`: spreadsheets of pupils and groups."""

from typing import Any
from uuid import UUID

from django.http import StreamingHttpResponse
from ninja import File, Form, Query, Router, Status, UploadedFile

from api.auth import SignedInRequest, requires
from api.errors import error_responses
from api.lists import PageOf, PageQuery, build_page
from api.schemas import imports as schemas
from api.tables import table_response
from apps.courses import access, exports, imports
from apps.courses.models import Import, ImportKind
from apps.courses.services.imports import create_student_import, undo_student_import
from apps.courses.services.imports.error_file import build_error_file

router = Router(tags=["courses"])

STUDENTS = ImportKind.STUDENTS


@router.post(
    "/imports/students/",
    auth=requires("courses.import"),
    response={202: schemas.ImportOut, **error_responses(413, 415, 422)},
    operation_id="imports_students",
    summary="Import pupils from a spreadsheet",
)
def imports_students(
    request: SignedInRequest, file: File[UploadedFile], payload: Form[schemas.StudentsImportForm]
) -> Status[Import]:
    """Takes a CSV or XLSX file with pupils, their groups and guardians. The answer shows which columns were recognised;
    a job then checks every row and, unless `dry_run` is true, saves all accepted rows at once.
    """
    user = request.auth.user
    student_import = create_student_import(
        actor=user,
        upload=file,
        dry_run=payload.dry_run,
        preset=payload.preset,
        mapping=payload.chosen_columns,
        group=access.get_group_or_invalid(user, payload.group) if payload.group else None,
        branch=access.get_branch_or_invalid(user, payload.branch) if payload.branch else None,
        name_order=payload.name_order,
    )
    return Status(202, student_import)


@router.get(
    "/imports/",
    auth=requires("courses.import"),
    response={200: PageOf[schemas.ImportOut], **error_responses(422)},
    operation_id="imports_list",
    summary="List pupil imports",
)
def imports_list(request: SignedInRequest, query: Query[PageQuery]) -> dict[str, Any]:
    """You get your own imports; users who see every group of all branches get all. Newest first."""
    found = imports.list_visible_imports(request.auth.user, STUDENTS)
    return build_page(request, found, query, ordering=("-created_at",))


@router.get(
    "/imports/{uuid:id}/",
    auth=requires("courses.import"),
    response={200: schemas.ImportDetailOut, **error_responses(404)},
    operation_id="imports_get",
    summary="Get a pupil import",
)
def imports_get(request: SignedInRequest, id: UUID) -> Import:
    """The progress of the import and the first refused rows."""
    return imports.load_with_problems(imports.get_import(request.auth.user, STUDENTS, id))


@router.get(
    "/imports/{uuid:id}/rows/",
    auth=requires("courses.import"),
    response={200: PageOf[schemas.ImportRowOut], **error_responses(404, 422)},
    operation_id="imports_rows",
    summary="List the rows of a pupil import",
)
def imports_rows(request: SignedInRequest, id: UUID, query: Query[schemas.ImportRowsQuery]) -> dict[str, Any]:
    """Each row with its result; in a dry run, with the result that it would have."""
    student_import = imports.get_import(request.auth.user, STUDENTS, id)
    return build_page(
        request, imports.list_import_rows(student_import, verdict=query.verdict), query, ordering=("number",)
    )


@router.get(
    "/imports/{uuid:id}/errors/",
    auth=requires("courses.import"),
    response={200: None, **error_responses(404)},
    operation_id="imports_errors",
    summary="Download the refused rows of a pupil import",
)
def imports_errors(request: SignedInRequest, id: UUID) -> StreamingHttpResponse:
    """A file of the kind that was sent, with the refused rows and the reasons, to be corrected and imported again."""
    user = request.auth.user
    opened, kind = build_error_file(imports.get_import(user, STUDENTS, id), actor=user)
    return table_response(opened, kind, "errors")


@router.post(
    "/imports/{uuid:id}/undo/",
    auth=requires("courses.import"),
    response={200: schemas.ImportDetailOut, **error_responses(404, 409)},
    operation_id="imports_undo",
    summary="Undo a pupil import",
)
def imports_undo(request: SignedInRequest, id: UUID) -> Import:
    """Created objects are deleted and changed values restored; rows whose objects are in use are kept and listed.
    Refused with 409 `conflict` unless the import was carried out and not undone yet.
    """
    user = request.auth.user
    student_import = imports.get_import(user, STUDENTS, id)
    return imports.load_with_problems(undo_student_import(actor=user, table_import=student_import))


@router.get(
    "/exports/students/",
    auth=requires("courses.export"),
    response={200: None, **error_responses(422)},
    operation_id="exports_students",
    summary="Export pupils to a spreadsheet",
)
def exports_students(request: SignedInRequest, query: Query[schemas.StudentsExportQuery]) -> StreamingHttpResponse:
    """CSV or XLSX with groups and guardians; the file can be imported again."""
    opened = exports.export_students(
        actor=request.auth.user,
        kind=query.format,
        group_id=query.group,
        branch_id=query.branch,
        status=query.status,
    )
    return table_response(opened, query.format, "pupils")


@router.get(
    "/exports/groups/",
    auth=requires("courses.export"),
    response={200: None, **error_responses(422)},
    operation_id="exports_groups",
    summary="Export groups to a spreadsheet",
)
def exports_groups(request: SignedInRequest, query: Query[schemas.GroupsExportQuery]) -> StreamingHttpResponse:
    """CSV or XLSX with the groups of the branches where you work."""
    opened = exports.export_groups(
        actor=request.auth.user, kind=query.format, branch_id=query.branch, status=query.status
    )
    return table_response(opened, query.format, "groups")
