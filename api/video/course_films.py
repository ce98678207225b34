"""Operations under `/courses/` for films of online courses."""

from uuid import UUID

from api.auth import SignedInRequest
from api.operations import OperationRouter
from api.video.course_films_schemas import VideoOut
from apps.video.access import get_course_film
from apps.video.models import Video

router = OperationRouter(tags=["courses"])


@router.get("/courses/{uuid:id}/videos/{uuid:file}/", "learning.write", VideoOut, errors=[404])
def course_videos_get(request: SignedInRequest, id: UUID, file: UUID) -> Video:
    """Get how far a film of a course is prepared.

    By the id of its file: whether it is ready, and why it was refused.
    """
    return get_course_film(request.auth.user, id, file)
