"""Disputes: access is frozen while one is open, and what becomes of money and access afterwards."""

import pytest

from apps.core.errors import Forbidden
from apps.learning.access import get_active_enrollment_or_forbidden
from apps.learning.models import Enrollment
from apps.learning.services import freeze_enrollment
from apps.notifications.models import Notification
from apps.payments.models import Payment, ProviderTransaction, Subscription
from tests.factories import client_for
from tests.payments.payment_data import get_student_balance, reload_payment, run_notification_jobs
from tests.payments.stripe import stripe_calls
from tests.payments.stripe.stripe_calls import PRICE, deliver_event

OPENED, CLOSED = "charge.dispute.created", "charge.dispute.closed"


@pytest.fixture
def session(stripe, unpaid_order):
    return stripe_calls.pay_by_stripe(stripe, unpaid_order.payment)


def test_open_dispute_freezes_access_and_notifies(stripe, unpaid_order, session, online_course, manager):
    get_active_enrollment_or_forbidden(unpaid_order.learner, online_course.pk)
    dispute = stripe.dispute(session)
    for _ in range(2):
        assert deliver_event(stripe, OPENED, dispute).verdict == "done"
    assert stripe_calls.list_enrolment_states(unpaid_order.learner) == ["frozen"]
    with pytest.raises(Forbidden):
        get_active_enrollment_or_forbidden(unpaid_order.learner, online_course.pk)
    assert stripe_calls.get_transaction(session).disputed_at is not None
    run_notification_jobs()
    assert Notification.objects.filter(user=manager, type="payments.dispute").count() == 1
    frozen = Notification.objects.get(user=unpaid_order.learner, type="payments.access_frozen")
    assert frozen.data["student_id"] == str(unpaid_order.learner.pk)
    assert (reload_payment(unpaid_order.payment).status, stripe_calls.get_stripe_balance()) == ("completed", PRICE)


def test_won_dispute_restores_access(stripe, unpaid_order, session, online_course):
    dispute = stripe.dispute(session)
    deliver_event(stripe, OPENED, dispute)
    assert deliver_event(stripe, CLOSED, stripe.close_dispute(dispute["id"], "won")).verdict == "done"
    assert get_active_enrollment_or_forbidden(unpaid_order.learner, online_course.pk).reason == ""
    assert deliver_event(stripe, OPENED, dispute).verdict == "done"
    assert stripe_calls.list_enrolment_states(unpaid_order.learner) == ["active"]
    assert stripe_calls.get_transaction(session).disputed_at is None


def test_lost_dispute_reverses_the_money_once(stripe, unpaid_order, session):
    dispute = stripe.dispute(session)
    deliver_event(stripe, OPENED, dispute)
    lost = stripe.close_dispute(dispute["id"], "lost")
    for kind in (CLOSED, OPENED, CLOSED):
        assert deliver_event(stripe, kind, lost).verdict == "done"
        assert stripe_calls.list_enrolment_states(unpaid_order.learner) == ["refunded"]
        assert reload_payment(unpaid_order.payment).status == "refunded"
        assert (stripe_calls.get_stripe_balance(), get_student_balance(unpaid_order.learner)) == (0, 0)
    money = stripe_calls.get_transaction(session)
    assert (money.state, money.refunded, money.cancel_time > money.perform_time) == (-2, PRICE, True)


def test_closed_event_before_opened_event(stripe, unpaid_order, session):
    dispute = stripe.dispute(session)
    won = stripe.close_dispute(dispute["id"], "won")
    assert [deliver_event(stripe, CLOSED, won).verdict, deliver_event(stripe, OPENED, dispute).verdict] == [
        "done",
        "done",
    ]
    assert stripe_calls.list_enrolment_states(unpaid_order.learner) == ["active"]


def test_dispute_lost_before_the_payment_event(stripe, unpaid_order):
    session = stripe_calls.open_session(unpaid_order.payment)
    session_body = stripe.pay(session)
    dispute = stripe.dispute(session)
    assert deliver_event(stripe, CLOSED, stripe.close_dispute(dispute["id"], "lost")).verdict == "done"
    assert deliver_event(stripe, "checkout.session.completed", session_body).verdict == "done"
    assert (reload_payment(unpaid_order.payment).status, stripe_calls.get_stripe_balance()) == ("refunded", 0)


def test_partly_lost_dispute_leaves_the_rest(stripe, unpaid_order, session):
    dispute = stripe.dispute(session, PRICE // 2)
    deliver_event(stripe, OPENED, dispute)
    deliver_event(stripe, CLOSED, stripe.close_dispute(dispute["id"], "lost"))
    payment = reload_payment(unpaid_order.payment)
    assert payment.status == "completed"
    assert payment.refunded == PRICE // 2
    assert stripe_calls.get_stripe_balance() == PRICE // 2
    assert stripe_calls.list_enrolment_states(unpaid_order.learner) == ["active"]
    assert (stripe_calls.get_transaction(session).state, stripe_calls.get_transaction(session).disputed_at) == (2, None)


def test_dispute_lost_after_a_refund_takes_only_the_rest(stripe, unpaid_order, session):
    stripe_calls.refund_at_stripe(stripe, session, PRICE // 3)
    dispute = stripe.dispute(session)
    assert deliver_event(stripe, CLOSED, stripe.close_dispute(dispute["id"], "lost")).verdict == "done"
    assert reload_payment(unpaid_order.payment).refunded == PRICE
    assert stripe_calls.get_stripe_balance() == 0
    assert stripe_calls.get_transaction(session).state == -2


def test_lost_dispute_reverses_a_not_refundable_payment(stripe, unpaid_order, session):
    """Payme can be told no; a bank asks nobody."""
    Payment.objects.update(refundable=False)
    dispute = stripe.dispute(session)
    assert deliver_event(stripe, CLOSED, stripe.close_dispute(dispute["id"], "lost")).verdict == "done"
    assert stripe_calls.get_stripe_balance() == 0


def test_subscription_unfreezes_after_both_disputes_close(stripe, pupil, online_course):
    first = stripe_calls.place_order(pupil, online_course, months=1)
    first_session = stripe_calls.pay_by_stripe(stripe, first.payment)
    second = stripe_calls.place_order(pupil, online_course, months=2)
    second_session = stripe_calls.pay_by_stripe(stripe, second.payment)
    disputes = [stripe.dispute(session_id) for session_id in (first_session, second_session)]
    for dispute in disputes:
        deliver_event(stripe, OPENED, dispute)
    deliver_event(stripe, CLOSED, stripe.close_dispute(disputes[0]["id"], "won"))
    assert stripe_calls.list_enrolment_states(pupil) == ["frozen"]
    running = Subscription.objects.get()
    deliver_event(stripe, CLOSED, stripe.close_dispute(disputes[1]["id"], "lost"))
    assert stripe_calls.list_enrolment_states(pupil) == ["active"]
    assert Subscription.objects.get().until < running.until


def test_access_frozen_by_the_office_stays_frozen(stripe, unpaid_order, session):
    freeze_enrollment(actor=None, enrollment=Enrollment.objects.get(), reason="dispute")
    dispute = stripe.dispute(session)
    deliver_event(stripe, OPENED, dispute)
    deliver_event(stripe, CLOSED, stripe.close_dispute(dispute["id"], "won"))
    assert stripe_calls.list_enrolment_states(unpaid_order.learner) == ["frozen"]


@pytest.mark.parametrize("frozen_before", [True, False])
def test_the_office_opens_nothing_while_the_payment_is_disputed(stripe, unpaid_order, session, manager, frozen_before):
    if frozen_before:
        freeze_enrollment(actor=None, enrollment=Enrollment.objects.get(), reason="Ill")
    dispute = stripe.dispute(session)
    deliver_event(stripe, OPENED, dispute)
    path = f"/courses/enrollments/{Enrollment.objects.get().pk}/"
    client = client_for(manager)
    client.patch(path, {"state": "active"}).check_refused(409)
    deliver_event(stripe, CLOSED, stripe.close_dispute(dispute["id"], "won"))
    opened = client.patch(path, {"state": "active"}).json
    assert (opened["state"], opened["cause"], opened["reason"]) == ("active", "", "")


def test_dispute_of_unknown_money_is_refused(stripe, unpaid_order, session):
    dispute = stripe.dispute(session)
    stripe.intents[dispute["payment_intent"]]["metadata"] = {"talim": "payment:no-uuid"}
    ProviderTransaction.objects.update(facts={})
    assert deliver_event(stripe, OPENED, dispute).code == "unknown_order"
    assert stripe_calls.list_enrolment_states(unpaid_order.learner) == ["active"]
