"""Schemas of question banks, their files and their questions."""

from datetime import datetime
from decimal import Decimal
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import Field

from api.base_schemas import In, Out, ReadWith, build_example
from api.lists import PageQuery
from api.resources.materials_schemas import UPLOAD_ID
from apps.quizzes.attempt_views import build_file_link
from apps.quizzes.models.banks import MAX_DIFFICULTY, TAG
from apps.quizzes.questions.bodies import QuestionBody
from apps.quizzes.questions.drafts import MAX_PICTURES, QuestionDraft
from apps.quizzes.questions.keys import QuestionKey
from apps.quizzes.questions.parts import PromptPicture
from apps.quizzes.questions.responses import QuestionResponse

BANK_ID, QUESTION_ID = "0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6ec1", "0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6ec2"
Kind = Literal[
    "single", "multiple", "true_false", "short", "number", "ordering", "matching", "gap", "essay", "speak", "file",
    "hotspot", "dictation",
]  # fmt: skip
Level = Literal["", "A1", "A2", "B1", "B2", "C1", "C2"]
Skill = Literal["", "grammar", "vocabulary", "reading", "listening", "speaking", "writing"]
Language = Literal["en", "ru", "uz"]
PROMPT: dict[str, Any] = {
    "type": "doc",
    "content": [{"type": "paragraph", "content": [{"type": "text", "text": "She ___ to school every day."}]}],
}
BODY: dict[str, Any] = {"kind": "single", "options": [{"id": "k3", "text": "goes"}, {"id": "x9", "text": "go"}]}
KEY: dict[str, Any] = {"kind": "single", "shares": {"k3": 1}, "explanation": "He, she and it take -s."}
RESPONSE: dict[str, Any] = {"kind": "single", "option": "k3"}
QUESTION: dict[str, Any] = {
    "name": "Present simple: she goes",
    "prompt": PROMPT,
    "body": BODY,
    "key": KEY,
    "points": 1,
    "tags": ["tenses/present simple"],
    "level": "A1",
    "skill": "grammar",
}


class QuestionBankIn(In):
    """A new bank: of a course that you teach, or (the office) of the centre."""

    model_config = build_example(name="Tenses")

    name: str = Field(min_length=1, max_length=200)
    course: UUID | None = None


class QuestionBankNameIn(In):
    """The name of a bank."""

    model_config = build_example(name="Tenses and aspects")

    name: str = Field(min_length=1, max_length=200)


class QuestionBankOut(Out):
    """A bank. Without a `course` it is the centre's, which the office writes and all teachers may use."""

    model_config = build_example(
        id=BANK_ID, name="Tenses", course=None, question_count=120, created_at="2026-11-20T09:00:00Z"
    )  # fmt: skip

    id: UUID
    name: str
    course: UUID | None = Field(validation_alias="course_id")
    question_count: int
    created_at: datetime


class QuestionBanksQuery(PageQuery):
    """Filters of banks."""

    model_config = build_example(search="tenses")

    course: UUID | None = Field(None, description="Only banks of this course.")


class QuestionFileIn(In):
    """A picture or recording for questions of a bank: an upload."""

    model_config = build_example(upload=UPLOAD_ID)

    upload: UUID = Field(description="An upload whose bytes have all arrived.")


class QuestionFileOut(Out):
    """A picture or recording of a bank. `url` may be used for five minutes."""

    model_config = build_example(
        id="0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6ec3", content_type="image/webp", size=48_211, duration_ms=None,
        url="/api/v1/files/WyI3ZjRhIiwi.../",
    )  # fmt: skip

    id: UUID
    content_type: str = Field(validation_alias="file__content_type")
    size: int = Field(validation_alias="file__size")
    duration_ms: int | None = Field(description="How long a recording is; null for pictures.")
    url: Annotated[str, ReadWith(build_file_link)]


class BankQuestionIn(In):
    """A question: what learners see (`prompt`, `body`), and what is right (`key`)."""

    model_config = build_example(**QUESTION)

    name: str = Field("", max_length=200, description="How the bank lists it; empty: the first words of the prompt.")
    prompt: dict[str, Any] = Field(description="A document as TipTap writes it.")
    pictures: list[PromptPicture] = Field([], max_length=MAX_PICTURES)
    audio: UUID | None = Field(None, description="A recording of the bank.")
    max_plays: int = Field(0, ge=0, le=100, description="How often a learner may hear it; 0: as often as they like.")
    body: QuestionBody
    key: QuestionKey
    points: Decimal = Field(Decimal(1), gt=0, le=1000, max_digits=6, decimal_places=2)
    language: Language = "en"
    tags: list[Annotated[str, Field(min_length=1, max_length=TAG)]] = Field([], max_length=20)
    level: Level = ""
    skill: Skill = ""
    difficulty: float | None = Field(None, ge=-MAX_DIFFICULTY, le=MAX_DIFFICULTY, description="In logits (Rasch).")

    def build_draft(self) -> QuestionDraft:
        """Return what services take."""
        values = {name: getattr(self, name) for name in BankQuestionIn.model_fields}
        return QuestionDraft(**values | {"pictures": tuple(self.pictures), "tags": tuple(self.tags)})


class BankQuestionChangeIn(BankQuestionIn):
    """A question as it shall be. `version`: the one that you began with."""

    model_config = build_example(**QUESTION, version=1)

    version: int = Field(ge=1)


class BankQuestionRowOut(Out):
    """A question in the list of its bank."""

    model_config = build_example(
        id=QUESTION_ID, name=QUESTION["name"], kind="single", level="A1", skill="grammar", difficulty=None,
        tags=QUESTION["tags"], points=1, version=1, created_at="2026-11-20T09:00:00Z",
    )  # fmt: skip

    id: UUID
    name: str
    kind: Kind
    level: Level
    skill: Skill
    difficulty: float | None
    tags: list[str]
    points: float = Field(validation_alias="current__points")
    version: int = Field(validation_alias="current__number")
    created_at: datetime


class BankQuestionOut(BankQuestionRowOut):
    """A question with its key, for teachers and the office."""

    model_config = build_example(
        bank=BANK_ID, prompt=PROMPT, pictures=[], audio=None, max_plays=0, body=BODY, key=KEY, language="en"
    )  # fmt: skip

    bank: UUID = Field(validation_alias="bank_id")
    prompt: dict[str, Any] = Field(validation_alias="current__prompt")
    pictures: list[PromptPicture] = Field(validation_alias="current__pictures")
    audio: UUID | None = Field(validation_alias="current__audio_id")
    max_plays: int = Field(validation_alias="current__max_plays")
    body: QuestionBody = Field(validation_alias="current__body")
    key: QuestionKey = Field(validation_alias="current__key")
    language: Language = Field(validation_alias="current__language")


class BankQuestionsQuery(PageQuery):
    """Filters of the questions of a bank."""

    model_config = build_example(level="A1", search="goes")

    kind: Kind | None = Field(None, description="Only questions of this kind.")
    level: Level | None = Field(None, description="Only questions of this level.")
    skill: Skill | None = Field(None, description="Only questions of this skill.")
    tag: str | None = Field(None, max_length=TAG, description="Only questions with this tag.")


class QuestionTryIn(In):
    """An answer to try a question with."""

    model_config = build_example(response=RESPONSE)

    response: QuestionResponse
    hints_used: int = Field(0, ge=0, le=10)


class QuestionTryOut(Out):
    """What an answer would give: `share` of the points, null where a teacher marks it."""

    model_config = build_example(share=1, feedback=[])

    share: float | None
    feedback: list[str]
