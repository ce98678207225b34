"""Operations under `/courses/imports/` and `/courses/exports/`: spreadsheets of pupils and groups."""

from django.http import StreamingHttpResponse
from ninja import File, Form, Query, UploadedFile

from api.auth import SignedInRequest
from api.courses import imports_schemas as schemas
from api.courses.import_operations import add_import_operations
from api.lanes import EXPORTS, IMPORTS
from api.operations import OperationRouter
from api.tables import table_response
from apps.courses import access, exports
from apps.courses.models import Import, ImportKind
from apps.courses.services.imports import create_student_import, run_student_import, undo_student_import

router = OperationRouter(tags=["courses"])


@router.post(
    "/imports/students/", "courses.import", schemas.ImportPreviewOut, status=202, errors=[413, 415, 422], lane=IMPORTS
)
def imports_students(
    request: SignedInRequest, file: File[UploadedFile], payload: Form[schemas.StudentsImportForm]
) -> Import:
    """Import pupils from a spreadsheet.

    Takes a CSV or XLSX file with pupils, their groups and guardians. The answer shows which columns were recognised;
    a job then checks every row and, unless `dry_run` is true, saves all accepted rows at once.
    """
    user = request.auth.user
    return create_student_import(
        actor=user,
        upload=file,
        dry_run=payload.dry_run,
        preset=payload.preset,
        mapping=payload.chosen_columns,
        columns=payload.assigned_columns,
        group=access.get_group_or_invalid(user, payload.group) if payload.group else None,
        branch=access.get_branch_or_invalid(user, payload.branch) if payload.branch else None,
        name_order=payload.name_order,
    )


add_import_operations(
    router,
    ImportKind.STUDENTS,
    run_student_import,
    undo_student_import,
    permission="courses.import",
    prefix="imports",
    name="pupil import",
    list_text="You get your own imports; users who see every group of all branches get all. Newest first.",
    undo_text="Created objects are deleted and changed values restored; rows whose objects are in use are kept and "
    "listed.\nRefused with 409 `conflict` unless the import was carried out and not undone yet.",
)


@router.get("/exports/students/", "courses.export", errors=[422], lane=EXPORTS)
def exports_students(request: SignedInRequest, query: Query[schemas.StudentsExportQuery]) -> StreamingHttpResponse:
    """Export pupils to a spreadsheet.

    CSV or XLSX with groups and guardians; the file can be imported again.
    """
    opened = exports.export_students(
        actor=request.auth.user,
        file_kind=query.format,
        group_id=query.group,
        branch_id=query.branch,
        status=query.status,
    )
    return table_response(opened, query.format, "pupils")


@router.get("/exports/groups/", "courses.export", errors=[422], lane=EXPORTS)
def exports_groups(request: SignedInRequest, query: Query[schemas.GroupsExportQuery]) -> StreamingHttpResponse:
    """Export groups to a spreadsheet.

    CSV or XLSX with the groups of the branches where you work.
    """
    opened = exports.export_groups(
        actor=request.auth.user, file_kind=query.format, branch_id=query.branch, status=query.status
    )
    return table_response(opened, query.format, "groups")
