"""Operations under `/courses/`: levels, and placements of pupils."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Query

from api.auth import SignedInRequest, public
from api.base_schemas import get_sent_fields
from api.courses import catalogue_schemas as schemas
from api.lists import PageOf, build_page
from api.operations import OperationRouter
from apps.courses import access, catalogue_queries, queries, services
from apps.courses.models import Level, Placement

router = OperationRouter(tags=["courses"])


@router.get("/levels/", public, PageOf[schemas.LevelOut], errors=[422], cached=True)
def levels_list(request: HttpRequest, query: Query[schemas.LevelsQuery]) -> dict[str, Any]:
    """List levels.

    The lowest level first: the levels in use, or the archived ones.
    """
    return build_page(request, catalogue_queries.list_levels(**query.filters()), query, ordering=("position", "code"))


@router.post("/levels/", "courses.arrange", schemas.LevelOut, status=201, errors=[422])
def levels_create(request: SignedInRequest, payload: schemas.LevelIn) -> Level:
    """Create a level.

    The code cannot be changed later. An archived level with the same code is used again, with this name and
    position.
    """
    return services.create_level(actor=request.auth.user, **payload.model_dump())


@router.patch("/levels/{uuid:id}/", "courses.arrange", schemas.LevelOut, errors=[404, 422])
def levels_update(request: SignedInRequest, id: UUID, payload: schemas.LevelChanges) -> Level:
    """Update a level.

    Fields that are not sent stay as they are. The code cannot be changed.
    """
    return services.change_level(level=access.get_level(id), actor=request.auth.user, **get_sent_fields(payload))


@router.delete("/levels/{uuid:id}/", "courses.arrange", errors=[404, 409])
def levels_archive(request: SignedInRequest, id: UUID) -> None:
    """Archive a level.

    Placements keep it. Refused with 409 `conflict` while a course that is not archived has this level.
    """
    services.archive_level(level=access.get_level(id), actor=request.auth.user)


@router.get("/placements/", "courses.read_placements", PageOf[schemas.PlacementOut], errors=[422])
def placements_list(request: SignedInRequest, query: Query[schemas.PlacementsQuery]) -> dict[str, Any]:
    """List placements.

    You get your own placements and your children's; teachers, those of their pupils; the office, those of all pupils
    in its branches. Newest first.
    """
    placements = queries.list_visible_placements(request.auth.user, **query.filters())
    return build_page(request, placements, query, ordering=("-found_on", "created_at"))


@router.post("/placements/", "courses.place", schemas.PlacementOut, status=201, errors=[422])
def placements_create(request: SignedInRequest, payload: schemas.PlacementIn) -> Placement:
    """Record a pupil's level.

    Teachers record levels of their pupils; the office, of anyone in its branches.
    """
    values = payload.model_dump()
    student = access.get_placeable_person_or_invalid(request.auth.user, values.pop("student"))
    return services.create_placement(student=student, actor=request.auth.user, **values)


@router.delete("/placements/{uuid:id}/", "courses.place", errors=[404])
def placements_remove(request: SignedInRequest, id: UUID) -> None:
    """Delete a placement.

    For a level that was recorded by mistake. Teachers delete placements of their pupils; the office, of anyone in
    its branches.
    """
    user = request.auth.user
    services.remove_placement(placement=access.get_placement(user, id), actor=user)
