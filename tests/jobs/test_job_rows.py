"""The life of a job row: queued, leased, done or dead; every write fenced by the claim's number."""

from datetime import timedelta

import pytest
from django.db.models.functions import Now

from apps.core.uow import OutsideUnitOfWork, unit_of_work
from apps.jobs import services
from apps.jobs.kinds import StaleClaim, UnknownJobKind
from apps.jobs.models import Job, JobState
from tests.jobs.conftest import effects

pytestmark = pytest.mark.django_db


def enqueue(kind="sample.note", name="a", **more):
    with unit_of_work():
        return services.enqueue(kind=kind, object_id=name, **more)


def claim(limit=10):
    return services.claim_jobs(queue="default", limit=limit, worker="test")


def lease_ran_out():
    Job.objects.filter(state=JobState.LEASED).update(leased_until=Now() - timedelta(seconds=1))


def wait_is_over():
    Job.objects.filter(state=JobState.QUEUED).update(run_at=Now())


def test_enqueuing_needs_a_unit_of_work_and_a_known_kind():
    with pytest.raises(OutsideUnitOfWork):
        services.enqueue(kind="sample.note")
    with unit_of_work(), pytest.raises(UnknownJobKind):
        services.enqueue(kind="sample.unheard")
    with unit_of_work(), pytest.raises(ValueError, match="larger than"):
        services.enqueue(kind="sample.note", payload={"text": "x" * 5000})
    assert not Job.objects.exists()
    assert enqueue().state == JobState.QUEUED


def test_rolled_back_unit_leaves_no_job():
    def fails_after_enqueuing():
        with unit_of_work():
            services.enqueue(kind="sample.note")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fails_after_enqueuing()
    assert not Job.objects.exists()


def test_jobs_are_claimed_by_priority_then_age_and_never_twice():
    for name, priority in [("old", 0), ("young", 0), ("urgent", 5)]:
        enqueue(name=name, priority=priority)
    enqueue(name="later", run_at=Job.objects.latest("created_at").created_at + timedelta(hours=1))
    assert [job.object_id for job in claim(2)] == ["urgent", "old"]
    assert [job.object_id for job in claim(2)] == ["young"]
    assert claim(2) == []


def test_completed_job_is_done_and_a_second_completion_is_stale():
    enqueue()
    [job] = claim()
    services.complete_job(job)
    row = Job.objects.get()
    assert (row.state, row.leased_until, row.attempt) == (JobState.DONE, None, 1)
    assert row.finished_at is not None
    with pytest.raises(StaleClaim):
        services.complete_job(job)


def test_stale_claim_writes_nothing_and_rolls_its_effect_back():
    enqueue()
    [old] = claim()
    lease_ran_out()
    assert services.end_expired_leases() == [JobState.QUEUED]
    wait_is_over()
    [new] = claim()
    assert new.attempt == old.attempt + 1
    for write in (lambda: services.complete_job(old), lambda: services.fail_job(old, reason="late")):
        with pytest.raises(StaleClaim):
            write()
    services.release_job(old)
    assert services.renew_leases([old]) == set()
    assert Job.objects.get().state == JobState.LEASED
    services.complete_job(new)
    assert Job.objects.get().state == JobState.DONE


def test_third_failure_makes_the_job_dead_and_runs_its_death_handler():
    enqueue(name="x")
    for expected in (JobState.QUEUED, JobState.QUEUED, JobState.DEAD):
        [job] = claim()
        assert services.fail_job(job, reason=f"try {job.attempt}") == expected
        assert effects("dead") == ({"dead x": 1} if expected == JobState.DEAD else {})
        wait_is_over()
    row = Job.objects.get()
    assert (row.state, row.failures, row.reason, row.lapses) == (JobState.DEAD, 3, "try 3", 0)
    assert claim() == []


def test_failing_death_handler_leaves_the_job_for_the_next_sweep():
    enqueue(kind="sample.bad_death", name="x")
    enqueue(name="good")
    claim()
    lease_ran_out()
    assert services.end_expired_leases() == [JobState.QUEUED]
    assert dict(Job.objects.values_list("object_id", "state")) == {"x": "leased", "good": "queued"}


def test_failed_job_waits_longer_each_time():
    enqueue(kind="jobs.clean_up")
    waits = []
    for _ in range(2):
        [job] = claim()
        services.fail_job(job, reason="no")
        row = Job.objects.get()
        waits.append(round((row.run_at - row.updated_at).total_seconds()))
        assert claim() == []
        wait_is_over()
    assert waits == [5, 20]


def test_released_job_keeps_all_its_tries():
    enqueue()
    [job] = claim()
    services.release_job(job)
    assert Job.objects.get().failures == 0
    assert len(claim()) == 1


def test_job_whose_worker_died_is_claimed_alone():
    enqueue(name="suspect")
    claim()
    lease_ran_out()
    services.end_expired_leases()
    for name in ("b", "c"):
        enqueue(name=name)
    Job.objects.update(run_at=Now() - timedelta(minutes=1))
    assert [job.object_id for job in claim()] == ["suspect"]
    assert sorted(job.object_id for job in claim()) == ["b", "c"]
