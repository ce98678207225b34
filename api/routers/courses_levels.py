"""Operations under `/courses/`: levels, and placements of pupils."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Query, Router, Status

from api.auth import SignedInRequest, public, requires
from api.errors import error_responses
from api.lists import PageOf, PageQuery, build_page
from api.schemas import catalogue as schemas
from api.schemas.base import get_changes
from apps.courses import access, queries, services
from apps.courses.models import Level, Placement

router = Router(tags=["courses"])


@router.get(
    "/levels/",
    auth=public,
    response={200: PageOf[schemas.LevelOut], **error_responses(422)},
    operation_id="levels_list",
    summary="List levels",
)
def levels_list(request: HttpRequest, query: Query[PageQuery]) -> dict[str, Any]:
    """The lowest level first, without archived levels."""
    return build_page(request, queries.list_levels(), query, ordering=("position", "code"))


@router.post(
    "/levels/",
    auth=requires("courses.arrange"),
    response={201: schemas.LevelOut, **error_responses(422)},
    operation_id="levels_create",
    summary="Create a level",
)
def levels_create(request: SignedInRequest, payload: schemas.LevelIn) -> Status[Level]:
    """The code cannot be changed later. An archived level with the same code is used again, with this name and
    position.
    """
    return Status(201, services.create_level(actor=request.auth.user, **payload.model_dump()))


@router.patch(
    "/levels/{uuid:id}/",
    auth=requires("courses.arrange"),
    response={200: schemas.LevelOut, **error_responses(404, 422)},
    operation_id="levels_update",
    summary="Change a level",
)
def levels_update(request: SignedInRequest, id: UUID, payload: schemas.LevelChanges) -> Level:
    """Fields that are not sent stay as they are. The code cannot be changed."""
    return services.change_level(level=access.get_level(id), actor=request.auth.user, **get_changes(payload))


@router.delete(
    "/levels/{uuid:id}/",
    auth=requires("courses.arrange"),
    response={204: None, **error_responses(404, 409)},
    operation_id="levels_archive",
    summary="Archive a level",
)
def levels_archive(request: SignedInRequest, id: UUID) -> Status[None]:
    """Placements keep it. Refused with 409 `conflict` while a course that is not archived has this level."""
    services.archive_level(level=access.get_level(id), actor=request.auth.user)
    return Status(204, None)


@router.get(
    "/placements/",
    auth=requires("courses.read_placements"),
    response={200: PageOf[schemas.PlacementOut], **error_responses(422)},
    operation_id="placements_list",
    summary="List placements",
)
def placements_list(request: SignedInRequest, query: Query[schemas.PlacementsQuery]) -> dict[str, Any]:
    """You get your own placements and your children's; teachers, those of their pupils; the office, those of all pupils
    in its branches. Newest first.
    """
    placements = queries.list_visible_placements(request.auth.user, student_id=query.student, language=query.language)
    return build_page(request, placements, query, ordering=("-found_on", "created_at"))


@router.post(
    "/placements/",
    auth=requires("courses.place"),
    response={201: schemas.PlacementOut, **error_responses(422)},
    operation_id="placements_create",
    summary="Record a pupil's level",
)
def placements_create(request: SignedInRequest, payload: schemas.PlacementIn) -> Status[Placement]:
    """Teachers record levels of their pupils; the office, of anyone in its branches."""
    values = payload.model_dump()
    student = access.get_placeable_person_or_invalid(request.auth.user, values.pop("student"))
    return Status(201, services.create_placement(student=student, actor=request.auth.user, **values))


@router.delete(
    "/placements/{uuid:id}/",
    auth=requires("courses.place"),
    response={204: None, **error_responses(404)},
    operation_id="placements_remove",
    summary="Delete a placement",
)
def placements_remove(request: SignedInRequest, id: UUID) -> Status[None]:
    """For a level that was recorded by mistake. Teachers delete placements of their pupils; the office, of anyone in
    its branches.
    """
    user = request.auth.user
    services.remove_placement(placement=access.get_placement(user, id), actor=user)
    return Status(204, None)
