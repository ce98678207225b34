"""Free credit that came through Stripe, paid back by the office: Stripe is asked, and what it tells us counts once."""

from uuid import uuid4

import pytest
from django.db import connection

from apps.payments.models import Receipt
from apps.payments.queries import get_free_credit
from tests.factories import client_for
from tests.payments.payment_data import reload_payment, uzs
from tests.payments.stripe.stripe_calls import deliver_event, get_stripe_balance, open_session

CREDIT = 10_000_000


@pytest.fixture
def cheaper(stripe, payment_due, admin):
    """A session by which `owed` was paid, before it came to cost so much less that `CREDIT` is free."""
    session = open_session(payment_due)
    deliver_event(stripe, "checkout.session.completed", stripe.pay(session))
    body = {"amount": uzs(payment_due.amount - CREDIT), "reason": "A sister learns here too."}
    assert client_for(admin).patch(f"/payments/{payment_due.pk}/", body).status == 200
    assert get_free_credit(payment_due.student_id, "UZS") == CREDIT
    return session


def pay_back(admin, student, amount, key=""):
    body = {"amount": uzs(amount), "reason": "A sister learns here too."}
    path = f"/payments/balance/{student.pk}/refund/"
    return client_for(admin).post(path, body, idempotency_key=key or uuid4().hex)


def snapshot(payment):
    """Status and refunded of the payment, and what is free of its pupil's."""
    now = reload_payment(payment)
    return now.status, now.refunded, get_free_credit(now.student_id, "UZS")


def test_credit_refund_keeps_the_payment_completed(stripe, payment_due, cheaper, admin):
    key = uuid4().hex
    answers = [pay_back(admin, payment_due.student, CREDIT, key) for _ in range(2)]
    assert (answers[0].status, answers[0].json) == (200, answers[1].json)
    assert [receipt["kind"] for receipt in answers[0].json["receipts"]] == ["refund"]
    assert (len(stripe.refunds), snapshot(payment_due)) == (1, ("completed", 0, 0))
    assert deliver_event(stripe, "charge.refunded", stripe.charge(cheaper)).verdict == "done"
    assert (snapshot(payment_due), get_stripe_balance()) == (("completed", 0, 0), payment_due.amount - CREDIT)


def test_refund_is_limited_to_free_credit(stripe, payment_due, cheaper, admin):
    assert pay_back(admin, payment_due.student, CREDIT + 1).refusal == (409, "refund_too_large")
    assert (len(stripe.refunds), snapshot(payment_due)) == (0, ("completed", 0, CREDIT))


@pytest.mark.django_db(transaction=True)
def test_webhook_may_arrive_before_the_answer(stripe, payment_due, cheaper, admin):
    """It carries what we said of the refund, so the same money is booked by whoever comes first."""

    def deliver_first(refund):
        assert deliver_event(stripe, "refund.created", refund).verdict == "done"
        connection.close()

    stripe.quick = deliver_first
    answer = pay_back(admin, payment_due.student, CREDIT)
    assert (answer.status, answer.json["free_credit"]["amount"]) == (200, 0)
    assert (snapshot(payment_due), Receipt.objects.filter(kind="refund").count()) == (("completed", 0, 0), 1)
    assert len(answer.json["receipts"]) == 1
