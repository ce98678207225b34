"""Free credit that came through Stripe, paid back by the office: Stripe is asked, and what it tells us counts once."""

from typing import Any
from uuid import uuid4

import pytest
from django.db import connection

from apps.accounts.models import User
from apps.payments.models import Payment, Receipt
from apps.payments.queries import get_free_credit
from apps.payments.queries.ledger_rules import find_violations
from tests import factories
from tests.payments.stripe import stripe_calls
from tests.payments.stripe.stripe_calls import deliver_event

CREDIT = 10_000_000


@pytest.fixture
def cheaper(stripe, payment_due, admin):
    """A session by which `owed` was paid, before it came to cost so much less that `CREDIT` is free."""
    session = stripe_calls.open_session(payment_due.student, payment_due)
    deliver_event(stripe, "checkout.session.completed", stripe.pay(session))
    body = {"amount": {"amount": payment_due.amount - CREDIT, "currency": "UZS"}, "reason": "A sister learns here too."}
    assert factories.client_for(admin).patch(f"/payments/{payment_due.pk}/", body).status == 200
    assert get_free_credit(payment_due.student_id, "UZS") == CREDIT
    return session


def pay_back(admin: User, student: User, amount: int, key: str = "") -> factories.ApiResponse:
    body = {"amount": {"amount": amount, "currency": "UZS"}, "reason": "A sister learns here too."}
    path = f"/payments/balance/{student.pk}/refund/"
    return factories.client_for(admin).post(path, body, idempotency_key=key or uuid4().hex)


def snapshot(payment: Payment) -> tuple[str, int, int]:
    """Status and refunded of the payment, and what is free of its pupil's."""
    now = stripe_calls.reload_payment(payment)
    return now.status, now.refunded, get_free_credit(now.student_id, "UZS")


@pytest.mark.django_db
def test_credit_refund_keeps_the_payment_completed(stripe, payment_due, cheaper, admin):
    key = uuid4().hex
    answers = [pay_back(admin, payment_due.student, CREDIT, key) for _ in range(2)]
    assert (answers[0].status, answers[0].json) == (200, answers[1].json)
    assert [receipt["kind"] for receipt in answers[0].json["receipts"]] == ["refund"]
    assert (len(stripe.refunds), snapshot(payment_due)) == (1, ("completed", 0, 0))
    assert deliver_event(stripe, "charge.refunded", stripe.charge(cheaper)).verdict == "done"
    assert (snapshot(payment_due), stripe_calls.get_stripe_balance()) == (
        ("completed", 0, 0),
        payment_due.amount - CREDIT,
    )
    assert find_violations() == []


@pytest.mark.django_db
def test_refund_is_limited_to_free_credit(stripe, payment_due, cheaper, admin):
    refused = pay_back(admin, payment_due.student, CREDIT + 1)
    assert (refused.status, refused.json["code"]) == (409, "refund_too_large")
    assert (len(stripe.refunds), snapshot(payment_due)) == (0, ("completed", 0, CREDIT))


@pytest.mark.django_db(transaction=True)
def test_webhook_may_arrive_before_the_answer(stripe, payment_due, cheaper, admin):
    """It carries what we said of the refund, so the same money is booked by whoever comes first."""

    def deliver_first(refund: dict[str, Any]) -> None:
        assert deliver_event(stripe, "refund.created", refund).verdict == "done"
        connection.close()

    stripe.quick = deliver_first
    answer = pay_back(admin, payment_due.student, CREDIT)
    assert (answer.status, answer.json["free_credit"]["amount"]) == (200, 0)
    assert (snapshot(payment_due), Receipt.objects.filter(kind="refund").count()) == (("completed", 0, 0), 1)
    assert len(answer.json["receipts"]) == 1
