"""Who may load which branch, and what is of the whole centre."""

from typing import Any
from uuid import UUID

from apps.core.errors import Forbidden
from apps.core.lookups import get_or_not_found
from apps.settings.models import Branch


def get_branch(branch_id: UUID) -> Branch:
    """A branch; everybody here may know of each. NotFound when there is none."""
    return get_or_not_found(Branch.objects.all(), branch_id)


def check_has_all_branches(user: Any) -> None:
    """Forbidden for who works in some branches only: settings and audit log are of all of them."""
    if not user.all_branches:
        raise Forbidden()
