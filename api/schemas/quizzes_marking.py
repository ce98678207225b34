"""Schemas of marks by hand."""

from datetime import datetime
from decimal import Decimal

from typing import Literal
from uuid import UUID

from pydantic import Field

from api.lists import PageQuery
from api.schemas.base import In, Out, build_example
from api.schemas.courses import PersonOut
from api.schemas.homework import STUDENT
from api.schemas.quizzes import GROUP_ID, QUIZ_ID
from api.schemas.quizzes_attempts import ATTEMPT_ID
from api.schemas.quizzes_banks import Kind

ANSWER_ID = "0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6ec7"


class AnswerRowOut(Out):
    """An answer to mark. The attempt (`GET …/marking/`) shows it whole."""

    model_config = build_example(
        id=ANSWER_ID, attempt=ATTEMPT_ID, quiz=QUIZ_ID, title="Unit 3: present simple", learner=STUDENT, place=2,
        kind="essay", question="My town", points=5, mark=None, waits=True, comment="",
        handed_in_at="2026-11-20T09:15:00Z",
    )  # fmt: skip

    id: UUID
    attempt: UUID = Field(validation_alias="attempt_id")
    quiz: UUID = Field(validation_alias="attempt__quiz_id")
    title: str = Field(validation_alias="attempt__quiz__title")
    learner: PersonOut = Field(validation_alias="attempt__user")
    place: int
    kind: Kind = Field(validation_alias="version__question__kind")
    question: str = Field(validation_alias="version__question__name")
    points: float
    mark: float | None
    waits: bool
    comment: str
    handed_in_at: datetime = Field(validation_alias="attempt__handed_in_at")


class AnswersQuery(PageQuery):
    """Filters of answers that wait."""

    model_config = build_example(group=GROUP_ID)

    quiz: UUID | None = Field(None, description="Only answers of this quiz.")
    group: UUID | None = Field(None, description="Only answers of quizzes of this group.")
    course: UUID | None = Field(None, description="Only answers of quizzes of this online course.")


class MarkIn(In):
    """The points of an answer, and words for the learner."""

    model_config = build_example(mark=4, comment="Good linking words. Mind the past tense.")

    mark: Decimal = Field(ge=0, le=1000, max_digits=6, decimal_places=2)
    comment: str = Field("", max_length=5000)


class MarkChangeOut(Out):
    """What a regrade changes in one answer; null: it waits for a teacher."""

    model_config = build_example(answer=ANSWER_ID, learner=STUDENT, old="0", new="1")

    answer: UUID
    learner: PersonOut
    old: Decimal | None
    new: Decimal | None


class RegradeOut(Out):
    """A corrected key for answers that are scored. `skipped_count`: marked by hand. `changes`: the first 500."""

    model_config = build_example(
        id="0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6ec8", state="ready", version=2, answer_count=24, skipped_count=1,
        change_count=7,
    )  # fmt: skip

    id: UUID
    state: Literal["counting", "ready", "applying", "applied"]
    version: int
    answer_count: int
    skipped_count: int
    change_count: int
    changes: list[MarkChangeOut]


class LateAnswerIn(In):
    """Why a late answer counts."""

    model_config = build_example(reason="The line of her village was cut.")

    reason: str = Field(min_length=1, max_length=500)


