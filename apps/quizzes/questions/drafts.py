"""A question as editors and files bring it, before it is in the bank."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any
from uuid import UUID

from apps.quizzes.questions.bodies import QuestionBody
from apps.quizzes.questions.keys import QuestionKey
from apps.quizzes.questions.parts import PromptPicture


@dataclass(frozen=True, kw_only=True)
class QuestionDraft:
    """A question with all that a version of it holds.

    `id`: of a question that keeps its identity when it is read again; None for a new one.
    `name`: how the bank lists it. `prompt`: a document of TEXT_SCHEMA (`apps.learning.blocks.documents`).
    `pictures` stand above it, at most MAX_PICTURES.
    `language`: "en", "ru" or "uz", by which texts are folded. `audio`: a recording that belongs to the prompt, with
    `max_plays` (0: as often as one likes). `tags`: "a/b" for a tag within a tag. `level`: "A1" … "C2" or "". `skill`:
    one of SKILLS or "". `difficulty` in logits, None while unknown. `files`: of a draft that comes from an archive,
    the path there of each file that `pictures`, body and `audio` name.
    """

    name: str
    prompt: Mapping[str, Any]
    body: QuestionBody
    key: QuestionKey
    points: Decimal = Decimal(1)
    pictures: tuple[PromptPicture, ...] = ()
    language: str = "en"
    audio: UUID | None = None
    max_plays: int = 0
    tags: tuple[str, ...] = ()
    level: str = ""
    skill: str = ""
    difficulty: float | None = None
    files: Mapping[UUID, str] = field(default_factory=dict)
    id: UUID | None = None


LANGUAGES = ("en", "ru", "uz")
LEVELS = ("A1", "A2", "B1", "B2", "C1", "C2")
SKILLS = ("grammar", "vocabulary", "reading", "listening", "speaking", "writing")
MAX_PICTURES = 5
