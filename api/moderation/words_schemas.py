"""Schemas of the word lists."""

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from pydantic import Field

from api.base_schemas import In, Out, build_example
from api.lists import PageQuery

WordLanguage = Literal["uz", "ru", "en"]
WORD: dict[str, Any] = {
    "id": "0199f3a2-5b7c-7d10-8a4e-3f1c2b9d7110", "language": "en", "word": "stupid*", "effect": "refuse",
    "created_at": "2026-11-20T09:00:00Z",
}  # fmt: skip


class BlockedWordIn(In):
    """A word that texts may not have. A star at its end stands for any ending. `effect`: `refuse` the text, or `hold`
    it until a moderator has looked. Words that look alike (Cyrillic, digits) are the same.
    """

    model_config = build_example(language="en", word="stupid*", effect="refuse")

    language: WordLanguage
    word: str = Field(min_length=2, max_length=60)
    effect: Literal["refuse", "hold"] = "refuse"


class BlockedWordsQuery(PageQuery):
    """Filters of listed words."""

    model_config = build_example(language="en")

    language: WordLanguage | None = Field(None, description="Only words of this language.")


class BlockedWordOut(Out):
    """A listed word."""

    model_config = build_example(**WORD)

    id: UUID
    language: WordLanguage
    word: str
    effect: Literal["refuse", "hold"]
    created_at: datetime
