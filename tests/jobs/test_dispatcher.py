"""The desk of the speech process: it claims while the engine has room, and a suspect is in the engine alone."""

import signal
import threading

import pytest
from django.db import connection, transaction

from apps.jobs import services
from apps.jobs.lease_renewer import LeaseRenewer
from apps.jobs.models import Job, JobState
from apps.jobs.runner import Dispatcher
from tests.jobs.conftest import effects, enqueue, states
from tests.jobs.sample.models import Gate
from tests.processes import wait_until

ENGINE = {"TEST_SPEECH_ENGINE": "tests.jobs.sample.handlers.SampleEngine"}


class Held:
    """An engine with three places that keeps what it takes until the test lets it go."""

    def __init__(self):
        self.held = {}

    def start(self): ...

    def close(self): ...

    def room(self):
        return 3 - len(self.held)

    def take(self, claims, settled):
        if any(claim.object_id == "refused" for claim in claims):
            raise ValueError("no")
        self.held |= {claim.object_id: (claim, settled) for claim in claims}

    def finish(self, *names):
        for name in names:
            claim, settled = self.held.pop(name)
            services.complete_job_unless_done(claim)
            settled(claim)


@pytest.fixture
def desk(transactional_db):
    held = Dispatcher(Held(), LeaseRenewer("speech"))

    def serve():
        held.run()
        connection.close()

    thread = threading.Thread(target=serve)
    thread.start()
    yield held
    held.stop.set()
    finish(held, *in_hand(held))
    held.wake.set()
    thread.join(60)
    assert not thread.is_alive()


def in_hand(desk):
    return set(desk._engine.held)


def finish(desk, *names):
    desk._engine.finish(*names)


def test_each_free_place_is_filled_without_waiting_for_the_others(desk):
    enqueue("sample.spoken", *"abcde")
    desk.wake.set()
    wait_until(lambda: in_hand(desk) == {"a", "b", "c"}, what="three in hand")
    finish(desk, "b")
    wait_until(lambda: in_hand(desk) == {"a", "c", "d"}, what="the next one")
    assert states()["e"] == JobState.QUEUED
    finish(desk, "a", "c", "d")
    wait_until(lambda: in_hand(desk) == {"e"}, what="the last one")


@pytest.mark.parametrize("lapses", [1, 0], ids=["suspect", "nobody died"])
def test_suspect_job_runs_alone_in_the_engine(desk, lapses):
    enqueue("sample.spoken", "innocent")
    desk.wake.set()
    wait_until(lambda: in_hand(desk) == {"innocent"}, what="the first")
    with transaction.atomic():  # the desk may be looking for more just now
        enqueue("sample.spoken", "suspect", "later")
        Job.objects.filter(object_id="suspect").update(lapses=lapses)
    desk.wake.set()
    wait_until(lambda: states()["suspect"] == JobState.LEASED, what="the suspect's claim")
    if not lapses:
        wait_until(lambda: in_hand(desk) == {"innocent", "suspect", "later"}, what="all at once")
        return
    assert in_hand(desk) == {"innocent"}
    finish(desk, "innocent")
    wait_until(lambda: in_hand(desk) == {"suspect"}, what="the suspect, alone")
    assert states()["later"] == JobState.QUEUED
    finish(desk, "suspect")
    wait_until(lambda: in_hand(desk) == {"later"}, what="work after it")


def test_job_that_the_engine_refuses_fails_and_others_go_on(desk):
    enqueue("sample.spoken", "refused")

    def given_up():
        desk.wake.set()
        return states()["refused"] == JobState.DEAD

    wait_until(given_up, what="the end of its tries")
    assert "ValueError" in Job.objects.get(object_id="refused").reason
    enqueue("sample.spoken", "good")
    desk.wake.set()
    wait_until(lambda: in_hand(desk) == {"good"}, what="the next")


def test_sigterm_finishes_running_jobs_and_stops_claiming(house):
    process = house.spawn(["speech"], env=ENGINE)
    process.wait_for("speech ready", timeout=120)
    enqueue("sample.spoken", "gated")
    wait_until(lambda: effects("begun"), what="work in hand")
    enqueue("sample.spoken", "too late")
    process.signal(signal.SIGTERM)
    process.wait_for("speech stopping")
    Gate.objects.create(name="gated")
    assert process.wait() == 0
    assert states() == {"gated": JobState.DONE, "too late": JobState.QUEUED}
    assert effects("engine") == {"engine closed": 1}
