"""Operations under `/courses/groups/`: groups and their waiting lists."""

from typing import Any
from uuid import UUID

from ninja import Query, Router, Status

from api.auth import SignedInRequest, requires
from api.errors import error_responses
from api.lists import PageOf, build_page
from api.schemas import groups as schemas
from api.schemas.base import get_changes
from apps.accounts.models import User
from apps.core.money import Money
from apps.courses import access, listing, queries, services
from apps.courses.models import Group, MembershipStatus, WaitingEntry

router = Router(tags=["courses"])


@router.get(
    "/groups/",
    auth=requires("groups.read"),
    response={200: PageOf[schemas.GroupOut], **error_responses(422)},
    operation_id="groups_list",
    summary="List groups",
)
def groups_list(request: SignedInRequest, query: Query[schemas.GroupsQuery]) -> dict[str, Any]:
    """You get the groups that you or your child learn in, and those that you lead or assist; the office gets all groups
    of its branches. `search` matches the name in Latin or Cyrillic script, with or without apostrophes.
    """
    groups = queries.list_visible_groups(
        request.auth.user, course_id=query.course, branch_id=query.branch, teacher_id=query.teacher, status=query.status
    )
    groups = listing.select_list_columns(groups)
    return build_page(request, groups, query, ordering=("name", "created_at"), search=listing.search_groups)


@router.post(
    "/groups/",
    auth=requires("groups.manage"),
    response={201: schemas.GroupDetailOut, **error_responses(404, 422)},
    operation_id="groups_create",
    summary="Create a group",
)
def groups_create(request: SignedInRequest, payload: schemas.GroupIn) -> Status[Group]:
    """The group starts without members, in a branch where you work. Without `branch` it is in the default branch, or in
    your first branch if you do not work there.
    """
    user = request.auth.user
    sent = payload.model_dump()
    group = services.create_group(
        actor=user,
        branch=access.get_branch_or_invalid(user, sent.pop("branch")),
        course=access.get_course(user, sent.pop("course")),
        **_load_named_objects(user, sent),
    )
    return Status(201, group)


@router.get(
    "/groups/{uuid:id}/",
    auth=requires("groups.read"),
    response={200: schemas.GroupDetailOut, **error_responses(404)},
    operation_id="groups_get",
    summary="Get a group",
)
def groups_get(request: SignedInRequest, id: UUID) -> Group:
    """You get the groups that you or your child learn in, and those that you lead or assist; the office gets any group
    of its branches.
    """
    return access.get_group(request.auth.user, id)


@router.patch(
    "/groups/{uuid:id}/",
    auth=requires("groups.manage"),
    response={200: schemas.GroupDetailOut, **error_responses(404, 409, 422)},
    operation_id="groups_change",
    summary="Change a group",
)
def groups_change(request: SignedInRequest, id: UUID, payload: schemas.GroupChanges) -> Group:
    """A new lead teacher counts from today; earlier lessons stay with the former one. Refused with 409 `conflict` when
    `capacity` is below the number of seats taken.
    """
    user = request.auth.user
    group = access.get_taught_group(user, id)
    return services.change_group(group=group, actor=user, **_load_named_objects(user, get_changes(payload)))


@router.delete(
    "/groups/{uuid:id}/",
    auth=requires("groups.manage"),
    response={204: None, **error_responses(404, 409)},
    operation_id="groups_remove",
    summary="Delete or close a group",
)
def groups_remove(request: SignedInRequest, id: UUID) -> Status[None]:
    """A group without history is deleted; any other is closed. Refused with 409 `conflict` while it has members."""
    user = request.auth.user
    services.remove_group(group=access.get_taught_group(user, id), actor=user)
    return Status(204, None)


@router.post(
    "/groups/{uuid:id}/close/",
    auth=requires("groups.manage"),
    response={200: schemas.GroupDetailOut, **error_responses(404, 409, 422)},
    operation_id="groups_close",
    summary="Close a group",
)
def groups_close(request: SignedInRequest, id: UUID, payload: schemas.GroupCloseIn) -> Group:
    """All members leave or graduate, and the group takes no new ones. Refused with 409 `conflict` when it is already
    closed.
    """
    user = request.auth.user
    services.close_group(
        group=access.get_taught_group(user, id),
        actor=user,
        status=MembershipStatus(payload.outcome),
        left_on=payload.left_on,
        reason=payload.reason,
    )
    return access.get_group(user, id)


@router.post(
    "/groups/{uuid:id}/reopen/",
    auth=requires("groups.manage"),
    response={200: schemas.GroupDetailOut, **error_responses(404, 409, 422)},
    operation_id="groups_reopen",
    summary="Reopen a group",
)
def groups_reopen(request: SignedInRequest, id: UUID) -> Group:
    """The group takes members again; former members do not return by themselves. Refused with 409 `conflict` when it is
    already open.
    """
    user = request.auth.user
    services.reopen_group(group=access.get_taught_group(user, id), actor=user)
    return access.get_group(user, id)


@router.get(
    "/groups/{uuid:id}/leads/",
    auth=requires("groups.read_members"),
    response={200: PageOf[schemas.LeadChangeOut], **error_responses(404, 422)},
    operation_id="groups_leads",
    summary="List the lead teacher changes of a group",
)
def groups_leads(request: SignedInRequest, id: UUID, query: Query[schemas.LeadChangesQuery]) -> dict[str, Any]:
    """Newest first. For the group's teachers and the office."""
    group = access.get_taught_group(request.auth.user, id)
    return build_page(request, queries.list_lead_changes(group), query, ordering=("-created_at", "on"))


@router.get(
    "/groups/{uuid:id}/waiting/",
    auth=requires("groups.manage"),
    response={200: PageOf[schemas.WaitingOut], **error_responses(404, 422)},
    operation_id="waiting_list",
    summary="List the waiting list of a group",
)
def waiting_list(request: SignedInRequest, id: UUID, query: Query[schemas.WaitingQuery]) -> dict[str, Any]:
    """Pupils who wait for a seat, the longest wait first. The office is notified when a seat becomes free."""
    group = access.get_taught_group(request.auth.user, id)
    return build_page(request, queries.list_waiting_entries(group), query, ordering=("created_at",))


@router.post(
    "/groups/{uuid:id}/waiting/",
    auth=requires("groups.manage"),
    response={201: schemas.WaitingOut, **error_responses(404, 409, 422)},
    operation_id="waiting_add",
    summary="Add a pupil to the waiting list",
)
def waiting_add(request: SignedInRequest, id: UUID, payload: schemas.WaitingIn) -> Status[WaitingEntry]:
    """The entry is closed when the pupil is added to the group. Refused with 409 `conflict` when the group is closed,
    or the pupil is already in it or already waits.
    """
    user = request.auth.user
    group = access.get_taught_group(user, id)
    student = access.get_person_or_invalid(user, "student", payload.student)
    return Status(201, services.add_to_waiting_list(actor=user, group=group, student=student, note=payload.note))


@router.delete(
    "/groups/{uuid:id}/waiting/{uuid:entry_id}/",
    auth=requires("groups.manage"),
    response={204: None, **error_responses(404)},
    operation_id="waiting_remove",
    summary="Remove a pupil from the waiting list",
)
def waiting_remove(request: SignedInRequest, id: UUID, entry_id: UUID) -> Status[None]:
    """The pupil gets no seat. An entry that is already closed gives 404."""
    user = request.auth.user
    services.remove_from_waiting_list(actor=user, entry=access.get_waiting_entry(user, id, entry_id))
    return Status(204, None)


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
