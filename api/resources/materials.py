"""Operations under `/resources/`: materials of lessons and courses, the media library, uploads."""

from typing import Any
from uuid import UUID

from ninja import File, Form, Query
from ninja.files import UploadedFile

from api.auth import SignedInRequest
from api.base_schemas import get_sent_fields
from api.lanes import PICTURES
from api.lists import PageOf, build_page
from api.operations import OperationRouter
from api.resources import materials_schemas as schemas
from api.video.course_videos_schemas import VideoOut
from api.video.playback_start import start
from api.video.playbacks_schemas import PlaybackOut
from apps.core import uploads
from apps.core.files.links import DOWNLOAD_SECONDS
from apps.resources import access, queries, services
from apps.resources.models import LessonResource, MediaFile
from apps.video.access import get_library_film
from apps.video.models import PlaybackPlace, Video

router = OperationRouter(tags=["resources"])


@router.get("/", "resources.read", PageOf[schemas.ResourceOut], errors=[422])
def resources_list(request: SignedInRequest, query: Query[schemas.ResourcesQuery]) -> dict[str, Any]:
    """List materials.

    Materials of lessons that you may see and of courses that your groups learn, in the order that the
    teacher set.
    """
    resources = queries.list_visible_resources(request.auth.user, **query.filters())
    return build_page(request, resources, query, ordering=("position", "created_at", "title"))


@router.post("/", "resources.write", schemas.ResourceOut, status=201, errors=[404, 409, 413, 415, 422], lane=PICTURES)
def resources_create(request: SignedInRequest, payload: schemas.ResourceIn) -> LessonResource:
    """Add a material.

    Adds an uploaded file, a file of the media library, or a link to a lesson or a course that you teach. A file that is
    refused with 415 is deleted, and its upload cannot be used again.
    """
    user = request.auth.user
    target = access.get_material_target(user, lesson_id=payload.lesson, course_id=payload.course)
    access.check_one_source(upload=payload.upload, media=payload.media, url=payload.url)
    add: dict[str, Any] = {"actor": user, "target": target, "title": payload.title}
    if payload.upload is not None:
        made = services.add_uploaded_file(upload_id=payload.upload, **add)
    elif payload.media is not None:
        made = services.add_library_file(media=access.get_media(user, payload.media), **add)
    else:
        made = services.add_link(url=payload.url, **add)
    return access.get_taught_resource(user, made.pk)


@router.post(
    "/files/", "resources.write", schemas.ResourceOut, status=201, errors=[404, 409, 413, 415, 422], lane=PICTURES
)
def resources_send(
    request: SignedInRequest, payload: Form[schemas.ResourceForm], file: File[UploadedFile]
) -> LessonResource:
    """Upload a small material.

    Sends the file in the request and adds it to a lesson or a course that you teach. Large files go by `POST
    /resources/uploads/`.
    """
    user = request.auth.user
    place = access.get_material_target(user, lesson_id=payload.lesson, course_id=payload.course)
    made = services.add_request_file(actor=user, target=place, upload=file, title=payload.title)
    return access.get_taught_resource(user, made.pk)


@router.post("/uploads/", "resources.write", schemas.UploadOut, status=201, errors=[413, 422])
def resources_uploads_begin(request: SignedInRequest, payload: schemas.ResourceUploadIn) -> uploads.UploadTarget:
    """Start an upload of a file.

    A file that is too large is refused with 413 before any byte is sent. When all bytes have arrived, call `POST
    /resources/`.
    """
    return services.begin_upload(owner=request.auth.user, **payload.model_dump())


@router.get("/uploads/", "resources.write", PageOf[schemas.OpenUploadOut], errors=[422])
def resources_uploads_list(request: SignedInRequest, query: Query[schemas.OpenUploadsQuery]) -> dict[str, Any]:
    """List your open uploads.

    Uploads that you neither finished nor cancelled, newest first. They count towards the limit of open uploads.
    """
    rows = uploads.list_open_uploads(request.auth.user, **query.filters())
    return build_page(request, rows, query, ordering=("-created_at", "name"))


@router.delete("/uploads/{uuid:id}/", "resources.write", errors=[404])
def resources_uploads_drop(request: SignedInRequest, id: UUID) -> None:
    """Cancel an upload.

    One of your own. The bytes that arrived are deleted, and the upload does not count towards the limit
    any longer.
    """
    uploads.cancel_upload(owner=request.auth.user, upload_id=id)


@router.get("/library/", "resources.library", PageOf[schemas.ListedMediaOut], errors=[422])
def resources_library(request: SignedInRequest, query: Query[schemas.LibraryQuery]) -> dict[str, Any]:
    """List the media library.

    Every file that was added to a lesson or a course, newest first.
    """
    mine = request.auth.user if query.mine else None
    media_files = queries.list_library_files(kind=query.kind, archived=query.archived, added_by=mine)
    return build_page(
        request, media_files, query, ordering=("-created_at", "title"), search=queries.search_library_by_title
    )


@router.patch("/library/{uuid:id}/", "resources.library", schemas.MediaOut, errors=[404, 422])
def resources_library_update(request: SignedInRequest, id: UUID, payload: schemas.MediaPatch) -> MediaFile:
    """Update a file of the media library.

    Renames the file, archives it or takes it back. You may change files that you added; the office, all. Materials
    keep an archived file; one that no material uses is deleted after a day.
    """
    user = request.auth.user
    media = access.get_editable_media(user, id)
    return services.change_media(actor=user, media=media, **get_sent_fields(payload))


@router.post("/library/{uuid:id}/playback/", "resources.library", PlaybackOut, status=201, errors=[404, 409, 503])
def resources_library_playbacks_start(request: SignedInRequest, id: UUID) -> dict[str, Any]:
    """Start the video of a library file.

    For users of the media library. Refused as `POST /courses/lessons/{id}/playback/` is.
    """
    return start(request, PlaybackPlace.LIBRARY, id)


@router.post("/{uuid:id}/playback/", "resources.read", PlaybackOut, status=201, errors=[404, 409, 503])
def resources_playbacks_start(request: SignedInRequest, id: UUID) -> dict[str, Any]:
    """Start the video of a material.

    For those who may see the material. Refused as `POST /courses/lessons/{id}/playback/` is.
    """
    return start(request, PlaybackPlace.MATERIAL, id)


@router.get("/library/{uuid:id}/video/", "resources.library", VideoOut, errors=[404])
def resources_library_videos_get(request: SignedInRequest, id: UUID) -> Video:
    """Get how far a film of the media library is prepared.

    Whether it is ready, and why it was refused.
    """
    return get_library_film(request.auth.user, id)


@router.get("/{uuid:id}/", "resources.read", schemas.ResourceOut, errors=[404])
def resources_get(request: SignedInRequest, id: UUID) -> LessonResource:
    """Get a material.

    A material of a lesson or a course that you may see. The view is counted, once in ten minutes.
    """
    resource = access.get_visible_resource(request.auth.user, id)
    services.record_view(resource=resource, session=request.auth.session)
    return resource


@router.patch("/{uuid:id}/", "resources.write", schemas.ResourceOut, errors=[404, 422])
def resources_update(request: SignedInRequest, id: UUID, payload: schemas.ResourcePatch) -> LessonResource:
    """Update a material.

    Changes the title or the position. For teachers of the lesson or course, and the office.
    """
    resource = access.get_taught_resource(request.auth.user, id)
    return services.change_resource(resource=resource, changes=get_sent_fields(payload))


@router.delete("/{uuid:id}/", "resources.write", errors=[404])
def resources_delete(request: SignedInRequest, id: UUID) -> None:
    """Remove a material from its lesson or course.

    The file stays in the media library. For teachers of the lesson or course, and the office.
    """
    user = request.auth.user
    services.archive_resource(actor=user, resource=access.get_taught_resource(user, id))


@router.put("/{uuid:id}/file/", "resources.write", schemas.ResourceOut, errors=[404, 409, 413, 415, 422], lane=PICTURES)
def resources_replace_file(request: SignedInRequest, id: UUID, payload: schemas.ResourceFileIn) -> LessonResource:
    """Replace the file or link of a material.

    The id, title, position, views and downloads stay. The old file is archived when no other material uses it and you
    may archive it.
    """
    user = request.auth.user
    resource = access.get_taught_resource(user, id)
    access.check_one_source(upload=payload.upload, media=payload.media, url=payload.url)
    if payload.upload is not None:
        services.replace_with_upload(actor=user, resource=resource, upload_id=payload.upload)
    elif payload.media is not None:
        media = access.get_media(user, payload.media)
        services.replace_with_library_file(actor=user, resource=resource, media=media)
    else:
        services.replace_with_link(actor=user, resource=resource, url=payload.url)
    return access.get_taught_resource(user, id)


@router.get("/{uuid:id}/download/", "resources.read", schemas.DownloadLinkOut, errors=[404])
def resources_download(request: SignedInRequest, id: UUID) -> dict[str, Any]:
    """Get the download link of a material.

    Valid for five minutes, for anyone who has it; of a link, its address. The download is counted.
    """
    resource = access.get_visible_resource(request.auth.user, id)
    url = services.record_download_and_create_link(resource=resource, session=request.auth.session)
    return {"url": url, "expires_in": DOWNLOAD_SECONDS}


@router.get("/{uuid:id}/usage/", "resources.usage", PageOf[schemas.DownloadOut], errors=[404, 422])
def resources_usage(request: SignedInRequest, id: UUID, query: Query[schemas.UsageQuery]) -> dict[str, Any]:
    """List the downloads or views of a material.

    Newest first; `count` is their number. For teachers of the lesson or course, and the office.
    """
    resource = access.get_taught_resource(request.auth.user, id)
    uses = queries.list_material_uses(resource, **query.filters())
    return build_page(request, uses, query, ordering=("-created_at",))
