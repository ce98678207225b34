"""Events about jobs, on the stream `staff` of every branch."""

from typing import Any, ClassVar
from uuid import UUID

from apps.events.publishing import Event, get_staff_stream, publish_event
from apps.settings.models import Branch


class JobDied(Event):
    """A job failed for the last time; it needs attention."""

    type: ClassVar[str] = "job.died"
    example: ClassVar[dict[str, Any]] = {"job": "01890a5d-ac96-774b-bcce-b302099a8041", "kind": "payments.run_schedule"}

    job: str
    kind: str


class JobRetried(Event):
    """A dead job was put back into its queue."""

    type: ClassVar[str] = "job.retried"
    example: ClassVar[dict[str, Any]] = JobDied.example

    job: str
    kind: str


class JobsRemoved(Event):
    """Dead jobs were deleted after the time they are kept."""

    type: ClassVar[str] = "jobs.removed"
    example: ClassVar[dict[str, Any]] = {"dead": 3}

    dead: int


def publish_job_event(event: type[JobDied] | type[JobRetried], *, job_id: UUID, kind: str) -> None:
    """Publish the event on the `staff` streams of all branches."""
    _publish_to_all_branches(event(job=str(job_id), kind=kind))


def publish_jobs_removed(dead: int) -> None:
    """Publish that so many dead jobs were deleted, on the `staff` streams of all branches."""
    _publish_to_all_branches(JobsRemoved(dead=dead))


def _publish_to_all_branches(event: Event) -> None:
    for branch in Branch.objects.order_by("pk").values_list("pk", flat=True):
        publish_event(get_staff_stream(branch), event)


EVENTS = [JobDied, JobRetried, JobsRemoved]
