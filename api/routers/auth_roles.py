"""Operations under `/auth/roles/`: permissions and custom roles."""

from typing import Any
from uuid import UUID

from ninja import Router, Status

from api.auth import SignedInRequest, requires
from api.errors import error_responses
from api.schemas.auth_roles import OwnRoleChanges, OwnRoleIn, OwnRoleOut, RoleTableOut
from api.schemas.base import get_changes
from apps.accounts import access, queries
from apps.accounts.models import OwnRole
from apps.accounts.services import roles

router = Router(tags=["auth"])


@router.get(
    "/roles/",
    auth=requires("roles.manage"),
    response={200: RoleTableOut, **error_responses()},
    operation_id="roles_table",
    summary="List roles and permissions",
)
def roles_table(request: SignedInRequest) -> dict[str, Any]:
    """Built-in roles, active custom roles, and every permission with its text."""
    return queries.get_role_table()


@router.post(
    "/roles/",
    auth=requires("roles.manage", step_up=True),
    response={201: OwnRoleOut, **error_responses(409, 422)},
    operation_id="roles_create",
    summary="Create a custom role",
)
def roles_create(request: SignedInRequest, payload: OwnRoleIn) -> Status[OwnRole]:
    """Refused with 403 for a permission that you do not have, and with 409 above 50 custom roles."""
    role = roles.create_custom_role(actor=request.auth.user, **payload.model_dump())
    return Status(201, access.get_custom_role(role.pk))


@router.get(
    "/roles/{uuid:id}/",
    auth=requires("roles.manage"),
    response={200: OwnRoleOut, **error_responses(404)},
    operation_id="roles_get",
    summary="Get a custom role",
)
def roles_get(request: SignedInRequest, id: UUID) -> OwnRole:
    """With all permissions of its users."""
    return access.get_custom_role(id)


@router.patch(
    "/roles/{uuid:id}/",
    auth=requires("roles.manage", step_up=True),
    response={200: OwnRoleOut, **error_responses(404, 409, 422)},
    operation_id="roles_update",
    summary="Update a custom role",
)
def roles_update(request: SignedInRequest, id: UUID, payload: OwnRoleChanges) -> OwnRole:
    """New permissions take effect at once and end the sessions of users with this role. Refused with 403 when you add a
    permission that you do not have, and with 409 when the role was archived.
    """
    roles.update_custom_role(actor=request.auth.user, role=access.get_custom_role(id), **get_changes(payload))
    return access.get_custom_role(id)


@router.delete(
    "/roles/{uuid:id}/",
    auth=requires("roles.manage", step_up=True),
    response={204: None, **error_responses(404, 409)},
    operation_id="roles_delete",
    summary="Archive a custom role",
)
def roles_delete(request: SignedInRequest, id: UUID) -> Status[None]:
    """Refused with 409 while a user has it. Open invitations with this role are withdrawn."""
    roles.archive_custom_role(actor=request.auth.user, role=access.get_custom_role(id))
    return Status(204, None)
