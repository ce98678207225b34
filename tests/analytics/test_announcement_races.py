"""Several jobs tell at one moment what they counted: nothing is lost, and one job tells the rest."""

from threading import Barrier

import pytest
from django.utils import timezone

from apps.analytics.job_kinds import ANNOUNCE
from apps.analytics.models import FactsState
from apps.analytics.services import announcing
from apps.jobs.models import Job
from tests.races import run_together

pytestmark = pytest.mark.usefixtures("a_connection_for_each")
MEASURES = ("active", "attendance", "left", "money_received", "new", "on_time")


def announce_together():
    """The measures that wait after six announcements at one moment, and how many jobs will tell of them."""
    today = timezone.localdate()
    FactsState.objects.create(first=today, built_until=today, announced_at=timezone.now())
    run_together(len(MEASURES), lambda index: announcing.announce_figures([MEASURES[index]]))
    return FactsState.objects.get().unannounced, Job.objects.filter(kind=ANNOUNCE).count()


def test_announcements_at_one_moment_lose_nothing_and_enqueue_one_job():
    assert announce_together() == (list(MEASURES), 1)


def test_control_without_the_lock_measures_are_lost_and_jobs_are_many(monkeypatch):
    gate = Barrier(len(MEASURES))

    def read_state():
        state = FactsState.objects.filter(pk=1).first()
        gate.wait(60)
        return state

    monkeypatch.setattr(announcing, "_lock_state", read_state)
    waiting, tellers = announce_together()
    assert len(waiting) == 1
    assert tellers == len(MEASURES)
