"""Daily facts equal the raw rows, whatever was corrected, moved or deleted since."""

import random

import pytest
import time_machine

from apps.analytics.models import FactsState, GroupDay, PersonDay, RowChange, StaleDay
from apps.analytics.services.building import build_stale_days
from apps.analytics.services.following import open_new_days, take_up_changes
from apps.analytics.services.proof import choose_cells, compare_cells, prove_sample
from apps.analytics.services.runs import bring_up_to_date
from apps.attendance.models import Attendance
from apps.core.measures import all_measures
from tests.analytics.months_of_chance import MonthsOfChance
from tests.portal.figures.random_centre import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def chance(at_noon, db) -> MonthsOfChance:
    centre = MonthsOfChance(7)
    centre.write()
    bring_up_to_date()
    return centre


def count_differing_cells(size=200):
    state = FactsState.objects.get()
    cells = choose_cells(state, size=size, rng=random.Random(5))
    assert len({name for name, _day in cells}) == len(all_measures())
    return sum(bool(compare_cells(all_measures()[name], [day])) for name, day in cells)


def list_differing():
    """All cells that differ, by their measure."""
    state = FactsState.objects.get()
    days = [state.first.fromordinal(n) for n in range(state.first.toordinal(), state.built_until.toordinal() + 1)]
    return {name: differing for name, m in all_measures().items() if (differing := compare_cells(m, days))}


def test_first_run_counts_all_days_of_all_measures(chance):
    assert list_differing() == {}
    assert not StaleDay.objects.exists()
    stored = set(GroupDay.objects.values_list("measure", flat=True)) | set(
        PersonDay.objects.values_list("measure", flat=True)
    )
    assert len(stored) >= 14


def test_late_corrections_are_found_in_all_tables(chance):
    chance.correct()
    assert set(RowChange.objects.values_list("source", flat=True)) >= {
        "attendance_attendance", "chat_message", "courses_freeze", "courses_membership", "courses_membershipchange",
        "forums_discussion", "forums_reply", "gamification_cointransaction", "homework_attempt", "homework_homework",
        "leads_lead", "lessons_lesson", "payments_ledgertransfer", "quizzes_quizattempt", "support_ticket",
    }  # fmt: skip
    assert count_differing_cells() > 0
    bring_up_to_date()
    assert (count_differing_cells(), list_differing()) == (0, {})
    assert not RowChange.objects.exists()


def test_control_without_the_run_corrections_are_missing(chance):
    chance.correct()
    assert len(list_differing()) >= 12


def test_moved_boundaries_are_counted_again(chance):
    chance.move_places()
    assert len(list_differing()) >= 8
    bring_up_to_date()
    assert list_differing() == {}


def test_only_the_days_of_a_correction_are_counted_again(chance):
    mark = Attendance.objects.select_related("lesson__group__branch").exclude(lesson__status="cancelled")[0]
    Attendance.objects.filter(pk=mark.pk).update(note="ill")
    assert take_up_changes() == 0
    mark.delete()
    assert take_up_changes() == 1
    (day,) = StaleDay.objects.values_list("measure", "day")
    with time_machine.travel(mark.lesson.starts_at, tick=False):
        assert day == ("attendance", mark.lesson.group.today)


@pytest.mark.slow  # 5 s
def test_second_run_finds_nothing_to_do(chance):
    open_new_days()
    assert (take_up_changes(), build_stale_days()) == (0, 0)


@pytest.mark.slow  # 6 s
def test_next_day_is_counted_when_it_begins(chance):
    before = FactsState.objects.get().built_until
    with time_machine.travel(NOW.replace(day=24), tick=False):
        bring_up_to_date()
    state = FactsState.objects.get()
    assert (state.built_until - before).days == 3
    assert GroupDay.objects.filter(measure="active", day=state.built_until).exists()


def test_proof_finds_a_wrong_fact_and_has_it_counted_again(chance):
    assert prove_sample(size=400).difference_count == 0
    GroupDay.objects.filter(measure="attendance").update(numerator=77)
    proof = prove_sample(size=2000, rng=random.Random(1))
    assert proof.difference_count > 0
    assert "attendance:" in proof.differing
    assert StaleDay.objects.count() == proof.difference_count
    build_stale_days()
    assert prove_sample(size=2000, rng=random.Random(1)).difference_count == 0
