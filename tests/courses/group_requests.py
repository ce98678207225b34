"""Steps that tests of groups share."""

from datetime import date

import apps.jobs.services as jobs
from apps.courses.models import Group, Membership
from apps.courses.queries import list_memberships_on
from apps.jobs.kinds import get_job_kind
from apps.jobs.models import Job


def group_path(group: Group) -> str:
    """The group's address."""
    return f"/courses/groups/{group.pk}/"


def member_path(membership: Membership) -> str:
    """The membership's address."""
    return f"/courses/groups/{membership.group_id}/members/{membership.pk}/"


def list_register_names(group: Group, on: str) -> list[str]:
    """The first names of who stands in the register of that day."""
    return [row.student.first_name for row in list_memberships_on(group, date.fromisoformat(on))]


def run_jobs(kind: str) -> int:
    """A worker does every due job of this kind; how many there were."""
    claims = jobs.claim_jobs(queue="default", limit=500, worker="test")
    for claim in claims:
        if claim.kind != kind:
            jobs.release_job(claim)
            continue
        get_job_kind(kind).run_handler(claim)
        jobs.complete_job_unless_done(claim)
    return sum(claim.kind == kind for claim in claims)


def count_queued_jobs(kind: str) -> int:
    """How many jobs of this kind wait."""
    return Job.objects.filter(kind=kind, state="queued").count()
