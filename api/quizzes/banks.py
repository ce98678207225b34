"""Operations under `/quizzes/banks/` and `/quizzes/questions/`: banks, their files and their questions."""

from typing import Any
from uuid import UUID

from ninja import Query

from api.auth import SignedInRequest
from api.lanes import PICTURES
from api.lists import PageOf, PageQuery, build_page
from api.operations import OperationRouter
from api.quizzes import banks_schemas as schemas
from apps.courses.access import get_taught_course
from apps.quizzes import access, queries
from apps.quizzes.models import Question, QuestionBank, QuestionFile
from apps.quizzes.question_trials import Trial, try_question
from apps.quizzes.services import banks

router = OperationRouter(tags=["quizzes"])


@router.get("/banks/", "quizzes.write", PageOf[schemas.QuestionBankOut], errors=[422])
def question_banks_list(request: SignedInRequest, query: Query[schemas.QuestionBanksQuery]) -> dict[str, Any]:
    """List question banks.

    Those of courses that you teach, and the centre's.
    """
    rows = queries.list_usable_banks(request.auth.user, **query.filters())
    return build_page(request, rows, query, ordering=("-created_at", "name"), search=queries.search_banks)


@router.post("/banks/", "quizzes.write", schemas.QuestionBankOut, status=201, errors=[404, 422])
def question_banks_create(request: SignedInRequest, payload: schemas.QuestionBankIn) -> QuestionBank:
    """Create a question bank.

    Of a course that you teach; without a course it is the centre's, for the office.
    """
    user = request.auth.user
    course = get_taught_course(user, payload.course) if payload.course else None
    if course is None:
        access.check_may_write_for_centre(user)
    return access.get_bank(user, banks.create_bank(actor=user, name=payload.name, course=course).pk)


@router.get("/banks/{uuid:id}/", "quizzes.write", schemas.QuestionBankOut, errors=[404])
def question_banks_get(request: SignedInRequest, id: UUID) -> QuestionBank:
    """Get a question bank."""
    return access.get_bank(request.auth.user, id)


@router.patch("/banks/{uuid:id}/", "quizzes.write", schemas.QuestionBankOut, errors=[404, 409, 422])
def question_banks_update(request: SignedInRequest, id: UUID, payload: schemas.QuestionBankNameIn) -> QuestionBank:
    """Update a question bank.

    Its name.
    """
    user = request.auth.user
    banks.rename_bank(actor=user, bank=access.get_written_bank(user, id), name=payload.name)
    return access.get_bank(user, id)


@router.delete("/banks/{uuid:id}/", "quizzes.write", errors=[404, 409])
def question_banks_delete(request: SignedInRequest, id: UUID) -> None:
    """Delete a question bank.

    With its questions. Attempts keep what they asked. Refused with 409 `conflict` while a quiz asks its questions.
    """
    user = request.auth.user
    banks.delete_bank(actor=user, bank=access.get_written_bank(user, id))


@router.get("/banks/{uuid:id}/files/", "quizzes.write", PageOf[schemas.QuestionFileOut], errors=[404, 422])
def question_files_list(request: SignedInRequest, id: UUID, query: Query[PageQuery]) -> dict[str, Any]:
    """List the files of a question bank.

    The pictures and recordings that its questions may show, newest first.
    """
    return build_page(
        request, queries.list_bank_files(access.get_bank(request.auth.user, id)), query, ordering=("-created_at",)
    )


@router.post(
    "/banks/{uuid:id}/files/",
    "quizzes.write",
    schemas.QuestionFileOut,
    status=201,
    errors=[404, 409, 413, 415, 422],
    lane=PICTURES,
)
def question_files_create(request: SignedInRequest, id: UUID, payload: schemas.QuestionFileIn) -> QuestionFile:
    """Add a file to a question bank.

    A picture or a recording, uploaded before (see `POST /resources/uploads/`).
    """
    user = request.auth.user
    return banks.add_file(actor=user, bank=access.get_written_bank(user, id), upload_id=payload.upload)


@router.get("/banks/{uuid:id}/questions/", "quizzes.write", PageOf[schemas.BankQuestionRowOut], errors=[404, 422])
def questions_list(request: SignedInRequest, id: UUID, query: Query[schemas.BankQuestionsQuery]) -> dict[str, Any]:
    """List the questions of a bank.

    `search` finds words of their names and prompts.
    """
    rows = queries.list_questions(access.get_bank(request.auth.user, id), **query.filters())
    return build_page(
        request, rows, query, ordering=("-created_at", "name", "difficulty"), search=queries.search_questions
    )


@router.post(
    "/banks/{uuid:id}/questions/", "quizzes.write", schemas.BankQuestionOut, status=201, errors=[404, 409, 422]
)
def questions_create(request: SignedInRequest, id: UUID, payload: schemas.BankQuestionIn) -> Question:
    """Add a question to a bank.

    What cannot be asked is refused with 422 and its place, such as `key.shares`.
    """
    user = request.auth.user
    return banks.create_question(actor=user, bank=access.get_written_bank(user, id), draft=payload.build_draft())


@router.get("/questions/{uuid:id}/", "quizzes.write", schemas.BankQuestionOut, errors=[404])
def questions_get(request: SignedInRequest, id: UUID) -> Question:
    """Get a question.

    With its key. For who may ask the questions of its bank.
    """
    return access.get_question(request.auth.user, id)


@router.put("/questions/{uuid:id}/", "quizzes.write", schemas.BankQuestionOut, errors=[404, 409, 422])
def questions_update(request: SignedInRequest, id: UUID, payload: schemas.BankQuestionChangeIn) -> Question:
    """Change a question.

    Another content makes another version; attempts that have begun keep theirs. Refused with 409 `conflict` when
    `version` is not the newest.
    """
    user = request.auth.user
    question = access.get_written_question(user, id)
    return banks.change_question(actor=user, question=question, version=payload.version, draft=payload.build_draft())


@router.delete("/questions/{uuid:id}/", "quizzes.write", errors=[404, 409])
def questions_delete(request: SignedInRequest, id: UUID) -> None:
    """Delete a question.

    Attempts keep what they asked. Refused with 409 `conflict` while a quiz names it.
    """
    user = request.auth.user
    banks.delete_question(actor=user, question=access.get_written_question(user, id))


@router.post("/questions/{uuid:id}/try/", "quizzes.write", schemas.QuestionTryOut, errors=[404, 422])
def questions_try(request: SignedInRequest, id: UUID, payload: schemas.QuestionTryIn) -> Trial:
    """Test a question.

    What an answer would give. Nothing is kept.
    """
    question = access.get_question(request.auth.user, id)
    return try_question(question, payload.response, hints_used=payload.hints_used)
