"""Operations under `/lessons/feedback/`: what pupils say about their teachers after each month."""

from typing import Any
from uuid import UUID

from ninja import Query

from api.auth import SignedInRequest
from api.lessons import feedback_schemas as schemas
from api.lists import PageOf, PageQuery, build_page, build_page_of_rows
from api.operations import OperationRouter
from apps.core.pagination import Columns
from apps.lessons import feedback_queries
from apps.lessons.models import FeedbackRequest
from apps.lessons.services import feedback

router = OperationRouter(tags=["lessons"])

ASKED_ORDER = Columns(("group",), {"group": ("round__group__name", "student__first_name")})
RESULT_ORDER = Columns(("-month", "group"), {"group": ("group__name",)})


@router.get("/feedback/", "feedback.give", PageOf[schemas.FeedbackRequestOut], errors=[422])
def feedback_requests_list(request: SignedInRequest, query: Query[PageQuery]) -> dict[str, Any]:
    """List what you are asked about teachers.

    One row for each group of the last month, of yours and of young children whom you answer for, with your answer. You
    can answer for 14 days after the month. `rating` and `text` are empty for who views as another user.
    """
    rows = feedback_queries.list_feedback_requests(request.auth.user)
    return build_page(request, rows, query, ordering=ASKED_ORDER)


@router.put("/feedback/{uuid:id}/", "feedback.give", schemas.FeedbackRequestOut, errors=[404, 409, 422])
def feedback_requests_answer(request: SignedInRequest, id: UUID, payload: schemas.FeedbackIn) -> FeedbackRequest:
    """Answer about a teacher.

    Answering again changes your answer. It is shown to no one else, and results name no pupil. Refused with 409
    `not_open` when the time is over.
    """
    asked = feedback_queries.get_feedback_request(request.auth.user, id)
    return feedback.save_feedback(request=asked, rating=payload.rating, text=payload.text)


@router.get("/feedback/results/", "feedback.read", PageOf[schemas.FeedbackResultOut], errors=[422])
def feedback_results_list(request: SignedInRequest, query: Query[schemas.FeedbackResultsQuery]) -> dict[str, Any]:
    """List what pupils say about teachers.

    One row for each group and month, newest month first: about you; for the office, of all groups of its branches. A
    result is there 14 days after the month, from five answers on; of fewer only their number stays.
    """
    rows = feedback_queries.list_feedback_rounds(request.auth.user, **query.rounds_filters())
    return build_page(request, rows, query, ordering=RESULT_ORDER)


@router.get("/feedback/teachers/", "feedback.read", PageOf[schemas.TeacherFeedbackOut], errors=[422])
def feedback_teachers_list(request: SignedInRequest, query: Query[schemas.TeacherFeedbackQuery]) -> dict[str, Any]:
    """List teachers with what pupils say.

    The results of all months of a teacher, added up. Months with fewer than five answers count in none.
    """
    rounds = feedback_queries.list_feedback_rounds(request.auth.user, **query.filters())
    return build_page_of_rows(request, feedback_queries.sum_feedback_by_teacher(rounds), query)
