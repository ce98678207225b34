"""Schemas of marks by hand."""

from datetime import datetime
from decimal import Decimal
from typing import Literal
from uuid import UUID

from pydantic import Field

from api.base_schemas import In, Out, build_example
from api.lists import PageQuery
from api.quizzes.attempts_schemas import ATTEMPT_ID
from api.quizzes.authoring_schemas import GROUP_ID, QUIZ_ID
from api.quizzes.banks_schemas import QUESTION_ID, Kind
from api.shared_schemas import STUDENT, PersonOut

ANSWER_ID = "0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6ec7"


class QuizAnswerRowOut(Out):
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


class QuizAnswersQuery(PageQuery):
    """Filters of answers that wait."""

    model_config = build_example(group=GROUP_ID)

    quiz: UUID | None = Field(None, description="Only answers of this quiz.")
    group: UUID | None = Field(None, description="Only answers of quizzes of this group.")
    course: UUID | None = Field(None, description="Only answers of quizzes of this online course.")


class QuizMarkIn(In):
    """The points of an answer, and words for the learner."""

    model_config = build_example(mark=4, comment="Good linking words. Mind the past tense.")

    mark: Decimal = Field(ge=0, le=1000, max_digits=6, decimal_places=2)
    comment: str = Field("", max_length=5000)


class MarkChangeOut(Out):
    """What a regrade changes in one answer; null: it waits for a teacher."""

    model_config = build_example(answer=ANSWER_ID, learner=STUDENT, old=0, new=1)

    answer: UUID
    learner: PersonOut
    old: float | None
    new: float | None


class RegradeOut(Out):
    """A corrected key for answers that are scored. `skipped_count`: marked by hand. `changes`: those of the
    first 500 that you may mark.
    """

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


class OptionChoicesOut(Out):
    """How often an option was chosen."""

    model_config = build_example(id="k3", text="goes", count=21, is_right=True)

    id: str
    text: str
    count: int
    is_right: bool


class QuestionStatisticsOut(Out):
    """Figures of a question, null where they are not defined. `facility`: mean mark of the points, 0 to 1.
    `discrimination`: correlation with the rest of the quiz, -100 to 100. `efficiency`: of the largest covariance that
    the same marks allow, in percent. `flags`: why it does harm or measures nothing.
    """

    model_config = build_example(
        question=QUESTION_ID, name="Present simple: she goes", kind="single", position=1, count=24, facility=0.875,
        discrimination=41.2, efficiency=55.3, choices=[], flags=[],
    )  # fmt: skip

    question: UUID
    name: str
    kind: Kind
    position: int
    count: int
    facility: float | None
    discrimination: float | None
    efficiency: float | None
    choices: list[OptionChoicesOut]
    flags: list[Literal["negative_discrimination", "weak_discrimination", "too_hard", "too_easy"]]


class QuizStatisticsOut(Out):
    """Figures of a quiz from the first finished attempt of each learner, in points; null where they are not defined.
    `consistency`: Cronbach's alpha in percent. `error_ratio`: the part of the deviation that is chance, in percent.
    """

    model_config = build_example(
        count=24, mean=7.4, median=8, deviation=1.9, consistency=71.5, error_ratio=53.4, standard_error=1.01,
        questions=[],
    )  # fmt: skip

    count: int
    mean: float | None
    median: float | None
    deviation: float | None
    consistency: float | None
    error_ratio: float | None
    standard_error: float | None
    questions: list[QuestionStatisticsOut]


class LateAnswerIn(In):
    """Why a late answer counts."""

    model_config = build_example(reason="The line of her village was cut.")

    reason: str = Field(min_length=1, max_length=500)
