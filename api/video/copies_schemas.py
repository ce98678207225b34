"""Answers and queries of copies of films."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from api.base_schemas import Out, ReadWith, build_example
from api.lists import PageQuery
from apps.video.refusals import describe_copy_refusal

COPY_ID = "0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6ec1"
CopyStateName = Literal["waiting", "running", "ready", "refused"]


class FilmCopyOut(Out):
    """A copy of a film with your name in it, as one MP4."""

    model_config = build_example(
        id=COPY_ID, video="0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6e90", title="At the market", duration_ms=1_825_000,
        state="ready", percent=100, reason=None, size=148_211_309, created_at="2026-09-07T15:00:00Z",
        expires_at="2026-09-14T15:20:00Z",
    )  # fmt: skip

    id: UUID
    video: UUID = Field(validation_alias="video_id")
    title: str = Field(description="Of the film where you asked for the copy.")
    duration_ms: Annotated[int, ReadWith(lambda copy: copy.video.duration_ms or 0)]
    state: CopyStateName
    percent: int = Field(ge=0, le=100, description="How much of it is made.")
    reason: Annotated[str | None, ReadWith(lambda copy: describe_copy_refusal(copy.refusal))] = Field(
        description="Why it was `refused`."
    )
    size: Annotated[int | None, ReadWith(lambda copy: copy.file.size if copy.file else None)] = Field(
        description="In bytes; null until it is ready."
    )
    created_at: datetime
    expires_at: datetime | None = Field(description="Until when it is kept; null until it is ready.")


class FilmCopiesQuery(PageQuery):
    """Filters for your copies of films."""

    model_config = build_example(state="ready")

    state: CopyStateName | None = Field(None, description="Only copies in this state.")
