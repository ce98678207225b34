"""Events about jobs, on the stream `staff` of every branch."""

from typing import Annotated
from uuid import UUID

from apps.core.event_types import Example
from apps.events.publishing import Event, get_staff_stream, publish_event
from apps.settings.models import Branch


class JobDied(Event, type="job.died"):
    """A job failed for the last time; it needs attention."""

    job: Annotated[str, Example("01890a5d-ac96-774b-bcce-b302099a8041")]
    kind: Annotated[str, Example("payments.run_schedule")]


class JobRetried(JobDied, type="job.retried"):
    """A dead job was put back into its queue."""


class JobsRemoved(Event, type="jobs.removed"):
    """Dead jobs were deleted after the time they are kept."""

    dead: Annotated[int, Example(3)]


def publish_job_event(event: type[JobDied], *, job_id: UUID, kind: str) -> None:
    """Publish the event on the `staff` streams of all branches."""
    _publish_to_all_branches(event(job=str(job_id), kind=kind))


def publish_dead_jobs_deleted(deleted_count: int) -> None:
    """Publish that so many dead jobs were deleted, on the `staff` streams of all branches."""
    _publish_to_all_branches(JobsRemoved(dead=deleted_count))


def _publish_to_all_branches(event: Event) -> None:
    for branch in Branch.objects.order_by("pk").values_list("pk", flat=True):
        publish_event(get_staff_stream(branch), event)
