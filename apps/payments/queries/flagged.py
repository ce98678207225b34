"""Flagged acts: what only an exception allowed, by day."""

from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from apps.accounts.models import User
from apps.core.lookups import filter_given
from apps.payments.models import Flag, FlaggedAct
from apps.payments.queries.visible_branches import build_visible_branch_filter


def list_flagged_acts(
    user: User,
    *,
    first: date | None = None,
    last: date | None = None,
    flag: Flag | None = None,
    branch_id: UUID | None = None,
    by_id: UUID | None = None,
) -> QuerySet[FlaggedAct]:
    """Return the flagged acts of the user's branches, filtered by day of the branch, flag, branch and actor; newest
    first.
    """
    rows = FlaggedAct.objects.filter(build_visible_branch_filter(user, "branch", branch_id))
    rows = filter_given(rows, on__gte=first, on__lte=last, flag=flag, by=by_id)
    return rows.select_related("branch", "by", "student", "payment__group").order_by("-created_at", "-id")
