"""Operations under `/resources/`: files of lessons and courses, the library, uploads."""

from typing import Any
from uuid import UUID

from ninja import File, Form, Query, Router, Status
from ninja.files import UploadedFile

from api.auth import SignedInRequest, requires
from api.errors import errors
from api.lists import PageOf, list_page
from api.schemas import resources as schemas
from api.schemas.base import changes
from apps.core import uploads
from apps.core.files import DOWNLOAD_SECONDS
from apps.resources import access, queries, services
from apps.resources.models import LessonResource, MediaFile

router = Router(tags=["resources"])


@router.get(
    "/",
    auth=requires("resources.read"),
    response={200: PageOf[schemas.ResourceOut], **errors(422)},
    operation_id="resources_list",
    summary="Materials of lessons and courses",
)
def resources_list(request: SignedInRequest, query: Query[schemas.ResourcesQuery]) -> dict[str, Any]:
    """In the teacher's order: of lessons one may see, and of courses one's groups learn."""
    found = queries.visible_resources(
        request.auth.user, lesson_id=query.lesson, course_id=query.course, kind=query.kind
    )
    return list_page(request, found, query, ordering=("position", "created_at", "title"))


@router.post(
    "/",
    auth=requires("resources.write"),
    response={201: schemas.ResourceOut, **errors(404, 409, 413, 415, 422)},
    operation_id="resources_create",
    summary="Put an uploaded file, or one of the library, on a lesson or a course",
)
def resources_create(request: SignedInRequest, payload: schemas.ResourceIn) -> Status[LessonResource]:
    """A file that cannot be taken is deleted: 415 says why, and the upload cannot be used again."""
    user = request.auth.user
    place = access.get_place(user, lesson_id=payload.lesson, course_id=payload.course)
    if payload.upload is not None and payload.media is None:
        made = services.add_uploaded(actor=user, place=place, upload_id=payload.upload, title=payload.title)
    else:
        media = access.get_media(user, payload.media, instead_of=payload.upload)
        made = services.reuse(actor=user, place=place, media=media, title=payload.title)
    return Status(201, access.get_taught_resource(user, made.pk))


@router.post(
    "/files/",
    auth=requires("resources.write"),
    response={201: schemas.ResourceOut, **errors(404, 409, 413, 415, 422)},
    operation_id="resources_send",
    summary="Put a small file on a lesson or a course at once",
)
def resources_send(
    request: SignedInRequest, payload: Form[schemas.ResourceForm], file: File[UploadedFile]
) -> Status[LessonResource]:
    """Large files go by `POST /resources/uploads/`."""
    user = request.auth.user
    place = access.get_place(user, lesson_id=payload.lesson, course_id=payload.course)
    made = services.add_sent(actor=user, place=place, upload=file, title=payload.title)
    return Status(201, access.get_taught_resource(user, made.pk))


@router.post(
    "/uploads/",
    auth=requires("resources.write"),
    response={201: schemas.UploadOut, **errors(413, 422)},
    operation_id="resources_uploads_begin",
    summary="Begin to upload a file",
)
def resources_uploads_begin(request: SignedInRequest, payload: schemas.UploadIn) -> Status[uploads.Way]:
    """Too large is refused here, before a byte is sent. When all is there: `POST /resources/`."""
    return Status(201, services.begin_upload(owner=request.auth.user, **payload.model_dump()))


@router.get(
    "/uploads/",
    auth=requires("resources.write"),
    response={200: PageOf[schemas.OpenUploadOut], **errors(422)},
    operation_id="resources_uploads_list",
    summary="One's own open uploads",
)
def resources_uploads_list(request: SignedInRequest, query: Query[schemas.OpenUploadsQuery]) -> dict[str, Any]:
    """Newest first; as many as count against the most that one may have open."""
    return list_page(request, uploads.open_of(request.auth.user), query, ordering=("-created_at", "name"))


@router.delete(
    "/uploads/{uuid:id}/",
    auth=requires("resources.write"),
    response={204: None, **errors(404)},
    operation_id="resources_uploads_drop",
    summary="Drop an upload of one's own",
)
def resources_uploads_drop(request: SignedInRequest, id: UUID) -> Status[None]:
    """What has arrived is deleted, and the way is closed; it counts no longer."""
    uploads.drop(owner=request.auth.user, upload_id=id)
    return Status(204, None)


@router.get(
    "/library/",
    auth=requires("resources.library"),
    response={200: PageOf[schemas.ListedMediaOut], **errors(422)},
    operation_id="resources_library",
    summary="The media library",
)
def resources_library(request: SignedInRequest, query: Query[schemas.LibraryQuery]) -> dict[str, Any]:
    """Every file that was ever put on a lesson or a course, newest first."""
    mine = request.auth.user if query.mine else None
    found = queries.library(kind=query.kind, archived=query.archived, added_by=mine)
    return list_page(request, found, query, ordering=("-created_at", "title"), search=queries.search)


@router.patch(
    "/library/{uuid:id}/",
    auth=requires("resources.library"),
    response={200: schemas.MediaOut, **errors(404, 422)},
    operation_id="resources_library_update",
    summary="Rename an entry of the library, archive it or take it back",
)
def resources_library_update(request: SignedInRequest, id: UUID, payload: schemas.MediaPatch) -> MediaFile:
    """One's own, or any for the office. What lies on lessons stays there; what lies nowhere is removed after a day."""
    user = request.auth.user
    media = access.get_kept_media(user, id)
    return services.change_media(actor=user, media=media, **changes(payload))


@router.get(
    "/{uuid:id}/",
    auth=requires("resources.read"),
    response={200: schemas.ResourceOut, **errors(404)},
    operation_id="resources_get",
    summary="One material",
)
def resources_get(request: SignedInRequest, id: UUID) -> LessonResource:
    """Of a lesson or a course that one may see."""
    return access.get_resource(request.auth.user, id)


@router.patch(
    "/{uuid:id}/",
    auth=requires("resources.write"),
    response={200: schemas.ResourceOut, **errors(404, 422)},
    operation_id="resources_update",
    summary="Rename a material or move it in the order",
)
def resources_update(request: SignedInRequest, id: UUID, payload: schemas.ResourcePatch) -> LessonResource:
    """Of a lesson or a course that one teaches."""
    resource = access.get_taught_resource(request.auth.user, id)
    return services.change_resource(resource=resource, changes=changes(payload))


@router.delete(
    "/{uuid:id}/",
    auth=requires("resources.write"),
    response={204: None, **errors(404)},
    operation_id="resources_delete",
    summary="Take a material from its lesson or course",
)
def resources_delete(request: SignedInRequest, id: UUID) -> Status[None]:
    """The file stays in the library."""
    user = request.auth.user
    services.archive_resource(actor=user, resource=access.get_taught_resource(user, id))
    return Status(204, None)


@router.put(
    "/{uuid:id}/file/",
    auth=requires("resources.write"),
    response={200: schemas.ResourceOut, **errors(404, 409, 413, 415, 422)},
    operation_id="resources_replace_file",
    summary="Put another file in the place of a material's",
)
def resources_replace_file(request: SignedInRequest, id: UUID, payload: schemas.ResourceFileIn) -> LessonResource:
    """Id, title, place and downloads stay; the file before leaves the library when it is one's own and lies nowhere."""
    user = request.auth.user
    resource = access.get_taught_resource(user, id)
    if payload.upload is not None and payload.media is None:
        services.replace_uploaded(actor=user, resource=resource, upload_id=payload.upload)
    else:
        media = access.get_media(user, payload.media, instead_of=payload.upload)
        services.replace_reused(actor=user, resource=resource, media=media)
    return access.get_taught_resource(user, id)


@router.get(
    "/{uuid:id}/download/",
    auth=requires("resources.read"),
    response={200: schemas.DownloadLinkOut, **errors(404)},
    operation_id="resources_download",
    summary="A link to load the file by",
)
def resources_download(request: SignedInRequest, id: UUID) -> dict[str, Any]:
    """Good for five minutes, for whoever has it; the download is counted."""
    user = request.auth.user
    url = services.hand_out(resource=access.get_resource(user, id), user=user)
    return {"url": url, "expires_in": DOWNLOAD_SECONDS}


@router.get(
    "/{uuid:id}/usage/",
    auth=requires("resources.usage"),
    response={200: PageOf[schemas.DownloadOut], **errors(404, 422)},
    operation_id="resources_usage",
    summary="Who loaded a material and when",
)
def resources_usage(request: SignedInRequest, id: UUID, query: Query[schemas.UsageQuery]) -> dict[str, Any]:
    """Newest first; `count` is how often it was loaded."""
    resource = access.get_taught_resource(request.auth.user, id)
    return list_page(request, queries.downloads(resource), query, ordering=("-created_at",))
