"""Operations under `/children/`: a child of the kindergarten, and its class."""

from uuid import UUID

from api.auth import SignedInRequest
from api.kids import children_schemas as schemas
from api.operations import OperationRouter
from apps.kids import access
from apps.kids.child_views import ChildView, load_child_view
from apps.kids.services import classes

router = OperationRouter(tags=["kindergarten"])


@router.get("/{uuid:id}/", "kids.read", schemas.ChildOut, errors=[404])
def children_get(request: SignedInRequest, id: UUID) -> ChildView:
    """Get a child.

    The class by the age or by an exception, the age in months, guardians, and what was answered to consents. For the
    child, its guardians, its teachers and the office.
    """
    user = request.auth.user
    return load_child_view(user, access.get_kid(user, id))


@router.put("/{uuid:id}/class/", "kids.arrange", schemas.ChildOut, errors=[404, 422])
def children_set_class(request: SignedInRequest, id: UUID, payload: schemas.ChildClassIn) -> ChildView:
    """Set the class of a child.

    From today, whatever the age says, in place of an exception that holds today or later. For teachers of the child
    and the office, not about the own family.
    """
    user = request.auth.user
    child = access.get_kid_to_decide(user, id)
    classes.set_class(actor=user, child=child, **payload.model_dump())
    return load_child_view(user, child)


@router.delete("/{uuid:id}/class/", "kids.arrange", errors=[404])
def children_remove_class(request: SignedInRequest, id: UUID) -> None:
    """End the exception of a child.

    From today the age tells the class again. Nothing happens without an exception. Not about the own family.
    """
    user = request.auth.user
    classes.remove_class(actor=user, child=access.get_kid_to_decide(user, id))
