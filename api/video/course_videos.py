"""Operations under `/courses/` for films of online courses that are being prepared."""

from uuid import UUID

from api.auth import SignedInRequest
from api.operations import OperationRouter
from api.video.course_videos_schemas import VideoOut
from apps.video.access import get_course_film
from apps.video.author_access import get_course_video
from apps.video.models import Video
from apps.video.services.adding import retry_video

router = OperationRouter(tags=["courses"])


@router.get("/courses/{uuid:id}/videos/{uuid:file}/", "learning.write", VideoOut, errors=[404])
def course_videos_get(request: SignedInRequest, id: UUID, file: UUID) -> Video:
    """Get how far a film of a course is prepared.

    By the id of its file: whether it is ready, and why it was refused.
    """
    return get_course_film(request.auth.user, id, file)


@router.post("/courses/{uuid:id}/videos/{uuid:file}/retry/", "learning.write", VideoOut, errors=[404, 409])
def course_videos_retry(request: SignedInRequest, id: UUID, file: UUID) -> Video:
    """Start the preparation of a refused film again.

    409 for one that was not refused.
    """
    user = request.auth.user
    return retry_video(actor=user, video=get_course_video(user, id, file))
