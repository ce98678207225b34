"""The month's billing: every pupil once, whoever runs it and how often."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

import apps.jobs.services as jobs
from apps.accounts.models import User
from apps.core.uow import unit_of_work
from apps.courses.models import CoursePrice, Freeze, Group, Membership
from apps.jobs.models import Job
from apps.payments.models import PaymentStatus, PriceOverride
from apps.payments.queries import billing_facts
from apps.payments.services import billing, payments_due
from apps.settings.models import AuditLog
from tests import factories
from tests.attendance.register_requests import add_pupils
from tests.payments.payment_data import get_student_balance
from tests.payments.pricing import pricing_data


def test_each_pupil_is_billed_once_for_the_month(group, pupil, second_pupil, admin):
    pricing_data.create_month(group)
    first, again = pricing_data.run_billing(admin), pricing_data.run_billing(admin)
    assert (first.status, first.json) == (200, {"month": "2026-09", "created": 2, "standing": 0, "skipped": []})
    assert again.json == {"month": "2026-09", "created": 0, "standing": 2, "skipped": []}
    assert AuditLog.objects.filter(actor=admin, action="payments.run").count() == 2
    payment = pricing_data.get_month_payment(pupil)
    assert (payment.gross, payment.amount, payment.due_on) == (pricing_data.PRICE, pricing_data.PRICE, date(2026, 9, 5))
    assert (payment.period_start, payment.period_end) == (date(2026, 9, 1), date(2026, 9, 30))
    assert (payment.status, payment.kind) == (PaymentStatus.PENDING, "period")
    assert pricing_data.list_lines(payment) == [("price", pricing_data.PRICE)]
    assert get_student_balance(pupil) == -pricing_data.PRICE
    assert get_student_balance(second_pupil) == -pricing_data.PRICE


def test_skipped_pupils_are_counted_by_reason(group, other_group, pupil, second_pupil, other_pupil, admin):
    pricing_data.create_month(group)
    Membership.objects.filter(group=group, student=second_pupil).update(status="trial")
    frozen = Membership.objects.get(group=group, student=pupil)
    Freeze.objects.create(membership=frozen, starts_on=date(2026, 8, 20), ends_on=date(2026, 9, 30))
    answer = pricing_data.run_billing(admin)
    assert answer.json["created"] == 0
    reasons = {row["reason"]: row["count"] for row in answer.json["skipped"]}
    assert reasons == {"not_learning": 1, "nothing_due": 1, "no_schedule": 1}


@pytest.mark.parametrize(
    ("of_group", "of_course", "expected"),
    [
        pytest.param(None, None, None, id="no price at all"),
        pytest.param(None, 40_000_000, 40_000_000, id="the course's"),
        pytest.param(30_000_000, 40_000_000, 30_000_000, id="the group's before the course's"),
    ],
)
def test_default_price_is_of_the_group_or_course(group, pupil, admin, of_group, of_course, expected):
    pricing_data.create_schedule(group, amount=None)
    if of_group is not None:
        Group.objects.filter(pk=group.pk).update(price_amount=of_group, price_currency="UZS")
    if of_course is not None:
        CoursePrice.objects.create(course=group.course, amount=of_course, currency="UZS")
    answer = pricing_data.run_billing(admin)
    if expected is None:
        assert answer.json["skipped"] == [{"reason": "no_price", "count": 2}]
    assert pricing_data.list_period_amounts(pupil) == ({} if expected is None else {"2026-09": expected})


def test_price_override_applies_to_periods_that_begin_on_its_days(group, pupil, admin):
    pricing_data.create_schedule(group)
    mine = Membership.objects.get(group=group, student=pupil)
    own = {"membership": mine, "currency": "UZS", "reason": "agreed"}
    PriceOverride.objects.create(amount=10_000_000, starts_on=date(2026, 9, 1), ends_on=date(2026, 9, 30), **own)
    pricing_data.run_billing(admin)
    pricing_data.run_billing(admin, on=date(2026, 10, 1))
    assert pricing_data.list_period_amounts(pupil) == {"2026-09": 10_000_000, "2026-10": pricing_data.PRICE}


def test_month_can_be_billed_early_or_late(group, pupil, admin):
    pricing_data.create_schedule(group, valid_from=date(2026, 8, 1))
    Membership.objects.filter(group=group).update(joined_on=date(2026, 8, 1))
    for month, status in (("2026-10", 200), ("2026-08", 200), ("2026-11", 422)):
        answer = pricing_data.run_billing(admin, month=month)
        assert answer.status == status
    assert answer.json["fields"] == {"month": ["At most one month ahead."]}
    assert set(pricing_data.list_period_amounts(pupil)) == {"2026-08", "2026-10"}
    assert pricing_data.get_month_payment(pupil, "2026-08").status == PaymentStatus.OVERDUE


def test_only_selected_groups_are_billed(group, other_group, other_pupil, pupil, admin):
    pricing_data.create_schedule(group)
    pricing_data.create_schedule(other_group)
    assert pricing_data.run_billing(admin, group=str(other_group.pk)).json["created"] == 1
    assert pricing_data.list_period_amounts(pupil) == {}
    assert pricing_data.list_period_amounts(other_pupil) == {"2026-09": pricing_data.PRICE}
    assert pricing_data.run_billing(admin, group=str(pupil.pk)).json["fields"] == {"group": ["There is no such group."]}


def test_billing_runs_once_per_local_day(group, pupil):
    pricing_data.create_schedule(group)
    everywhere = ["payments.run_schedules", "payments.run_schedule"]
    for day, expected in (
        (date(2026, 9, 1), everywhere),
        (date(2026, 9, 1), everywhere[:1]),
        (date(2026, 10, 1), everywhere),
    ):
        with pricing_data.travel_to(day), unit_of_work():
            jobs.enqueue(kind="payments.run_schedules")
        with pricing_data.travel_to(day):
            assert pricing_data.run_jobs() == expected
    assert pricing_data.list_period_amounts(pupil) == {"2026-09": pricing_data.PRICE, "2026-10": pricing_data.PRICE}
    assert set(Job.objects.filter(kind__startswith="payments.run").values_list("state", flat=True)) == {"done"}


def test_local_day_is_of_the_group(group, pupil):
    pricing_data.create_schedule(group)
    Group.objects.filter(pk=group.pk).update(zone="America/New_York")
    early = pricing_data.noon(date(2026, 10, 1)).replace(hour=6)
    with pricing_data.time_machine.travel(early):
        with unit_of_work():
            jobs.enqueue(kind="payments.run_schedules")
        pricing_data.run_jobs()
    assert set(pricing_data.list_period_amounts(pupil)) == {"2026-09"}


def test_cancelled_month_is_not_billed_again(group, pupil, admin, manager):
    pricing_data.create_schedule(group)
    pricing_data.run_billing(admin)
    payments_due.cancel_payment(actor=admin, payment=pricing_data.get_month_payment(pupil), reason="a gift")
    assert pricing_data.run_billing(admin).json == {"month": "2026-09", "created": 0, "standing": 2, "skipped": []}


def test_query_count_is_constant_for_billing_facts(group):
    schedules = [pricing_data.create_schedule(group)]
    pricing_data.create_lessons(group)
    counts = []
    for number in (0, 18):
        add_pupils(group, number)
        group_to_bill = billing.find_group_with_prices(group.pk)
        with CaptureQueriesContext(connection) as captured:
            billing_plan = billing.plan_month_payments(group_to_bill, schedules, date(2026, 9, 1))
        assert len(billing_plan.new_payments) == 2 + number
        counts.append(len(captured))
    assert counts[0] == counts[1]
    assert billing_facts.get_month_period_key(date(2026, 9, 1)) == "2026-09"


def test_manager_of_another_branch_sees_no_schedules(group, manager):
    pricing_data.create_schedule(group)
    client = factories.client_for(manager)
    assert client.get("/payments/schedules/").json["count"] == 1
    User.objects.filter(pk=manager.pk).update(all_branches=False)
    assert client.get("/payments/schedules/").json["count"] == 0
