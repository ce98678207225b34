"""Operations under `/courses/imports/` and `/courses/exports/`: tables of pupils and groups."""

from typing import Any
from uuid import UUID

from django.http import StreamingHttpResponse
from ninja import File, Form, Query, Router, Status, UploadedFile

from api.auth import SignedInRequest, requires
from api.errors import errors
from api.lists import PageOf, PageQuery, list_page
from api.schemas import imports as schemas
from api.tables import table_response
from apps.courses import access, exports, imports
from apps.courses.models import Import, ImportKind
from apps.courses.services.imports import take_students, undo_students
from apps.courses.services.imports.error_file import error_file

router = Router(tags=["courses"])

STUDENTS = ImportKind.STUDENTS


@router.post(
    "/imports/students/",
    auth=requires("courses.import"),
    response={202: schemas.ImportOut, **errors(413, 415, 422)},
    operation_id="imports_students",
    summary="Take in a table of pupils",
)
def imports_students(
    request: SignedInRequest, file: File[UploadedFile], payload: Form[schemas.StudentsImportForm]
) -> Status[Import]:
    """CSV or XLSX with pupils, their groups and guardians. The answer shows which column was taken for what; a job
    judges every row and, unless it is a dry run, writes all that can be taken at once.
    """
    user = request.auth.user
    found = take_students(
        actor=user,
        upload=file,
        dry_run=payload.dry_run,
        preset=payload.preset,
        mapping=payload.told,
        group=access.named_group(user, payload.group) if payload.group else None,
        branch=access.named_branch(user, payload.branch) if payload.branch else None,
        name_order=payload.name_order,
    )
    return Status(202, found)


@router.get(
    "/imports/",
    auth=requires("courses.import"),
    response={200: PageOf[schemas.ImportOut], **errors(422)},
    operation_id="imports_list",
    summary="Tables of pupils that were taken in",
)
def imports_list(request: SignedInRequest, query: Query[PageQuery]) -> dict[str, Any]:
    """One's own, for who works in every branch all of them; newest first."""
    found = imports.visible_imports(request.auth.user, STUDENTS)
    return list_page(request, found, query, ordering=("-created_at",))


@router.get(
    "/imports/{uuid:id}/",
    auth=requires("courses.import"),
    response={200: schemas.ImportDetailOut, **errors(404)},
    operation_id="imports_get",
    summary="One table that was taken in",
)
def imports_get(request: SignedInRequest, id: UUID) -> Import:
    """How far it is, and the first rows that were refused."""
    return imports.with_problems(imports.get_import(request.auth.user, STUDENTS, id))


@router.get(
    "/imports/{uuid:id}/rows/",
    auth=requires("courses.import"),
    response={200: PageOf[schemas.ImportRowOut], **errors(404, 422)},
    operation_id="imports_rows",
    summary="Row by row",
)
def imports_rows(request: SignedInRequest, id: UUID, query: Query[schemas.ImportRowsQuery]) -> dict[str, Any]:
    """What became, or would become, of each."""
    found = imports.get_import(request.auth.user, STUDENTS, id)
    return list_page(request, imports.rows_of(found, verdict=query.verdict), query, ordering=("number",))


@router.get(
    "/imports/{uuid:id}/errors/",
    auth=requires("courses.import"),
    response={200: None, **errors(404)},
    operation_id="imports_errors",
    summary="The error file",
)
def imports_errors(request: SignedInRequest, id: UUID) -> StreamingHttpResponse:
    """Only the refused rows, with what is wrong beside them, as the kind of file that was sent: to be corrected and
    sent again.
    """
    user = request.auth.user
    opened, kind = error_file(imports.get_import(user, STUDENTS, id), actor=user)
    return table_response(opened, kind, "errors")


@router.post(
    "/imports/{uuid:id}/undo/",
    auth=requires("courses.import"),
    response={200: schemas.ImportDetailOut, **errors(404, 409)},
    operation_id="imports_undo",
    summary="Undo a whole import",
)
def imports_undo(request: SignedInRequest, id: UUID) -> Import:
    """What it made goes, what it changed gets its old values. On what something hangs by now stays, and is named."""
    user = request.auth.user
    found = imports.get_import(user, STUDENTS, id)
    return imports.with_problems(undo_students(actor=user, found=found))


@router.get(
    "/exports/students/",
    auth=requires("courses.export"),
    response={200: None, **errors(422)},
    operation_id="exports_students",
    summary="Pupils as a table",
)
def exports_students(request: SignedInRequest, query: Query[schemas.StudentsExportQuery]) -> StreamingHttpResponse:
    """With groups and guardians; an import reads it again."""
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
    response={200: None, **errors(422)},
    operation_id="exports_groups",
    summary="Groups as a table",
)
def exports_groups(request: SignedInRequest, query: Query[schemas.GroupsExportQuery]) -> StreamingHttpResponse:
    """Of the branches where one works."""
    opened = exports.export_groups(
        actor=request.auth.user, kind=query.format, branch_id=query.branch, status=query.status
    )
    return table_response(opened, query.format, "groups")
