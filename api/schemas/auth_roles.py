"""What goes in and out under `/auth/roles/`."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from pydantic import Field, StringConstraints

from api.schemas.base import In, Out, example
from api.schemas.courses import Texts

PermissionName = Annotated[str, StringConstraints(min_length=3, max_length=60, pattern=r"^[a-z_]+\.[a-z_]+$")]

OWN_ROLE: dict[str, Any] = {
    "id": "0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6e79",
    "name": {"uz": "Kassir", "ru": "Кассир", "en": "Cashier"},
    "permissions": ["accounts.me", "groups.see_all"],
    "holders": 2,
    "created_at": "2026-09-01T09:00:00Z",
}
BUILT_IN: dict[str, Any] = {"role": "student", "name": "Student", "permissions": ["accounts.me", "homework.read"]}
PERMISSION: dict[str, Any] = {
    "name": "groups.see_all",
    "text": "See every group",
    "roles": ["admin", "manager"],
    "everyones": False,
}


def _no_default(field: dict[str, Any]) -> None:
    field.pop("default", None)


class OwnRoleIn(In):
    """A role to cut from the table of permissions; what everybody holds comes with it."""

    model_config = example(name=OWN_ROLE["name"], permissions=["groups.see_all"])

    name: Texts
    permissions: list[PermissionName] = Field(max_length=500)


class OwnRoleChanges(In):
    """What changes of an own role; `permissions` replaces all of them."""

    model_config = example(permissions=["groups.see_all", "groups.read_members"])

    name: Texts = Field(default=Texts(uz="", ru="", en=""), json_schema_extra=_no_default)
    permissions: list[PermissionName] = Field(default=[], max_length=500, json_schema_extra=_no_default)


class OwnRoleOut(Out):
    """A centre's own role: everything its holders may do, and how many hold it."""

    model_config = example(**OWN_ROLE)

    id: UUID
    name: dict[str, str]
    permissions: list[str]
    holders: int
    created_at: datetime

    @staticmethod
    def resolve_permissions(role: Any) -> list[str]:
        """Its own and those that everybody holds."""
        return sorted(role.permission_set)

    @staticmethod
    def resolve_holders(role: Any) -> int:
        """How many people have it."""
        return int(role.holders_count)


class BuiltInRoleOut(Out):
    """A built-in role and what it may do."""

    model_config = example(**BUILT_IN)

    role: str
    name: str
    permissions: list[str]


class PermissionOut(Out):
    """One permission, what it allows, and which built-in roles hold it; `everyones` cannot be taken away."""

    model_config = example(**PERMISSION)

    name: str
    text: str
    roles: list[str]
    everyones: bool


class RoleTableOut(Out):
    """All there is to cut roles from: built-in roles, own roles, permissions."""

    model_config = example(built_in=[BUILT_IN], own=[OWN_ROLE], permissions=[PERMISSION])

    built_in: list[BuiltInRoleOut]
    own: list[OwnRoleOut]
    permissions: list[PermissionOut]
