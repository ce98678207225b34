"""Operations under `/resources/library/` for films that are being prepared."""

from uuid import UUID

from api.auth import SignedInRequest
from api.operations import OperationRouter
from api.video.course_videos_schemas import VideoOut
from apps.video.author_access import get_editable_library_video
from apps.video.models import Video
from apps.video.services.adding import retry_video

router = OperationRouter(tags=["resources"])


@router.post("/library/{uuid:id}/video/retry/", "resources.write", VideoOut, errors=[404, 409])
def library_videos_retry(request: SignedInRequest, id: UUID) -> Video:
    """Start the preparation of a refused library film again.

    One that you added, or any for who manages the library. 409 for one that was not refused.
    """
    user = request.auth.user
    return retry_video(actor=user, video=get_editable_library_video(user, id))
