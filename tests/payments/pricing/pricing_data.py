"""Create schedules, lessons and memberships for tests of prices, and read the payments.

The month has twelve lessons: Mondays, Wednesdays and Fridays of September 2026 at ten in Tashkent, from the second on.
The time is noon of the first of September by default.
"""

from contextlib import nullcontext
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import time_machine

import apps.jobs.services as jobs
from apps.accounts.models import User
from apps.attendance.services import MarkInput, mark_register
from apps.courses.models import Group, Membership
from apps.jobs.kinds import RetryLater, get_job_kind
from apps.jobs.models import Job
from apps.lessons.models import Lesson
from apps.payments.models import Payment, PaymentSchedule
from tests import factories

TASHKENT = ZoneInfo("Asia/Tashkent")
PRICE = 45_000_000
"""450,000 soʻm in tiyin."""
SEPTEMBER = [date(2026, 9, day) for day in (2, 4, 7, 9, 11, 14, 16, 18, 21, 23, 25, 28)]
OCTOBER = [date(2026, 10, day) for day in (2, 5, 7, 9, 12, 14, 16, 19, 21, 23, 26, 28)]
UZS = "UZS"


def noon(day: date) -> datetime:
    """Return noon of the day in Tashkent."""
    return datetime.combine(day, time(12), tzinfo=TASHKENT)


def travel_to(day: date) -> time_machine.travel:
    """Travel to noon of the day; the clock goes on."""
    return time_machine.travel(noon(day))


def create_lessons(group: Group, days: list[date] = SEPTEMBER) -> list[Lesson]:
    """Create planned lessons of 90 minutes on these days."""
    starts = [datetime.combine(day, time(10), tzinfo=TASHKENT) for day in days]
    return Lesson.objects.bulk_create(
        Lesson(group=group, teacher=group.lead_teacher, starts_at=at, ends_at=at + timedelta(minutes=90))
        for at in starts
    )


def get_lesson(group: Group, day: date) -> Lesson:
    """Return the lesson of the group on the day."""
    begins = datetime.combine(day, time(0), tzinfo=TASHKENT)
    return Lesson.objects.select_related("group__branch", "group__course").get(
        group=group, starts_at__gte=begins, starts_at__lt=begins + timedelta(days=1)
    )


def create_schedule(group: Group, **more: Any) -> PaymentSchedule:
    """Create a payment schedule from the first of September, by default 450,000 soʻm a month."""
    more = {"amount": PRICE, "valid_from": date(2026, 9, 1), **more}
    return PaymentSchedule.objects.create(group=group, **more)


def create_month(group: Group, **more: Any) -> PaymentSchedule:
    """Create the lessons of September and the schedule of `create_schedule`."""
    create_lessons(group)
    return create_schedule(group, **more)


def mark_pupil(group: Group, day: date, pupil: User, status: str, *, by: User, reason: str = "corrected") -> None:
    """Mark the pupil in the lesson of the day."""
    entry = MarkInput(student=pupil.pk, status=status)
    mark_register(actor=by, lesson=get_lesson(group, day), inputs=[entry], reason=reason)


def mark_and_reprice(group: Group, day: date, pupil: User, status: str, *, by: User) -> None:
    """Mark the pupil in the lesson of the day, and run the jobs that follow."""
    mark_pupil(group, day, pupil, status, by=by)
    run_jobs()


def create_membership(group: Group, student: User, **more: Any) -> Membership:
    """Create a membership, by default from the first of September."""
    return Membership.objects.create(group=group, student=student, **{"joined_on": date(2026, 9, 1), **more})


def run_jobs(*, kinds: str = "payments.", later: bool = True) -> list[str]:
    """Run all jobs of these kinds, also later ones; return their kinds in order."""
    if later:
        Job.objects.filter(state="queued", kind__startswith=kinds).update(run_at=datetime(2020, 1, 1, tzinfo=TASHKENT))
    done: list[str] = []
    left = []
    while claims := jobs.claim_jobs(queue="default", limit=1, worker="test"):
        (claim,) = claims
        if not claim.kind.startswith(kinds):
            left.append(claim)
            continue
        try:
            get_job_kind(claim.kind).run_handler(claim)
            jobs.complete_job_unless_done(claim)
        except RetryLater as error:
            jobs.fail_job(claim, reason=str(error), min_pause=error.after)
        done.append(claim.kind)
    for claim in left:
        jobs.release_job(claim)
    return done


def run_billing(user: User, *, on: date | None = None, **body: Any) -> factories.ApiResponse:
    """Run the billing of a month through the API, now or at noon of the day."""
    with travel_to(on) if on else nullcontext():
        return factories.client_for(user).post("/payments/schedules/run/", body)


def list_period_amounts(student: User, **more: Any) -> dict[str, int]:
    """Return the amounts of the pupil's periods by key."""
    rows = Payment.objects.filter(student=student, **more).exclude(period_key="").order_by("period_key")
    return dict(rows.values_list("period_key", "amount"))


def get_month_payment(student: User, key: str = "2026-09") -> Payment:
    """Return the payment of the pupil for the month."""
    return Payment.objects.select_related("student", "branch", "group").get(student=student, period_key=key)


def list_lines(payment: Payment) -> list[tuple[str, int]]:
    """Return kind and amount of each line of the payment."""
    return [(line["what"], line["amount"]) for line in payment.lines]


def list_history(payment: Payment) -> list[tuple[str, str]]:
    """Return kind and reason of each change of the payment, oldest first."""
    return list(payment.history.order_by("created_at", "id").values_list("what", "reason"))
