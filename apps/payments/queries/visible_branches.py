"""Rows of the branches that a member of the staff sees."""

from uuid import UUID

from django.db.models import Q

from apps.accounts.models import User
from apps.accounts.queries import list_user_branch_ids


def build_visible_branch_filter(user: User, field: str, branch_id: UUID | None) -> Q:
    """Return the filter of rows whose `field` is one of the user's branches, or this one."""
    narrowed = Q() if branch_id is None else Q(**{field: branch_id})
    return narrowed if user.all_branches else narrowed & Q(**{f"{field}__in": list_user_branch_ids(user)})
