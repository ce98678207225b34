"""Operations under `/auth/users/`: the office's work with people, and one's own picture."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from ninja import Query, Router, Status

from api.auth import SignedInRequest, public, requires
from api.errors import errors
from api.lists import PageOf, list_page
from api.ranges import file_response
from api.schemas import people as schemas
from api.schemas.base import changes
from api.uploads import ONE_FILE, put_file
from apps.accounts import queries
from apps.accounts.access import get_avatar, get_custom_role
from apps.accounts.models import User
from apps.accounts.services import avatars, children, mfa, user_management, users
from apps.courses import access
from apps.courses.queries import visible_people

router = Router(tags=["people"])


@router.put(
    "/users/me/avatar/",
    auth=requires("accounts.me"),
    response={200: schemas.AvatarOut, **errors(409, 413, 415, 422)},
    operation_id="auth_set_avatar",
    summary="Set one's own picture",
    openapi_extra=ONE_FILE,
)
def set_avatar(request: SignedInRequest) -> dict[str, Any]:
    """JPEG, PNG, WebP or GIF, at most 10 MB and 25 million pixels. Kept as a small WebP without metadata."""
    avatars.set_avatar(user=request.auth.user, upload=put_file(request))
    return {"avatar": schemas.build_avatar_url(queries.get_user_with_profiles(request.auth.user))}


@router.delete(
    "/users/me/avatar/",
    auth=requires("accounts.me"),
    response={204: None, **errors()},
    operation_id="auth_remove_avatar",
    summary="Take one's own picture away",
)
def remove_avatar(request: SignedInRequest) -> Status[None]:
    """Nobody sees it from now on."""
    avatars.remove_avatar(user=request.auth.user)
    return Status(204, None)


@router.get(
    "/avatars/{str:link}/",
    auth=public,
    response={200: bytes, 206: bytes, **errors(404)},
    operation_id="auth_avatar",
    summary="A picture, by the signed address that came with a person",
)
def avatar(request: HttpRequest, link: str) -> HttpResponseBase:
    """The address is good for an hour."""
    return file_response(request, get_avatar(link), name="avatar.webp")


@router.get(
    "/users/",
    auth=requires("accounts.view_people"),
    response={200: PageOf[schemas.UserOut], **errors(422)},
    operation_id="users_list",
    summary="People",
)
def users_list(request: SignedInRequest, query: Query[schemas.UsersQuery]) -> dict[str, Any]:
    """The search finds names in either script, phones by their digits and e-mails by their beginning."""
    found = visible_people(request.auth.user, role=query.role, status=query.status, group_id=query.group)
    ordering = ("-created_at", "first_name", "last_name", "last_login")
    return list_page(request, found, query, ordering=ordering, search=queries.search_users)


@router.post(
    "/users/",
    auth=requires("accounts.manage_people"),
    response={201: schemas.UserDetailOut, **errors(422)},
    operation_id="users_create",
    summary="Sign somebody up",
)
def users_create(request: SignedInRequest, payload: schemas.UserIn) -> Status[User]:
    """Without a password: they get in by resetting it, a child by its code and pictures. The office's roles ask for
    the right to change roles, and for step-up.
    """
    stepped_up = mfa.is_stepped_up(request.auth.session)
    user = user_management.create_user_by_office(actor=request.auth.user, stepped_up=stepped_up, **payload.model_dump())
    return Status(201, queries.get_user_with_profiles(user))


@router.get(
    "/users/{uuid:id}/",
    auth=requires("accounts.view_people"),
    response={200: schemas.UserDetailOut, **errors(404)},
    operation_id="users_get",
    summary="One person",
)
def users_get(request: SignedInRequest, id: UUID) -> User:
    """With profiles and branches."""
    return queries.get_user_with_profiles(access.get_person(request.auth.user, id))


@router.patch(
    "/users/{uuid:id}/",
    auth=requires("accounts.manage_people"),
    response={200: schemas.UserDetailOut, **errors(404, 422)},
    operation_id="users_update",
    summary="Change a person",
)
def users_update(request: SignedInRequest, id: UUID, payload: schemas.UserChanges) -> User:
    """Another e-mail or phone has to be verified again and signs the person out; of staff it asks for the right to
    change roles and for step-up, one's own is refused. Who may do more than oneself cannot be changed.
    """
    actor, stepped_up = request.auth.user, mfa.is_stepped_up(request.auth.session)
    person = access.get_managed_person(actor, id)
    user_management.change_user(user=person, actor=actor, stepped_up=stepped_up, **changes(payload))
    return queries.get_user_with_profiles(person)


@router.post(
    "/users/{uuid:id}/activate/",
    auth=requires("accounts.manage_people"),
    response={200: schemas.UserDetailOut, **errors(404, 409)},
    operation_id="users_activate",
    summary="Let somebody in again",
)
def users_activate(request: SignedInRequest, id: UUID) -> User:
    """Repeating it changes nothing."""
    person = access.get_managed_person(request.auth.user, id)
    users.set_user_active(user=person, active=True, actor=request.auth.user)
    return queries.get_user_with_profiles(person)


@router.post(
    "/users/{uuid:id}/deactivate/",
    auth=requires("accounts.manage_people"),
    response={200: schemas.UserDetailOut, **errors(404, 409)},
    operation_id="users_deactivate",
    summary="Keep somebody out",
)
def users_deactivate(request: SignedInRequest, id: UUID) -> User:
    """From their next request on; open sockets close. What they did stays."""
    person = access.get_managed_person(request.auth.user, id)
    users.set_user_active(user=person, active=False, actor=request.auth.user)
    return queries.get_user_with_profiles(person)


@router.post(
    "/users/{uuid:id}/approve/",
    auth=requires("accounts.approve"),
    response={200: schemas.UserDetailOut, **errors(404, 409)},
    operation_id="users_approve",
    summary="Give a pending person the role that they asked for",
)
def users_approve(request: SignedInRequest, id: UUID) -> User:
    """At their next request they may do what the role allows."""
    person = access.get_managed_person(request.auth.user, id)
    users.approve_requested_role(user=person, actor=request.auth.user)
    return queries.get_user_with_profiles(person)


@router.post(
    "/users/{uuid:id}/role/",
    auth=requires("accounts.change_role", step_up=True),
    response={200: schemas.UserDetailOut, **errors(404, 409, 422)},
    operation_id="users_role",
    summary="Give somebody another role",
)
def users_role(request: SignedInRequest, id: UUID, payload: schemas.RoleIn) -> User:
    """They sign in again to use it. Nobody gives a role that holds more than their own."""
    person = access.get_managed_person(request.auth.user, id)
    own_role = get_custom_role(payload.own_role) if payload.own_role else None
    users.change_role(user=person, role=payload.role, own_role=own_role, actor=request.auth.user)
    return queries.get_user_with_profiles(person)


@router.post(
    "/children/{uuid:id}/reset/",
    auth=requires("accounts.manage_people"),
    response={200: schemas.ChildSecretsOut, **errors(404)},
    operation_id="children_reset",
    summary="A new code and new pictures for a child",
)
def children_reset(request: SignedInRequest, id: UUID) -> children.ChildCredentials:
    """The old ones and every session of the child end; a sign-in closed by wrong tries opens again."""
    child = access.get_managed_child(request.auth.user, id)
    return children.reset_child_credentials(child=child, actor=request.auth.user)
