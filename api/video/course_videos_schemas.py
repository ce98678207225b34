"""Answers about videos, for those who add them."""

from typing import Annotated
from uuid import UUID

from pydantic import Field

from api.base_schemas import Out, ReadWith, build_example
from api.learning.files_schemas import FILE_ID
from apps.video.models import VideoState
from apps.video.refusals import describe_refusal


class VideoOut(Out):
    """A film that is prepared for watching. Its length is null, and its width and height 0, until they are known;
    `reason` says why it was `refused`.
    """

    model_config = build_example(
        video="0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6e90", file=FILE_ID, state="transcoding", percent=40, reason=None,
        duration_ms=754_000, width=1920, height=1080, has_audio=True, bytes=0,
    )  # fmt: skip

    video: Annotated[UUID | None, ReadWith(lambda video: None if video._state.adding else video.pk)] = Field(
        description="By which its subtitles are found; null for a moment after it was added."
    )
    file: UUID = Field(validation_alias="file_id", description="The stored file, as events name it.")
    state: VideoState
    percent: int = Field(ge=0, le=100)
    reason: Annotated[str | None, ReadWith(lambda video: describe_refusal(video.refusal))]
    duration_ms: int | None
    width: int = Field(description="As shown, in pixels.")
    height: int
    has_audio: bool
    bytes: int = Field(description="Of all that was made from it.")
