"""Access to branches, and to what concerns all branches."""

from typing import Any
from uuid import UUID

from apps.core.errors import Forbidden, NotFound
from apps.core.lookups import get_or_not_found
from apps.core.models import StoredFile
from apps.settings.models import Branch
from apps.settings.queries import get_system_settings_with_logo


def get_branch(branch_id: UUID) -> Branch:
    """Return a branch. Every user may see all branches. Raise NotFound."""
    return get_or_not_found(Branch.objects.all(), branch_id)


def get_logo(digest: str) -> StoredFile:
    """Return the centre's logo, whose SHA-256 is `digest`. Raise NotFound for any other picture."""
    logo = get_system_settings_with_logo().logo
    if logo is None or logo.sha256 != digest:
        raise NotFound()
    return logo


def check_has_all_branches(user: Any) -> None:
    """Raise Forbidden for users who work in some branches only. Settings and audit log concern all."""
    if not user.all_branches:
        raise Forbidden()
