"""Operations under `/jobs/`: background jobs, for administrators."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Query

from api.jobs.background_jobs_schemas import JobOut, JobsQuery
from api.lists import FeedOf, build_cursor_page
from api.operations import OperationRouter
from apps.jobs import queries, services
from apps.jobs.models import Job

router = OperationRouter(tags=["jobs"])


@router.get("/", "jobs.view", FeedOf[JobOut], errors=[422])
def jobs_list(request: HttpRequest, query: Query[JobsQuery]) -> dict[str, Any]:
    """List background jobs.

    Newest first: jobs that wait, run, are done or are dead. For users with `jobs.view` (administrators).
    """
    return build_cursor_page(request, queries.list_jobs(state=query.state or "", kind=query.kind), query)


@router.post("/{uuid:id}/retry/", "jobs.retry", JobOut, errors=[404, 409])
def jobs_retry(request: Any, id: UUID) -> Job:
    """Retry a dead job.

    Puts the job back into its queue with all its tries. For users with `jobs.retry` (administrators).

    Refused with 409 `conflict` when the job is not dead or its secret was wiped.
    """
    return services.retry_dead_job(job_id=id, actor=request.auth.user)
