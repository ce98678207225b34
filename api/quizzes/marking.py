"""Operations under `/quizzes/`: marks by hand, corrected keys, statistics."""

from typing import Any
from uuid import UUID

from ninja import Query, Status

from api.auth import SignedInRequest
from api.lists import PageOf, build_page
from api.operations import OperationRouter
from api.quizzes import marking_schemas as schemas
from apps.quizzes import access, attempt_views, queries
from apps.quizzes.models import Answer
from apps.quizzes.services import marking, regrading
from apps.quizzes.statistics.reading import build_statistics_view

router = OperationRouter(tags=["quizzes"])


@router.get("/marking/", "quizzes.write", PageOf[schemas.QuizAnswerRowOut], errors=[422])
def quiz_answers_to_mark(request: SignedInRequest, query: Query[schemas.QuizAnswersQuery]) -> dict[str, Any]:
    """List answers that wait for a mark.

    Of quizzes that you write, oldest first.
    """
    rows = queries.list_answers_to_mark(request.auth.user, **query.filters())
    return build_page(request, rows, query, ordering=("created_at", "points"))


@router.get("/{uuid:id}/statistics/", "quizzes.write", schemas.QuizStatisticsOut, errors=[404])
def quiz_statistics_get(request: SignedInRequest, id: UUID) -> dict[str, Any]:
    """Get the statistics of a quiz.

    From the first finished attempt of each learner, when all of it is marked; of more than 500 learners, the newest.
    Questions that do harm have flags.
    """
    return build_statistics_view(access.get_written_quiz(request.auth.user, id))


@router.post("/answers/{uuid:id}/mark/", "quizzes.write", schemas.QuizAnswerRowOut, errors=[404, 409, 422])
def quiz_answers_mark(request: SignedInRequest, id: UUID, payload: schemas.QuizMarkIn) -> Answer:
    """Mark an answer.

    In points, in place of a score or an earlier mark. Refused with 404 for your own, with 409 `conflict` while the
    learner is still answering.
    """
    user = request.auth.user
    answer = access.get_markable_answer(user, id)
    marking.mark_answer(actor=user, answer=answer, mark=payload.mark, comment=payload.comment)
    return access.get_markable_answer(user, id)


@router.post("/answers/{uuid:id}/accept-late/", "quizzes.write", schemas.QuizAnswerRowOut, errors=[404, 409, 422])
def quiz_answers_accept_late(request: SignedInRequest, id: UUID, payload: schemas.LateAnswerIn) -> Answer:
    """Accept a late answer.

    It counts in place of the one that was there, and is scored. Refused with 409 `conflict` where none came late.
    """
    user = request.auth.user
    answer = access.get_markable_answer(user, id)
    marking.accept_late_answer(actor=user, answer=answer, reason=payload.reason)
    return access.get_markable_answer(user, id)


@router.post("/questions/{uuid:id}/regrades/", "quizzes.write", schemas.RegradeOut, status=202, errors=[404, 409])
def question_regrades_begin(request: SignedInRequest, id: UUID) -> Status[Any]:
    """Preview what a corrected key changes.

    In answers to earlier versions of the question that are scored; nothing changes yet. One that is counted and not
    applied is answered again. Refused with 409 `conflict` while another one is at work.
    """
    user = request.auth.user
    regrade = regrading.begin_regrade(actor=user, question=access.get_written_question(user, id))
    return Status(202, attempt_views.build_regrade_view(regrade, reader=user))


@router.get("/questions/{uuid:id}/regrades/{uuid:regrade_id}/", "quizzes.write", schemas.RegradeOut, errors=[404])
def question_regrades_get(request: SignedInRequest, id: UUID, regrade_id: UUID) -> dict[str, Any]:
    """Get a regrade.

    With what changes in answers that you may mark, as soon as it is counted.
    """
    user = request.auth.user
    return attempt_views.build_regrade_view(access.get_regrade(user, id, regrade_id), reader=user)


@router.post(
    "/questions/{uuid:id}/regrades/{uuid:regrade_id}/apply/",
    "quizzes.write",
    schemas.RegradeOut,
    status=202,
    errors=[404, 409],
)
def question_regrades_apply(request: SignedInRequest, id: UUID, regrade_id: UUID) -> Status[Any]:
    """Apply a regrade.

    Answers are scored by the corrected key; marks by hand stay. Applying it again changes nothing. Refused with 409
    `conflict` before it is counted, and when the question was changed again.
    """
    user = request.auth.user
    regrade = regrading.apply_regrade(actor=user, regrade=access.get_regrade(user, id, regrade_id))
    return Status(202, attempt_views.build_regrade_view(regrade, reader=user))


@router.delete("/questions/{uuid:id}/regrades/{uuid:regrade_id}/", "quizzes.write", errors=[404, 409])
def question_regrades_delete(request: SignedInRequest, id: UUID, regrade_id: UUID) -> None:
    """Delete a regrade.

    One that was not applied. Refused with 409 `conflict` for others.
    """
    regrading.drop_regrade(regrade=access.get_regrade(request.auth.user, id, regrade_id))
