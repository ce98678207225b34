"""Redis may lose every wake-up: the sweeper finds what waits. Without the sweeper it is lost (the control)."""

import contextlib
import signal
import socket
import time

import pytest

from apps.jobs import queues, scheduler
from apps.jobs.scheduler import sweep_queues
from tests.jobs.conftest import effects, enqueue, looks, unfinished, use_redis
from tests.processes import find_free_port, wait_until

HARMS = ("crash", "flush", "away")
NAMES = [f"{harm} {n}" for harm in HARMS for n in range(5)]


def named(harm):
    return [name for name in NAMES if name.startswith(harm)]


@pytest.mark.parametrize("sweeper", [True, pytest.param(False, marks=pytest.mark.slow)])
def test_jobs_with_lost_wake_ups_are_done_if_the_sweeper_runs(house, valkey, sweeper):
    worker = house.spawn(["worker", "--threads", "1"])
    worker.wait_for("worker ready")
    enqueue("sample.note", "before")
    wait_until(lambda: not unfinished(), what="the worker's first job, after its look at the start")
    after = looks(valkey)
    wait_until(lambda: looks(valkey) >= after + 3, what="the end of its search for more jobs")
    worker.signal(signal.SIGSTOP)
    wait_until(lambda: nobody_looks(valkey), what="the end of its look into the queue")
    crash_between_commit_and_wake_up(house)
    flush_sent_wake_ups(valkey)
    enqueue_while_redis_is_dead(valkey)
    assert unfinished() == NAMES
    valkey.command("FLUSHALL")  # also what an earlier test's process sends late
    worker.signal(signal.SIGCONT)
    if sweeper:
        house.spawn(["scheduler"])
        wait_until(lambda: not unfinished(), what="the end of all jobs")
        assert effects() == dict.fromkeys(["before", *NAMES], 1)
        return
    seen = looks(valkey)
    wait_until(lambda: looks(valkey) >= seen + 2, what="two looks into the queue")
    for harm in HARMS:
        assert len(set(named(harm)) & set(unfinished())) > 0


def nobody_looks(valkey):
    """Nor is a look on its way: one takes a second."""
    idle = []
    for _ in range(2):
        idle.append("blocked_clients:0" in valkey.command("INFO clients"))
        time.sleep(1.2)
    return all(idle)


def crash_between_commit_and_wake_up(house):
    process = house.spawn(["-m", "tests.jobs.crash_after_commit"])
    assert process.wait() == -signal.SIGKILL
    assert unfinished() == named("crash")


def flush_sent_wake_ups(valkey):
    enqueue("sample.note", *named("flush"))
    assert queues.count_unread_wake_ups("default") == 5
    valkey.command("FLUSHALL")
    assert queues.count_unread_wake_ups("default") == 0


def enqueue_while_redis_is_dead(valkey):
    valkey.kill()
    enqueue("sample.note", *named("away"))
    valkey.start()


def test_enqueuing_waits_briefly_for_an_absent_redis_and_only_once(transactional_db, monkeypatch):
    use_redis(monkeypatch, f"redis://127.0.0.1:{find_free_port()}/0")
    assert spent_enqueuing("absent") < 15
    with socket.create_server(("127.0.0.1", 0)) as silent:
        use_redis(monkeypatch, f"redis://127.0.0.1:{silent.getsockname()[1]}/0")
        silent.setblocking(False)
        assert spent_enqueuing("silent") < 15
        assert knocks_at(silent) > 0
        spent_enqueuing("again")
        assert knocks_at(silent) == 0
    assert unfinished() == ["absent", "silent", "again"]


def test_the_sweeper_wakes_queues_as_soon_as_redis_answers_again(house, valkey):
    enqueue_while_redis_is_dead(valkey)
    assert not queues.wake_queue("default"), "requests do not try for a while"
    sweep_queues()
    assert queues.count_unread_wake_ups("default") == len(named("away"))


def test_a_turn_of_the_scheduler_tells_that_redis_was_away(house, valkey, monkeypatch):
    monkeypatch.setattr(scheduler, "close_old_connections", lambda: None)
    enqueue("sample.note", "due")
    assert scheduler.run_scheduler_turn()
    valkey.kill()
    assert not scheduler.run_scheduler_turn()
    valkey.start()
    assert scheduler.run_scheduler_turn()


def knocks_at(listening):
    """How many connections have come since this was asked last."""
    count = 0
    with contextlib.suppress(BlockingIOError):
        while True:
            listening.accept()[0].close()
            count += 1
    return count


def spent_enqueuing(name):
    """The seconds that enqueuing took; the loss of the wake-up must have been counted."""
    lost, began = queues.lost_wake_ups["default"], time.monotonic()
    enqueue("sample.note", name)
    assert queues.lost_wake_ups["default"] == lost + 1
    return time.monotonic() - began
