"""Operations under `/quizzes/`: attempts and their answers."""

from typing import Any
from uuid import UUID

from django.utils import timezone
from ninja import File, Query, Status, UploadedFile

from api.auth import SignedInRequest
from api.lanes import UPLOADS
from api.lists import PageOf, build_page
from api.operations import OperationRouter
from api.quizzes import attempts_schemas as schemas
from apps.accounts.request_classes import QUIZ_ANSWERS
from apps.quizzes import access, answer_file_views, attempt_views, queries
from apps.quizzes.models import QuizAttempt
from apps.quizzes.services import answer_files, attempts

router = OperationRouter(tags=["quizzes"])


@router.post(
    "/{uuid:id}/attempt/",
    "quizzes.take",
    {200: schemas.QuizAttemptOut, 201: schemas.QuizAttemptOut},
    errors=[403, 404, 409, 422],
    by_alias=True,
)
def quiz_attempts_start(request: SignedInRequest, id: UUID, payload: schemas.QuizStartIn) -> Status[Any]:
    """Start an attempt at a quiz, or go on with the open one.

    The clock runs on the server from now on. Answers 200 for the open attempt, 201 for a new one. Refused with 409
    `not_open`, `deadline_passed` or `no_attempts_left`, with 403 `lesson_locked` before the lesson that shows it opens.
    """
    user = request.auth.user
    quiz = access.get_startable_quiz(user, id)
    attempt, is_new = attempts.start_attempt(user=user, quiz=quiz, password=payload.password)
    return Status(201 if is_new else 200, _view(attempt, to_teacher=False))


@router.get("/{uuid:id}/mine/", "quizzes.take", schemas.QuizStandingOut, errors=[404])
def quiz_standing_get(request: SignedInRequest, id: UUID) -> dict[str, Any]:
    """Get your standing at a quiz.

    Your open attempt, what is left to you, and the newest 50.
    """
    user = request.auth.user
    quiz = access.get_visible_quiz(user, id)
    own = list(queries.list_own_attempts(user, quiz=quiz.pk).order_by("-number"))
    return attempt_views.build_own_standing(quiz, own, queries.find_extension(quiz, user))


@router.get("/{uuid:id}/attempts/", "quizzes.write", PageOf[schemas.QuizAttemptRowOut], errors=[404, 422])
def quiz_attempts_list(request: SignedInRequest, id: UUID, query: Query[schemas.QuizAttemptsQuery]) -> dict[str, Any]:
    """List the attempts at a quiz.

    Newest first, for who writes the quiz; without your own.
    """
    user = request.auth.user
    quiz = access.get_written_quiz(user, id)
    page = build_page(
        request, queries.list_attempts_of_quiz(quiz, user, **query.filters()), query, ordering=("-created_at", "score")
    )
    return page | {"results": attempt_views.build_rows_for_teacher(page["results"])}


@router.get("/attempts/{uuid:id}/", "quizzes.take", schemas.QuizAttemptOut, errors=[404], by_alias=True)
def quiz_attempts_get(request: SignedInRequest, id: UUID) -> dict[str, Any]:
    """Get an own attempt.

    With its questions and your answers. What is right is shown when the quiz says so.
    """
    return _view(access.get_own_attempt(request.auth.user, id), to_teacher=False)


@router.get("/attempts/{uuid:id}/marking/", "quizzes.write", schemas.QuizAttemptOut, errors=[404], by_alias=True)
def quiz_attempts_get_to_mark(request: SignedInRequest, id: UUID) -> dict[str, Any]:
    """Get a learner's attempt.

    With keys, marks and late answers, for who writes the quiz.
    """
    return _view(access.get_marked_attempt(request.auth.user, id), to_teacher=True)


@router.put(
    "/attempts/{uuid:id}/answers/{int:place}/",
    "quizzes.take",
    schemas.QuizAnswerSavedOut,
    errors=[404, 422],
    counted_as=QUIZ_ANSWERS,
)
def quiz_answers_save(request: SignedInRequest, id: UUID, place: int, payload: schemas.QuizAnswerIn) -> dict[str, Any]:
    """Save an answer.

    The last answer to arrive counts; saving it again changes nothing. After the end of the attempt it is kept as a
    late answer, and `counts` is false.
    """
    attempt = access.get_own_attempt(request.auth.user, id)
    saved = attempts.save_answer(attempt=attempt, place=place, response=payload.response, client_at=payload.client_at)
    return {"place": place, "counts": saved.counts, "saves": saved.answer.saves, "saved_at": saved.answer.saved_at}


@router.post("/attempts/{uuid:id}/hand-in/", "quizzes.take", schemas.QuizAttemptOut, errors=[404], by_alias=True)
def quiz_attempts_hand_in(request: SignedInRequest, id: UUID) -> dict[str, Any]:
    """Submit an attempt.

    It is scored at once; what a teacher marks waits. Handing in again changes nothing.
    """
    user = request.auth.user
    attempts.hand_in(attempt=access.get_own_attempt(user, id))
    return _view(access.get_own_attempt(user, id), to_teacher=False)


@router.post(
    "/attempts/{uuid:id}/answers/{int:place}/files/",
    "quizzes.take",
    schemas.AnswerFileOut,
    status=201,
    errors=[404, 409, 413, 415, 422],
    lane=UPLOADS,
)
def quiz_answer_files_create(
    request: SignedInRequest, id: UUID, place: int, file: File[UploadedFile]
) -> dict[str, Any]:
    """Add a file to an answer.

    It counts once a saved answer names it; the same file again is stored once. Refused with 409 `conflict` for a
    question without files, and `consent_missing` for a minor whose guardians have not allowed recordings.
    """
    attempt = access.get_own_attempt(request.auth.user, id)
    added = answer_files.add_answer_file(attempt=attempt, place=place, upload=file)
    return answer_file_views.build_answer_file(added)


@router.post("/attempts/{uuid:id}/answers/{int:place}/hint/", "quizzes.take", schemas.HintsOut, errors=[404, 409])
def quiz_hints_take(request: SignedInRequest, id: UUID, place: int, payload: schemas.HintTakeIn) -> dict[str, Any]:
    """Take a hint of a question.

    It costs what it says. Refused with 409 `attempt_closed` after the end, `conflict` after the last hint.
    """
    attempt = access.get_own_attempt(request.auth.user, id)
    return attempt_views.build_hints_view(*attempts.take_hint(attempt=attempt, place=place, number=payload.number))


@router.post("/attempts/{uuid:id}/answers/{int:place}/play/", "quizzes.take", schemas.RecordingOut, errors=[404, 409])
def quiz_recordings_play(
    request: SignedInRequest, id: UUID, place: int, payload: schemas.RecordingPlayIn
) -> dict[str, Any]:
    """Play the recording of a question.

    It counts as heard. Refused with 409 `conflict` when it was heard as often as allowed, `attempt_closed` after the
    end.
    """
    attempt = access.get_own_attempt(request.auth.user, id)
    played = attempts.play_recording(attempt=attempt, place=place, number=payload.number)
    return {"url": attempt_views.build_file_link(played.file), "plays_left": played.left, "plays_used": played.used}


def _view(attempt: QuizAttempt, *, to_teacher: bool) -> dict[str, Any]:
    """Return an attempt as its learner or a teacher sees it, with the server's clock."""
    return attempt_views.build_attempt_view(attempt, to_teacher=to_teacher) | {"now": timezone.now()}
