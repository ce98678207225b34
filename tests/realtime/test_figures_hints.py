"""Open pages of staff hear which measures were counted anew, at most once in 5 s, and only of those they may see."""

from datetime import date, timedelta

import pytest
import time_machine
from django.utils import timezone

from apps.analytics.job_kinds import ANNOUNCE
from apps.analytics.models import FactsState
from apps.analytics.services.announcing import PAUSE, announce_figures
from apps.analytics.services.runs import bring_up_to_date
from apps.jobs.models import Job
from tests.job_runs import run_jobs

FIRST = date(2026, 11, 1)


@pytest.fixture
def counted(db):
    """Facts are there, and nothing was told yet."""
    return FactsState.objects.create(first=FIRST, built_until=FIRST)


def announce_at(moment, *names):
    with time_machine.travel(moment, tick=False):
        announce_figures(names)


def heard(socket, user):
    """The measures of the next hint, which has no number."""
    (frame,) = socket.events(1)
    assert (frame["type"], frame["stream"], "seq" in frame) == ("figures.changed", f"user:{user.pk}", False)
    return frame["data"]["measures"]


def test_many_counts_in_five_seconds_are_one_hint(counted, open_as, manager, teacher):
    office, teaching = open_as(manager), open_as(teacher)
    now = timezone.now()
    announce_at(now, "attendance")
    assert (heard(office, manager), heard(teaching, teacher)) == (["attendance"], ["attendance"])
    for seconds, name in ((1, "attendance"), (2, "active"), (3, "money_received"), (4, "attendance")):
        announce_at(now + timedelta(seconds=seconds), name)
    assert office.nothing_more()
    assert Job.objects.filter(kind=ANNOUNCE).count() == 1
    Job.objects.update(run_at=now)
    with time_machine.travel(now + PAUSE, tick=False):
        assert run_jobs(ANNOUNCE) == 1
    assert heard(office, manager) == ["active", "attendance", "money_received"]
    assert heard(teaching, teacher) == ["active", "attendance"]
    assert (office.nothing_more(), teaching.nothing_more()) == (True, True)


def test_job_that_comes_too_early_waits_and_one_that_comes_late_says_nothing(counted, open_as, manager):
    office, now = open_as(manager), timezone.now()
    announce_at(now, "attendance")
    assert heard(office, manager) == ["attendance"]
    announce_at(now + timedelta(seconds=1), "active")
    Job.objects.update(run_at=now)
    with time_machine.travel(now + timedelta(seconds=2), tick=False):
        assert run_jobs(ANNOUNCE) == 1
    assert Job.objects.filter(kind=ANNOUNCE, run_at=now + PAUSE).count() == 1
    announce_at(now + PAUSE, "left")
    assert heard(office, manager) == ["active", "left"]
    Job.objects.update(run_at=now)
    with time_machine.travel(now + 2 * PAUSE, tick=False):
        run_jobs(ANNOUNCE)
    assert office.nothing_more()


def test_who_may_not_see_a_measure_hears_nothing_of_it(counted, open_as, manager, teacher, pupil, parent):
    others = [open_as(person) for person in (teacher, pupil, parent)]
    office = open_as(manager)
    announce_figures(["money_received"])
    assert heard(office, manager) == ["money_received"]
    assert [socket.nothing_more() for socket in others] == [True, True, True]


def test_job_that_counts_tells(db, open_as, manager):
    office = open_as(manager)
    bring_up_to_date()
    assert "active" in heard(office, manager)
    bring_up_to_date()
    assert office.nothing_more()
