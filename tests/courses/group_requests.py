"""Steps that tests of groups share."""

from datetime import date

from apps.courses.models import Group, Membership
from apps.courses.queries import list_memberships_in_register
from apps.jobs.models import Job


def group_path(group: Group) -> str:
    """The group's address."""
    return f"/courses/groups/{group.pk}/"


def member_path(membership: Membership) -> str:
    """The membership's address."""
    return f"/courses/groups/{membership.group_id}/members/{membership.pk}/"


def list_register_names(group: Group, on: str) -> list[str]:
    """The first names of who stands in the register of that day."""
    return [row.student.first_name for row in list_memberships_in_register(group, date.fromisoformat(on))]


def count_queued_jobs(kind: str) -> int:
    """How many jobs of this kind wait."""
    return Job.objects.filter(kind=kind, state="queued").count()
