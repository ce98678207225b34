"""Held, paid and charged lessons agree, lesson by lesson; a control makes the books differ and is reported."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from apps.attendance.models import Attendance, AttendanceStatus, MakeUp
from apps.core.permissions import Role
from apps.core.uow import unit_of_work
from apps.courses.models import Freeze, Membership
from apps.jobs import services as jobs
from apps.jobs.kinds import get_job_kind
from apps.lessons.models import Lesson
from apps.notifications.models import Notification
from apps.payments.job_kinds import CHECK_LESSONS
from apps.payments.models import Payment
from apps.payments.pricing.schedule_modes import ScheduleMode
from apps.payments.queries.lesson_proof import prove_lessons
from apps.payments.services.repricing import reprice_group_payments
from tests.factories import client_for, make_user
from tests.payments.payment_data import uzs
from tests.payments.pricing import pricing_data

FIRST, MISSED, EXCUSED = pricing_data.SEPTEMBER[:3]
LATE = date(2026, 9, 29)
RATE = 5_000_000


@pytest.fixture(autouse=True)
def _start_of_september():
    with pricing_data.travel_to(date(2026, 9, 1)):
        yield


def send_register(user, lesson, *marks):
    rows = [{"student": str(student.pk), "status": status} for student, status in marks]
    answer = client_for(user).post("/attendance/bulk-mark/", {"lesson": str(lesson.pk), "marks": rows})
    assert answer.status == 200, answer.json


def teach(group, *pupils):
    """The first three lessons: all came, all were absent, and the first pupil was excused."""
    registers = {FIRST: ["present"] * 2, MISSED: ["absent"] * 2, EXCUSED: ["excused", "present"]}
    for day, statuses in registers.items():
        with pricing_data.travel_to(day):
            register = zip(pupils, statuses, strict=True)
            send_register(group.lead_teacher, pricing_data.get_lesson(group, day), *register)


def create_rate(admin, teacher, kind="lesson", **more):
    body = {"teacher": str(teacher.pk), "kind": kind, "starts_on": "2026-09-01", **more}
    answer = client_for(admin).post("/payments/salaries/rates/", body)
    assert answer.status == 201, answer.json


def get_proof(admin):
    """The proof over REST: the counts, what differs, and what was left out."""
    with pricing_data.travel_to(LATE):
        answer = client_for(admin).get("/payments/reports/lessons/", {"month": "2026-09"})
    assert answer.status == 200, answer.json
    proof = answer.json
    assert proof["mismatch_count"] == len(proof["mismatches"])
    assert all(row["starts_at"].endswith("+05:00") for row in proof["mismatches"])
    differs = [(row["rule"], row["lesson"], row["expected"], row["actual"]) for row in proof["mismatches"]]
    left_out = {row["reason"]: row["count"] for row in proof["not_by_lesson"]}
    return (proof["lessons"], proof["marks"]), differs, left_out


def run_nightly_check():
    with pricing_data.travel_to(LATE):
        with unit_of_work():
            jobs.enqueue(kind=CHECK_LESSONS)
        for claim in jobs.claim_jobs(queue="default", limit=500, worker="test"):
            if claim.kind == CHECK_LESSONS:
                get_job_kind(claim.kind).run_handler(claim)


def bill(admin):
    with pricing_data.travel_to(LATE):
        client_for(admin).post("/payments/schedules/run/", {"month": "2026-09-01"})
        pricing_data.run_jobs()


SCHEDULES = [
    {"mode": ScheduleMode.LESSON, "amount": 4_000_000},
    {"mode": ScheduleMode.PACK, "amount": 8_000_000, "pack_lessons": 2},
]


@pytest.mark.parametrize("schedule", SCHEDULES, ids=lambda schedule: str(schedule["mode"]))
def test_taught_lessons_are_held_paid_and_charged(admin, teacher, group, pupil, second_pupil, schedule):
    pricing_data.create_month(group, **schedule)
    create_rate(admin, teacher, amount=uzs(RATE))
    teach(group, pupil, second_pupil)
    bill(admin)
    assert get_proof(admin) == ((12, 6), [], {})
    run_nightly_check()
    assert not Notification.objects.filter(type="payments.lessons_wrong").exists()


@pytest.mark.parametrize("schedule", SCHEDULES, ids=lambda schedule: str(schedule["mode"]))
def test_control_lesson_behind_the_back_of_the_services(admin, teacher, group, pupil, second_pupil, schedule):
    pricing_data.create_month(group, **schedule)
    create_rate(admin, teacher, amount=uzs(RATE))
    teach(group, pupil, second_pupil)
    bill(admin)
    with pricing_data.travel_to(LATE):
        assert client_for(admin).post("/payments/salaries/close/", {"month": "2026-09"}).status == 409
    with pricing_data.travel_to(date(2026, 10, 1)):
        assert client_for(admin).post("/payments/salaries/close/", {"month": "2026-09"}).status == 200
    lesson = pricing_data.get_lesson(group, FIRST)
    Lesson.objects.filter(pk=lesson.pk).update(status="planned")
    _counts, differs, _left_out = get_proof(admin)
    unheld = ("charged_is_held", str(lesson.pk), False, True)
    assert differs == [("held_is_paid", str(lesson.pk), False, True), unheld, unheld]
    run_nightly_check()
    assert Notification.objects.get(user=admin, type="payments.lessons_wrong").data["findings"] == 3


def test_control_bill_that_forgot_a_mark(admin, group, pupil, second_pupil):
    pricing_data.create_month(group, **SCHEDULES[0])
    teach(group, pupil, second_pupil)
    bill(admin)
    payment = Payment.objects.get(student=pupil, period_key="2026-09")
    excused = pricing_data.get_lesson(group, EXCUSED)
    Payment.objects.filter(pk=payment.pk).update(
        lines=[line for line in payment.lines if line.get("lesson") != str(excused.pk)]
    )
    _counts, differs, left_out = get_proof(admin)
    assert differs == [("charged_is_held", str(excused.pk), False, True)]
    assert left_out == {"no_rate": 12}


@pytest.mark.parametrize(
    ("kind", "rate", "reason"),
    [("fixed", {"amount": uzs(RATE)}, "fixed_pay"), ("percent", {"percent_hundredths": 1000}, "percent_of_months")],
)
def test_what_has_no_price_of_a_lesson_is_listed(admin, teacher, group, pupil, second_pupil, kind, rate, reason):
    pricing_data.create_month(group)
    create_rate(admin, teacher, kind, **rate)
    teach(group, pupil, second_pupil)
    bill(admin)
    assert get_proof(admin) == ((0, 0), [], {"billed_by_month": 12, reason: 12})


def test_percentage_of_lessons_is_proven_by_the_charges(admin, teacher, manager, group, pupil, second_pupil):
    pricing_data.create_month(group, **SCHEDULES[0])
    create_rate(admin, teacher, "percent", percent_hundredths=1000)
    teach(group, pupil, second_pupil)
    bill(admin)
    assert get_proof(admin) == ((0, 6), [], {})
    assert client_for(manager).get("/payments/reports/lessons/").json["code"] == "forbidden"


def test_marks_of_guests_are_listed(admin, group, pupil, second_pupil):
    pricing_data.create_month(group, **SCHEDULES[0])
    teach(group, pupil, second_pupil)
    bill(admin)
    Attendance.objects.create(
        lesson=pricing_data.get_lesson(group, FIRST), student=make_user(Role.STUDENT, "Guest"),
        status=AttendanceStatus.objects.get(code="present"), source="bulk", marked_at=timezone.now(),
    )  # fmt: skip
    assert get_proof(admin) == ((0, 6), [], {"no_rate": 12, "no_paid_day": 1})


@pytest.mark.parametrize("act", ["leave", "freeze"])
def test_who_comes_without_a_paid_day_is_a_mismatch(admin, teacher, group, pupil, second_pupil, act):
    """A mark after the last day, or in a freeze; one of a guest who makes up for a missed lesson is none."""
    pricing_data.create_month(group, **SCHEDULES[0])
    teach(group, pupil, second_pupil)
    bill(admin)
    lesson = pricing_data.get_lesson(group, EXCUSED)
    membership = group.memberships.get(student=second_pupil)
    if act == "leave":
        Membership.objects.filter(pk=membership.pk).update(left_on=MISSED, status="left")
    else:
        Freeze.objects.create(membership=membership, starts_on=EXCUSED, ends_on=EXCUSED)
    with pricing_data.travel_to(LATE), unit_of_work():
        reprice_group_payments(group_id=group.pk, since=FIRST)
    counts, differs, left_out = get_proof(admin)
    assert (counts, differs, left_out) == (
        (0, 6), [("charged_is_held", str(lesson.pk), True, False)], {"no_rate": 12}
    )  # fmt: skip
    if act == "leave":
        trial = Membership.objects.create(group=group, student=second_pupil, status="trial", joined_on=EXCUSED)
        assert get_proof(admin) == ((0, 5), [], {"no_rate": 12, "no_paid_day": 1})
        trial.delete()
    missed = Attendance.objects.get(student=second_pupil, lesson=pricing_data.get_lesson(group, MISSED))
    MakeUp.objects.create(mark=missed, lesson=lesson)
    assert get_proof(admin) == ((0, 5), [], {"no_rate": 12, "no_paid_day": 1})


def test_the_nightly_check_costs_the_same_for_few_and_many_marks(admin, group, pupil, second_pupil):
    pricing_data.create_month(group, **SCHEDULES[0])
    counts = []
    for days in (pricing_data.SEPTEMBER[:1], pricing_data.SEPTEMBER[1:5]):
        for day in days:
            with pricing_data.travel_to(day):
                register = [(pupil, "present"), (second_pupil, "present")]
                send_register(group.lead_teacher, pricing_data.get_lesson(group, day), *register)
        bill(admin)
        with pricing_data.travel_to(LATE), CaptureQueriesContext(connection) as asked:
            proof = prove_lessons(date(2026, 9, 1), [group.branch_id], before=timezone.now() + timedelta(days=60))
        counts.append((proof.marks > 0, len(asked)))
    assert counts[0] == counts[1]
