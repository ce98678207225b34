"""Operations under `/courses/imports/` and `/courses/exports/`: spreadsheets of pupils and groups."""

from django.http import StreamingHttpResponse
from ninja import File, Form, Query, Router, Status, UploadedFile

from api.auth import SignedInRequest, requires
from api.errors import error_responses
from api.import_operations import add_import_operations
from api.schemas import imports as schemas
from api.tables import table_response
from apps.courses import access, exports
from apps.courses.models import Import, ImportKind
from apps.courses.services.imports import create_student_import, undo_student_import

router = Router(tags=["courses"])


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


add_import_operations(
    router,
    ImportKind.STUDENTS,
    undo_student_import,
    permission="courses.import",
    prefix="imports",
    name="pupil import",
    list_text="You get your own imports; users who see every group of all branches get all. Newest first.",
    undo_text="Created objects are deleted and changed values restored; rows whose objects are in use are kept and "
    "listed.\nRefused with 409 `conflict` unless the import was carried out and not undone yet.",
)


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
        actor=request.auth.user, kind=query.format, group_id=query.group, branch_id=query.branch, status=query.status
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
