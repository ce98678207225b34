"""What the first pages of a demo show, whatever the hour at which it starts, and again on a later day."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.utils import timezone

from apps.accounts.models import User
from apps.attendance.models import ExcuseState
from apps.courses.models import Group, Holiday
from apps.courses.services import close_group, end_membership
from apps.homework.models import Assignment
from apps.lessons.models import Lesson
from project.demo import day, demo_group
from tests import factories

TASHKENT = timedelta(hours=5)
TODAY = datetime(2026, 11, 24, tzinfo=UTC) - TASHKENT
"""Local midnight of a Tuesday."""


@pytest.fixture
def demo(transactional_db):
    with time_machine.travel(TODAY + timedelta(hours=12), tick=True):
        return demo_group.ensure_demo_group()


def read(name, path, **query):
    """What a demo person's first page gets."""
    user = User.objects.get(email=demo_group.get_demo_email(name))
    answer = factories.client_for(user).get(path, query)
    assert answer.status == 200, answer.json
    return answer.json


def count_lessons_today(name, now, **query):
    begins = (now + TASHKENT).replace(hour=0, minute=0, second=0) - TASHKENT
    bounds = {"from": begins.isoformat(), "to": (begins + timedelta(days=1)).isoformat()}
    return read(name, "/lessons/", **bounds, **query)["count"]


def check_first_pages(now):
    """Each first page of clients/pages has something to show and something to do."""
    child = str(User.objects.get(email=demo_group.get_demo_email("aziza")).pk)
    today = (now + TASHKENT).date().isoformat()
    for name in ("teacher", "assistant", "aziza", "ulugbek"):
        assert count_lessons_today(name, now, mine=True) >= 1, name
    assert count_lessons_today("zulfiya", now, student=child) >= 1
    for name in ("teacher", "assistant"):
        assert read(name, "/homework/queue/")["count"] >= 1
        teacher = User.objects.get(email=demo_group.get_demo_email(name))
        assert read(name, "/courses/groups/", teacher=str(teacher.pk), status="active")["count"] == 1
    for name in ("teacher", "office", "admin"):
        assert read(name, "/attendance/excuses/", state="asked")["count"] == 1
    for name in ("office", "admin"):
        assert read(name, "/payments/debtors/")["count"] >= 2
        rows = read(name, "/payments/reports/revenue/", **{"from": today, "to": today, "by": "provider"})["totals"]
        assert [row["received"]["amount"] for row in rows] == [day.PRICE]
    for name in demo_group.PUPILS:
        mine = read(name[0], "/homework/")["results"]
        assert [homework for homework in mine if homework["state"] == "assigned"], name
    assert read("zulfiya", "/homework/", student=child)["count"] >= 1
    assert read("zulfiya", "/payments/", student=child)["count"] >= 1


@pytest.mark.parametrize(
    "hours", [pytest.param(0.1, marks=pytest.mark.slow), 10, pytest.param(23.5, marks=pytest.mark.slow)]
)
def test_first_pages_of_all_roles_are_filled_at_every_hour(demo, hours):
    now = TODAY + timedelta(hours=hours)
    with time_machine.travel(now, tick=True):
        day.prepare_day(demo)
        check_first_pages(now)


@pytest.mark.slow  # 14 s
def test_a_start_days_later_fills_them_again_and_a_second_start_adds_nothing(demo):
    for days in (0, 1, 70):
        now = TODAY + timedelta(days=days, hours=20)
        with time_machine.travel(now, tick=True):
            day.prepare_day(demo)
            count = Lesson.objects.count(), Assignment.objects.count(), demo_payments()
            day.prepare_day(demo)
            assert (Lesson.objects.count(), Assignment.objects.count(), demo_payments()) == count
            check_first_pages(now)


def demo_payments():
    return User.objects.get(email=demo_group.get_demo_email("aziza")).payments.count()


@pytest.mark.slow  # 9 s
def test_a_holiday_has_a_lesson_all_the_same(demo):
    Holiday.objects.create(name="Navroʻz", starts_on=date(2026, 11, 24), ends_on=date(2026, 11, 24))
    with time_machine.travel(TODAY + timedelta(hours=9), tick=True):
        day.prepare_day(demo)
        assert count_lessons_today("teacher", timezone.now(), mine=True) == 1


@pytest.mark.slow  # 9 s
def test_pupils_have_different_homework_with_titles_that_say_what_it_is(demo):
    with time_machine.travel(TODAY + timedelta(hours=9), tick=True):
        day.prepare_day(demo)
        titles = {
            name: {row["assignment"]["title"] for row in read(name, "/homework/")["results"]}
            for name in ("aziza", "bobur")
        }
    assert titles["aziza"] & titles["bobur"]
    assert titles["aziza"] ^ titles["bobur"]


@pytest.mark.slow  # 10 s
def test_only_an_excuse_that_waits_is_asked_for_once(demo):
    with time_machine.travel(TODAY + timedelta(hours=9), tick=True):
        day.prepare_day(demo)
        child = User.objects.get(email=demo_group.get_demo_email("aziza"))
        child.excuses.update(state=ExcuseState.ACCEPTED)
        day.prepare_day(demo)
        assert child.excuses.filter(state=ExcuseState.ASKED).count() == 1


@pytest.mark.slow  # 9 s
def test_a_demo_that_users_have_changed_still_starts(demo):
    """All pupils but one leave, then that one too; in the end the group is closed."""
    group = Group.objects.get(pk=demo.group)
    office = User.objects.get(email=demo_group.get_demo_email("office"))
    with time_machine.travel(TODAY + timedelta(hours=9), tick=True):
        day.prepare_day(demo)
    for days, staying in ((1, 1), (2, 0)):
        with time_machine.travel(TODAY + timedelta(days=days, hours=9), tick=True):
            for membership in list(group.memberships.filter(left_on=None).order_by("pk"))[staying:]:
                end_membership(actor=office, membership=membership)
            assert day.prepare_day(demo_group.ensure_demo_group()) == []
            assert Lesson.objects.filter(group=demo.group, starts_at__date=timezone.now().date()).count() == 2
    with time_machine.travel(TODAY + timedelta(days=3, hours=9), tick=True):
        close_group(actor=office, group=group)
        day.prepare_day(demo_group.ensure_demo_group())
