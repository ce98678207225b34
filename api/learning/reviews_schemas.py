"""Schemas of course reviews."""

from datetime import datetime
from typing import Any
from uuid import UUID

from pydantic import Field

from api.auth import get_optional_user
from api.base_schemas import In, Out, build_example
from apps.learning.models import CourseReview

REVIEW: dict[str, Any] = {
    "id": "0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6eb1",
    "author": "Jasur O.",
    "rating": 5,
    "text": "Short lessons, and I know what to do next.",
    "answer": "Thank you!",
    "answered_at": "2026-11-21T09:00:00Z",
    "created_at": "2026-11-20T09:00:00Z",
    "is_mine": False,
    "is_hidden": False,
    "reports": None,
}


class CourseReviewIn(In):
    """A review: 1 to 5 stars, and words if you like."""

    model_config = build_example(rating=5, text=REVIEW["text"])

    rating: int = Field(ge=1, le=5)
    text: str = Field("", max_length=4_000)


class CourseReviewAnswerIn(In):
    """The answer of a teacher, for everybody; empty to take it away."""

    model_config = build_example(answer=REVIEW["answer"])

    answer: str = Field(max_length=4_000)


class CourseReviewReportIn(In):
    """Why the office should look at a review."""

    model_config = build_example(reason="It is about another course.")

    reason: str = Field(min_length=1, max_length=500)


class CourseReviewHiddenIn(In):
    """Whether a review is hidden."""

    model_config = build_example(hidden=True)

    hidden: bool


class CourseReviewOut(Out):
    """A review of a course. `author`: first name and the initial of the last name. `reports`: how many users asked the
    office to look at it; null unless you moderate.
    """

    model_config = build_example(**REVIEW)

    id: UUID
    author: str
    rating: int
    text: str
    answer: str
    answered_at: datetime | None
    created_at: datetime
    is_mine: bool
    is_hidden: bool
    reports: int | None = Field(None, validation_alias="report_count")

    @staticmethod
    def resolve_author(review: CourseReview) -> str:
        """Return the first name and the initial of the last name."""
        initial = f" {review.user.last_name[0]}." if review.user.last_name else ""
        return review.user.first_name + initial

    @staticmethod
    def resolve_is_mine(review: CourseReview, context: dict[str, Any]) -> bool:
        """Return whether the reader wrote it."""
        user = get_optional_user(context["request"])
        return user is not None and user.pk == review.user_id

    @staticmethod
    def resolve_is_hidden(review: CourseReview) -> bool:
        """Return whether it is hidden."""
        return review.hidden_at is not None


class CourseRatingOut(Out):
    """The rating of a course by its visible reviews, and what you may do."""

    model_config = build_example(
        rating=4.6, reviews=12, own=None, can_review=True, can_answer=False, can_moderate=False
    )  # fmt: skip

    rating: float | None = Field(description="The average, 1 to 5; null without a review.")
    reviews: int = Field(validation_alias="review_count")
    own: CourseReviewOut | None = Field(description="Your review of the course.")
    can_review: bool
    can_answer: bool
    can_moderate: bool
