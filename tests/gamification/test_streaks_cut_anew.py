"""Streaks follow holidays and pauses within a minute, and holidays of a branch only while the pupil learns there."""

from datetime import date, timedelta
from importlib import import_module

import pytest
from django.db import connection
from django.utils import timezone

from apps.accounts.models import User
from apps.attendance.services import Entry, mark_one
from apps.courses.models import Group, Holiday
from apps.courses.services import freeze
from apps.gamification.models import StudentCoin, StudyDay
from apps.gamification.queries import balance_of, longest_streaks
from apps.gamification.services import Studied, study
from apps.jobs.models import Job
from apps.lessons.services import create_holiday, remove_holiday
from apps.settings.services import update_system
from tests.attendance.steps import lesson_of
from tests.gamification.steps import run
from tests.homework import steps

RECUT = "gamification.recut_streaks"


def day(number: int) -> date:
    return date(2026, 9, number)


@pytest.fixture
def studied(group: Group, pupil: User) -> User:
    """On the 2nd, 3rd, 6th and 7th; four days in a row would bring 4 coins."""
    update_system(actor=None, coins_for_streak=4, streak_days_for_coins=4)
    days = frozenset(day(number) for number in (2, 3, 6, 7))
    study([Studied(student=pupil.pk, cause=f"homework:{pupil.pk}", days=days)])
    run("gamification.reckon")
    assert balance_of(pupil) == 0
    return pupil


def follow() -> None:
    """The jobs that were made, and those of a minute later."""
    assert Job.objects.filter(kind=RECUT).count() > 0
    run(RECUT)
    run("gamification.reckon")


def test_a_holiday_that_is_entered_later_and_removed_again(studied: User, group: Group) -> None:
    holiday = create_holiday(actor=None, name={"en": "Days off"}, starts_on=day(4), ends_on=day(5), branch=group.branch)
    follow()
    assert balance_of(studied) == 4
    remove_holiday(actor=None, holiday=holiday)
    follow()
    assert balance_of(studied) == 0


def test_a_pause_that_is_entered_later(studied: User, group: Group) -> None:
    freeze(actor=None, membership=group.memberships.get(student=studied), starts_on=day(4), ends_on=day(5))
    follow()
    assert balance_of(studied) == 4


@pytest.mark.parametrize("joined", [1, 5], ids=["learns there", "came later"])
def test_a_branchs_holiday_is_of_who_learns_there_then(studied: User, group: Group, joined: int) -> None:
    group.memberships.filter(student=studied).update(joined_on=day(joined))
    Holiday.objects.create(branch=group.branch, name={"en": "Days off"}, starts_on=day(4), ends_on=day(5))
    assert longest_streaks([studied.pk]) == {studied.pk: 4 if joined == 1 else 2}


def test_days_from_before_there_were_any_are_made_by_the_migrations(group: Group, pupil: User, second_pupil) -> None:
    lesson = lesson_of(group, starts=timezone.now() - timedelta(minutes=5))
    for student, status in ((pupil, "late"), (second_pupil, "absent")):
        mark_one(actor=None, lesson=lesson, entry=Entry(student=student.pk, status=status))
    steps.done(steps.give(group), second_pupil, steps.marked(80.0))
    before = set(StudyDay.objects.values_list("student", "day", "cause"))
    StudyDay.objects.all().delete()
    StudentCoin.objects.update(changed=False)
    with connection.cursor() as cursor:
        for name in (
            "attendance.migrations.0005_days_of_study",
            "homework.migrations.0004_attempts_keep_their_deadline",
        ):
            cursor.execute(import_module(f"apps.{name}").STUDY_DAYS)
    assert len(before) == 2
    assert set(StudyDay.objects.values_list("student", "day", "cause")) == before
    assert StudentCoin.objects.filter(changed=True).count() == 2
