"""Operations under `/leads/imports/`: spreadsheets of leads."""

from ninja import File, Form, UploadedFile

from api.auth import SignedInRequest
from api.courses import imports_schemas as schemas
from api.courses.import_operations import add_import_operations
from api.lanes import IMPORTS
from api.operations import OperationRouter
from apps.courses.access import get_branch_or_invalid
from apps.courses.models import Import, ImportKind
from apps.leads.services import imports

router = OperationRouter(tags=["leads"])


@router.post("/imports/", "leads.import", schemas.ImportPreviewOut, status=202, errors=[413, 415, 422], lane=IMPORTS)
def lead_imports_create(
    request: SignedInRequest, file: File[UploadedFile], payload: Form[schemas.LeadsImportForm]
) -> Import:
    """Import leads from a spreadsheet.

    Takes a CSV or XLSX file with names, phones and notes. Rows that surely are a known lead add their phones and notes
    to it. A job checks every row and, unless `dry_run` is true, saves all accepted rows at once.
    """
    user = request.auth.user
    return imports.create_lead_import(
        actor=user,
        upload=file,
        dry_run=payload.dry_run,
        branch=get_branch_or_invalid(user, payload.branch),
        mapping=payload.chosen_columns,
        columns=payload.assigned_columns,
    )


add_import_operations(
    router,
    ImportKind.LEADS,
    imports.run_lead_import,
    imports.undo_lead_import,
    permission="leads.import",
    prefix="lead_imports",
    name="lead import",
    list_text="Your own imports; administrators of all branches get all. Newest first.",
    undo_text="Leads that it created are deleted, unless they were worked with since; those are listed.\n"
    "Refused with 409 `conflict` unless the import was carried out and not undone yet.",
)
