"""Operations under `/courses/groups/`: bulk changes of members."""

from functools import partial
from typing import Any
from uuid import UUID

from api.auth import SignedInRequest
from api.bulk_change_schemas import BulkChangeOut
from api.courses import bulk_members_schemas as schemas
from api.operations import OperationRouter
from apps.courses import access
from apps.courses.models import MembershipStatus
from apps.courses.services import bulk_members

router = OperationRouter(tags=["courses"])


@router.post("/groups/{uuid:id}/members/bulk-add/", "groups.manage", BulkChangeOut, errors=[404, 409, 422])
def members_bulk_add(request: SignedInRequest, id: UUID, payload: schemas.BulkAddIn) -> dict[str, Any]:
    """Add pupils to a group.

    Each row is a pupil and has its own result; a refused one does not stop the others. With `preview` nothing is
    stored.
    """
    user = request.auth.user
    sent = payload.model_dump()
    sent["status"] = MembershipStatus(sent["status"])
    load = partial(access.get_person_or_invalid, user, "student")
    change = bulk_members.add_members(actor=user, group=access.get_taught_group(user, id), load=load, **sent)
    return BulkChangeOut.build(change, preview=payload.preview)


@router.post("/groups/{uuid:id}/members/bulk-change/", "groups.manage", BulkChangeOut, errors=[404, 409, 422])
def members_bulk_change(request: SignedInRequest, id: UUID, payload: schemas.BulkChangeIn) -> dict[str, Any]:
    """Change the status of memberships.

    Start, freeze, unfreeze or end many at once. Each row is a membership and has its own result; a refused one, also
    for past days (see the end of a membership), does not stop the others. With `preview` nothing is stored.
    """
    user = request.auth.user
    sent = payload.model_dump()
    sent["status"] = MembershipStatus(sent["status"])
    load = partial(access.get_membership, user, id)
    change = bulk_members.change_members(actor=user, group=access.get_taught_group(user, id), load=load, **sent)
    return BulkChangeOut.build(change, preview=payload.preview)


@router.post("/groups/{uuid:id}/members/bulk-transfer/", "groups.manage", BulkChangeOut, errors=[404, 409, 422])
def members_bulk_transfer(request: SignedInRequest, id: UUID, payload: schemas.BulkTransferIn) -> dict[str, Any]:
    """Transfer pupils to another group.

    Each row is a membership and has its own result, with the new membership as `object`; a refused one does not stop
    the others. Past days are refused as to end one membership. With `preview` nothing is stored.
    """
    user = request.auth.user
    change = bulk_members.transfer_members(
        actor=user,
        group=access.get_taught_group(user, id),
        load=partial(access.get_membership, user, id),
        to_group=access.get_group_or_invalid(user, payload.group),
        **payload.model_dump(exclude={"group"}),
    )
    return BulkChangeOut.build(change, preview=payload.preview)


@router.post("/groups/{uuid:id}/bulk-close/", "groups.manage", BulkChangeOut, errors=[404, 409, 422])
def groups_bulk_close(request: SignedInRequest, id: UUID, payload: schemas.BulkCloseIn) -> dict[str, Any]:
    """Close a group with its members.

    As closing a group, with a row for each membership that ends; the undo reopens the group with all of them. With
    `preview` nothing is stored. Refused with 409 `conflict` when it is already closed, and for past days as to end a
    membership.
    """
    user = request.auth.user
    change = bulk_members.close_group_with_members(
        actor=user,
        group=access.get_taught_group(user, id),
        status=MembershipStatus(payload.outcome),
        **payload.model_dump(exclude={"outcome"}),
    )
    return BulkChangeOut.build(change, preview=payload.preview)


@router.post("/groups/{uuid:id}/bulk-reopen/", "groups.manage", BulkChangeOut, errors=[404, 409, 422])
def groups_bulk_reopen(request: SignedInRequest, id: UUID, payload: schemas.BulkReopenIn) -> dict[str, Any]:
    """Reopen a group with its members.

    Adds the pupils anew, each a row with its own result, with the status that they had. With `preview` nothing is
    stored. Refused with 409 `conflict` when the group is already open.
    """
    user = request.auth.user
    load = partial(access.get_person_or_invalid, user, "student")
    group = access.get_taught_group(user, id)
    change = bulk_members.reopen_group_with_members(actor=user, group=group, load=load, **payload.model_dump())
    return BulkChangeOut.build(change, preview=payload.preview)
