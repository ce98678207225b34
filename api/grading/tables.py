"""Operations under `/grading/`: gradebooks as spreadsheets, out and back in."""

from typing import Any
from uuid import UUID

from django.http import StreamingHttpResponse
from ninja import File, Form, Query, UploadedFile

from api.auth import SignedInRequest
from api.grading import tables_schemas as schemas
from api.lanes import EXPORTS, IMPORTS
from api.operations import OperationRouter
from api.tables import table_response
from apps.grading import access
from apps.grading.services import table_exports, table_imports

router = OperationRouter(tags=["grading"])


@router.get("/gradebooks/{uuid:id}/table/", "grading.write", errors=[404, 422], lane=EXPORTS)
def gradebook_tables_get(
    request: SignedInRequest, id: UUID, query: Query[schemas.GradebookTableQuery]
) -> StreamingHttpResponse:
    """Export a gradebook to a spreadsheet.

    Points before any late penalty, and grades. It can be changed and imported again.
    """
    user = request.auth.user
    gradebook = access.get_written_gradebook(user, id)
    return table_response(
        table_exports.export_gradebook(actor=user, gradebook=gradebook, kind=query.format), query.format, "grades"
    )


@router.post(
    "/gradebooks/{uuid:id}/table/",
    "grading.write",
    schemas.GradebookTableReportOut,
    errors=[404, 413, 415, 422],
    lane=IMPORTS,
)
def gradebook_tables_import(
    request: SignedInRequest, id: UUID, file: File[UploadedFile], payload: Form[schemas.GradebookTableForm]
) -> dict[str, Any]:
    """Import a spreadsheet of a gradebook.

    Changed cells are written at once, with one reason. Where something else counts since the table was downloaded, the
    cell is listed in `stale` and not taken.
    """
    user = request.auth.user
    report = table_imports.import_table(
        actor=user,
        gradebook=access.get_written_gradebook(user, id),
        upload=file,
        reason=payload.reason,
        dry_run=payload.dry_run,
    )
    return schemas.build_report(report, dry_run=payload.dry_run)
