"""Steps that tests of a person's data share."""

import apps.jobs.services as jobs
from apps.jobs.kinds import ClaimedJob, kind_named


def claimed(kind: str) -> ClaimedJob:
    """The one due job of this kind, in the hands of a worker; others go back."""
    claims = jobs.claim(queue="default", limit=500, worker="test")
    for claim in claims:
        if claim.kind != kind:
            jobs.release(claim)
    return next(claim for claim in claims if claim.kind == kind)


def run(kind: str) -> None:
    """A worker does the one due job of this kind."""
    claim = claimed(kind)
    kind_named(kind).run(claim)
    jobs.complete_unless_done(claim)
