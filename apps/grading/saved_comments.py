"""Reads of the comment bank: each teacher has an own one."""

from uuid import UUID

from django.db.models import QuerySet

from apps.accounts.models import User
from apps.core.lookups import get_or_not_found
from apps.grading.models import SavedComment


def list_saved_comments(user: User) -> QuerySet[SavedComment]:
    """Return the user's own saved comments, the newest first."""
    return SavedComment.objects.filter(author=user).order_by("-pk")


def get_saved_comment(user: User, comment_id: UUID) -> SavedComment:
    """Return an own saved comment of the user."""
    return get_or_not_found(list_saved_comments(user), comment_id)
