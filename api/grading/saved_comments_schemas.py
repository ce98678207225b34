"""Schemas of the comment bank."""

from datetime import datetime
from uuid import UUID

from pydantic import Field

from api.base_schemas import In, Out, build_example

COMMENT_ID = "0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6f07"
TEXT = "Read it aloud once more, slowly, and mind the endings."


class SavedCommentIn(In):
    """A comment to keep."""

    model_config = build_example(text=TEXT)

    text: str = Field(min_length=1, max_length=2000)


class SavedCommentOut(Out):
    """A saved comment of your own."""

    model_config = build_example(id=COMMENT_ID, text=TEXT, created_at="2026-11-20T09:00:00Z")

    id: UUID
    text: str
    created_at: datetime
