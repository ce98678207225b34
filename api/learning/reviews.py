"""Operations under `/courses/`: reviews of courses."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Query

from api.auth import SignedInRequest, build_optional_auth, get_optional_user
from api.guards import check_moderator, check_owner_or_read_only
from api.learning import reviews_schemas as schemas
from api.lists import PageOf, PublicPageQuery, build_page
from api.operations import OperationRouter
from apps.accounts.access import has_permission
from apps.courses.access import get_course
from apps.learning import review_access, review_queries
from apps.learning.models import CourseReview
from apps.learning.services import reviews

router = OperationRouter(tags=["courses"])


@router.get(
    "/courses/{uuid:id}/reviews/",
    build_optional_auth("courses.read"),
    PageOf[schemas.CourseReviewOut],
    errors=[401, 404, 422],
)
def course_reviews_list(request: HttpRequest, id: UUID, query: Query[PublicPageQuery]) -> dict[str, Any]:
    """List the reviews of a course.

    Newest first. Hidden reviews are listed for their author and for users who moderate.
    """
    user = get_optional_user(request)
    rows = review_queries.list_visible_reviews(user, get_course(user, id))
    return build_page(request, rows, query, ordering=("-created_at", "rating"))


@router.get(
    "/courses/{uuid:id}/rating/", build_optional_auth("courses.read"), schemas.CourseRatingOut, errors=[401, 404]
)
def course_rating_get(request: HttpRequest, id: UUID) -> dict[str, Any]:
    """Get the rating of a course.

    With your own review of it, and whether you may review it, answer its reviews and moderate them.
    """
    user = get_optional_user(request)
    course = get_course(user, id)
    return {
        "rating": course.rating,
        "review_count": course.review_count,
        "own": review_access.get_own_review(user, course.pk) if user is not None else None,
        "can_review": user is not None and review_access.can_review(user, course),
        "can_answer": user is not None and review_access.can_answer(user, course),
        "can_moderate": user is not None and has_permission(user, "content.moderate"),
    }


@router.put("/courses/{uuid:id}/reviews/mine/", "learning.learn", schemas.CourseReviewOut, errors=[404, 409, 422])
def course_reviews_save(request: SignedInRequest, id: UUID, payload: schemas.CourseReviewIn) -> CourseReview:
    """Save your review of a course.

    One each; saving again changes it. Refused with 409 `conflict` before you have done 20
    percent of the course online, and for its teachers.
    """
    user = request.auth.user
    course = review_access.get_course_to_review(user, id)
    return reviews.save_review(user=user, course=course, rating=payload.rating, text=payload.text)


@router.get("/reviews/{uuid:id}/", build_optional_auth("courses.read"), schemas.CourseReviewOut, errors=[401, 404])
def course_reviews_get(request: HttpRequest, id: UUID) -> CourseReview:
    """Get a review.

    Everybody reads it; a hidden one is for its author and for users who moderate.
    """
    return review_access.get_review(get_optional_user(request), id)


@router.delete("/reviews/{uuid:id}/", "learning.learn", errors=[404, 409])
def course_reviews_delete(request: SignedInRequest, id: UUID) -> None:
    """Delete your review.

    Its answer goes with it. For its author only. Refused with 409 `conflict` while the office hides it.
    """
    review = review_access.get_review(request.auth.user, id)
    check_owner_or_read_only(request, review.user_id)
    reviews.delete_review(review=review)


@router.put("/reviews/{uuid:id}/answer/", "learning.write", schemas.CourseReviewOut, errors=[404, 422])
def course_reviews_answer(request: SignedInRequest, id: UUID, payload: schemas.CourseReviewAnswerIn) -> CourseReview:
    """Answer a review.

    For teachers of the course and the office. Everybody reads the answer; an empty one takes it away.
    """
    review = review_access.get_review_to_answer(request.auth.user, id)
    return reviews.answer_review(actor=request.auth.user, review=review, answer=payload.answer)


@router.post("/reviews/{uuid:id}/report/", "learning.learn", status=204, errors=[404, 409, 422])
def course_reviews_report(request: SignedInRequest, id: UUID, payload: schemas.CourseReviewReportIn) -> None:
    """Report a review.

    The office sees how many users did. Refused with 409 `conflict` the second time.
    """
    review = review_access.get_review(request.auth.user, id)
    reviews.report_review(user=request.auth.user, review=review, reason=payload.reason)


@router.patch("/reviews/{uuid:id}/", "content.moderate", schemas.CourseReviewOut, errors=[404, 422])
def course_reviews_moderate(request: SignedInRequest, id: UUID, payload: schemas.CourseReviewHiddenIn) -> CourseReview:
    """Hide or show a review.

    A hidden review is read by its author and by users who moderate, and counts in no rating.
    """
    check_moderator(request)
    review = review_access.get_review(request.auth.user, id)
    reviews.set_review_hidden(actor=request.auth.user, review=review, hidden=payload.hidden)
    return review_access.get_review(request.auth.user, id)
