"""Schemas of `/homework/`: review queue, reviews, appeals, word corrections, rescoring."""

from datetime import datetime
from decimal import Decimal
from typing import Any, Literal
from uuid import UUID

from pydantic import Field

from api.base_schemas import In, Out, build_example
from api.homework.assignments_schemas import GROUP_ID
from api.homework.pupil_work_schemas import HOMEWORK, HomeworkOut
from api.lists import PageQuery
from api.shared_schemas import STUDENT, PersonOut
from apps.core.models import BaseModel
from apps.homework.models import Homework
from apps.homework.verdicts import was_pupil_under_8

REVIEW_ID = "0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6e79"
VOICE_ID = "0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6e80"


class QueueQuery(PageQuery):
    """Filters of the review queue: assignment, pupil, group, course."""

    model_config = build_example(group=GROUP_ID)

    assignment: UUID | None = Field(None, description="Only homework of this assignment.")
    student: UUID | None = Field(None, description="Only this pupil's homework.")
    group: UUID | None = Field(None, description="Only homework of this group.")
    course: UUID | None = Field(None, description="Only homework of this online course.")


class QueuedOut(HomeworkOut):
    """Homework that waits for a review. `certainty`: 0 with an open `appeal` or flags, 1 where the score is least
    certain, up to 4. `reason` and `flags` are those of the attempt to review.
    """

    model_config = build_example(
        **HOMEWORK | {"state": "needs_review"}, certainty=1, appeal=False, reason="CHECKS_FAILED", flags=["NOISY"]
    )

    certainty: int
    appeal: bool
    reason: str
    flags: list[str]


class ReviewIn(In):
    """Accept the homework, with its score or another, or return it to be done again."""

    model_config = build_example(decision="accept", score="90", comment="Well read!")

    decision: Literal["accept", "return"]
    score: Decimal | None = Field(None, ge=0, le=100, max_digits=5, decimal_places=2)
    comment: str = Field("", max_length=2000)
    voice: UUID | None = Field(None, description="Id of an uploaded voice comment.")
    attempt: UUID | None = Field(
        None, description="The newest attempt that the reviewer has seen; 409 `newer_attempt` when there is a newer."
    )


class VoiceOut(Out):
    """A voice comment that waits for its review."""

    model_config = build_example(id=VOICE_ID, content_type="audio/webm", size=48213)

    id: UUID
    content_type: str
    size: int


class ReviewOut(Out):
    """A teacher's decision about a homework. `voice`: path of the voice comment, null without one."""

    model_config = build_example(
        id=REVIEW_ID, decision="accept", score=90, comment="Well read!",
        voice=f"/api/v1/homework/reviews/{REVIEW_ID}/voice/", reviewer=STUDENT, created_at="2026-09-07T16:00:00Z",
    )  # fmt: skip

    id: UUID
    decision: Literal["accept", "return"]
    score: float | None
    comment: str
    voice: str | None
    reviewer: PersonOut
    created_at: datetime

    @staticmethod
    def resolve_voice(review: Any) -> str | None:
        """A path from the server's root."""
        return f"/api/v1/homework/reviews/{review.id}/voice/" if review.voice_id else None


class AppealIn(In):
    """Why the score should be reviewed."""

    model_config = build_example(text="I did read the last line.")

    text: str = Field(min_length=1, max_length=1000)


class AppealOut(Out):
    """A request to review a score; the next review sets `answered_at`."""

    model_config = build_example(text="I did read the last line.", author=STUDENT, created_at="2026-09-07T17:00:00Z")

    text: str
    author: PersonOut
    created_at: datetime
    answered_at: datetime | None


class HomeworkDetailOut(HomeworkOut):
    """A homework with its reviews and appeals, newest first."""

    model_config = build_example(**HOMEWORK, reviews=[], appeals=[])

    reviews: list[ReviewOut]
    appeals: list[AppealOut]

    @staticmethod
    def resolve_reviews(homework: Homework) -> list[BaseModel]:
        """Return the last twenty; without scores for a child under 8 and the family."""
        reviews = list(homework.reviews.select_related("reviewer").order_by("-id")[:20])
        if getattr(homework, "to_family", False) and was_pupil_under_8(homework.last_attempt):
            for review in reviews:
                review.score = None
        return [*reviews]

    @staticmethod
    def resolve_appeals(homework: Homework) -> list[BaseModel]:
        """Return all appeals."""
        return list(homework.appeals.select_related("author").order_by("-id"))


class WordFixIn(In):
    """Correction of one word: `class` for a word of the text (`index` is its place), or `heard` for a word of a free
    answer, empty when the pupil did not say it. Without both, an earlier correction is removed.
    """

    model_config = build_example(index=4, **{"class": "correct"})

    index: int = Field(ge=0, le=100_000)
    class_: Literal["correct", "near", "wrong", "omitted", "not_reached"] | None = Field(None, alias="class")
    heard: str | None = Field(None, max_length=100)


class WordsIn(In):
    """Corrections of words, each place once. `revision`: of the score that was shown; 409 when it has changed."""

    model_config = build_example(words=[{"index": 4, "class": "correct"}], revision=1)

    words: list[WordFixIn] = Field(min_length=1, max_length=500)
    revision: int | None = Field(None, ge=1)


class RescoreIn(In):
    """Empty: propose a score by the current version. `from_sound`: process the recording again. `apply` or `drop`: id
    of the proposal.
    """

    model_config = build_example(from_sound=False)

    from_sound: bool = False
    apply: UUID | None = None
    drop: UUID | None = None
