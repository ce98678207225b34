"""Operations under `/homework/` for those who give it: assignments, model audio, more time."""

from typing import Any
from uuid import UUID

from django.http.response import HttpResponse, HttpResponseBase
from django.utils.translation import gettext_lazy as _
from ninja import Header, Query, Router, Status

from api.answers import answered_once
from api.auth import SignedInRequest, requires
from api.errors import errors
from api.lists import PageOf, list_page
from api.ranges import file_response
from api.schemas import homework_assignments as schemas
from api.schemas.base import changes
from api.schemas.homework_marking import HomeworkDetailOut
from api.uploads import ONE_FILE, put_file
from apps.core.errors import Invalid
from apps.core.validators import AUDIO_TYPES
from apps.homework import access, queries, services
from apps.homework.models import Assignment
from apps.homework.preview import Preview, preview
from apps.lessons.access import get_lesson

router = Router(tags=["homework"])


@router.get(
    "/assignments/",
    auth=requires("homework.assign"),
    response={200: PageOf[schemas.AssignmentOut], **errors(422)},
    operation_id="assignments_list",
    summary="Homework given to groups one teaches",
)
def assignments_list(request: SignedInRequest, query: Query[schemas.AssignmentsQuery]) -> dict[str, Any]:
    """Newest first; all for the office."""
    found = queries.visible_assignments(
        request.auth.user, group_id=query.group, lesson_id=query.lesson, kind=query.kind
    )
    return list_page(request, found, query, ordering=("-created_at", "deadline", "title"))


@router.post(
    "/assignments/",
    auth=requires("homework.assign"),
    response={201: schemas.AssignmentOut, **errors(404, 422)},
    operation_id="assignments_create",
    summary="Give homework to a group, or for a lesson",
)
def assignments_create(
    request: SignedInRequest, payload: schemas.AssignmentIn, idempotency_key: Header[str | None] = None
) -> HttpResponse:
    """Everybody in the group gets it, and who joins later too while it is open. With an `Idempotency-Key` the same
    request again gives nothing more.
    """
    user = request.auth.user
    lesson = get_lesson(user, payload.lesson) if payload.lesson else None
    group_id = payload.group or (lesson.group_id if lesson else None)
    if group_id is None:
        raise Invalid.field("group", _("Name a group or a lesson."))
    group = access.get_marked_group(user, group_id)
    values = payload.model_dump(exclude={"group", "lesson"})

    def give() -> tuple[int, Any]:
        assignment = services.assign(author=user, group=group, lesson=lesson, **values)
        given = schemas.AssignmentOut.from_orm(access.get_assignment(user, assignment.pk))
        return 201, given.model_dump(mode="json")

    return answered_once(request, "assignments.create", idempotency_key, body=request.body, act=give, required=False)


@router.post(
    "/assignments/preview/",
    auth=requires("homework.assign"),
    response={200: schemas.AssignmentPreviewOut, **errors(422)},
    operation_id="assignments_preview",
    summary="What an assignment will ask for",
)
def assignments_preview(request: SignedInRequest, payload: schemas.PreviewIn) -> Preview:
    """The words as they will be compared, with numerals and alternatives; phrases; time. Nothing is stored."""
    return preview(Assignment(**payload.model_dump()))


@router.get(
    "/assignments/{uuid:id}/",
    auth=requires("homework.assign"),
    response={200: schemas.AssignmentOut, **errors(404)},
    operation_id="assignments_get",
    summary="One assignment",
)
def assignments_get(request: SignedInRequest, id: UUID) -> Assignment:
    """Of a group that one teaches."""
    return access.get_assignment(request.auth.user, id)


@router.patch(
    "/assignments/{uuid:id}/",
    auth=requires("homework.assign"),
    response={200: schemas.AssignmentOut, **errors(404, 409, 422)},
    operation_id="assignments_update",
    summary="Change an assignment",
)
def assignments_update(request: SignedInRequest, id: UUID, payload: schemas.AssignmentPatch) -> Assignment:
    """What was handed in is marked by what was asked then."""
    user = request.auth.user
    assignment = access.get_assignment(user, id)
    values = changes(payload)
    if values.get("lesson") is not None:
        values["lesson"] = get_lesson(user, values["lesson"])
    services.change(actor=user, assignment=assignment, values=values)
    return access.get_assignment(user, id)


@router.delete(
    "/assignments/{uuid:id}/",
    auth=requires("homework.assign"),
    response={204: None, **errors(404, 409)},
    operation_id="assignments_delete",
    summary="Take an assignment back",
)
def assignments_delete(request: SignedInRequest, id: UUID) -> Status[None]:
    """Only while nobody has handed in."""
    user = request.auth.user
    services.withdraw(actor=user, assignment=access.get_assignment(user, id))
    return Status(204, None)


@router.post(
    "/assignments/{uuid:id}/copy/",
    auth=requires("homework.assign"),
    response={201: list[schemas.AssignmentOut], **errors(404, 422)},
    operation_id="assignments_copy",
    summary="Give the same homework to other groups",
)
def assignments_copy(request: SignedInRequest, id: UUID, payload: schemas.CopyIn) -> Status[list[Assignment]]:
    """All of them or none; the model audio goes along."""
    user = request.auth.user
    made = services.copy(
        author=user,
        assignment=access.get_assignment(user, id),
        groups=[access.get_marked_group(user, group_id) for group_id in dict.fromkeys(payload.groups)],
        lesson=get_lesson(user, payload.lesson) if payload.lesson else None,
        deadline=payload.deadline,
        title=payload.title,
    )
    return Status(201, [access.get_assignment(user, one.pk) for one in made])


@router.put(
    "/assignments/{uuid:id}/model-audio/",
    auth=requires("homework.assign"),
    response={200: schemas.AssignmentOut, **errors(404, 409, 413, 415, 422)},
    operation_id="assignments_set_model_audio",
    summary="Put a recording of how it should sound beside the text",
    openapi_extra=ONE_FILE,
)
def assignments_set_model_audio(request: SignedInRequest, id: UUID) -> Assignment:
    """In the place of one before. The engine listens to it, to know it when it is played back."""
    user = request.auth.user
    assignment = access.get_assignment(user, id)
    services.set_model_audio(actor=user, assignment=assignment, upload=put_file(request))
    return access.get_assignment(user, id)


@router.get(
    "/assignments/{uuid:id}/model-audio/",
    auth=requires("homework.read"),
    response={200: bytes, 206: bytes, **errors(404)},
    operation_id="assignments_model_audio",
    summary="How it should sound",
)
def assignments_model_audio(request: SignedInRequest, id: UUID) -> HttpResponseBase:
    """Whole, or one byte range of it; for whoever sees homework of this assignment."""
    stored = access.get_model_audio(request.auth.user, id)
    return file_response(request, stored, name=f"model-{id}.{AUDIO_TYPES[stored.content_type]}")


@router.delete(
    "/assignments/{uuid:id}/model-audio/",
    auth=requires("homework.assign"),
    response={204: None, **errors(404)},
    operation_id="assignments_remove_model_audio",
    summary="Take the model audio away",
)
def assignments_remove_model_audio(request: SignedInRequest, id: UUID) -> Status[None]:
    """Doing it again changes nothing."""
    user = request.auth.user
    services.remove_model_audio(actor=user, assignment=access.get_assignment(user, id))
    return Status(204, None)


@router.post(
    "/{uuid:id}/extend/",
    auth=requires("homework.assign"),
    response={200: HomeworkDetailOut, **errors(404, 409, 422)},
    operation_id="homework_extend",
    summary="Give one pupil more time or attempts",
)
def homework_extend(
    request: SignedInRequest, id: UUID, payload: schemas.ExtendIn, idempotency_key: Header[str | None] = None
) -> HttpResponse:
    """What came late and lies within the new time is late no more; coins follow. With an `Idempotency-Key` the same
    request again gives nothing more.
    """
    user = request.auth.user
    homework = access.get_taught_homework(user, id)

    def give() -> tuple[int, Any]:
        services.extend(actor=user, homework=homework, **payload.model_dump())
        return 200, HomeworkDetailOut.from_orm(access.get_taught_homework(user, id)).model_dump(mode="json")

    body = f"{id} {payload.model_dump_json()}"
    return answered_once(request, "homework.extend", idempotency_key, body=body, act=give, required=False)
