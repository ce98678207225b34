"""Schemas of `/auth/roles/`: custom roles and permissions."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from pydantic import Field, StringConstraints

from api.base_schemas import Changes, In, Out, TextsOut, build_example
from api.shared_schemas import Texts

PermissionName = Annotated[str, StringConstraints(min_length=3, max_length=60, pattern=r"^[a-z_]+\.[a-z_]+$")]

OWN_ROLE: dict[str, Any] = {
    "id": "0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6e79",
    "name": {"uz": "Kassir", "ru": "Кассир", "en": "Cashier"},
    "permissions": ["accounts.me", "groups.see_all"],
    "holders": 2,
    "created_at": "2026-09-01T09:00:00Z",
}


class OwnRoleIn(In):
    """A custom role and its permissions; permissions that every user has are always included."""

    model_config = build_example(name=OWN_ROLE["name"], permissions=["groups.see_all"])

    name: Texts
    permissions: list[PermissionName] = Field(max_length=500)


class OwnRoleChanges(Changes):
    """Changes of a custom role; `permissions` replaces all of them."""

    model_config = build_example(permissions=["groups.see_all", "groups.read_members"])

    name: Texts = Texts(uz="", ru="", en="")
    permissions: list[PermissionName] = Field([], max_length=500)


class OwnRoleOut(Out):
    """A custom role: all permissions of its users, and how many users have it."""

    model_config = build_example(**OWN_ROLE)

    id: UUID
    name: TextsOut
    permissions: list[str]
    holders: int = Field(validation_alias="holders_count")
    created_at: datetime

    @staticmethod
    def resolve_permissions(role: Any) -> list[str]:
        """Its permissions and those of every user."""
        return sorted(role.permission_set)


class BuiltInRoleOut(Out):
    """A built-in role and its permissions."""

    model_config = build_example(role="student", name="Student", permissions=["accounts.me", "homework.read"])

    role: str
    name: str
    permissions: list[str]


class PermissionOut(Out):
    """A permission, what it allows, and which built-in roles have it; every user has those marked `everyones`."""

    model_config = build_example(
        name="groups.see_all", text="See every group", roles=["admin", "manager"], everyones=False
    )

    name: str
    text: str
    roles: list[str]
    everyones: bool


class RoleTableOut(Out):
    """Built-in roles, custom roles and permissions."""

    built_in: list[BuiltInRoleOut]
    own: list[OwnRoleOut]
    permissions: list[PermissionOut]
