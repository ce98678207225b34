"""Pupils and guardians are reminded of a lesson once, some hours before it, outside their quiet hours."""

from datetime import datetime, timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

import apps.jobs.services as jobs
from apps.accounts.models import User
from apps.attendance.models import Excuse
from apps.attendance.services import lesson_reminders
from apps.core.uow import unit_of_work
from apps.courses.models import Group
from apps.lessons.models import Lesson, Room
from apps.notifications.models import Notification, NotificationLog
from apps.settings.models import SystemSettings
from tests.attendance.register_requests import TASHKENT, add_guardian, add_pupils
from tests.factories import client_for
from tests.notifications.helpers import with_phone

NOON = datetime(2026, 9, 9, 12, tzinfo=TASHKENT)
HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)


def plan_lesson(group: Group, starts: datetime, **values: object) -> Lesson:
    """A lesson of the timetable."""
    return Lesson.objects.create(group=group, slot=starts, starts_at=starts, ends_at=starts + HOUR, **values)


def remind(at: datetime) -> None:
    """A worker sends the reminders that are due at that time."""
    with time_machine.travel(at, tick=False):
        with unit_of_work():
            row = jobs.enqueue(kind="attendance.remind_of_lessons")
        (claim,) = [job for job in jobs.claim_jobs(queue="default", limit=50, worker="test") if job.id == row.pk]
        lesson_reminders.send_lesson_reminders(claim)


def list_reminded() -> list[str]:
    rows = Notification.objects.filter(type="lesson.reminder").select_related("user")
    return sorted(row.user.first_name for row in rows)


def read_text(person: User) -> str:
    return client_for(person).get("/notifications/").json["results"][0]["text"]


@pytest.fixture
def family(group, parent, pupil):
    """`parent` cares for `pupil`."""
    add_guardian(parent, pupil)
    return [parent.first_name, *group.memberships.values_list("student__first_name", flat=True)]


def test_pupils_and_guardians_are_reminded_once(group, parent, pupil, family):
    room = Room.objects.create(branch=group.branch, name="204")
    plan_lesson(group, NOON, room=room, link="https://meet.example.uz/a2")
    remind(NOON - 3 * HOUR - MINUTE)
    assert list_reminded() == []
    for minutes in (0, 10, 170):
        remind(NOON - 3 * HOUR + minutes * MINUTE)
        assert list_reminded() == sorted(family)
    words = "Jasur: A2 morning, Wednesday, September 9, 12:00, 204, https://meet.example.uz/a2"
    assert (read_text(parent), read_text(pupil)) == (words, words)


def test_who_is_excused_or_switched_it_off_gets_none(group, parent, pupil, family):
    day = NOON.date()
    Excuse.objects.create(student=pupil, asked_by=parent, state="accepted", starts_on=day, ends_on=day, reason="ill")
    plan_lesson(group, NOON)
    plan_lesson(group, NOON + 8 * HOUR, status="cancelled")
    remind(NOON - 3 * HOUR)
    remind(NOON + 6 * HOUR)
    assert list_reminded() == sorted(set(family) - {"Jasur", parent.first_name})
    SystemSettings.objects.update(lesson_reminder_hours=0)
    plan_lesson(group, NOON + 24 * HOUR)
    remind(NOON + 22 * HOUR)
    assert list_reminded() == sorted(set(family) - {"Jasur", parent.first_name})


def test_the_time_is_that_of_the_reader(group, parent, family):
    User.objects.filter(pk=parent.pk).update(zone="Europe/Berlin")
    plan_lesson(group, NOON)
    remind(NOON - 3 * HOUR + MINUTE)
    assert list_reminded().count(parent.first_name) == 0, "it is six in the morning in Berlin"
    remind(NOON - HOUR)
    assert read_text(parent) == "Jasur: A2 morning, Wednesday, September 9, 09:00 (Europe/Berlin)"


@pytest.mark.parametrize(
    ("hour", "reminded_at"), [(8, -1), (9, 8), (12, 9)], ids=["before quiet hours", "after them", "by day"]
)
def test_a_reminder_avoids_quiet_hours(group, family, hour, reminded_at):
    midnight = NOON.replace(hour=0)
    plan_lesson(group, midnight + hour * HOUR)
    due = midnight + (reminded_at * HOUR if reminded_at > 0 else -150 * MINUTE)
    remind(due - MINUTE)
    assert list_reminded() == []
    remind(due)
    assert list_reminded() == sorted(family)


def test_a_moved_lesson_is_reminded_of_anew(group, family):
    lesson = plan_lesson(group, NOON)
    remind(NOON - 3 * HOUR)
    Lesson.objects.filter(pk=lesson.pk).update(
        starts_at=NOON + 24 * HOUR, ends_at=NOON + 25 * HOUR, moved_at=NOON - 2 * HOUR
    )
    remind(NOON + 21 * HOUR)
    assert list_reminded() == sorted(2 * family)


def test_sms_goes_out_only_where_the_centre_switched_it_on(group, parent, family):
    with_phone(parent)
    channels = []
    for day, by_sms in enumerate((False, True)):
        SystemSettings.objects.update(lesson_reminder_sms=by_sms)
        plan_lesson(group, NOON + day * 24 * HOUR)
        remind(NOON + day * 24 * HOUR - 3 * HOUR)
        channels.append(set(NotificationLog.objects.values_list("channel", flat=True)))
    assert ["sms" in names for names in channels] == [False, True]


def test_reminders_cost_the_same_for_few_and_many_pupils_and_groups(group, other_group, family):
    counts = []
    for number, pupils in enumerate((0, 15)):
        add_pupils(group, pupils)
        for place in (group, other_group)[: number + 1]:
            plan_lesson(place, NOON + number * 24 * HOUR)
        remind(NOON + number * 24 * HOUR - 3 * HOUR)
        with CaptureQueriesContext(connection) as asked:
            remind(NOON + number * 24 * HOUR - 2 * HOUR)
        counts.append(len(asked))
    assert counts[0] == counts[1]
