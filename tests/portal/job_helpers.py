"""Steps that tests of a person's data share."""

import apps.jobs.services as jobs
from apps.jobs.kinds import ClaimedJob, get_job_kind


def claim_single_job(kind: str) -> ClaimedJob:
    """The one due job of this kind, in the hands of a worker; others go back."""
    claims = jobs.claim_jobs(queue="default", limit=500, worker="test")
    for claim in claims:
        if claim.kind != kind:
            jobs.release_job(claim)
    return next(claim for claim in claims if claim.kind == kind)


def run_single_job(kind: str) -> None:
    """A worker does the one due job of this kind."""
    claim = claim_single_job(kind)
    get_job_kind(kind).run_handler(claim)
    jobs.complete_job_unless_done(claim)
