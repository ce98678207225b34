"""Operations under `/courses/groups/`: groups and their waiting lists."""

from typing import Any
from uuid import UUID

from ninja import Query

from api.auth import SignedInRequest
from api.base_schemas import get_sent_fields
from api.courses import groups_schemas as schemas
from api.lists import PageOf, build_page
from api.operations import OperationRouter
from apps.accounts.models import User
from apps.core.money import Money
from apps.courses import access, listing, queries, services
from apps.courses.models import Group, MembershipStatus, WaitingEntry
from apps.payments.services import own_family_prices

router = OperationRouter(tags=["courses"])


@router.get("/groups/", "groups.read", PageOf[schemas.GroupOut], errors=[422], cached=True)
def groups_list(request: SignedInRequest, query: Query[schemas.GroupsQuery]) -> dict[str, Any]:
    """List groups.

    You get the groups that you or your child learn in, and those that you lead or assist; the office gets all groups
    of its branches. `search` matches the name in Latin or Cyrillic script, with or without apostrophes.
    """
    groups = queries.list_visible_groups(request.auth.user, **query.filters())
    groups = listing.select_group_list_columns(groups)
    return build_page(request, groups, query, ordering=("name", "created_at"), search=listing.search_groups)


@router.post("/groups/", "groups.manage", schemas.GroupDetailOut, status=201, errors=[404, 422])
def groups_create(request: SignedInRequest, payload: schemas.GroupIn) -> Group:
    """Create a group.

    The group starts without members, in a branch where you work. Without `branch` it is in the default branch, or in
    your first branch if you do not work there.
    """
    user = request.auth.user
    sent = payload.model_dump()
    return services.create_group(
        actor=user,
        branch=access.get_branch_or_invalid(user, sent.pop("branch")),
        course=access.get_course(user, sent.pop("course")),
        **_load_named_objects(user, sent),
    )


@router.get("/groups/{uuid:id}/", "groups.read", schemas.GroupDetailOut, errors=[404], cached=True)
def groups_get(request: SignedInRequest, id: UUID) -> Group:
    """Get a group.

    You get the groups that you or your child learn in, and those that you lead or assist; the office gets any group
    of its branches.
    """
    return access.get_group(request.auth.user, id)


@router.patch("/groups/{uuid:id}/", "groups.manage", schemas.GroupDetailOut, errors=[404, 409, 422])
def groups_change(request: SignedInRequest, id: UUID, payload: schemas.GroupChanges) -> Group:
    """Update a group.

    A new lead teacher counts from today; earlier lessons stay with the former one. Refused with 409 `conflict` when
    `capacity` is below the number of seats taken, and with 403 `own_payment` for the price of a group where your own
    family learns.
    """
    user = request.auth.user
    group = access.get_taught_group(user, id)
    return own_family_prices.change_group(
        group=group, actor=user, **_load_named_objects(user, get_sent_fields(payload))
    )


@router.delete("/groups/{uuid:id}/", "groups.manage", errors=[404, 409])
def groups_remove(request: SignedInRequest, id: UUID) -> None:
    """Delete or close a group.

    A group without history is deleted; any other is closed. Refused with 409 `conflict` while it has members.
    """
    user = request.auth.user
    services.delete_or_close_group(group=access.get_taught_group(user, id), actor=user)


@router.post("/groups/{uuid:id}/close/", "groups.manage", schemas.GroupDetailOut, errors=[404, 409, 422])
def groups_close(request: SignedInRequest, id: UUID, payload: schemas.GroupCloseIn) -> Group:
    """Close a group.

    All members leave or graduate, and the group takes no new ones. Refused with 409 `conflict` when it is already
    closed, and for past days as to end a membership.
    """
    user = request.auth.user
    services.close_group(
        group=access.get_taught_group(user, id),
        actor=user,
        status=MembershipStatus(payload.outcome),
        **payload.model_dump(exclude={"outcome"}),
    )
    return access.get_group(user, id)


@router.post("/groups/{uuid:id}/reopen/", "groups.manage", schemas.GroupDetailOut, errors=[404, 409, 422])
def groups_reopen(request: SignedInRequest, id: UUID) -> Group:
    """Reopen a group.

    The group takes members again; former members do not return by themselves. Refused with 409 `conflict` when it is
    already open.
    """
    user = request.auth.user
    services.reopen_group(group=access.get_taught_group(user, id), actor=user)
    return access.get_group(user, id)


@router.get("/groups/{uuid:id}/leads/", "groups.read_members", PageOf[schemas.LeadChangeOut], errors=[404, 422])
def groups_leads(request: SignedInRequest, id: UUID, query: Query[schemas.LeadChangesQuery]) -> dict[str, Any]:
    """List the lead teacher changes of a group.

    Newest first. For the group's teachers and the office.
    """
    group = access.get_taught_group(request.auth.user, id)
    return build_page(request, queries.list_lead_teacher_changes(group), query, ordering=("-created_at", "on"))


@router.get("/groups/{uuid:id}/waiting/", "groups.manage", PageOf[schemas.WaitingOut], errors=[404, 422])
def waiting_list(request: SignedInRequest, id: UUID, query: Query[schemas.WaitingQuery]) -> dict[str, Any]:
    """List the waiting list of a group.

    Pupils who wait for a seat, the longest wait first. The office is notified when a seat becomes free.
    """
    group = access.get_taught_group(request.auth.user, id)
    entries = queries.list_waiting_entries(group, open_now=query.open, student_id=query.student)
    return build_page(request, entries, query, ordering=("created_at",))


@router.post("/groups/{uuid:id}/waiting/", "groups.manage", schemas.WaitingOut, status=201, errors=[404, 409, 422])
def waiting_add(request: SignedInRequest, id: UUID, payload: schemas.WaitingIn) -> WaitingEntry:
    """Add a pupil to the waiting list.

    The entry is closed when the pupil is added to the group. Refused with 409 `conflict` when the group is closed,
    or the pupil is already in it or already waits.
    """
    user = request.auth.user
    group = access.get_taught_group(user, id)
    student = access.get_person_or_invalid(user, "student", payload.student)
    return services.add_to_waiting_list(actor=user, group=group, student=student, note=payload.note)


@router.delete("/groups/{uuid:id}/waiting/{uuid:entry_id}/", "groups.manage", errors=[404])
def waiting_remove(request: SignedInRequest, id: UUID, entry_id: UUID) -> None:
    """Remove a pupil from the waiting list.

    The pupil gets no seat. An entry that is already closed gives 404.
    """
    user = request.auth.user
    services.remove_from_waiting_list(actor=user, entry=access.get_waiting_entry(user, id, entry_id))


def _load_named_objects(user: User, sent: dict[str, Any]) -> dict[str, Any]:
    """What a body says, with the people and the price that it names loaded."""
    fields = dict(sent)
    if "lead_teacher" in sent:
        fields["lead_teacher"] = access.get_person_or_invalid(user, "lead_teacher", sent["lead_teacher"])
    if "assistants" in sent:
        fields["assistants"] = access.get_people_or_invalid(user, "assistants", sent["assistants"])
    if sent.get("price"):
        fields["price"] = Money(**sent["price"])
    return fields
