"""What Stripe's session events do: paid, delayed, expired, out of order, repeated, and what does not fit."""

import pytest
from django.db import connection

from apps.events.models import StreamEvent
from apps.learning.access import get_active_enrollment_or_forbidden
from apps.notifications.models import Notification
from apps.payments.models import ProviderTransaction, WebhookDelivery
from tests.payments.payment_data import get_student_balance, reload_payment, run_notification_jobs
from tests.payments.stripe.stripe_calls import (
    PRICE,
    count_credits,
    deliver,
    deliver_event,
    get_stripe_balance,
    get_transaction,
    list_enrolment_states,
    open_session,
    pay_by_stripe,
    post_checkout,
)

COMPLETED, EXPIRED = "checkout.session.completed", "checkout.session.expired"
ARRIVED, FAILED = "checkout.session.async_payment_succeeded", "checkout.session.async_payment_failed"


@pytest.fixture
def session(stripe, unpaid_order):
    return open_session(unpaid_order.payment)


def is_paid_once(order):
    """The payment is completed, one credit stands in the books, and the course is open once."""
    assert reload_payment(order.payment).status == "completed"
    assert (count_credits(order.learner), get_student_balance(order.learner), get_stripe_balance()) == (1, 0, PRICE)
    assert list_enrolment_states(order.learner) == ["active"]
    return True


def test_paid_event_completes_the_order_and_opens_the_course(stripe, unpaid_order, session, online_course):
    reply = deliver_event(stripe, COMPLETED, stripe.pay(session))
    assert (reply.status, reply.verdict) == (200, "done")
    assert is_paid_once(unpaid_order)
    assert get_active_enrollment_or_forbidden(unpaid_order.learner, online_course.pk).source == "order"
    assert WebhookDelivery.objects.get(verdict="done").transaction == get_transaction(session)


def test_repeated_event_is_a_duplicate(stripe, unpaid_order, session):
    body = stripe.event(COMPLETED, stripe.pay(session))
    assert [deliver(body).verdict for _ in range(4)] == ["done", "duplicate", "duplicate", "duplicate"]
    assert is_paid_once(unpaid_order)


def test_two_events_of_one_payment_count_once(stripe, unpaid_order, session):
    session_body = stripe.pay(session)
    assert [deliver_event(stripe, kind, session_body).verdict for kind in (COMPLETED, ARRIVED, COMPLETED)] == [
        "done"
    ] * 3
    assert is_paid_once(unpaid_order)


def test_completed_but_unpaid_session_waits(stripe, unpaid_order, session):
    assert deliver_event(stripe, COMPLETED, stripe.pay(session, delayed=True)).verdict == "done"
    assert reload_payment(unpaid_order.payment).status == "pending"
    assert get_transaction(session).facts["pending"] is True
    assert post_checkout(unpaid_order.payment).refusal == (409, "payment_in_progress")
    assert deliver_event(stripe, ARRIVED, stripe.arrive(session)).verdict == "done"
    assert is_paid_once(unpaid_order)


def test_money_event_before_completed_event(stripe, unpaid_order, session):
    waiting = stripe.pay(session, delayed=True)
    assert deliver_event(stripe, ARRIVED, stripe.arrive(session)).verdict == "done"
    assert is_paid_once(unpaid_order)
    assert deliver_event(stripe, COMPLETED, waiting).verdict == "done"
    assert is_paid_once(unpaid_order)


def test_failed_delayed_payment_is_released_and_notified(stripe, unpaid_order, session):
    session_body = stripe.pay(session, delayed=True)
    deliver_event(stripe, COMPLETED, session_body)
    assert deliver_event(stripe, FAILED, stripe.fail(session)).verdict == "done"
    assert (get_transaction(session).state, reload_payment(unpaid_order.payment).status) == (-1, "pending")
    run_notification_jobs()
    assert Notification.objects.filter(user=unpaid_order.learner, type="payments.not_paid").count() == 1
    assert deliver_event(stripe, COMPLETED, session_body).verdict == "done"
    assert get_transaction(session).state == -1
    assert pay_by_stripe(stripe, unpaid_order.payment) != session
    assert is_paid_once(unpaid_order)


def test_expired_session_releases_the_payment(stripe, unpaid_order, session):
    assert deliver_event(stripe, EXPIRED, stripe.expire(session)).verdict == "done"
    assert (get_transaction(session).state, reload_payment(unpaid_order.payment).status) == (-1, "pending")
    assert open_session(unpaid_order.payment) != session


def test_expired_event_after_paid_is_ignored(stripe, unpaid_order, session):
    deliver_event(stripe, COMPLETED, stripe.pay(session))
    assert deliver_event(stripe, EXPIRED, stripe.expire(session)).verdict == "done"
    assert is_paid_once(unpaid_order)
    assert get_transaction(session).state == 2


def test_payment_of_an_abandoned_session_is_credited_once(stripe, unpaid_order, session):
    """Its own transaction stays ended; the money comes by another one, which the payment intent names."""
    session_body = stripe.pay(session)
    deliver_event(stripe, EXPIRED, {**session_body, "status": "expired", "payment_status": "unpaid"})
    assert get_transaction(session).state == -1
    assert [deliver_event(stripe, COMPLETED, session_body).verdict for _ in range(2)] == ["done", "done"]
    assert is_paid_once(unpaid_order)
    states = dict(ProviderTransaction.objects.values_list("provider_id", "state"))
    assert states == {session: -1, session_body["payment_intent"]: 2}


@pytest.mark.parametrize(
    ("changes", "around", "code"),
    [
        ({"amount_total": PRICE - 1}, {}, "wrong_amount"),
        ({"amount_total": PRICE + 1}, {}, "wrong_amount"),
        ({"amount_total": str(PRICE)}, {}, "wrong_amount"),
        ({"amount_total": None}, {}, "wrong_amount"),
        ({"amount_total": -PRICE}, {}, "wrong_amount"),
        ({"currency": "usd"}, {}, "wrong_currency"),
        ({"currency": None}, {}, "wrong_currency"),
        ({"client_reference_id": "1000001"}, {}, "wrong_order"),
        ({"client_reference_id": None}, {}, "wrong_order"),
        ({"mode": "subscription"}, {}, "wrong_mode"),
        ({"id": "cs_test_unknown"}, {}, "unknown_order"),
        ({"id": "'; DROP TABLE payments_payment; --"}, {}, "unknown_order"),
        ({}, {"livemode": True}, "wrong_mode"),
        ({}, {"livemode": None}, "wrong_mode"),
        ({}, {"account": "acct_another"}, "wrong_account"),
    ],
    ids=str,
)
def test_mismatching_event_is_refused_logged_and_notified(
    stripe, unpaid_order, session, manager, changes, around, code
):
    body = stripe.event(COMPLETED, {**stripe.pay(session), **changes}, **around)
    reply = deliver(body)
    assert (reply.status, reply.verdict, reply.code) == (200, "refused", code)
    assert deliver(body).verdict == "duplicate"
    assert (reload_payment(unpaid_order.payment).status, count_credits(unpaid_order.learner)) == ("pending", 0)
    assert list_enrolment_states(unpaid_order.learner) == []
    run_notification_jobs()
    notifications = Notification.objects.filter(user=manager, type="payments.webhook_refused")
    assert [notification.data["code"] for notification in notifications] == [code]
    assert StreamEvent.objects.filter(type="payment.webhook_refused", data__code=code).count() == 1


@pytest.mark.parametrize(
    "kind", ["customer.created", "payment_intent.succeeded", "checkout.session.unheard_of", "x" * 200]
)
def test_unknown_event_types_are_ignored(stripe, unpaid_order, session, kind):
    body = stripe.event(kind, stripe.pay(session))
    assert [deliver(body).verdict for _ in range(2)] == ["ignored", "duplicate"]
    assert deliver(body).status == 200
    assert reload_payment(unpaid_order.payment).status == "pending"


def test_end_of_an_unknown_session_is_ignored(stripe, unpaid_order):
    thing = {"id": "cs_test_lost", "status": "expired", "client_reference_id": unpaid_order.payment.reference}
    assert deliver_event(stripe, EXPIRED, thing).verdict == "ignored"


def test_internal_failure_makes_stripe_retry(stripe, unpaid_order, session):
    body = stripe.event(COMPLETED, stripe.pay(session))
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE payments_receipt RENAME TO payments_lost")
        reply = deliver(body)
        cursor.execute("ALTER TABLE payments_lost RENAME TO payments_receipt")
    assert (reply.status, reply.verdict) == (500, "failed")
    assert (reload_payment(unpaid_order.payment).status, count_credits(unpaid_order.learner)) == ("pending", 0)
    assert deliver(body).verdict == "done"
    assert is_paid_once(unpaid_order)
