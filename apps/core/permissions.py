"""Permissions: what an operation asks for. Roles are sets of them.

Each app declares its own in `permissions.py` as `PERMISSIONS = [Permission("homework.submit", …)]`.
A permission says which of the built-in roles hold it; a centre's own roles are cut from the same list.
"""

from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from apps.core import declarations


class Role(StrEnum):
    """The built-in roles (design: domain, "Roles")."""

    ADMIN = "admin"
    MANAGER = "manager"
    TEACHER = "teacher"
    STUDENT = "student"
    PARENT = "parent"
    MEMBER = "member"


ROLE_NAMES: dict[Role, StrOrPromise] = {
    Role.ADMIN: _("Administrator"),
    Role.MANAGER: _("Manager"),
    Role.TEACHER: _("Teacher"),
    Role.STUDENT: _("Student"),
    Role.PARENT: _("Parent"),
    Role.MEMBER: _("Member"),
}

EVERYONE = frozenset(Role)
STAFF = frozenset({Role.ADMIN, Role.MANAGER, Role.TEACHER})
OFFICE = frozenset({Role.ADMIN, Role.MANAGER})


@dataclass(frozen=True)
class Permission:
    """One right: its name `<area>.<verb>`, what it allows in words, and the built-in roles that hold it."""

    name: str
    text: StrOrPromise
    roles: frozenset[Role]


@cache
def all_permissions() -> dict[str, Permission]:
    """Every declared permission by name; ValueError when two apps declare the same name."""
    return declarations.collect_by_name("permissions", Permission, label="permission")


@cache
def get_role_permissions(role: str) -> frozenset[str]:
    """The names of the permissions a built-in role holds; empty for an unknown role."""
    return frozenset(p.name for p in all_permissions().values() if role in p.roles)


@cache
def get_common_permissions() -> frozenset[str]:
    """The names of the permissions that every built-in role holds: over one's own things, whoever one is."""
    return frozenset(p.name for p in all_permissions().values() if p.roles == EVERYONE)
