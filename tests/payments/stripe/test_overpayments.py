"""Money that comes when the payment does not need it any more, or that names none: it is the pupil's, and counts once.
And what becomes of its parts when it goes back.
"""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from apps.payments.queries import get_free_credit
from apps.payments.services.expiry import expire_transactions
from tests import factories
from tests.payments.payment_data import get_student_balance, pay_cash, reload_payment
from tests.payments.stripe import stripe_calls
from tests.payments.stripe.stripe_calls import PRICE, deliver_event

COMPLETED = "checkout.session.completed"


@pytest.fixture
def late(stripe, payment_due, shift):
    """A session for `owed` that we gave up, whose payment was then made in cash; and that is paid now all the same."""
    session = stripe_calls.open_session(payment_due)
    with time_machine.travel(timezone.now() + timedelta(minutes=70), tick=True):
        expire_transactions(None)
    pay_cash(payment_due, shift)
    deliver_event(stripe, COMPLETED, stripe.pay(session))
    return session


def test_double_payment_becomes_free_credit(stripe, payment_due, late):
    pupil = payment_due.student
    assert reload_payment(payment_due).status == "completed"
    assert (get_free_credit(pupil.pk, "UZS"), get_student_balance(pupil), stripe_calls.get_stripe_balance()) == (
        payment_due.amount,
    ) * 3


def test_free_credit_is_refunded_without_changing_the_payment(stripe, payment_due, late):
    assert stripe_calls.refund_at_stripe(stripe, late, payment_due.amount).verdict == "done"
    assert (reload_payment(payment_due).status, reload_payment(payment_due).refunded) == ("completed", 0)
    assert get_free_credit(payment_due.student_id, "UZS") == 0
    assert get_student_balance(payment_due.student) == 0
    assert stripe_calls.get_stripe_balance() == 0


def test_used_top_up_is_refunded_from_the_payment(stripe, pupil, group, payment_due):
    body = {"provider": "stripe", "amount": payment_due.amount + 1_000_000, "currency": "UZS"}
    url = factories.client_for(pupil).post(f"/payments/balance/{pupil.pk}/checkout/", body).json["url"]
    session = url.rpartition("/")[2]
    deliver_event(stripe, COMPLETED, stripe.pay(session))
    assert (reload_payment(payment_due).status, get_free_credit(pupil.pk, "UZS")) == ("completed", 1_000_000)
    stripe_calls.refund_at_stripe(stripe, session, 1_500_000)
    assert reload_payment(payment_due).refunded == 500_000
    assert get_free_credit(pupil.pk, "UZS") == 0
    assert get_student_balance(pupil) == 0
    stripe_calls.refund_at_stripe(stripe, session, payment_due.amount - 500_000)
    assert (reload_payment(payment_due).status, stripe_calls.get_stripe_balance()) == ("refunded", 0)


def test_payment_of_an_expired_order_becomes_free_credit(stripe, unpaid_order, online_course):
    session = stripe_calls.open_session(unpaid_order.payment)
    with time_machine.travel(timezone.now() + timedelta(hours=25), tick=True):
        expire_transactions(None)
        assert reload_payment(unpaid_order.payment).status == "failed"
        deliver_event(stripe, COMPLETED, stripe.pay(session))
    assert reload_payment(unpaid_order.payment).status == "failed"
    assert get_free_credit(unpaid_order.learner_id, "UZS") == PRICE
    assert get_student_balance(unpaid_order.learner) == PRICE
    assert stripe_calls.list_enrolment_states(unpaid_order.learner) == []
    assert stripe_calls.refund_at_stripe(stripe, session, PRICE).verdict == "done"
    assert (get_student_balance(unpaid_order.learner), stripe_calls.get_stripe_balance()) == (0, 0)
