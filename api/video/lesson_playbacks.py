"""Operations under `/courses/` that start the videos of course lessons."""

from typing import Any
from uuid import UUID

from api.auth import SignedInRequest
from api.operations import OperationRouter
from api.video import playbacks_schemas as schemas
from api.video.playback_start import start
from apps.video.models import PlaybackPlace

router = OperationRouter(tags=["courses"])


@router.post(
    "/lessons/{uuid:id}/playback/", "learning.learn", schemas.PlaybackOut, status=201, errors=[403, 404, 409, 422, 503]
)
def learning_playbacks_start(request: SignedInRequest, id: UUID, payload: schemas.BlockPlaybackIn) -> dict[str, Any]:
    """Start the video of a block.

    For those who may read the lesson. Refused with 409 `playback_limit` while you watch on two other devices, and
    `video_not_ready` until the video is prepared.
    """
    return start(request, PlaybackPlace.LESSON, id, payload.block)


@router.post(
    "/lessons/{uuid:id}/draft/playback/", "learning.write", schemas.PlaybackOut, status=201, errors=[404, 409, 422, 503]
)
def lesson_drafts_playbacks_start(
    request: SignedInRequest, id: UUID, payload: schemas.BlockPlaybackIn
) -> dict[str, Any]:
    """Start the video of a block in a draft.

    For those who write the course.
    """
    return start(request, PlaybackPlace.DRAFT, id, payload.block)
