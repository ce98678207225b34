"""What paying an order opens, what ends it unpaid, and what paying it back closes: in the transaction of the money."""

from datetime import timedelta

import time_machine
from django.utils import timezone

from apps.core.permissions import Role
from apps.courses.models import CourseTeacher
from apps.events.models import StreamEvent
from apps.learning.models import Enrollment, EnrollmentSource
from apps.learning.services import enrol_user
from apps.notifications.models import Notification
from apps.payments.models import PaymentHistory
from apps.payments.services.expiry import expire_transactions
from apps.settings.models import SystemSettings
from tests import factories
from tests.payments.payment_data import get_student_balance, pay_cash, reload_payment, run_notification_jobs, top_up
from tests.payments.stripe import stripe_calls
from tests.payments.stripe.stripe_calls import PRICE, course_on_sale


def test_payment_opens_every_course_for_the_learner(stripe, stranger, online_course):
    other = course_on_sale("speaking-online")
    order = stripe_calls.place_order(stranger, online_course, other)
    stripe_calls.pay_by_stripe(stripe, order.payment)
    run_notification_jobs()
    opened = Enrollment.objects.filter(user=stranger, state="active", source="order", until=None)
    assert set(opened.values_list("course", flat=True)) == {online_course.pk, other.pk}
    stranger.refresh_from_db()
    assert stranger.role == Role.STUDENT
    events = StreamEvent.objects.filter(type="enrolment.changed", stream__name=f"user:{stranger.pk}")
    assert {event.data["course"] for event in events} == {str(online_course.pk), str(other.pk)}
    assert Notification.objects.filter(user=stranger, type="learning.enrolled").count() == 2
    body = factories.client_for(stranger).get(f"/payments/orders/{order.pk}/").json
    assert (body["status"], [course["open"] for course in body["courses"]]) == ("completed", [True, True])


def test_teachers_hear_that_their_course_was_sold_and_may_switch_it_off(
    stripe, pupil, stranger, online_course, teacher, other_teacher
):
    for person in (teacher, other_teacher):
        CourseTeacher.objects.create(course=online_course, teacher=person)
    choice = {"type": "payments.course_sold", "channel": "in_app", "wanted": False}
    quiet = factories.client_for(other_teacher).put("/notifications/preferences/me/", {"preferences": [choice]})
    assert quiet.status == 200, quiet.json
    for buyer in (pupil, stranger):
        stripe_calls.pay_by_stripe(stripe, stripe_calls.place_order(buyer, online_course).payment)
    run_notification_jobs()
    inbox = [factories.client_for(person).get("/notifications/").json["results"] for person in (teacher, other_teacher)]
    [message] = [row for row in inbox[0] if row["type"] == "payments.course_sold"]
    assert (message["count"], message["data"]["course"]) == (2, str(online_course.pk))
    assert [row for row in inbox[1] if row["type"] == "payments.course_sold"] == []


def test_cash_opens_the_course(pupil, online_course, shift):
    pay_cash(stripe_calls.place_order(pupil, online_course).payment, shift)
    assert stripe_calls.list_enrolment_states(pupil) == ["active"]


def test_free_credit_does_not_pay_orders_automatically(pupil, online_course, shift):
    top_up(pupil, shift.desk.branch, PRICE, shift.cashier)
    order = stripe_calls.place_order(pupil, online_course)
    assert (reload_payment(order.payment).status, stripe_calls.list_enrolment_states(pupil)) == ("pending", [])


def test_unpaid_order_fails_when_it_expires(unpaid_order):
    SystemSettings.objects.update(default_language="en")
    with time_machine.travel(timezone.now() + timedelta(hours=24, minutes=1), tick=True):
        expire_transactions(None)
        assert stripe_calls.post_checkout(unpaid_order.payment).json["code"] == "payment_closed"
    assert (reload_payment(unpaid_order.payment).status, get_student_balance(unpaid_order.learner)) == ("failed", 0)
    notification = Notification.objects.get(user=unpaid_order.buyer, type="payments.not_paid")
    assert notification.data["student_id"] == str(unpaid_order.learner.pk)
    assert unpaid_order.payment.history.get(what="failed").reason == "It was not paid in time."


def test_order_with_a_payment_in_progress_does_not_expire(stripe, unpaid_order):
    with time_machine.travel(timezone.now() + timedelta(hours=23, minutes=50), tick=True):
        session = stripe_calls.open_session(unpaid_order.payment)
    with time_machine.travel(timezone.now() + timedelta(hours=24, minutes=1), tick=True):
        expire_transactions(None)
        assert reload_payment(unpaid_order.payment).status == "pending"
        assert stripe_calls.deliver_event(stripe, "checkout.session.completed", stripe.pay(session)).verdict == "done"
    assert stripe_calls.list_enrolment_states(unpaid_order.learner) == ["active"]


def test_refund_closes_only_courses_that_the_order_opened(stripe, pupil, online_course):
    enrol_user(actor=None, user=pupil, course=course_on_sale("speaking-online"), source=EnrollmentSource.FREE)
    session = stripe_calls.pay_by_stripe(stripe, stripe_calls.place_order(pupil, online_course).payment)
    stripe_calls.refund_at_stripe(stripe, session, PRICE)
    states_by_course = dict(Enrollment.objects.filter(user=pupil).values_list("course__slug", "state"))
    assert states_by_course == {"grammar-online": "refunded", "speaking-online": "active"}
    stripe_calls.pay_by_stripe(stripe, stripe_calls.place_order(pupil, online_course).payment)
    assert stripe_calls.list_enrolment_states(pupil) == ["active", "refunded", "active"]


def test_course_opened_meanwhile_is_kept_and_reported(stripe, pupil, online_course, manager):
    order = stripe_calls.place_order(pupil, online_course)
    session = stripe_calls.open_session(order.payment)
    enrollment = enrol_user(actor=None, user=pupil, course=online_course, source=EnrollmentSource.OFFICE)
    stripe_calls.deliver_event(stripe, "checkout.session.completed", stripe.pay(session))
    assert reload_payment(order.payment).status == "completed"
    assert stripe_calls.list_enrolment_states(pupil) == ["active"]
    noted = PaymentHistory.objects.get(payment=order.payment, what="already_enrolled")
    assert noted.facts == {"course": str(online_course.pk), "amount": PRICE}
    run_notification_jobs()
    notification = Notification.objects.get(user=manager, type="payments.already_open")
    assert (notification.data["title"]["en"], notification.data["student"]) == ("grammar-online", pupil.full_name)
    assert not Notification.objects.filter(user=pupil, type="payments.already_open").exists()
    stripe_calls.refund_at_stripe(stripe, session, PRICE)
    enrollment.refresh_from_db()
    assert (reload_payment(order.payment).status, enrollment.state) == ("refunded", "active")
