"""What tests of coming in share."""

import pytest

from apps.jobs import runner
from apps.jobs import services as jobs


@pytest.fixture
def run_jobs(db, monkeypatch):
    """Run what is due as a worker does, failures and all, on the test's own connection."""
    monkeypatch.setattr(runner, "close_old_connections", lambda: None)

    def run() -> None:
        for claim in jobs.claim_jobs(queue="default", limit=20, worker="test"):
            runner.run_job(claim)

    return run
