"""Job handlers: follow what changed, and prove facts."""

from apps.analytics.services.building import build_stale_days
from apps.analytics.services.following import CHANGES_AT_ONCE, open_new_days, take_up_changes
from apps.analytics.services.proof import prove_sample
from apps.jobs.kinds import ClaimedJob

SECONDS = 10 * 60
"""A run counts for so long at most; the next one goes on."""


def follow(job: ClaimedJob) -> None:
    """Job handler: bring the facts up to date with all rows that changed before; also goes on with builds."""
    bring_up_to_date(seconds=SECONDS)


def prove(job: ClaimedJob) -> None:
    """Job handler: bring the facts up to date, compare a sample with the raw rows, and count again what differs."""
    bring_up_to_date(seconds=SECONDS)
    proof = prove_sample()
    if proof is not None and proof.difference_count:
        build_stale_days(seconds=SECONDS)


def bring_up_to_date(*, seconds: float | None = None) -> None:
    """Mark what changed and the days that have begun, and count what is marked, for so many seconds at most."""
    open_new_days()
    while take_up_changes() == CHANGES_AT_ONCE:
        pass
    build_stale_days(seconds=seconds)
