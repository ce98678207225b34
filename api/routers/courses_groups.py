"""Operations under `/courses/groups/`: groups, and who waits for a seat in them."""

from typing import Any
from uuid import UUID

from ninja import Query, Router, Status

from api.auth import SignedInRequest, requires
from api.errors import errors
from api.lists import PageOf, list_page
from api.schemas import groups as schemas
from api.schemas.base import changes
from apps.accounts.models import User
from apps.core.money import Money
from apps.courses import access, listing, queries, services
from apps.courses.models import Group, MembershipStatus, WaitingEntry

router = Router(tags=["courses"])


@router.get(
    "/groups/",
    auth=requires("groups.read"),
    response={200: PageOf[schemas.GroupOut], **errors(422)},
    operation_id="groups_list",
    summary="Groups",
)
def groups_list(request: SignedInRequest, query: Query[schemas.GroupsQuery]) -> dict[str, Any]:
    """Groups that one learns in, leads or assists; every group for the office. The search finds a name in either
    script, with or without apostrophes.
    """
    found = queries.visible_groups(
        request.auth.user,
        course_id=query.course,
        branch_id=query.branch,
        teacher_id=query.teacher,
        status=query.status,
    )
    found = listing.listed_groups(found)
    return list_page(request, found, query, ordering=("name", "created_at"), search=listing.search_groups)


@router.post(
    "/groups/",
    auth=requires("groups.manage"),
    response={201: schemas.GroupDetailOut, **errors(404, 422)},
    operation_id="groups_create",
    summary="Open a group",
)
def groups_create(request: SignedInRequest, payload: schemas.GroupIn) -> Status[Group]:
    """In a branch where one works, without members."""
    user = request.auth.user
    sent = payload.model_dump()
    group = services.create_group(
        actor=user,
        branch=access.named_branch(user, sent.pop("branch")),
        course=access.get_course(user, sent.pop("course")),
        **_named(user, sent),
    )
    return Status(201, group)


@router.get(
    "/groups/{uuid:id}/",
    auth=requires("groups.read"),
    response={200: schemas.GroupDetailOut, **errors(404)},
    operation_id="groups_get",
    summary="One group",
)
def groups_get(request: SignedInRequest, id: UUID) -> Group:
    """A group that one learns in, leads or assists."""
    return access.get_group(request.auth.user, id)


@router.patch(
    "/groups/{uuid:id}/",
    auth=requires("groups.manage"),
    response={200: schemas.GroupDetailOut, **errors(404, 409, 422)},
    operation_id="groups_change",
    summary="Change a group",
)
def groups_change(request: SignedInRequest, id: UUID, payload: schemas.GroupChanges) -> Group:
    """Another lead teacher is written down with today's day: what was before stays the former one's. Fewer seats than
    pupils are refused.
    """
    user = request.auth.user
    group = access.get_taught_group(user, id)
    return services.change_group(group=group, actor=user, **_named(user, changes(payload)))


@router.delete(
    "/groups/{uuid:id}/",
    auth=requires("groups.manage"),
    response={204: None, **errors(404, 409)},
    operation_id="groups_remove",
    summary="Take a group away",
)
def groups_remove(request: SignedInRequest, id: UUID) -> Status[None]:
    """An empty one goes, one with a history is closed. Refused while pupils are in it."""
    user = request.auth.user
    services.remove_group(group=access.get_taught_group(user, id), actor=user)
    return Status(204, None)


@router.post(
    "/groups/{uuid:id}/close/",
    auth=requires("groups.manage"),
    response={200: schemas.GroupDetailOut, **errors(404, 409, 422)},
    operation_id="groups_close",
    summary="Close a group",
)
def groups_close(request: SignedInRequest, id: UUID, payload: schemas.GroupCloseIn) -> Group:
    """Everybody in it leaves, or graduates; it takes nobody any more."""
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
    response={200: schemas.GroupDetailOut, **errors(404, 409, 422)},
    operation_id="groups_reopen",
    summary="Open a closed group again",
)
def groups_reopen(request: SignedInRequest, id: UUID) -> Group:
    """It takes members again; nobody comes back by themselves."""
    user = request.auth.user
    services.reopen_group(group=access.get_taught_group(user, id), actor=user)
    return access.get_group(user, id)


@router.get(
    "/groups/{uuid:id}/leads/",
    auth=requires("groups.read_members"),
    response={200: PageOf[schemas.LeadChangeOut], **errors(404, 422)},
    operation_id="groups_leads",
    summary="Who led a group before",
)
def groups_leads(request: SignedInRequest, id: UUID, query: Query[schemas.LeadChangesQuery]) -> dict[str, Any]:
    """The changes of its lead teacher, the newest first."""
    group = access.get_taught_group(request.auth.user, id)
    return list_page(request, queries.lead_changes(group), query, ordering=("-created_at", "on"))


@router.get(
    "/groups/{uuid:id}/waiting/",
    auth=requires("groups.manage"),
    response={200: PageOf[schemas.WaitingOut], **errors(404, 422)},
    operation_id="waiting_list",
    summary="Who waits for a seat",
)
def waiting_list(request: SignedInRequest, id: UUID, query: Query[schemas.WaitingQuery]) -> dict[str, Any]:
    """The longest first. When a seat gets free the office is told."""
    group = access.get_taught_group(request.auth.user, id)
    return list_page(request, queries.waiting_entries(group), query, ordering=("created_at",))


@router.post(
    "/groups/{uuid:id}/waiting/",
    auth=requires("groups.manage"),
    response={201: schemas.WaitingOut, **errors(404, 409, 422)},
    operation_id="waiting_add",
    summary="Let somebody wait for a seat",
)
def waiting_add(request: SignedInRequest, id: UUID, payload: schemas.WaitingIn) -> Status[WaitingEntry]:
    """Adding them to the group later closes the entry."""
    user = request.auth.user
    group = access.get_taught_group(user, id)
    student = access.named_person(user, "student", payload.student)
    return Status(201, services.wait(actor=user, group=group, student=student, note=payload.note))


@router.delete(
    "/groups/{uuid:id}/waiting/{uuid:entry_id}/",
    auth=requires("groups.manage"),
    response={204: None, **errors(404)},
    operation_id="waiting_remove",
    summary="Let somebody wait no more",
)
def waiting_remove(request: SignedInRequest, id: UUID, entry_id: UUID) -> Status[None]:
    """They got no seat."""
    user = request.auth.user
    services.stop_waiting(actor=user, entry=access.get_waiting_entry(user, id, entry_id))
    return Status(204, None)


def _named(user: User, sent: dict[str, Any]) -> dict[str, Any]:
    """What a body says, with the people and the price that it names loaded."""
    found = dict(sent)
    if "lead_teacher" in sent:
        found["lead_teacher"] = access.named_person(user, "lead_teacher", sent["lead_teacher"])
    if "assistants" in sent:
        found["assistants"] = access.named_people(user, "assistants", sent["assistants"])
    if sent.get("price"):
        found["price"] = Money(**sent["price"])
    return found
