"""Schemas of quizzes: settings, questions, extensions."""

from datetime import datetime
from decimal import Decimal
from typing import Any, Literal
from uuid import UUID

from pydantic import Field

from api.base_schemas import Changes, In, Moment, Out, build_example
from api.lists import PageQuery
from api.quizzes.banks_schemas import BANK_ID, QUESTION_ID
from api.shared_schemas import STUDENT, PersonOut
from apps.quizzes.attempt_views import build_row_standing
from apps.quizzes.models.banks import TAG

QUIZ_ID = "0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6ec4"
GROUP_ID = "0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6ec6"
Shows = Literal["never", "after_attempt", "after_close"]
Counting = Literal["best", "last", "first"]
SETTINGS: dict[str, Any] = {
    "title": "Unit 3: present simple",
    "instructions": "Ten questions. You have fifteen minutes.",
    "time_limit": 900,
    "attempts_allowed": 2,
    "counting": "best",
    "pass_percent": 60,
    "shuffle_questions": True,
    "shuffle_options": True,
    "one_by_one": False,
    "show_score": "after_attempt",
    "show_answers": "after_close",
    "show_explanations": "after_close",
    "opens_at": None,
    "closes_at": "2026-12-01T18:00:00Z",
}


class QuizSettings(In):
    """The settings of a quiz."""

    instructions: str = Field("", max_length=5000)
    time_limit: int | None = Field(None, ge=30, le=86_400, description="Seconds for one attempt; null: no limit.")
    attempts_allowed: int = Field(1, ge=0, le=100, description="0: as many as a learner likes.")
    counting: Counting = "best"
    pass_percent: int | None = Field(None, ge=1, le=100, description="Percent of the points; null: none is needed.")
    shuffle_questions: bool = False
    shuffle_options: bool = True
    one_by_one: bool = Field(False, description="Each question on a page of its own.")
    show_score: Shows = "after_attempt"
    show_answers: Shows = "after_close"
    show_explanations: Shows = "after_close"
    opens_at: Moment | None = None
    closes_at: Moment | None = None
    password: str = Field("", max_length=100, description="Empty: none. It is never sent back.")


class QuizIn(QuizSettings):
    """A new quiz, as a draft: of a group, of a lesson with its group, or of an online course; none: of the centre."""

    model_config = build_example(**SETTINGS, group=GROUP_ID)

    title: str = Field(min_length=1, max_length=200)
    group: UUID | None = None
    lesson: UUID | None = None
    course: UUID | None = None


class QuizChanges(Changes, QuizSettings):
    """Changes of the settings. `revision`: the one that you began with."""

    model_config = build_example(title="Unit 3", revision=1)

    title: str = Field("", min_length=1, max_length=200)
    revision: int = Field(ge=1)


class QuizOut(Out):
    """A quiz."""

    model_config = build_example(
        id=QUIZ_ID, **SETTINGS, group=GROUP_ID, lesson=None, course=None, course_lesson=None, has_password=False,
        is_published=True, revision=3, created_at="2026-11-20T09:00:00Z",
    )  # fmt: skip

    id: UUID
    title: str
    instructions: str
    group: UUID | None = Field(validation_alias="group_id")
    lesson: UUID | None = Field(validation_alias="lesson_id")
    course: UUID | None = Field(validation_alias="course_id")
    course_lesson: UUID | None = Field(
        validation_alias="course_lesson_id", description="The published lesson of the course that shows it."
    )
    time_limit: int | None
    attempts_allowed: int
    counting: Counting
    pass_percent: int | None
    shuffle_questions: bool
    shuffle_options: bool
    one_by_one: bool
    show_score: Shows
    show_answers: Shows
    show_explanations: Shows
    opens_at: datetime | None
    closes_at: datetime | None
    has_password: bool
    is_published: bool
    revision: int
    created_at: datetime

    @staticmethod
    def resolve_has_password(quiz: Any) -> bool:
        """Return whether it asks for a password."""
        return bool(quiz.password)

    @staticmethod
    def resolve_is_published(quiz: Any) -> bool:
        """Return whether learners see it."""
        return quiz.published_at is not None


class QuizRowStandingOut(Out):
    """How you stand at a quiz. `percent` and `passed` of the result that counts, null until every answer is
    marked and they may be seen.
    """

    model_config = build_example(open_attempt=None, attempts_used=1, percent=75, passed=True)

    open_attempt: UUID | None
    attempts_used: int
    percent: float | None
    passed: bool | None


class QuizRowOut(QuizOut):
    """A quiz in a list, with how you stand at it."""

    standing: QuizRowStandingOut

    @staticmethod
    def resolve_standing(quiz: Any) -> dict[str, Any]:
        """Return it, of a quiz with `own_attempts`."""
        return build_row_standing(quiz, quiz.own_attempts)


class QuizzesQuery(PageQuery):
    """Filters of quizzes."""

    model_config = build_example(group=GROUP_ID)

    group: UUID | None = Field(None, description="Only quizzes of this group.")
    course: UUID | None = Field(None, description="Only quizzes of this online course.")
    lesson: UUID | None = Field(None, description="Only quizzes of this lesson of a group.")
    takeable: bool = Field(False, description="Only quizzes that are for you to take.")
    written: bool = Field(False, description="Only quizzes that you write.")


class QuizPlaceIn(In):
    """A place of a quiz: one question, or `draw` questions at random of a bank, with a tag where one is named."""

    model_config = build_example(question=QUESTION_ID, points=2)

    question: UUID | None = None
    bank: UUID | None = None
    tag: str = Field("", max_length=TAG)
    draw: int = Field(0, ge=0, le=300)
    points: Decimal | None = Field(None, gt=0, le=1000, max_digits=6, decimal_places=2)


class QuizPlacesIn(In):
    """What a quiz asks, in this order. `revision`: the one that you began with."""

    model_config = build_example(revision=1, places=[{"question": QUESTION_ID}, {"bank": BANK_ID, "draw": 5}])

    revision: int = Field(ge=1)
    places: list[QuizPlaceIn] = Field(max_length=300)


class QuizPlaceOut(Out):
    """A place of a quiz. `name` and `kind` are those of the question, or the bank's name."""

    model_config = build_example(
        position=1, question=QUESTION_ID, bank=None, tag="", draw=0, points=2, name="Present simple: she goes",
        kind="single",
    )  # fmt: skip

    position: int
    question: UUID | None = Field(validation_alias="question_id")
    bank: UUID | None = Field(validation_alias="bank_id")
    tag: str
    draw: int
    points: float | None
    name: str
    kind: str | None = Field(validation_alias="question__kind")

    @staticmethod
    def resolve_name(place: Any) -> str:
        """Return what it asks, in a few words."""
        return str(place.question.name if place.question else place.bank.name)


class QuizExtensionIn(In):
    """What a learner has more than the others, and why."""

    model_config = build_example(extra_percent=50, extra_attempts=0, closes_at=None, reason="Reads slowly.")

    extra_percent: int = Field(0, ge=0, le=400, description="Of the time limit.")
    extra_attempts: int = Field(0, ge=0, le=20)
    closes_at: Moment | None = Field(None, description="In place of that of the quiz.")
    reason: str = Field(min_length=1, max_length=500)


class QuizExtensionOut(Out):
    """What a learner has more than the others."""

    model_config = build_example(
        learner=STUDENT, extra_percent=50, extra_attempts=0, closes_at=None, reason="Reads slowly."
    )

    learner: PersonOut = Field(validation_alias="user")
    extra_percent: int
    extra_attempts: int
    closes_at: datetime | None
    reason: str
