"""A build that is killed goes on where it stopped, and two builds at once count each day once."""

from datetime import date, timedelta

import pytest

from apps.analytics.models import BranchDay, CourseDay, FactsBuild, FactsState, GroupDay, PersonDay, StaleDay
from apps.analytics.services.building import build_stale_days, count_remaining, start_build
from apps.analytics.services.proof import compare_cells
from apps.core.measures import all_measures
from tests.analytics.months_of_chance import MonthsOfChance
from tests.races import run_together

FIRST = date(2023, 1, 1)


def list_differing():
    state = FactsState.objects.get()
    days = [state.first + timedelta(days=n) for n in range((state.built_until - state.first).days + 1)]
    return {name: found for name, m in all_measures().items() if (found := compare_cells(m, days))}


def count_facts():
    return [model.objects.count() for model in (PersonDay, GroupDay, CourseDay, BranchDay)]


@pytest.mark.slow  # 41 s
@pytest.mark.django_db(transaction=True)
def test_build_that_is_killed_goes_on_where_it_stopped(processes):
    MonthsOfChance(4).write()
    command = ["build_facts", "--from", FIRST.isoformat()]
    killed = processes.spawn(command)
    killed.wait_for(" %\n")
    killed.kill()
    build = FactsBuild.objects.get(first=FIRST)
    left = count_remaining(build)
    assert 0 < left < build.total
    assert build.finished_at is None

    resumed = processes.spawn(command)
    assert resumed.wait() == 0
    assert f"{left} of {build.total} to count" in resumed.output()
    build.refresh_from_db()
    assert (count_remaining(build), build.finished_at is not None) == (0, True)
    assert list_differing() == {}
    assert all(count_facts())


@pytest.mark.django_db(transaction=True)
def test_two_builds_at_once_store_each_fact_once(a_connection_for_each):
    MonthsOfChance(5).write()
    start_build(first=date(2026, 6, 1), last=date.max)
    marked = StaleDay.objects.count()
    built = run_together(2, lambda _index: build_stale_days())
    assert sum(built) == marked
    assert list_differing() == {}
