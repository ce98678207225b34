"""Announcing, and the work of the queue."""

from typing import Any
from uuid import uuid4

import apps.jobs.services as jobs
from apps.accounts.models import User
from apps.courses.models import Group
from apps.jobs.kinds import get_job_kind
from apps.jobs.models import Job
from apps.notifications.models import Notification
from tests.factories import ApiClient, ApiResponse

PATH = "/notifications/announcements/"
KIND = "portal.send_announcement"


def build_announcement(group: Group, **more: Any) -> dict[str, Any]:
    """An announcement to the pupils of the group."""
    wanted = {"scope": "group", "object_id": str(group.pk), "title": {"en": "Holiday"}, "text": {"en": "No lesson."}}
    return wanted | more


def post_announcement(client: ApiClient, group: Group, *, key: str = "", **more: Any) -> ApiResponse:
    return client.post(PATH, build_announcement(group, **more), idempotency_key=key or str(uuid4()))


def run_announcement_jobs() -> int:
    """Send what is due, until nothing is; how many jobs that took."""
    ran = 0
    while claims := [job for job in jobs.claim_jobs(queue="default", limit=50, worker="test") if job.kind == KIND]:
        for claim in claims:
            get_job_kind(claim.kind).run_handler(claim)
            ran += 1
    return ran


def list_notified_users() -> list[User]:
    """Who has an announcement, as often as they have one."""
    rows = Notification.objects.filter(type="announcement.published").select_related("user").order_by("user_id")
    return [row.user for row in rows]


def sort_by_id(*people: User) -> list[User]:
    return sorted(people, key=lambda person: person.pk)


def make_jobs_due() -> None:
    """The time of whatever waits has come."""
    Job.objects.filter(kind=KIND).update(run_at="2020-01-01T00:00:00Z")
