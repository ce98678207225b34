"""Before a deadline who has not submitted is reminded; after it the pupil and the guardians hear that it passed. Each
once.
"""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

import apps.jobs.services as jobs
from apps.accounts.models import Guardian, User
from apps.core.uow import unit_of_work
from apps.courses.models import Course, Membership
from apps.homework.models import Assignment, Homework
from apps.homework.services import deadline_reminders
from apps.jobs.kinds import get_job_kind
from apps.notifications.models import Notification
from apps.settings.models import Branch, SystemSettings
from tests import factories
from tests.homework.request_helpers import post_submission
from tests.homework.submission_helpers import allow_recordings, assign_reading, build_upload, get_homework

MORNING = datetime(2026, 9, 7, 6, tzinfo=UTC)
DEADLINE = MORNING + timedelta(days=3)
HOUR = timedelta(hours=1)


@pytest.fixture
def clock():
    """`clock(at)` checks the deadlines at that time; the test begins in the morning of Monday."""
    with time_machine.travel(MORNING, tick=False) as travel:

        def check(at: datetime) -> None:
            travel.move_to(at)
            check_deadlines()

        yield check


@pytest.fixture
def due(group, parent, pupil, clock):
    """Due on Thursday at 11 in Tashkent; `parent` cares for `pupil`."""
    Guardian.objects.create(parent=parent, child=pupil, kind="mother")
    allow_recordings(pupil, parent)
    return assign_reading(group, deadline=DEADLINE)


def check_deadlines() -> None:
    with unit_of_work():
        row = jobs.enqueue(kind="homework.check_homework_deadlines")
    jobs.Job.objects.filter(pk=row.pk).update(run_at="2020-01-01T00:00:00Z")
    (claim,) = [job for job in jobs.claim_jobs(queue="default", limit=50, worker="test") if job.id == row.pk]
    deadline_reminders.send_deadline_notices(claim)


def told() -> list[tuple[str, str]]:
    rows = Notification.objects.filter(
        type__in=(deadline_reminders.DEADLINE_NEAR, deadline_reminders.OVERDUE, deadline_reminders.MISSED_BY_CHILD)
    )
    return sorted((row.type.removeprefix("homework."), row.user.first_name) for row in rows.select_related("user"))


NEAR = [("deadline_near", "Jasur"), ("deadline_near", "Laylo")]
PASSED = [("missed", "Gulnora"), ("overdue", "Jasur"), ("overdue", "Laylo")]


def test_pupil_gets_one_reminder_before_and_one_notification_after_deadline(due, parent, clock, client_for):
    clock(DEADLINE - 25 * HOUR)
    assert told() == []
    for minutes in (0, 15, 60):
        clock(DEADLINE - 24 * HOUR + timedelta(minutes=minutes))
        assert told() == NEAR
    for minutes in (0, 15, 600):
        clock(DEADLINE + timedelta(minutes=minutes))
        assert told() == sorted(NEAR + PASSED)
    rows = client_for(parent).get("/notifications/").json["results"]
    assert [row["text"] for row in rows] == [
        "Jasur Oripov: “Reading, unit 3” was not submitted. Deadline: Thursday, September 10, 11:00."
    ]


def test_no_deadline_reminder_after_submission_leaving_or_extension(due, group, pupil, second_pupil, clock, client_for):
    post_submission(client_for(pupil), get_homework(due, pupil), file=build_upload())
    Homework.objects.filter(student=second_pupil).update(extended_until=DEADLINE + timedelta(days=2))
    clock(DEADLINE - HOUR)
    clock(DEADLINE + HOUR)
    assert told() == []
    clock(DEADLINE + timedelta(days=1, hours=1))
    assert told() == [("deadline_near", "Laylo")]
    group.memberships.filter(student=second_pupil).update(status="left", left_on="2026-09-11")
    clock(DEADLINE + timedelta(days=2, hours=1))
    assert told() == [("deadline_near", "Laylo")]


def test_homework_assigned_after_the_reminder_time_sends_no_reminder(group, clock):
    SystemSettings.objects.update(homework_reminder_hours=2)
    assign_reading(group, deadline=MORNING + HOUR)
    assign_reading(group, title="Unit 4", deadline=MORNING + 3 * HOUR)
    clock(MORNING + timedelta(minutes=45))
    assert told() == []
    clock(MORNING + HOUR)
    assert Notification.objects.filter(type=deadline_reminders.DEADLINE_NEAR, data__title="Unit 4").count() == 2
    assert Notification.objects.filter(type=deadline_reminders.DEADLINE_NEAR).count() == 2


def test_no_notification_is_sent_a_day_after_the_deadline(due, group, clock):
    clock(DEADLINE + timedelta(hours=23))
    assert told() == PASSED
    Notification.objects.all().delete()
    clock(DEADLINE + timedelta(hours=24))
    assert told() == []


def test_returned_homework_is_not_reported_as_missed(due, pupil, clock):
    Homework.objects.filter(student=pupil).update(state="returned")
    clock(DEADLINE - HOUR)
    clock(DEADLINE + HOUR)
    assert told() == [*NEAR, ("overdue", "Laylo")]


def test_deadline_check_runs_every_15_minutes():
    assert get_job_kind("homework.check_homework_deadlines").every == timedelta(minutes=15)


def test_query_count_does_not_grow_with_the_number_of_groups(branch, course, teacher, clock, monkeypatch):
    """All that is asked to know who is to be told what; telling itself is counted out."""
    news: list[Any] = []
    monkeypatch.setattr(deadline_reminders, "_send_notice", news.append)
    asked = []
    for first, last in ((0, 1), (1, 30)):
        for number in range(first, last):
            due_in_a_group(f"G{number}", branch, course, teacher)
        Homework.objects.update(created_at=MORNING)
        news.clear()
        with CaptureQueriesContext(connection) as queries:
            clock(DEADLINE - HOUR)
        asked.append((len(news), len([query for query in queries if "SAVEPOINT" not in query["sql"]])))
    (few, of_one), (many, of_thirty) = asked
    assert (few, many) == (15, 450)
    assert of_one == of_thirty


def due_in_a_group(name: str, branch: Branch, course: Course, teacher: User) -> None:
    """Fifteen pupils with one homework."""
    pupils = User.objects.bulk_create([User(role="student", first_name="P") for _ in range(15)])
    group = factories.make_group(branch=branch, course=course, name=name, teacher=teacher)
    Membership.objects.bulk_create([Membership(group=group, student=pupil, joined_on="2026-09-01") for pupil in pupils])
    assignment = Assignment.objects.create(
        group=group, author=teacher, kind="text", title="Unit 3", instructions="Write.", attempts_allowed=1,
        deadline=DEADLINE, coins=1,
    )  # fmt: skip
    Homework.objects.bulk_create([Homework(assignment=assignment, student=pupil) for pupil in pupils])
