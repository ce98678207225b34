"""A worker for tests: it does the due jobs of some kinds and leaves the others."""

import apps.jobs.services as jobs
from apps.jobs.kinds import get_job_kind


def run_jobs(*kinds: str) -> int:
    """Do every due job of these kinds; how many there were."""
    done = 0
    for queue in sorted({get_job_kind(kind).queue for kind in kinds}):
        for claim in jobs.claim_jobs(queue=queue, limit=500, worker="test"):
            if claim.kind in kinds:
                get_job_kind(claim.kind).run_handler(claim)
                jobs.complete_job_unless_done(claim)
                done += 1
            else:
                jobs.release_job(claim)
    return done
