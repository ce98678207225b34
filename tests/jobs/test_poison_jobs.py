"""A job that takes its worker with it, or never ends: dead after three tries, with its reason; others keep flowing."""

import pytest
from django.db import connection

from apps.jobs.models import Job, JobState
from tests.jobs.conftest import effects, enqueue, states, unfinished
from tests.jobs.sample.models import Effect, Gate
from tests.processes import wait_until

OTHERS = [f"job {n}" for n in range(6)]


class Supervised:
    """A command that is started again whenever it ends, as the launcher does."""

    def __init__(self, house, args, **env):
        self._start = lambda: house.spawn(args, env=env)
        self.process = self._start()
        self.deaths = 0

    def watch(self):
        if not self.process.is_running():
            self.deaths += 1
            self.process = self._start()


@pytest.mark.parametrize(
    ("kind", "tries", "reason"),
    [
        pytest.param("sample.poison", 3, "lease ran out", marks=pytest.mark.slow),
        ("sample.endless", 1, "ran longer than 0.3 s"),
    ],
)
def test_poison_job_is_dead_after_its_tries_and_others_are_done(house, kind, tries, reason):
    house.spawn(["scheduler"])
    worker = Supervised(house, ["worker"])
    enqueue("sample.gated", "innocent")
    wait_until(lambda: effects("begun"), what="the innocent job beside it")
    enqueue(kind, "bad")
    enqueue("sample.note", *OTHERS)
    wait_until(lambda: worker.watch() or states()["bad"] != JobState.QUEUED, what="the bad job's beginning")
    Gate.objects.create(name="innocent")
    only_the_bad_died = lambda: unfinished() == ["bad"] and states()["bad"] == JobState.DEAD  # noqa: E731
    wait_until(lambda: worker.watch() or only_the_bad_died(), what="its death", timeout=120)
    bad = Job.objects.get(object_id="bad")
    assert (bad.failures, bad.attempt) == (tries, tries)
    assert reason in bad.reason
    assert Effect.objects.get(name="dead bad").note == bad.reason
    assert effects("job") == dict.fromkeys(OTHERS, 1)
    assert effects("innocent") == {"innocent": 1}
    assert worker.deaths <= tries


@pytest.mark.slow
def test_without_the_sweeper_a_poison_job_stays_leased(house):
    worker = house.spawn(["worker"])
    enqueue("sample.poison", "bad")
    worker.wait()
    house.spawn(["worker"]).wait_for("worker ready")
    enqueue("sample.note", *OTHERS)
    wait_until(lambda: unfinished() == ["bad"], what="the end of the others")
    assert states()["bad"] == JobState.LEASED


@pytest.mark.parametrize("alone", [True, pytest.param(False, marks=pytest.mark.slow)])
def test_poison_recording_kills_no_other_job_if_suspects_run_alone(house, alone):
    if not alone:
        forget_lapses()
    try:
        enqueue("sample.spoken", "poison", *OTHERS[:3])
        house.spawn(["scheduler"])
        engine = Supervised(house, ["speech"], TEST_SPEECH_ENGINE="tests.jobs.sample.handlers.SampleEngine")
        ended = {JobState.DONE, JobState.DEAD}
        wait_until(lambda: engine.watch() or set(states().values()) <= ended, what="the end of all", timeout=120)
    finally:
        remember_lapses()
    assert states()["poison"] == JobState.DEAD
    innocent_dead = [name for name in OTHERS[:3] if states()[name] == JobState.DEAD]
    assert (len(innocent_dead) > 0) != alone


def forget_lapses():
    """The protection off: no row remembers that its worker died."""
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE FUNCTION forget() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN NEW.lapses := 0; RETURN NEW; END'"
        )
        cursor.execute("CREATE TRIGGER forget BEFORE UPDATE ON jobs_job FOR EACH ROW EXECUTE FUNCTION forget()")


def remember_lapses():
    with connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER IF EXISTS forget ON jobs_job")
        cursor.execute("DROP FUNCTION IF EXISTS forget")
