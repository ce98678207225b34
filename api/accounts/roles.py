"""Operations under `/auth/roles/`: permissions and custom roles."""

from typing import Any
from uuid import UUID

from api.accounts.roles_schemas import OwnRoleChanges, OwnRoleIn, OwnRoleOut, RoleTableOut
from api.auth import SignedInRequest, requires
from api.base_schemas import get_sent_fields
from api.operations import OperationRouter
from apps.accounts import access, queries
from apps.accounts.models import OwnRole
from apps.accounts.services import roles

router = OperationRouter(tags=["auth"])


@router.get("/roles/", "roles.manage", RoleTableOut)
def roles_table(request: SignedInRequest) -> dict[str, Any]:
    """List roles and permissions.

    Built-in roles, active custom roles, and every permission with its text.
    """
    return queries.get_role_table()


@router.post("/roles/", requires("roles.manage", step_up=True), OwnRoleOut, status=201, errors=[409, 422])
def roles_create(request: SignedInRequest, payload: OwnRoleIn) -> OwnRole:
    """Create a custom role.

    Refused with 403 for a permission that you do not have, and with 409 above 50 custom roles.
    """
    role = roles.create_custom_role(actor=request.auth.user, **payload.model_dump())
    return access.get_custom_role(role.pk)


@router.get("/roles/{uuid:id}/", "roles.manage", OwnRoleOut, errors=[404])
def roles_get(request: SignedInRequest, id: UUID) -> OwnRole:
    """Get a custom role.

    With all permissions of its users.
    """
    return access.get_custom_role(id)


@router.patch("/roles/{uuid:id}/", requires("roles.manage", step_up=True), OwnRoleOut, errors=[404, 409, 422])
def roles_update(request: SignedInRequest, id: UUID, payload: OwnRoleChanges) -> OwnRole:
    """Update a custom role.

    New permissions take effect at once and end the sessions of users with this role. Refused with 403 when you add a
    permission that you do not have, and with 409 when the role was archived.
    """
    roles.update_custom_role(actor=request.auth.user, role=access.get_custom_role(id), **get_sent_fields(payload))
    return access.get_custom_role(id)


@router.delete("/roles/{uuid:id}/", requires("roles.manage", step_up=True), errors=[404, 409])
def roles_delete(request: SignedInRequest, id: UUID) -> None:
    """Archive a custom role.

    Refused with 409 while a user has it. Open invitations with this role are withdrawn.
    """
    roles.archive_custom_role(actor=request.auth.user, role=access.get_custom_role(id))
