"""Queries of money that names no payment."""

from django.db.models import F

from apps.accounts.models import User
from apps.courses.models import Membership
from apps.settings.models import Branch
from apps.settings.queries import get_default_branch


def get_top_up_branch(student: User) -> Branch:
    """Return the branch where a pupil's top-up counts: that of the group joined last, else the default branch."""
    rows = Membership.objects.filter(student=student).select_related("group__branch")
    latest = rows.order_by(F("left_on").desc(nulls_first=True), "-joined_on", "-id").first()
    return get_default_branch() if latest is None else latest.group.branch
