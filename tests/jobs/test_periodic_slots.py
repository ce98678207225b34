"""Periodic jobs run once per slot: with two schedulers, with a frozen one, and only the latest after an outage."""

import signal
from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest
import structlog
from django.db import connection
from django.utils import timezone

from apps.jobs import queries, scheduler
from apps.jobs.kinds import JobKind
from apps.jobs.models import Job, PeriodicSlot
from tests.processes import wait_until

NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
TICK = {"SAMPLE_TICK_SECONDS": "0.3", "JOB_SWEEP_SECONDS": "0.1"}


def doubled():
    """The slots that got more than one job."""
    return [slot for slot, count in ticks().items() if count > 1]


def ticks():
    """How many jobs each slot got."""
    return Counter(Job.objects.filter(kind="sample.note").values_list("payload__slot", flat=True))


@pytest.mark.parametrize("unique", [True, pytest.param(False, marks=pytest.mark.slow)])
def test_two_schedulers_one_of_them_frozen_start_each_slot_once(house, unique):
    if not unique:
        make_slots_differ()
    try:
        first, second = house.spawn(["scheduler"], env=TICK), house.spawn(["scheduler"], env=TICK)
        first.wait_for("scheduler ready")
        second.wait_for("scheduler ready")
        first.signal(signal.SIGSTOP)
        missed = len(ticks())
        wait_until(lambda: len(ticks()) >= missed + 3, what="three slots without the first")
        first.signal(signal.SIGCONT)
        wait_until(lambda: len(ticks()) >= missed + 5 and (unique or doubled()), what="two slots with both")
        assert (first.stop(), second.stop()) == (0, 0)
    finally:
        make_slots_alike()
    assert (len(doubled()) > 0) != unique


def make_slots_differ():
    """The protection off: two rows of one slot are not alike."""
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE FUNCTION differ() RETURNS trigger LANGUAGE plpgsql AS "
            "'BEGIN NEW.name := NEW.name || random(); RETURN NEW; END'"
        )
        cursor.execute(
            "CREATE TRIGGER differ BEFORE INSERT ON jobs_periodicslot FOR EACH ROW EXECUTE FUNCTION differ()"
        )


def make_slots_alike():
    with connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER IF EXISTS differ ON jobs_periodicslot")
        cursor.execute("DROP FUNCTION IF EXISTS differ")


@pytest.fixture
def hourly(monkeypatch):
    periodic = JobKind("sample.note", every=timedelta(hours=1))
    monkeypatch.setattr(scheduler, "list_periodic_kinds", lambda: [periodic])


@pytest.mark.django_db
def test_after_an_outage_only_the_latest_slot_runs(hourly):
    assert scheduler.enqueue_due_periodic_jobs(NOON) == ["sample.note"]
    assert scheduler.enqueue_due_periodic_jobs(NOON + timedelta(minutes=59)) == []
    assert scheduler.enqueue_due_periodic_jobs(NOON + timedelta(hours=7, minutes=20)) == ["sample.note"]
    slots = list(PeriodicSlot.objects.order_by("slot").values_list("slot", flat=True))
    assert slots == [NOON, NOON + timedelta(hours=7)]
    assert ticks() == Counter({slot.isoformat(): 1 for slot in slots})


@pytest.mark.django_db
def test_clock_that_goes_back_starts_no_slot_again(hourly):
    scheduler.enqueue_due_periodic_jobs(NOON)
    assert scheduler.enqueue_due_periodic_jobs(NOON - timedelta(minutes=40)) == []
    assert scheduler.enqueue_due_periodic_jobs(NOON + timedelta(hours=1)) == ["sample.note"]


@pytest.mark.django_db
def test_slots_run_after_the_clock_was_years_ahead(hourly):
    ahead = timezone.now() + timedelta(days=700)
    for hour in (0, 1):
        assert scheduler.enqueue_due_periodic_jobs(ahead + timedelta(hours=hour)) == ["sample.note"]
    with structlog.testing.capture_logs() as logs:
        started = [scheduler.enqueue_due_periodic_jobs(NOON + timedelta(minutes=minutes)) for minutes in (0, 1, 60)]
    assert started == [["sample.note"], [], ["sample.note"]]
    dropped = [(line["periodic"], line["slots"]) for line in logs if "of the future" in line["event"]]
    assert dropped == [("sample.note", 2)]
    slots = list(PeriodicSlot.objects.order_by("slot").values_list("slot", flat=True))
    assert slots == [NOON, NOON + timedelta(hours=1)]


@pytest.mark.django_db
def test_slot_that_ran_before_the_clock_was_ahead_does_not_run_again(hourly):
    scheduler.enqueue_due_periodic_jobs(NOON)
    scheduler.enqueue_due_periodic_jobs(timezone.now() + timedelta(days=700))
    assert scheduler.enqueue_due_periodic_jobs(NOON + timedelta(minutes=5)) == []
    assert not PeriodicSlot.objects.filter(slot__gt=NOON).exists()


@pytest.mark.django_db
def test_scheduler_with_an_old_time_removes_no_slots_of_another(hourly):
    asleep_at = timezone.now() - timedelta(hours=5)
    ran = [timezone.now() - timedelta(hours=hours) for hours in (5, 2, 0)]
    assert [scheduler.enqueue_due_periodic_jobs(now) for now in ran] == [["sample.note"]] * 3
    assert scheduler.enqueue_due_periodic_jobs(asleep_at) == []
    assert scheduler.enqueue_due_periodic_jobs(ran[-1]) == []
    assert PeriodicSlot.objects.count() == 3


@pytest.mark.django_db
def test_slots_follow_the_clock_of_the_database(hourly, monkeypatch):
    monkeypatch.setattr(scheduler, "close_old_connections", lambda: None)
    monkeypatch.setattr(queries, "get_database_time", lambda: NOON + timedelta(minutes=10))
    scheduler.run_scheduler_turn()
    assert PeriodicSlot.objects.get().slot == NOON
    monkeypatch.undo()
    assert abs(queries.get_database_time() - timezone.now()) < timedelta(minutes=1)


def test_daily_slot_begins_at_its_offset():
    nightly = JobKind("n", every=timedelta(days=1), offset=timedelta(hours=22))
    assert nightly.get_slot_start(NOON) == datetime(2026, 11, 19, 22, 0, tzinfo=UTC)
    assert nightly.get_slot_start(NOON.replace(hour=22)) == datetime(2026, 11, 20, 22, 0, tzinfo=UTC)
