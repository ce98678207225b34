"""Operations under `/courses/groups/{id}/members/`: the memberships of a group."""

from typing import Any
from uuid import UUID

from ninja import Query

from api.auth import SignedInRequest
from api.base_schemas import get_sent_fields
from api.courses import groups_schemas as schemas
from api.lists import PageOf, build_page
from api.operations import OperationRouter
from apps.courses import access, queries, services
from apps.courses.models import Membership, MembershipStatus

router = OperationRouter(tags=["courses"])


@router.get("/groups/{uuid:id}/members/", "groups.read_members", PageOf[schemas.MemberOut], errors=[404, 422])
def members_list(request: SignedInRequest, id: UUID, query: Query[schemas.MembersQuery]) -> dict[str, Any]:
    """List the members of a group.

    Current and former memberships. For the group's teachers and the office.
    """
    group = access.get_taught_group(request.auth.user, id)
    memberships = queries.list_memberships(group, open_now=query.open, status=query.status)
    return build_page(request, memberships, query, ordering=("student__first_name", "joined_on", "created_at"))


@router.post("/groups/{uuid:id}/members/", "groups.manage", schemas.MemberOut, status=201, errors=[404, 409, 422])
def members_add(request: SignedInRequest, id: UUID, payload: schemas.MemberIn) -> Membership:
    """Add a pupil to a group.

    The user becomes a student with the first group and gets open homework on the first day. Closes the pupil's entry
    in the waiting list. Refused with 409 `conflict` when the group is full or closed, or the pupil is already in it,
    with 422 on `status` for `lead`: create a lead instead.
    """
    user = request.auth.user
    group = access.get_taught_group(user, id)
    sent = payload.model_dump()
    student = access.get_person_or_invalid(user, "student", sent.pop("student"))
    status = MembershipStatus(sent.pop("status"))
    membership = services.add_member(actor=user, group=group, student=student, status=status, **sent)
    return queries.reload_membership(membership)


@router.patch(
    "/groups/{uuid:id}/members/{uuid:membership_id}/", "groups.manage", schemas.MemberOut, errors=[404, 409, 422]
)
def members_change(
    request: SignedInRequest, id: UUID, membership_id: UUID, payload: schemas.MemberChanges
) -> Membership:
    """Update a membership.

    Moves a lead to trial or active, moves a trial to active, or sets or clears the last day. Refused with 409
    `conflict` when the membership has ended, or the new status cannot follow the current one.
    """
    user = request.auth.user
    sent = get_sent_fields(payload)
    if "status" in sent:
        sent["status"] = MembershipStatus(sent["status"])
    membership = access.get_membership(user, id, membership_id)
    return queries.reload_membership(services.change_membership(actor=user, membership=membership, **sent))


@router.delete("/groups/{uuid:id}/members/{uuid:membership_id}/", "groups.manage", errors=[404, 409])
def members_remove(request: SignedInRequest, id: UUID, membership_id: UUID) -> None:
    """End a membership today.

    What the pupil did in the group stays. Refused with 409 `conflict` when the membership has already ended.
    """
    user = request.auth.user
    services.end_membership(actor=user, membership=access.get_membership(user, id, membership_id))


@router.post(
    "/groups/{uuid:id}/members/{uuid:membership_id}/end/", "groups.manage", schemas.MemberOut, errors=[404, 409, 422]
)
def members_end(request: SignedInRequest, id: UUID, membership_id: UUID, payload: schemas.MemberEndIn) -> Membership:
    """End a membership on a day.

    The pupil leaves or graduates; with a future `left_on` the membership stays open until then. Refused with 409
    `conflict` when it has already ended, or when a pupil graduates who is not active or frozen. With a day before
    today that lowers a bill, refused with 403 `forbidden` for users who may not refund, with 403 `own_payment` for your
    own family, and with 409 `attended_days`, which lists the days, until you send `accept_attended`.
    """
    user = request.auth.user
    ended = services.end_membership(
        actor=user,
        membership=access.get_membership(user, id, membership_id),
        left_on=payload.left_on,
        status=MembershipStatus(payload.outcome),
        reason=payload.reason,
        accept_attended=payload.accept_attended,
    )
    return queries.reload_membership(ended)


@router.post(
    "/groups/{uuid:id}/members/{uuid:membership_id}/transfer/",
    "groups.manage",
    schemas.MemberOut,
    status=201,
    errors=[404, 409, 422],
)
def members_transfer(
    request: SignedInRequest, id: UUID, membership_id: UUID, payload: schemas.TransferIn
) -> Membership:
    """Transfer a pupil to another group.

    Gives the new membership, which takes over the status, the planned end and the freezes. The seat is taken at
    once, also for a future day. Refused with 409 `conflict` when the other group is full or closed, the pupil is
    already in it, or the membership has ended, and for past days as to end a membership.
    """
    user = request.auth.user
    membership = access.get_membership(user, id, membership_id)
    options = payload.model_dump(exclude={"group"})
    group = access.get_group_or_invalid(user, payload.group)
    new = services.transfer_pupil(actor=user, membership=membership, group=group, **options)
    return queries.reload_membership(new)


@router.post(
    "/groups/{uuid:id}/members/{uuid:membership_id}/freeze/", "groups.manage", schemas.MemberOut, errors=[404, 409, 422]
)
def members_freeze(request: SignedInRequest, id: UUID, membership_id: UUID, payload: schemas.FreezeIn) -> Membership:
    """Freeze a membership.

    The pupil keeps the seat and is not in the register on these days. Refused with 409 `conflict` for a lead, an
    ended membership, or days that overlap another freeze, and for past days as to end a membership.
    """
    user = request.auth.user
    membership = access.get_membership(user, id, membership_id)
    return queries.reload_membership(
        services.freeze_membership(actor=user, membership=membership, **payload.model_dump())
    )


@router.post(
    "/groups/{uuid:id}/members/{uuid:membership_id}/unfreeze/",
    "groups.manage",
    schemas.MemberOut,
    errors=[404, 409, 422],
)
def members_unfreeze(
    request: SignedInRequest, id: UUID, membership_id: UUID, payload: schemas.UnfreezeIn
) -> Membership:
    """Unfreeze a membership.

    Ends the current freeze, or else the next one, on the day before `on`. Refused with 409 `conflict` when the
    membership is not frozen.
    """
    user = request.auth.user
    membership = access.get_membership(user, id, membership_id)
    return queries.reload_membership(services.unfreeze_membership(actor=user, membership=membership, on=payload.on))


@router.get(
    "/groups/{uuid:id}/members/{uuid:membership_id}/history/",
    "groups.read_members",
    PageOf[schemas.MemberChangeOut],
    errors=[404, 422],
)
def members_history(
    request: SignedInRequest, id: UUID, membership_id: UUID, query: Query[schemas.MemberChangesQuery]
) -> dict[str, Any]:
    """List the changes of a membership.

    Each change with its day, who made it and why; the oldest first. For the group's teachers and the office.
    """
    membership = access.get_membership(request.auth.user, id, membership_id)
    return build_page(request, queries.list_membership_changes(membership), query, ordering=("created_at", "on"))
