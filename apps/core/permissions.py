"""Permissions and built-in roles.

Each app declares its permissions in `permissions.py`: `PERMISSIONS = [Permission("homework.submit", …)]`. A permission
lists the built-in roles that have it. Custom roles use the same permissions.
"""

from dataclasses import dataclass
from functools import cache

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from apps.core import declarations


class Role(TextChoices):
    """The built-in roles."""

    ADMIN = "admin", _("Administrator")
    MANAGER = "manager", _("Manager")
    TEACHER = "teacher", _("Teacher")
    STUDENT = "student", _("Student")
    PARENT = "parent", _("Parent")
    MEMBER = "member", _("Member")


EVERYONE = frozenset(Role)
STAFF = frozenset({Role.ADMIN, Role.MANAGER, Role.TEACHER})
OFFICE = frozenset({Role.ADMIN, Role.MANAGER})


@dataclass(frozen=True)
class Permission:
    """One right: its name `<area>.<verb>`, a description, and the built-in roles that have it."""

    name: str
    text: StrOrPromise
    roles: frozenset[Role]


@cache
def all_permissions() -> dict[str, Permission]:
    """Return all declared permissions by name. Raise ValueError when two share a name."""
    return declarations.collect_declarations_by_name("permissions", Permission, label="permission")


@cache
def get_role_permissions(role: str) -> frozenset[str]:
    """Return the names of the permissions of a built-in role; empty for an unknown role."""
    return frozenset(p.name for p in all_permissions().values() if role in p.roles)


@cache
def get_office_permissions() -> frozenset[str]:
    """Return the names of the permissions that only roles of the office have."""
    return frozenset(p.name for p in all_permissions().values() if p.roles <= OFFICE)


@cache
def get_common_permissions() -> frozenset[str]:
    """Return the names of the permissions that all built-in roles have."""
    return frozenset(p.name for p in all_permissions().values() if p.roles == EVERYONE)
