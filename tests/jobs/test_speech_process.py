"""`manage.py speech`: loads the engine once, claims batches, settles what the engine leaves, finishes on SIGTERM."""

import pytest
from django.db import connection

from apps.jobs import queries
from apps.jobs.models import Job, JobState, ProcessBeat
from tests.jobs.conftest import effects, enqueue, states
from tests.jobs.sample.models import Effect
from tests.processes import wait_until

ENGINE = {"TEST_SPEECH_ENGINE": "tests.jobs.sample.handlers.SampleEngine"}


def test_engine_processes_batches_without_a_connection_and_survives_lost_ones(house):
    assert queries.count_ready_processes("speech") == 0
    enqueue("sample.spoken", *"abcdef")
    process = house.spawn(["speech"], env=ENGINE)
    process.wait_for("speech ready")
    wait_until(lambda: queries.count_ready_processes("speech") == 1, what="its sign of life")
    wait_until(lambda: set(states().values()) == {JobState.DONE}, what="the end of all jobs")
    assert effects() == dict.fromkeys("abcdef", 1)
    assert set(Effect.objects.values_list("note", flat=True)) == {"batch 4 held False", "batch 2 held False"}

    cut_all_connections()
    enqueue("sample.spoken", "after the cut", "left")
    wait_until(lambda: states()["after the cut"] == JobState.DONE, what="work after the cut")
    wait_until(lambda: Job.objects.get(object_id="left").failures > 0, what="the failure of what was left")
    assert "without a result" in Job.objects.get(object_id="left").reason

    assert process.stop() == 0
    assert effects("engine") == {"engine closed": 1}
    assert not ProcessBeat.objects.exists()


@pytest.mark.slow  # 7 s
def test_worker_and_scheduler_survive_a_cut_of_all_connections(house):
    worker, scheduler = house.spawn(["worker"]), house.spawn(["scheduler"])
    worker.wait_for("worker ready")
    scheduler.wait_for("scheduler ready")
    enqueue("sample.note", "before")
    wait_until(lambda: states()["before"] == JobState.DONE, what="work before")
    cut_all_connections()
    enqueue("sample.note", "after")
    wait_until(lambda: states()["after"] == JobState.DONE, what="work after")
    assert (worker.stop(), scheduler.stop()) == (0, 0)


def cut_all_connections():
    """End every connection to this database but our own, as a restart of Postgres does."""
    with connection.cursor() as cursor:
        others = "WHERE datname = current_database() AND pid <> pg_backend_pid()"
        cursor.execute(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity {others}")
