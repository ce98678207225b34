"""Operations under `/quizzes/banks/`: imports of question files, and exports."""

from uuid import UUID

from api.auth import SignedInRequest
from api.operations import OperationRouter
from api.quizzes import transfers_schemas as schemas
from apps.course_transfers.access import get_own_import
from apps.quizzes import access
from apps.quizzes.models import QuestionExport, QuestionImport
from apps.quizzes.services import question_exports, question_imports

router = OperationRouter(tags=["quizzes"])


@router.post(
    "/banks/{uuid:id}/imports/",
    "quizzes.write",
    schemas.QuestionImportOut,
    status=202,
    errors=[404, 409, 413, 415, 422, 429],
)
def question_imports_create(request: SignedInRequest, id: UUID, payload: schemas.QuestionImportIn) -> QuestionImport:
    """Check a file of questions.

    GIFT, Aiken, Moodle XML, CSV, XLSX or QTI 1.2 to 3.0. A job reports what would be added, changed and left out;
    nothing is imported yet. `language` is that of questions whose file does not say theirs.
    """
    user = request.auth.user
    bank = access.get_written_bank(user, id)
    kept = get_own_import(user, payload.course_import) if payload.course_import else None
    return question_imports.create_import(
        actor=user,
        bank=bank,
        format_name=payload.format,
        language=payload.language,
        upload_id=payload.upload,
        text=payload.text,
        kept=kept,
    )


@router.get("/banks/{uuid:id}/imports/{uuid:import_id}/", "quizzes.write", schemas.QuestionImportOut, errors=[404])
def question_imports_get(request: SignedInRequest, id: UUID, import_id: UUID) -> QuestionImport:
    """Get an import of questions.

    What comes, and what happened to each question that comes changed or not at all.
    """
    return access.get_import(request.auth.user, id, import_id)


@router.post(
    "/banks/{uuid:id}/imports/{uuid:import_id}/run/",
    "quizzes.write",
    schemas.QuestionImportOut,
    status=202,
    errors=[404, 409],
)
def question_imports_run(request: SignedInRequest, id: UUID, import_id: UUID) -> QuestionImport:
    """Run a checked import of questions.

    A job adds them to the bank, all of them or none. Refused with 409 `conflict` unless the file was checked.
    """
    user = request.auth.user
    return question_imports.run_import(actor=user, sent=access.get_import(user, id, import_id))


@router.post(
    "/banks/{uuid:id}/exports/", "quizzes.write", schemas.QuestionExportOut, status=202, errors=[404, 409, 422]
)
def question_exports_create(request: SignedInRequest, id: UUID, payload: schemas.QuestionExportIn) -> QuestionExport:
    """Export the questions of a bank.

    A job writes the file. For who may ask its questions. Refused with 409 `conflict` where there is nothing to export.
    """
    user = request.auth.user
    bank = access.get_bank(user, id)
    return question_exports.request_export(actor=user, bank=bank, format_name=payload.format, tag=payload.tag)


@router.get("/banks/{uuid:id}/exports/{uuid:export_id}/", "quizzes.write", schemas.QuestionExportOut, errors=[404])
def question_exports_get(request: SignedInRequest, id: UUID, export_id: UUID) -> QuestionExport:
    """Get an export of questions.

    With a link when the file is ready, and what the format cannot say.
    """
    return access.get_export(request.auth.user, id, export_id)
