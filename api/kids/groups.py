"""Operations under `/children/groups/`: how far the children of a group are, and who may practise together."""

from uuid import UUID

from api.auth import SignedInRequest
from api.kids import groups_schemas as schemas
from api.operations import OperationRouter
from apps.kids import group_views

router = OperationRouter(tags=["kindergarten"])


@router.get("/groups/{uuid:id}/map/", "kids.observe", schemas.GroupMapOut, errors=[404])
def children_group_map(request: SignedInRequest, id: UUID) -> group_views.GroupMap:
    """Get the map of a group.

    Its small children and the skills that are taught or practised, and how far each child is. For the teachers of the
    group and the office; own children are left out.
    """
    return group_views.load_group_map(request.auth.user, id)


@router.get("/groups/{uuid:id}/circles/", "kids.observe", schemas.GroupCirclesOut, errors=[404])
def children_group_circles(request: SignedInRequest, id: UUID) -> group_views.GroupCircles:
    """Get suggested circles of a group.

    Two to five children for one skill: they are low or medium in it and know what comes before. By a plain rule, and
    nothing is stored.
    """
    return group_views.load_group_circles(request.auth.user, id)
