"""What somebody owes on joining: the fee once, the rest of the running month; leads and trials nothing."""

from datetime import date, timedelta

import pytest
import time_machine

from apps.core.local_days import get_day_bounds
from apps.core.permissions import Role
from apps.courses.models import Membership, MembershipChange
from apps.courses.services import add_member, change_membership, end_membership, transfer_pupil
from apps.jobs.models import Job
from apps.payments.models import Payment, PaymentKind
from tests import factories
from tests.factories import make_lead_membership
from tests.payments.pricing import pricing_data

pytestmark = pytest.mark.usefixtures("english_centre")
TWELFTH = pricing_data.PRICE // 12
FEE = 10_000_000
MIDDLE = date(2026, 9, 15)
OCTOBER = date(2026, 10, 1)


def kinds(student):
    """What the pupil owes by kind."""
    return dict(Payment.objects.filter(student=student).order_by("kind").values_list("kind", "amount"))


def test_joining_costs_the_fee_and_the_rest_of_the_month(group, other_pupil, admin):
    pricing_data.create_month(group, enrolment_fee=FEE)
    with pricing_data.travel_to(MIDDLE):
        add_member(actor=admin, group=group, student=other_pupil)
        pricing_data.run_jobs()
        assert kinds(other_pupil) == {PaymentKind.ENROLMENT: FEE, PaymentKind.PERIOD: 6 * TWELFTH}
        pricing_data.run_billing(admin)
    assert Payment.objects.filter(student=other_pupil).count() == 2
    fee = Payment.objects.get(student=other_pupil, kind=PaymentKind.ENROLMENT)
    assert (fee.due_on, fee.title) == (MIDDLE, "Enrolment: A2 morning")
    assert pricing_data.get_month_payment(other_pupil).due_on == MIDDLE


def test_joining_at_the_end_of_a_month_bills_the_rest(group, other_pupil, admin):
    """In Tashkent the next month has begun when the job comes, in Greenwich it has not."""
    pricing_data.create_month(group)
    with pricing_data.travel_to(date(2026, 9, 25)):
        add_member(actor=admin, group=group, student=other_pupil)
    with time_machine.travel(get_day_bounds(OCTOBER, "Asia/Tashkent")[0] + timedelta(minutes=1)):
        pricing_data.run_jobs()
    assert pricing_data.list_period_amounts(other_pupil) == {"2026-09": 2 * TWELFTH, "2026-10": pricing_data.PRICE}
    assert pricing_data.get_month_payment(other_pupil).due_on == OCTOBER, "what is billed late is not overdue at once"


def test_late_entry_bills_months_since_the_first_day(group, other_pupil, admin):
    pricing_data.create_month(group)
    with pricing_data.travel_to(date(2026, 11, 3)):
        add_member(actor=admin, group=group, student=other_pupil, joined_on=date(2026, 8, 10))
        pricing_data.run_jobs()
        pricing_data.run_jobs()
    assert pricing_data.list_period_amounts(other_pupil) == dict.fromkeys(
        ("2026-09", "2026-10", "2026-11"), pricing_data.PRICE
    )


def test_earlier_first_day_is_billed(group, pupil, admin):
    pricing_data.create_month(group)
    mine = Membership.objects.get(group=group, student=pupil)
    Membership.objects.filter(group=group).update(joined_on=OCTOBER)
    pricing_data.create_membership(group, factories.make_user(Role.STUDENT, "Nilufar"))
    pricing_data.run_billing(admin)
    with pricing_data.travel_to(OCTOBER):
        pricing_data.run_billing(admin)
        assert pricing_data.list_period_amounts(pupil) == {"2026-10": pricing_data.PRICE}
        change_membership(actor=admin, membership=mine, joined_on=MIDDLE)
        pricing_data.run_jobs()
    assert pricing_data.list_period_amounts(pupil) == {"2026-09": 6 * TWELFTH, "2026-10": pricing_data.PRICE}


def test_month_without_billing_is_not_billed_later(group, pupil, second_pupil, admin):
    pricing_data.create_month(group)
    with pricing_data.travel_to(OCTOBER):
        pricing_data.run_billing(admin)
        pricing_data.mark_and_reprice(group, pricing_data.SEPTEMBER[0], pupil, "present", by=admin)
    assert [pricing_data.list_period_amounts(user) for user in (pupil, second_pupil)] == [
        {"2026-10": pricing_data.PRICE}
    ] * 2


def test_trial_that_becomes_active_on_the_last_day_pays_that_day(group, other_pupil, admin):
    pricing_data.create_month(group)
    mine = add_member(actor=admin, group=group, student=other_pupil, status="trial")
    with pricing_data.travel_to(date(2026, 9, 28)):
        change_membership(actor=admin, membership=mine, status="active")
    with pricing_data.travel_to(OCTOBER):
        pricing_data.run_jobs()
    assert pricing_data.list_period_amounts(other_pupil) == {"2026-09": TWELFTH, "2026-10": pricing_data.PRICE}


def test_schedule_without_proration_bills_whole_months(group, other_pupil, admin):
    pricing_data.create_month(group, bill_on_joining=False)
    with pricing_data.travel_to(MIDDLE):
        add_member(actor=admin, group=group, student=other_pupil)
        pricing_data.run_jobs()
        answer = pricing_data.run_billing(admin)
    assert {"reason": "joined_later", "count": 1} in answer.json["skipped"]
    pricing_data.run_billing(admin, on=date(2026, 10, 1))
    assert pricing_data.list_period_amounts(other_pupil) == {"2026-10": pricing_data.PRICE}


def test_future_member_is_billed_on_the_first_day(group, other_pupil, admin):
    pricing_data.create_month(group)
    add_member(actor=admin, group=group, student=other_pupil, joined_on=MIDDLE)
    assert {"reason": "not_begun", "count": 1} in pricing_data.run_billing(admin).json["skipped"]
    assert Job.objects.get(kind="payments.bill_membership").run_at == get_day_bounds(MIDDLE, "Asia/Tashkent")[0]
    with pricing_data.travel_to(MIDDLE):
        pricing_data.run_jobs()
    assert pricing_data.list_period_amounts(other_pupil) == {"2026-09": 6 * TWELFTH}


@pytest.mark.parametrize("status", ["lead", "trial"])
def test_leads_and_trials_are_not_billed(group, other_pupil, admin, status):
    pricing_data.create_month(group, enrolment_fee=FEE)
    if status == "lead":
        mine = make_lead_membership(group, other_pupil)
        MembershipChange.objects.create(membership=mine, to_status="lead", on=mine.joined_on)
    else:
        mine = add_member(actor=admin, group=group, student=other_pupil, status=status)
    pricing_data.run_jobs()
    pricing_data.run_billing(admin)
    assert kinds(other_pupil) == {}
    with pricing_data.travel_to(MIDDLE):
        change_membership(actor=admin, membership=mine, status="active")
        pricing_data.run_jobs()
    assert kinds(other_pupil) == {PaymentKind.ENROLMENT: FEE, PaymentKind.PERIOD: 6 * TWELFTH}


def test_failed_trial_is_not_billed(group, other_pupil, admin):
    pricing_data.create_month(group)
    mine = add_member(actor=admin, group=group, student=other_pupil, status="trial")
    with pricing_data.travel_to(MIDDLE):
        end_membership(actor=admin, membership=mine)
        pricing_data.run_jobs()
        pricing_data.run_billing(admin)
    assert kinds(other_pupil) == {}


def test_enrolment_fee_is_charged_once_per_group(group, other_group, pupil, admin):
    for each_group in (group, other_group):
        pricing_data.create_schedule(each_group, enrolment_fee=FEE)
    mine = Membership.objects.get(group=group, student=pupil)
    moved = transfer_pupil(actor=admin, membership=mine, group=other_group, on=date(2026, 9, 8))
    with pricing_data.travel_to(date(2026, 9, 8)):
        pricing_data.run_jobs()
    assert PaymentKind.ENROLMENT not in kinds(pupil)
    with pricing_data.travel_to(date(2026, 9, 10)):
        end_membership(actor=admin, membership=moved)
        add_member(actor=admin, group=other_group, student=pupil, joined_on=date(2026, 9, 11))
    with pricing_data.travel_to(date(2026, 9, 11)):
        pricing_data.run_jobs()
        pricing_data.run_jobs()
    assert Payment.objects.filter(student=pupil, kind=PaymentKind.ENROLMENT).count() == 1


def test_leaving_and_returning_on_one_day_pays_once(group, other_pupil, admin):
    pricing_data.create_schedule(group, enrolment_fee=FEE)
    mine = add_member(actor=admin, group=group, student=other_pupil)
    pricing_data.run_jobs()
    end_membership(actor=admin, membership=mine)
    add_member(actor=admin, group=group, student=other_pupil)
    pricing_data.run_jobs()
    owed = Payment.objects.filter(student=other_pupil).values_list("membership_id", "kind", "amount")
    assert {amount for membership, _kind, amount in owed if membership == mine.pk} == {0}
    again = {kind: amount for membership, kind, amount in owed if membership != mine.pk}
    assert again == {PaymentKind.ENROLMENT: FEE, PaymentKind.PERIOD: pricing_data.PRICE}


def test_existing_members_pay_no_fee_of_a_new_schedule(group, pupil, admin):
    pricing_data.create_schedule(group, enrolment_fee=FEE, valid_from=date(2026, 10, 1))
    pricing_data.run_billing(admin, on=date(2026, 10, 1))
    assert kinds(pupil) == {PaymentKind.PERIOD: pricing_data.PRICE}
