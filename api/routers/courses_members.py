"""Operations under `/courses/groups/{id}/members/`: who is in a group, from when to when."""

from typing import Any
from uuid import UUID

from ninja import Query, Router, Status

from api.auth import SignedInRequest, requires
from api.errors import errors
from api.lists import PageOf, list_page
from api.schemas import groups as schemas
from api.schemas.base import changes
from apps.courses import access, queries, services
from apps.courses.models import Membership, MembershipStatus

router = Router(tags=["courses"])


@router.get(
    "/groups/{uuid:id}/members/",
    auth=requires("groups.read_members"),
    response={200: PageOf[schemas.MemberOut], **errors(404, 422)},
    operation_id="members_list",
    summary="Who is and was in a group",
)
def members_list(
    request: SignedInRequest,
    id: UUID,
    query: Query[schemas.MembersQuery],
) -> dict[str, Any]:
    """For the group's teachers and the office."""
    group = access.get_taught_group(request.auth.user, id)
    found = queries.members(group, open_now=query.open, status=query.status)
    return list_page(request, found, query, ordering=("student__first_name", "joined_on", "created_at"))


@router.post(
    "/groups/{uuid:id}/members/",
    auth=requires("groups.manage"),
    response={201: schemas.MemberOut, **errors(404, 409, 422)},
    operation_id="members_add",
    summary="Add a pupil to a group",
)
def members_add(
    request: SignedInRequest,
    id: UUID,
    payload: schemas.MemberIn,
) -> Status[Membership]:
    """A registered person becomes a student with their first group; open homework is given to them on their first day.
    A lead is only noted. Who waited for the seat waits no more.
    """
    user = request.auth.user
    group = access.get_taught_group(user, id)
    sent = payload.model_dump()
    student = access.named_person(user, "student", sent.pop("student"))
    status = MembershipStatus(sent.pop("status"))
    membership = services.add_member(actor=user, group=group, student=student, status=status, **sent)
    return Status(201, queries.whole_membership(membership))


@router.patch(
    "/groups/{uuid:id}/members/{uuid:membership_id}/",
    auth=requires("groups.manage"),
    response={200: schemas.MemberOut, **errors(404, 409, 422)},
    operation_id="members_change",
    summary="Change a membership",
)
def members_change(
    request: SignedInRequest, id: UUID, membership_id: UUID, payload: schemas.MemberChanges
) -> Membership:
    """A lead comes for trial or for good, a trial stays, a last day is planned or taken back."""
    user = request.auth.user
    sent = changes(payload)
    if "status" in sent:
        sent["status"] = MembershipStatus(sent["status"])
    membership = access.get_membership(user, id, membership_id)
    return queries.whole_membership(services.change_member(actor=user, membership=membership, **sent))


@router.delete(
    "/groups/{uuid:id}/members/{uuid:membership_id}/",
    auth=requires("groups.manage"),
    response={204: None, **errors(404, 409)},
    operation_id="members_remove",
    summary="End a membership today",
)
def members_remove(
    request: SignedInRequest,
    id: UUID,
    membership_id: UUID,
) -> Status[None]:
    """The pupil leaves today; what they did in the group stays."""
    user = request.auth.user
    services.end_membership(actor=user, membership=access.get_membership(user, id, membership_id))
    return Status(204, None)


@router.post(
    "/groups/{uuid:id}/members/{uuid:membership_id}/end/",
    auth=requires("groups.manage"),
    response={200: schemas.MemberOut, **errors(404, 409, 422)},
    operation_id="members_end",
    summary="End a membership on a day",
)
def members_end(request: SignedInRequest, id: UUID, membership_id: UUID, payload: schemas.MemberEndIn) -> Membership:
    """The pupil leaves or graduates; with a day to come they stay until it is over."""
    user = request.auth.user
    ended = services.end_membership(
        actor=user,
        membership=access.get_membership(user, id, membership_id),
        left_on=payload.left_on,
        status=MembershipStatus(payload.outcome),
        reason=payload.reason,
    )
    return queries.whole_membership(ended)


@router.post(
    "/groups/{uuid:id}/members/{uuid:membership_id}/transfer/",
    auth=requires("groups.manage"),
    response={201: schemas.MemberOut, **errors(404, 409, 422)},
    operation_id="members_transfer",
    summary="Let a pupil go on in another group",
)
def members_transfer(
    request: SignedInRequest, id: UUID, membership_id: UUID, payload: schemas.TransferIn
) -> Status[Membership]:
    """Answers the new membership, which continues the old one: status, planned end and pauses go with the pupil. The
    seat is taken at once, also for a day to come.
    """
    user = request.auth.user
    membership = access.get_membership(user, id, membership_id)
    group = access.named_group(user, payload.group)
    new = services.transfer(actor=user, membership=membership, group=group, on=payload.on, reason=payload.reason)
    return Status(201, queries.whole_membership(new))


@router.post(
    "/groups/{uuid:id}/members/{uuid:membership_id}/freeze/",
    auth=requires("groups.manage"),
    response={200: schemas.MemberOut, **errors(404, 409, 422)},
    operation_id="members_freeze",
    summary="Pause a membership",
)
def members_freeze(request: SignedInRequest, id: UUID, membership_id: UUID, payload: schemas.FreezeIn) -> Membership:
    """The pupil keeps the seat and stands in no register on these days."""
    user = request.auth.user
    membership = access.get_membership(user, id, membership_id)
    return queries.whole_membership(services.freeze(actor=user, membership=membership, **payload.model_dump()))


@router.post(
    "/groups/{uuid:id}/members/{uuid:membership_id}/unfreeze/",
    auth=requires("groups.manage"),
    response={200: schemas.MemberOut, **errors(404, 409, 422)},
    operation_id="members_unfreeze",
    summary="Lift the pause of a membership",
)
def members_unfreeze(
    request: SignedInRequest, id: UUID, membership_id: UUID, payload: schemas.UnfreezeIn
) -> Membership:
    """The pause that runs, or else the next one, ends the day before."""
    user = request.auth.user
    membership = access.get_membership(user, id, membership_id)
    return queries.whole_membership(services.unfreeze(actor=user, membership=membership, on=payload.on))


@router.get(
    "/groups/{uuid:id}/members/{uuid:membership_id}/history/",
    auth=requires("groups.read_members"),
    response={200: PageOf[schemas.MemberChangeOut], **errors(404, 422)},
    operation_id="members_history",
    summary="The steps of a membership",
)
def members_history(
    request: SignedInRequest, id: UUID, membership_id: UUID, query: Query[schemas.MemberChangesQuery]
) -> dict[str, Any]:
    """What it was, from which day on, who said so and why; the first step first."""
    membership = access.get_membership(request.auth.user, id, membership_id)
    return list_page(request, queries.history(membership), query, ordering=("created_at", "on"))
