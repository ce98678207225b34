"""Streaks follow holidays and pauses within a minute, and holidays of a branch only while the pupil learns there."""

from datetime import date

import pytest
from django.db import transaction

from apps.courses.models import Holiday
from apps.courses.services import freeze_membership
from apps.gamification.models import StudentCoin
from apps.gamification.queries.ledger import get_coin_balance
from apps.gamification.queries.streaks import get_longest_streaks
from apps.gamification.services.study_days import StudyRecord, record_study_days
from apps.jobs.models import Job
from apps.lessons.services import create_holiday, remove_holiday
from apps.settings.services import update_system_settings
from tests.gamification.helpers import run
from tests.lock_waits import is_blocking_another_connection
from tests.processes import wait_until
from tests.realtime.client import in_background

RECUT = "gamification.recut_streaks"


def day(number: int) -> date:
    return date(2026, 9, number)


@pytest.fixture
def studied(group, pupil):
    """On the 2nd, 3rd, 6th and 7th; four days in a row would bring 4 coins."""
    update_system_settings(actor=None, coins_for_streak=4, streak_days_for_coins=4)
    days = frozenset(day(number) for number in (2, 3, 6, 7))
    record_study_days([StudyRecord(student=pupil.pk, cause=f"homework:{pupil.pk}", days=days)])
    run("gamification.reckon")
    assert get_coin_balance(pupil) == 0
    return pupil


def follow() -> None:
    """The jobs that were made, and those of a minute later."""
    assert Job.objects.filter(kind=RECUT).count() > 0
    run(RECUT)
    run("gamification.reckon")


def test_later_holiday_recalculates_streaks_and_removal_too(studied, group):
    holiday = create_holiday(actor=None, name={"en": "Days off"}, starts_on=day(4), ends_on=day(5), branch=group.branch)
    follow()
    assert get_coin_balance(studied) == 4
    remove_holiday(actor=None, holiday=holiday)
    follow()
    assert get_coin_balance(studied) == 0


def test_later_freeze_recalculates_streaks(studied, group):
    freeze_membership(actor=None, membership=group.memberships.get(student=studied), starts_on=day(4), ends_on=day(5))
    follow()
    assert get_coin_balance(studied) == 4


def test_days_changed_during_an_update_are_updated_after_it(transactional_db, studied):
    coins = StudentCoin.objects.filter(pk=studied.pk)
    coins.update(changed=True)
    with transaction.atomic():
        coins.update(changed=False)
        recut = in_background(run, RECUT)
        wait_until(
            lambda: is_blocking_another_connection() or not recut.is_alive(), what="the job to meet the reckoning"
        )
    recut.join()
    assert coins.get().changed


@pytest.mark.parametrize("joined", [1, 5], ids=["learns there", "came later"])
def test_branch_holiday_applies_to_members_of_that_time(studied, group, joined):
    group.memberships.filter(student=studied).update(joined_on=day(joined))
    Holiday.objects.create(branch=group.branch, name={"en": "Days off"}, starts_on=day(4), ends_on=day(5))
    assert get_longest_streaks([studied.pk]) == {studied.pk: 4 if joined == 1 else 2}
