"""What tests of jobs share: the processes' settings of time, a Redis of their own, and small counters."""

import re

import pytest

from apps.core.uow import unit_of_work
from apps.jobs import queues, services
from apps.jobs.kinds import QUEUES
from apps.jobs.models import Job, JobState
from tests.jobs.sample.models import Effect
from tests.processes import ProcessStarter, processes  # noqa: F401
from tests.services import start_private_valkey

FAST = {"JOB_LEASE_SECONDS": "3", "JOB_RENEW_SECONDS": "0.25", "JOB_SWEEP_SECONDS": "0.25"}


@pytest.fixture(scope="module")
def valkey_of_module():
    with start_private_valkey() as server:
        yield server


@pytest.fixture
def valkey(valkey_of_module):
    """An empty Redis of this module's own."""
    valkey_of_module.command("FLUSHALL")
    return valkey_of_module


@pytest.fixture
def house(processes, valkey, monkeypatch):  # noqa: F811
    """Processes with leases of three seconds, sweeps four times a second, and the private Redis (for us too)."""
    processes.env = {**FAST, "REDIS_URL": valkey.url}
    use_redis(monkeypatch, valkey.url)
    return processes


def use_redis(monkeypatch, url):
    """Send the wake-ups of this process to that Redis."""
    monkeypatch.setattr(queues, "_away_until", 0.0)
    for queue in QUEUES:
        huey = queues.get_huey(queue)
        pool = queues.create_redis_pool(url)
        monkeypatch.setattr(huey, "storage", queues.HueyStorage(huey.name, connection_pool=pool))


def looks(valkey):
    """How often consumers have looked into their queues of that Redis."""
    match = re.search(r"cmdstat_brpop:calls=(\d+)", valkey.command("INFO commandstats"))
    return int(match.group(1)) if match else 0


def effects(prefix=""):
    """How often each effect was had."""
    counts = {}
    for name in Effect.objects.filter(name__startswith=prefix).values_list("name", flat=True):
        counts[name] = counts.get(name, 0) + 1
    return counts


def states():
    """The state of each sample job by its object."""
    return dict(Job.objects.filter(kind__startswith="sample.").values_list("object_id", "state"))


def unfinished():
    """The sample jobs that are not done."""
    jobs = Job.objects.filter(kind__startswith="sample.").exclude(state=JobState.DONE)
    return list(jobs.order_by("created_at", "id").values_list("object_id", flat=True))


def enqueue(kind, *names, **more):
    """Commit one job per name, and wake their queue."""
    with unit_of_work():
        for name in names:
            services.enqueue(kind=kind, object_id=name, **more)
