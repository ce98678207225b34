"""A process that is told to stop and may not wait for its job puts it back at once; nobody waits for its lease."""

import signal

import pytest

from apps.jobs import queues
from apps.jobs.models import Job, JobState, ProcessBeat
from tests.jobs.conftest import effects, enqueue, states
from tests.jobs.sample.models import Gate
from tests.jobs.test_dispatcher import ENGINE
from tests.processes import wait_until

HURRIED = {"STOP_SECONDS": "1", "JOB_LEASE_SECONDS": "600", "JOB_RENEW_SECONDS": "15"}
WORK = {"worker": "sample.gated", "speech": "sample.spoken"}
QUEUES = {"worker": "default", "speech": "speech"}


@pytest.mark.slow  # 13 s
@pytest.mark.parametrize(
    ("role", "protected"),
    [("worker", True), ("speech", True), ("worker", False)],
    ids=["worker", "speech", "control: a worker that is killed"],
)
def test_job_not_finished_before_the_stop_is_released_and_done_by_the_next_process(house, valkey, role, protected):
    house.env = {**house.env, **HURRIED, **ENGINE}
    first = house.spawn([role])
    first.wait_for(f"{role} ready", timeout=120)
    enqueue(WORK[role], "gated")
    wait_until(lambda: effects("begun"), what="the beginning")
    first.signal(signal.SIGTERM if protected else signal.SIGKILL)
    assert first.wait() == (0 if protected else -signal.SIGKILL)
    job = Job.objects.get(object_id="gated")
    assert (job.state == JobState.QUEUED) == protected
    if not protected:
        assert job.state == JobState.LEASED
        return
    assert (job.failures, job.lapses, job.leased_until) == (0, 0, None)
    assert not ProcessBeat.objects.filter(role=role).exists()
    assert queues.count_unread_wake_ups(QUEUES[role]) > 0
    valkey.command("FLUSHALL")
    Gate.objects.create(name="gated")
    house.spawn([role])
    wait_until(lambda: Job.objects.get(object_id="gated").state == JobState.DONE, what="the end of the job")
    assert effects("gated") == {"gated": 1}


@pytest.mark.slow  # 6 s
@pytest.mark.parametrize("role", ["worker", "speech"])
def test_wake_up_sent_to_a_stopping_process_is_left_for_the_next_one(house, role):
    house.env = {**house.env, **ENGINE}
    process = house.spawn([role])
    process.wait_for(f"{role} ready", timeout=120)
    process.signal(signal.SIGTERM)
    process.wait_for(f"{role} stopping")
    enqueue(WORK[role], "late")
    assert process.wait() == 0
    assert states() == {"late": JobState.QUEUED}
    assert queues.count_unread_wake_ups(QUEUES[role]) > 0


def test_stopped_scheduler_removes_its_heartbeat(house):
    scheduler = house.spawn(["scheduler"])
    scheduler.wait_for("scheduler ready")
    assert scheduler.stop() == 0
    assert not ProcessBeat.objects.exists()
