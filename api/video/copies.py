"""Operations of copies of films: a viewer asks for one, downloads it, and deletes it."""

from typing import Any
from uuid import UUID

from ninja import Query

from api.auth import SignedInRequest
from api.lists import PageOf, build_page
from api.operations import OperationRouter
from api.resources.materials_schemas import DownloadLinkOut
from api.video import copies_schemas as schemas
from apps.core.files.links import DOWNLOAD_SECONDS
from apps.core.request_context import get_client_network
from apps.video import access, queries
from apps.video.models import FilmCopy
from apps.video.services import copies as services

router = OperationRouter(tags=["video"])


@router.post("/playbacks/{token}/copy/", "learning.learn", schemas.FilmCopyOut, status=202, errors=[403, 404, 409])
def video_copies_create(request: SignedInRequest, token: str) -> FilmCopy:
    """Request a copy of a film.

    One MP4 with 480 lines at most and your name in the picture, made by a job; a copy that you have or wait for is
    returned as it is. 404 unless the setting `film_copies` is on, and for drafts and the media library. Refused with
    409 `conflict` for a film at VdoCipher, and while two copies are being made for you.
    """
    playback = access.get_playback_to_copy(request.auth.session, token, network=get_client_network())
    return services.request_copy(playback=playback)


@router.get("/copies/", "learning.learn", PageOf[schemas.FilmCopyOut], errors=[422])
def video_copies_list(request: SignedInRequest, query: Query[schemas.FilmCopiesQuery]) -> dict[str, Any]:
    """List your copies of films.

    Newest first, with their progress; each is deleted seven days after it is ready.
    """
    rows = queries.list_own_copies(request.auth.user, **query.filters())
    return build_page(request, rows, query, ordering=("-created_at",))


@router.get("/copies/{uuid:id}/file/", "learning.learn", DownloadLinkOut, errors=[404])
def video_copies_download(request: SignedInRequest, id: UUID) -> dict[str, Any]:
    """Get the download link of your copy of a film.

    Valid for five minutes, for anyone who has it. 404 until it is ready, when its time is over, and when you may no
    longer watch the film.
    """
    url = services.create_download_link(access.get_copy_to_download(request.auth.user, id))
    return {"url": url, "expires_in": DOWNLOAD_SECONDS}


@router.delete("/copies/{uuid:id}/", "learning.learn", errors=[404])
def video_copies_delete(request: SignedInRequest, id: UUID) -> None:
    """Delete your copy of a film.

    One that is being made is not made further.
    """
    services.delete_copy(copy=access.get_own_copy(request.auth.user, id))
