"""What tests of coming in share."""

from collections.abc import Callable

import pytest
from django.contrib.auth.hashers import Argon2PasswordHasher

from apps.jobs import runner
from apps.jobs import services as jobs


class QuickArgon2(Argon2PasswordHasher):
    """Argon2id at a small cost: what is tested here is not how slow it is."""

    time_cost = 1
    memory_cost = 1024
    parallelism = 1


@pytest.fixture(autouse=True)
def _quick_hashes(settings) -> None:
    settings.PASSWORD_HASHERS = [f"{__name__}.{QuickArgon2.__name__}"]


@pytest.fixture
def run_jobs(db: None, monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Run what is due as a worker does, failures and all, on the test's own connection."""
    monkeypatch.setattr(runner, "close_old_connections", lambda: None)

    def run() -> None:
        for claim in jobs.claim(queue="default", limit=20, worker="test"):
            runner.run_job(claim)

    return run
