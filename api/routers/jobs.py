"""Operations under `/jobs/`: background jobs, for administrators."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Query, Router

from api.auth import requires
from api.errors import error_responses
from api.lists import FeedOf, build_feed
from api.schemas.jobs import JobOut, JobsQuery
from apps.jobs import queries, services
from apps.jobs.models import Job

router = Router(tags=["jobs"])


@router.get(
    "/",
    auth=requires("jobs.view"),
    response={200: FeedOf[JobOut], **error_responses(422)},
    operation_id="jobs_list",
    summary="List background jobs",
)
def jobs_list(request: HttpRequest, query: Query[JobsQuery]) -> dict[str, Any]:
    """Newest first: jobs that wait, run, are done or are dead. For users with `jobs.view` (administrators)."""
    return build_feed(request, queries.list_jobs(state=query.state or "", kind=query.kind), query)


@router.post(
    "/{uuid:id}/retry/",
    auth=requires("jobs.retry"),
    response={200: JobOut, **error_responses(404, 409)},
    operation_id="jobs_retry",
    summary="Retry a dead job",
)
def jobs_retry(request: Any, id: UUID) -> Job:
    """Puts the job back into its queue with all its tries. For users with `jobs.retry` (administrators).

    Refused with 409 `conflict` when the job is not dead or its secret was wiped.
    """
    return services.retry_dead_job(job_id=id, actor=request.auth.user)
