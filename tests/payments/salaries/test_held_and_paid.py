"""What is held by its marks is paid: also in a closed month, and by the rule for lessons where all were absent."""

from datetime import UTC, date, datetime, timedelta
from importlib import import_module
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.db import connection
from django.utils import timezone

from apps.attendance.models import Attendance, AttendanceStatus
from apps.courses.models import Membership
from apps.jobs.models import Job
from apps.lessons.models import Lesson, LessonChange
from apps.payments.job_kinds import REPRICE
from apps.settings.models import AuditLog, SystemSettings
from tests.factories import client_for
from tests.job_runs import run_jobs
from tests.payments.salaries import pay_calls

RATE = pay_calls.LESSON_RATE


@pytest.fixture(autouse=True)
def _registers_stay_open(group):
    SystemSettings.objects.update(register_closes_after_days=0)
    Membership.objects.filter(group=group).update(joined_on="2026-09-01")


def create_planned_lesson(group, *when):
    starts = datetime(*when, tzinfo=pay_calls.TASHKENT)
    return Lesson.objects.create(
        group=group, teacher=group.lead_teacher, starts_at=starts, ends_at=starts + timedelta(minutes=90)
    )


def mark(user, lesson, **statuses):
    marks = [{"student": str(student.pk), "status": status} for status, student in statuses.items()]
    answer = client_for(user).post("/attendance/bulk-mark/", {"lesson": str(lesson.pk), "marks": marks})
    assert answer.status == 200, answer.json


def run_repricing():
    Job.objects.filter(kind=REPRICE).update(run_at=timezone.now())
    run_jobs(REPRICE)


@pytest.mark.parametrize("paid", [True, False])
def test_lesson_where_all_were_absent(admin, teacher, group, pupil, second_pupil, paid):
    pay_calls.create_rate(admin, teacher)
    empty, missed, late = (create_planned_lesson(group, 2026, 11, day, 10) for day in (2, 3, 4))
    client_for(teacher).post(f"/lessons/{empty.pk}/hold/")
    mark(teacher, missed, absent=pupil, excused=second_pupil)
    mark(teacher, late, absent=pupil, late=second_pupil)
    assert client_for(admin).put("/settings/system/", {"pay_when_all_absent": paid}).status == 200
    assert client_for(teacher).get(f"/lessons/{missed.pk}/").json["status"] == "held"
    assert pay_calls.list_pay_amounts(teacher, teacher) == [("lesson", RATE)] * (3 if paid else 2)


def test_closed_month_keeps_the_rule_it_was_closed_by(admin, teacher, group, pupil):
    pay_calls.create_rate(admin, teacher)
    lesson = create_planned_lesson(group, 2026, 10, 6, 10)
    mark(teacher, lesson, absent=pupil)
    pay_calls.close_month(admin, "2026-10")
    SystemSettings.objects.update(pay_when_all_absent=False)
    Lesson.objects.filter(pk=lesson.pk).update(updated_at=timezone.now())
    pay_calls.run_pay_job()
    assert pay_calls.list_pay_amounts(teacher, teacher) == []


def test_a_correction_says_that_nobody_was_present(admin, teacher, group, pupil):
    SystemSettings.objects.update(pay_when_all_absent=False)
    pay_calls.create_rate(admin, teacher)
    lesson = create_planned_lesson(group, 2026, 10, 6, 10)
    mark(teacher, lesson, present=pupil)
    assert pay_calls.close_month(admin, "2026-10").status == 200
    mark(teacher, lesson, absent=pupil)
    run_repricing()
    (line,) = pay_calls.list_pay_lines(teacher, teacher)
    assert (line["amount"]["amount"], line["reason"]) == (-RATE, "Nobody was present at the lesson.")


def test_late_register_of_a_closed_month_is_a_correction_at_once(admin, teacher, group, pupil):
    pay_calls.create_rate(admin, teacher)
    lesson = create_planned_lesson(group, 2026, 10, 6, 10)
    assert pay_calls.close_month(admin, "2026-10").status == 200
    mark(teacher, lesson, present=pupil)
    run_repricing()
    (line,) = pay_calls.list_pay_lines(teacher, teacher)
    assert (line["kind"], line["amount"]["amount"], line["corrects"]) == ("correction", RATE, "2026-10")
    assert pay_calls.list_pay_amounts(teacher, teacher, "2026-10") == []
    (made,) = client_for(teacher).get("/attendance/", {"lesson": str(lesson.pk)}).json["results"]
    client_for(teacher).delete(f"/attendance/{made['id']}/")
    run_repricing()
    assert pay_calls.list_pay_amounts(teacher, teacher) == []


def test_upgrade_holds_marked_lessons_of_open_months_only(admin, teacher, group, pupil):
    pay_calls.create_rate(admin, teacher)
    closed, still_open, unmarked = (
        create_planned_lesson(group, 2026, *when, 10) for when in ((10, 31), (11, 1), (11, 2))
    )
    ahead = create_planned_lesson(group, 2026, 11, 30, 10)
    assert pay_calls.close_month(admin, "2026-10").status == 200
    present = AttendanceStatus.objects.get(code="present")
    for lesson in (closed, still_open, ahead):
        Attendance.objects.create(
            lesson=lesson, student=pupil, status=present, source="bulk", marked_at=datetime(2026, 11, 1, tzinfo=UTC)
        )
    migration = import_module("apps.payments.migrations.0007_hold_marked_lessons")
    for _again in range(2):
        migration.hold_marked_lessons(apps, SimpleNamespace(connection=connection))
    held = Lesson.objects.filter(status="held")
    assert list(held.values_list("pk", "sequence", "held_by_hand_at")) == [(still_open.pk, 1, None)]
    assert LessonChange.objects.get(lesson=still_open).kind == "held"
    assert AuditLog.objects.get(action="lessons.held").object_id == str(still_open.pk)
    left = client_for(admin).get("/lessons/unsettled/").json["results"]
    assert [(row["id"], row["marked"]) for row in left] == [(str(closed.pk), True), (str(unmarked.pk), False)]
    body = {"lessons": [str(closed.pk)], "status": "held"}
    assert client_for(admin).post("/lessons/settle/", body).json["lessons"][0]["code"] is None
    run_repricing()
    (line,) = [line for line in pay_calls.list_pay_lines(admin, teacher) if line["kind"] == "correction"]
    assert (line["amount"]["amount"], line["corrects"]) == (RATE, f"{date(2026, 10, 1):%Y-%m}")
