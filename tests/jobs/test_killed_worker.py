"""kill -9 of a worker in mid-job: the job runs again, with one effect; a worker that comes back late writes nothing."""

import signal
from datetime import timedelta

import pytest
from django.db.models.functions import Now

from apps.jobs import queues
from apps.jobs.models import Job, JobState
from tests.jobs.conftest import FAST, effects, enqueue, states, unfinished
from tests.jobs.sample.models import Gate
from tests.processes import wait_until

LEASE = timedelta(seconds=float(FAST["JOB_LEASE_SECONDS"]))
NAMES = [f"job {n}" for n in range(4)]


def leases_ended():
    return not Job.objects.filter(leased_until__gt=Now()).exists()


@pytest.mark.parametrize("sweeper", [True, pytest.param(False, marks=pytest.mark.slow)])
def test_jobs_of_killed_worker_are_done_once_if_the_sweeper_runs(house, sweeper):
    if sweeper:
        house.spawn(["scheduler"])
    worker = house.spawn(["worker"])
    enqueue("sample.gated", *NAMES)
    wait_until(lambda: len(effects("begun")) == 4, what="the beginning of all jobs")
    worker.kill()
    assert effects("job") == {}
    for name in NAMES:
        Gate.objects.create(name=name)
    second = house.spawn(["worker"])
    second.wait_for("worker ready")
    wait_until(leases_ended, what="the end of the leases")
    if sweeper:
        wait_until(lambda: not unfinished(), what="the end of all jobs")
        assert effects("job") == dict.fromkeys(NAMES, 1)
        return
    queues.wake_queue("default")
    wait_until(lambda: queues.count_unread_wake_ups("default") == 0, what="the reading of the wake-up")
    assert second.stop() == 0
    assert len(unfinished()) > 0


@pytest.mark.slow
@pytest.mark.parametrize(("kind", "doubled"), [("sample.gated", 0), ("sample.unfenced", 1)])
def test_late_worker_with_an_expired_claim_writes_nothing(house, kind, doubled):
    first = house.spawn(["worker"])
    enqueue(kind, "late")
    wait_until(lambda: effects("begun"), what="the beginning")
    first.signal(signal.SIGSTOP)
    house.spawn(["scheduler"])
    house.spawn(["worker"])
    wait_until(lambda: effects("begun") == {"begun late": 2}, what="the second beginning")
    Gate.objects.create(name="late")
    wait_until(lambda: not unfinished(), what="the end of the job")
    first.signal(signal.SIGCONT)
    first.wait_for("late worker")
    assert effects("late") == {"late": 1 + doubled}
    assert Job.objects.get(kind=kind).attempt == 2


@pytest.mark.slow  # 6 s
def test_running_worker_keeps_a_job_that_takes_longer_than_a_lease(house):
    house.spawn(["scheduler"])
    house.spawn(["worker"])
    enqueue("sample.gated", "long")
    wait_until(lambda: effects("begun"), what="the beginning")
    job = Job.objects.get(object_id="long")
    first_end = job.leased_until
    wait_until(
        lambda: (
            Job.objects.filter(id=job.id, leased_until__gt=Now(), attempt=1, created_at__lt=Now() - 2 * LEASE)
            .exclude(leased_until=first_end)
            .exists()
        ),
        what="two leases",
    )
    Gate.objects.create(name="long")
    wait_until(lambda: not unfinished(), what="the end of the job")
    assert (effects("begun"), effects("long")) == ({"begun long": 1}, {"long": 1})


@pytest.mark.slow  # 5 s
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_worker_told_to_stop_finishes_its_job_and_claims_no_other(house, number):
    worker = house.spawn(["worker", "--threads", "1"])
    enqueue("sample.gated", "running")
    wait_until(lambda: effects("begun"), what="the beginning")
    enqueue("sample.gated", "waiting")
    worker.signal(number)
    worker.wait_for("stopping")
    assert worker.is_running()
    Gate.objects.create(name="running")
    assert worker.wait() == 0
    assert states() == {"running": JobState.DONE, "waiting": JobState.QUEUED}
