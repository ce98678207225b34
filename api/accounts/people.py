"""Operations under `/auth/users/`: users, for the office, and avatars."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from ninja import Query

from api.accounts import people_schemas as schemas
from api.auth import SignedInRequest, public, requires
from api.base_schemas import get_sent_fields
from api.file_responses import serve_stored_file
from api.lanes import PICTURES
from api.lists import PageOf, build_page
from api.operations import OperationRouter
from api.uploads import FILE_REQUEST_BODY, get_put_file
from apps.accounts import queries
from apps.accounts.access import get_avatar, get_custom_role
from apps.accounts.models import User
from apps.accounts.services import avatars, children, mfa, user_management, users
from apps.courses import access
from apps.courses.queries import list_visible_people
from apps.courses.services import deactivate_user
from apps.portal import people_filters

router = OperationRouter(tags=["people"])


@router.put(
    "/users/me/avatar/",
    "accounts.me",
    schemas.AvatarOut,
    errors=[409, 413, 415, 422],
    openapi_extra=FILE_REQUEST_BODY,
    lane=PICTURES,
)
def auth_set_avatar(request: SignedInRequest) -> dict[str, Any]:
    """Set your avatar.

    JPEG, PNG, WebP or GIF, at most 10 MB and 25 million pixels. Stored as a small WebP without metadata. Refused
    with 409 `consent_missing` for a child whose guardians did not allow photos.
    """
    avatars.set_avatar(user=request.auth.user, upload=get_put_file(request))
    return {"avatar": schemas.build_avatar_url(queries.get_user_with_profiles(request.auth.user))}


@router.delete("/users/me/avatar/", "accounts.me")
def auth_remove_avatar(request: SignedInRequest) -> None:
    """Remove your avatar.

    Nothing happens when there is none.
    """
    avatars.remove_avatar(user=request.auth.user)


@router.get("/avatars/{str:link}/", public, {200: bytes, 206: bytes}, errors=[404])
def auth_avatar(request: HttpRequest, link: str) -> HttpResponseBase:
    """Download an avatar.

    By the signed address that came with the user. The address works for an hour.
    """
    return serve_stored_file(request, get_avatar(link), name="avatar.webp")


@router.get("/users/", "accounts.view_people", PageOf[schemas.UserOut], errors=[422])
def users_list(request: SignedInRequest, query: Query[schemas.UsersQuery]) -> dict[str, Any]:
    """List users.

    Users within your branches, for the office. The search finds names in either script, phones by their digits and
    e-mails by their beginning.
    """
    user, filters = request.auth.user, query.filters()
    own = {name: filters.pop(name) for name in ("role", "status", "group_id")}
    users = people_filters.filter_people(list_visible_people(user, **own), user, **filters)
    return build_page(
        request,
        users,
        query,
        ordering=("-created_at", "first_name", "last_name", "last_login", "number"),
        search=queries.search_users,
        prepare_rows=lambda rows: people_filters.prefetch_open_memberships(rows, user),
    )


@router.post("/users/", "accounts.manage_people", schemas.UserDetailOut, status=201, errors=[422])
def users_create(request: SignedInRequest, payload: schemas.UserIn) -> User:
    """Create a user.

    Without a password: the user sets one by a password reset, a child signs in by code and pictures. Roles of the
    office need `accounts.change_role` and a step-up (403 `step_up_required`).
    """
    stepped_up = mfa.is_stepped_up(request.auth.session)
    user = user_management.create_user_by_office(actor=request.auth.user, stepped_up=stepped_up, **payload.model_dump())
    return queries.get_user_with_profiles(user)


@router.get("/users/{uuid:id}/", "accounts.view_people", schemas.UserDetailOut, errors=[404])
def users_get(request: SignedInRequest, id: UUID) -> User:
    """Get a user.

    With profiles and branches, for the office.
    """
    return queries.get_user_with_profiles(access.get_person(request.auth.user, id))


@router.patch("/users/{uuid:id}/", "accounts.manage_people", schemas.UserDetailOut, errors=[404, 422])
def users_update(request: SignedInRequest, id: UUID, payload: schemas.UserChanges) -> User:
    """Update a user.

    A new e-mail or phone has to be verified again and signs the user out; for staff it needs `accounts.change_role`
    and a step-up (403 `step_up_required`), and your own is refused with 422. Refused with 403 for a user who has rights
    that you do not have.
    """
    actor, stepped_up = request.auth.user, mfa.is_stepped_up(request.auth.session)
    person = access.get_managed_person(actor, id)
    user_management.change_user(user=person, actor=actor, stepped_up=stepped_up, **get_sent_fields(payload))
    return queries.get_user_with_profiles(person)


@router.post("/users/{uuid:id}/activate/", "accounts.manage_people", schemas.UserDetailOut, errors=[404, 409])
def users_activate(request: SignedInRequest, id: UUID) -> User:
    """Activate a user.

    The user can sign in again. Refused with 409 for yourself, and with 403 for a user who has rights that you do not
    have.
    """
    person = access.get_managed_person(request.auth.user, id)
    users.set_user_active(user=person, active=True, actor=request.auth.user)
    return queries.get_user_with_profiles(person)


@router.post("/users/{uuid:id}/deactivate/", "accounts.manage_people", schemas.UserDetailOut, errors=[404, 409, 422])
def users_deactivate(request: SignedInRequest, id: UUID, payload: schemas.DeactivateIn) -> User:
    """Deactivate a user.

    Ends all sessions and open sockets of the user; their data stays. Refused with 409 for a member of groups without
    `memberships` (`fields.memberships` lists them), and for a user who leads or assists in active groups or gives
    planned lessons without `teaching` (`fields.groups` and `fields.lessons` list these). Refused with 409 for
    yourself, and with 403 for a user who has rights that you do not have.
    """
    person = access.get_managed_person(request.auth.user, id)
    deactivate_user(user=person, actor=request.auth.user, **payload.model_dump())
    return queries.get_user_with_profiles(person)


@router.post("/users/{uuid:id}/approve/", "accounts.approve", schemas.UserDetailOut, errors=[404, 409])
def users_approve(request: SignedInRequest, id: UUID) -> User:
    """Approve the requested role of a user.

    The user has the role from the next request on. Refused with 409 when no role was requested or the user is
    deactivated.
    """
    person = access.get_managed_person(request.auth.user, id)
    users.approve_requested_role(user=person, actor=request.auth.user)
    return queries.get_user_with_profiles(person)


@router.post(
    "/users/{uuid:id}/role/",
    requires("accounts.change_role", step_up=True),
    schemas.UserDetailOut,
    errors=[404, 409, 422],
)
def users_role(request: SignedInRequest, id: UUID, payload: schemas.RoleIn) -> User:
    """Change the role of a user.

    Ends all sessions of the user. Refused with 403 for a role with rights that you do not have, and with 409 for
    yourself, for a custom role that was archived, and for a user with a guardian who would become staff. Refused with
    409 too when a user who teaches would leave the staff, without `teaching`: `fields.groups` and `fields.lessons` list
    the groups and planned lessons.
    """
    person = access.get_managed_person(request.auth.user, id)
    own_role = get_custom_role(payload.own_role) if payload.own_role else None
    actor, stays = request.auth.user, payload.teaching is not None
    users.change_role(user=person, role=payload.role, own_role=own_role, actor=actor, teaching_stays=stays)
    return queries.get_user_with_profiles(person)


@router.post("/children/{uuid:id}/reset/", "accounts.manage_people", schemas.ChildSecretsOut, errors=[404])
def children_reset(request: SignedInRequest, id: UUID) -> children.ChildCredentials:
    """Reset the code and pictures of a child.

    The old ones and all sessions of the child end. A sign-in that was closed after wrong tries opens again.
    """
    child = access.get_managed_child(request.auth.user, id)
    return children.reset_child_credentials(child=child, actor=request.auth.user)
