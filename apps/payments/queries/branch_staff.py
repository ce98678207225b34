"""Staff of a branch by permission."""

from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from apps.accounts.access import has_permission
from apps.accounts.models import User
from apps.core.permissions import OFFICE


def list_branch_holders(branch_id: UUID, permission: str) -> list[User]:
    """Return active staff of the branch who hold the permission, in the order of ids."""
    works_there = User.branches.through.objects.filter(user_id=OuterRef("pk"), branch_id=branch_id)
    branch_staff = User.objects.filter(Q(all_branches=True) | Q(Exists(works_there)), is_active=True)
    office = branch_staff.filter(Q(role__in=OFFICE) | Q(own_role__isnull=False)).select_related("own_role")
    return [person for person in office.order_by("id") if has_permission(person, permission)]
