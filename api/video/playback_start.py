"""What operations of all places do to start a video."""

from typing import Any
from uuid import UUID

from api.auth import SignedInRequest
from api.video.playbacks_schemas import describe_playback
from apps.core.request_context import get_client_network
from apps.video import access
from apps.video.models import PlaybackPlace
from apps.video.services.playback import start_playback


def start(request: SignedInRequest, place: PlaybackPlace, place_id: UUID, block: UUID | None = None) -> dict[str, Any]:
    """Start the video of a place for the signed-in viewer; return the answer. Raise what `access.get_video` and
    `start_playback` raise.
    """
    video = access.get_video(request.auth.user, place, place_id, block)
    started = start_playback(
        session=request.auth.session,
        video=video,
        place=place,
        place_id=place_id,
        block=block,
        network=get_client_network(),
    )
    return describe_playback(started)
