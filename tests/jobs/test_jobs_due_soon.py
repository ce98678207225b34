"""A job that is due before the sweeper's next turn is found in time; a later one waits for it (the control)."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.utils import timezone

from apps.jobs import queries, queues, services
from apps.jobs.models import Job
from apps.jobs.scheduler import sweep_queues
from tests.jobs.conftest import effects, enqueue, looks, unfinished
from tests.processes import wait_until


@pytest.mark.slow  # 6 s
@pytest.mark.parametrize("soon", [True, False])
def test_job_due_soon_runs_on_time_without_the_sweeper(house, valkey, soon, monkeypatch):
    worker = house.spawn(["worker", "--threads", "1"])
    worker.wait_for("worker ready")
    if not soon:
        monkeypatch.setattr(settings, "JOB_SWEEP_SECONDS", 0.0)
        enqueue("sample.note", "before")
        wait_until(lambda: not unfinished(), what="the worker's first job, after its look at the start")
        after = looks(valkey)
        wait_until(lambda: looks(valkey) >= after + 3, what="the end of its search for more jobs")
    due = timezone.now() + timedelta(seconds=0.5)
    enqueue("sample.note", "job later", run_at=due)
    assert effects("job") == {} or timezone.now() >= due
    if soon:
        wait_until(lambda: not unfinished(), what="the end of the job")
        assert effects("job") == {"job later": 1}
        return
    wait_until(lambda: Job.objects.filter(run_at__lt=timezone.now() - timedelta(seconds=0.3)).exists(), what="its time")
    assert unfinished() == ["job later"]


@pytest.mark.parametrize("soon", [True, False])
def test_postponed_job_is_woken_when_it_is_due(house, soon, monkeypatch):
    if not soon:
        monkeypatch.setattr(settings, "JOB_SWEEP_SECONDS", 0.0)
    enqueue("sample.note", "put off")
    (claim,) = services.claim_jobs(queue="default", limit=1, worker="test")
    before = queues.count_unread_wake_ups("default")
    services.postpone_job(claim, reason="not yet", pause=timedelta(seconds=0.2))
    wait_until(lambda: Job.objects.filter(run_at__lt=timezone.now() - timedelta(seconds=0.3)).exists(), what="its time")
    if soon:
        wait_until(lambda: queues.count_unread_wake_ups("default") > before, what="the wake-up")
    assert (queues.count_unread_wake_ups("default") > before) is soon


def enqueue_without_wake_up(text, due):
    """As if it was enqueued long ago."""
    enqueue("sample.note", text, run_at=due + timedelta(hours=1))
    Job.objects.update(run_at=due)


def test_a_wake_up_comes_when_its_job_is_due_and_not_before(house):
    due = timezone.now() + timedelta(seconds=1.75)
    enqueue_without_wake_up("soon", due)
    before = timezone.now()
    ((queue, seconds),) = queries.list_due_soon(timedelta(seconds=5))
    assert queue == "default"
    assert timezone.now() + timedelta(seconds=seconds) >= due
    assert before + timedelta(seconds=seconds) <= due + timedelta(seconds=0.1)


@pytest.mark.parametrize("swept", [True, False])
def test_a_job_that_was_enqueued_long_before_runs_when_it_is_due(house, swept):
    due = timezone.now() + timedelta(seconds=1.2)
    enqueue_without_wake_up("at the deadline", due)
    if swept:
        sweep_queues()
    wait_until(lambda: Job.objects.filter(run_at__lt=timezone.now() - timedelta(seconds=0.3)).exists(), what="its time")
    if swept:
        wait_until(lambda: queues.count_unread_wake_ups("default") == 1, what="the wake-up")
    assert queues.count_unread_wake_ups("default") == swept


def test_number_of_unread_wake_ups_is_limited(house, monkeypatch):
    monkeypatch.setattr(queues, "WAITING_MESSAGES_MAX", 3)
    for _ in range(20):
        queues.wake_queue_later("default", 0.01)
    wait_until(lambda: queues.count_unread_wake_ups("default") == 3, what="the first wake-ups")
    queues.wake_queue_later("speech", 0.01)
    wait_until(lambda: queues.count_unread_wake_ups("speech") == 1, what="the one after them")
    assert queues.count_unread_wake_ups("default") == 3
