"""Access to branches, and to what concerns all branches."""

from typing import Any
from uuid import UUID

from apps.core.errors import Forbidden
from apps.core.lookups import get_or_not_found
from apps.settings.models import Branch


def get_branch(branch_id: UUID) -> Branch:
    """Return a branch. Every user may see all branches. Raise NotFound."""
    return get_or_not_found(Branch.objects.all(), branch_id)


def check_has_all_branches(user: Any) -> None:
    """Raise Forbidden for users who work in some branches only. Settings and audit log concern all."""
    if not user.all_branches:
        raise Forbidden()
