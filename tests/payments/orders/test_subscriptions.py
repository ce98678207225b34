"""Courses that are paid until a day: begun, announced, prolonged, ended and paid back."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine

from apps.core.errors import Forbidden
from apps.learning.access import get_active_enrollment_or_forbidden
from apps.learning.models import Enrollment
from apps.learning.services import end_enrollment
from apps.notifications.models import Notification
from apps.payments.models import Subscription
from apps.payments.services.subscriptions import end_subscriptions, get_last_day
from tests.payments.stripe.stripe_calls import (
    PRICE,
    deliver_event,
    get_stripe_balance,
    list_enrolment_states,
    pay_by_stripe,
    place_order,
    post_order,
)

NOON = datetime(2026, 11, 20, 7, tzinfo=UTC)
"""Noon of 20 November in Tashkent."""


@pytest.fixture(autouse=True)
def _freeze_clock():
    with time_machine.travel(NOON, tick=True):
        yield


def buy_months(server, pupil, course, months):
    """So many months that were paid; the session."""
    return pay_by_stripe(server, place_order(pupil, course, months=months).payment)


def refund(server, session):
    server.refund(session, server.sessions[session]["amount_total"])
    deliver_event(server, "charge.refunded", server.charge(session))


def run_jobs():
    end_subscriptions(None)


@pytest.mark.parametrize(
    ("first", "months", "last"),
    [
        (date(2026, 11, 20), 1, date(2026, 12, 19)),
        (date(2026, 11, 20), 3, date(2027, 2, 19)),
        (date(2026, 1, 31), 1, date(2026, 2, 27)),
        (date(2028, 1, 31), 1, date(2028, 2, 28)),
        (date(2026, 1, 31), 3, date(2026, 4, 29)),
        (date(2026, 12, 1), 1, date(2026, 12, 31)),
        (date(2026, 2, 28), 36, date(2029, 2, 27)),
    ],
    ids=lambda value: str(value),
)
def test_last_day_after_a_number_of_months(first, months, last):
    assert get_last_day(first, months) == last


def test_subscription_ends_at_the_end_of_a_local_day(stripe, pupil, online_course):
    buy_months(stripe, pupil, online_course, 2)
    running = Subscription.objects.get()
    assert (running.starts_on, running.until) == (date(2026, 11, 20), date(2027, 1, 19))
    assert running.enrollment.until == datetime(2027, 1, 19, 19, tzinfo=UTC)
    assert get_stripe_balance() == 2 * PRICE
    with time_machine.travel(datetime(2027, 1, 19, 18, 59, tzinfo=UTC)):
        assert get_active_enrollment_or_forbidden(pupil, online_course.pk).course == online_course
    with time_machine.travel(datetime(2027, 1, 19, 19, tzinfo=UTC)), pytest.raises(Forbidden):
        get_active_enrollment_or_forbidden(pupil, online_course.pk)


def test_second_order_extends_a_running_subscription(stripe, pupil, online_course):
    buy_months(stripe, pupil, online_course, 1)
    assert post_order(pupil, online_course).json["code"] == "already_enrolled"
    with time_machine.travel(NOON + timedelta(days=10), tick=True):
        buy_months(stripe, pupil, online_course, 2)
    running = Subscription.objects.get()
    assert (running.until, running.enrollment.until) == (date(2027, 2, 19), datetime(2027, 2, 19, 19, tzinfo=UTC))
    assert list_enrolment_states(pupil) == ["active"]


def test_ended_subscription_closes_the_course_and_can_restart(stripe, pupil, online_course):
    buy_months(stripe, pupil, online_course, 1)
    with time_machine.travel(datetime(2026, 12, 19, 18, 59, tzinfo=UTC), tick=True):
        run_jobs()
        assert list_enrolment_states(pupil) == ["active"]
    with time_machine.travel(datetime(2026, 12, 19, 19, 1, tzinfo=UTC), tick=True):
        for _ in range(2):
            run_jobs()
            assert list_enrolment_states(pupil) == ["ended"]
        assert Subscription.objects.get().ended_at is not None
        buy_months(stripe, pupil, online_course, 1)
    assert list_enrolment_states(pupil) == ["ended", "active"]
    assert [subscription.until for subscription in Subscription.objects.order_by("until")] == [
        date(2026, 12, 19),
        date(2027, 1, 19),
    ]


def test_notice_before_the_end_is_sent_once_per_end(stripe, pupil, online_course):
    buy_months(stripe, pupil, online_course, 1)
    notifications = Notification.objects.filter(user=pupil, type="payments.subscription_ends")
    with time_machine.travel(datetime(2026, 12, 16, 18, 0, tzinfo=UTC), tick=True):
        run_jobs()
        assert notifications.count() == 0
    with time_machine.travel(datetime(2026, 12, 16, 19, 30, tzinfo=UTC), tick=True):
        run_jobs()
        run_jobs()
        about = {"student": pupil.full_name, "student_id": str(pupil.pk)}
        assert [notification.data for notification in notifications.all()] == [
            {"title": online_course.title, **about, "until": "19.12.2026"}
        ]
        buy_months(stripe, pupil, online_course, 1)
        run_jobs()
        assert notifications.count() == 1
    with time_machine.travel(datetime(2027, 1, 18, 8, tzinfo=UTC), tick=True):
        run_jobs()
        assert notifications.count() == 2


def test_refunding_months_removes_them(stripe, pupil, online_course):
    first, second = buy_months(stripe, pupil, online_course, 1), buy_months(stripe, pupil, online_course, 2)
    refund(stripe, first)
    assert (Subscription.objects.get().until, list_enrolment_states(pupil)) == (date(2027, 1, 19), ["active"])
    refund(stripe, second)
    assert (Subscription.objects.get().ended_at is not None, list_enrolment_states(pupil)) == (True, ["refunded"])
    assert get_stripe_balance() == 0


def test_refunding_future_months_ends_it_after_the_rest(stripe, pupil, online_course):
    buy_months(stripe, pupil, online_course, 1)
    second = buy_months(stripe, pupil, online_course, 1)
    with time_machine.travel(NOON + timedelta(days=40), tick=True):
        refund(stripe, second)
    assert list_enrolment_states(pupil) == ["refunded"]


def test_months_ordered_after_early_end_start_again(stripe, pupil, online_course):
    first = buy_months(stripe, pupil, online_course, 3)
    end_enrollment(actor=None, enrollment=Enrollment.objects.get(), reason="behaviour")
    buy_months(stripe, pupil, online_course, 1)
    assert list_enrolment_states(pupil) == ["ended", "active"]
    assert Subscription.objects.get(ended_at=None).until == date(2026, 12, 19)
    refund(stripe, first)
    assert list_enrolment_states(pupil) == ["ended", "active"]


def test_failed_refund_restores_the_months(stripe, pupil, online_course):
    buy_months(stripe, pupil, online_course, 1)
    created = stripe.refund(buy_months(stripe, pupil, online_course, 1), PRICE)
    deliver_event(stripe, "refund.created", created)
    assert Subscription.objects.get().until == date(2026, 12, 19)
    deliver_event(stripe, "refund.failed", stripe.refund_failed(created["id"]))
    assert (Subscription.objects.get().until, list_enrolment_states(pupil)) == (date(2027, 1, 19), ["active"])
