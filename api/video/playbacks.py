"""Operations under `/video/playbacks/`: a viewer goes on watching a video, and ends."""

from api.auth import SignedInRequest
from api.operations import OperationRouter
from api.video import playbacks_schemas as schemas
from apps.core.request_context import get_client_network
from apps.video import access
from apps.video.models import Playback
from apps.video.services.playback import end_playback, renew_playback

router = OperationRouter(tags=["video"])


@router.post("/playbacks/{token}/heartbeat/", "learning.learn", schemas.HeartbeatOut, errors=[403, 404, 422])
def video_playbacks_renew(request: SignedInRequest, token: str, payload: schemas.HeartbeatIn) -> Playback:
    """Extend the playback of a video.

    The token gives keys for five minutes more. On another network it is refused with 403 `other_network`: start the
    video again for a new token. 404 for a token that has ended, or is not of this device.
    """
    playback = access.get_own_playback(request.auth.session, token, network=get_client_network())
    return renew_playback(playback=playback, position_ms=payload.position_ms, watched_ms=payload.watched_ms)


@router.delete("/playbacks/{token}/", "learning.learn", errors=[404])
def video_playbacks_end(request: SignedInRequest, token: str) -> None:
    """End watching a video.

    Its token gives no keys from then on, and another device may watch.
    """
    end_playback(playback=access.get_playback_of_session(request.auth.session, token))
