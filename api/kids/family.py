"""Operations under `/children/`: what guardians read about a small child, and how long it may play."""

from uuid import UUID

from api.auth import SignedInRequest
from api.kids import family_schemas as schemas
from api.operations import OperationRouter
from apps.kids.access import get_own_kid
from apps.kids.family_days import FamilyDay, load_family_day
from apps.kids.models import PlayLimit
from apps.kids.services import play_time

router = OperationRouter(tags=["kindergarten"])


@router.get("/{uuid:id}/day/", "kids.limit_play", schemas.FamilyDayOut, errors=[404])
def children_day(request: SignedInRequest, id: UUID) -> FamilyDay:
    """Get today of a child.

    Lessons done and minutes, what it learnt in words, one thing to do at home with it, and how long it may play. For
    guardians who may see its progress. Children are not compared with others.
    """
    user = request.auth.user
    return load_family_day(user, get_own_kid(user, id))


@router.put("/{uuid:id}/limits/", "kids.limit_play", schemas.PlayLimitsOut, errors=[404, 422])
def children_set_limits(request: SignedInRequest, id: UUID, payload: schemas.PlayLimitsIn) -> PlayLimit:
    """Set how long a child may play.

    Minutes a day, or null for no limit, and minutes before a rest. For guardians who may see its progress; the last
    word counts. The day is that of the centre.
    """
    user = request.auth.user
    return play_time.set_limits(actor=user, child=get_own_kid(user, id), **payload.model_dump())
