"""A refund whose answer was lost is asked for at Stripe before another one: a repeat under a new key pays once."""

from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.utils import timezone

from apps.payments.models import ProviderTransaction
from apps.payments.queries import get_free_credit
from apps.payments.services import unanswered_refunds
from tests.factories import client_for
from tests.payments.payment_data import reload_payment, uzs
from tests.payments.stripe import stripe_calls
from tests.payments.stripe.stripe_calls import PRICE, deliver_event

PART = PRICE // 3


@pytest.fixture
def session(stripe, unpaid_order):
    """A session that was paid, and is credited here."""
    return stripe_calls.pay_by_stripe(stripe, unpaid_order.payment)


def snapshot(payment):
    """Status and refunded of the payment, and what lies at Stripe."""
    now = reload_payment(payment)
    return now.status, now.refunded, stripe_calls.get_stripe_balance()


def ask_refund(admin, payment, amount, key=""):
    """Ask for a refund under a new key."""
    body = {"reason": "illness"} | ({"amount": uzs(amount)} if amount else {})
    return client_for(admin).post(f"/payments/{payment.pk}/refund/", body, idempotency_key=key or uuid4().hex)


def lose_answer(stripe, admin, payment, amount, *, before=False):
    """Ask for a refund that Stripe makes (`before`: does not make) without an answer."""
    if before:
        stripe.answers = [500] * 4
    stripe.silent = not before
    assert ask_refund(admin, payment, amount).refusal == (503, "provider_away")
    stripe.silent, stripe.answers = False, []


def is_unanswered(session):
    return unanswered_refunds.UNANSWERED_KEY in stripe_calls.get_transaction(session).facts


@pytest.mark.parametrize("webhook", [False, True], ids=["no webhook yet", "webhook came first"])
@pytest.mark.parametrize("amount", [PART, 2 * PART, None], ids=["part", "most", "all"])
def test_repeat_under_a_new_key_is_paid_once(stripe, unpaid_order, session, admin, amount, webhook):
    lose_answer(stripe, admin, unpaid_order.payment, amount)
    if webhook:
        assert deliver_event(stripe, "charge.refunded", stripe.charge(session)).verdict == "done"
    answer = ask_refund(admin, unpaid_order.payment, amount)
    paid = amount or PRICE
    assert (answer.status, answer.json["refunded"]["amount"]) == (200, paid)
    assert len(stripe.refunds) == 1
    assert snapshot(unpaid_order.payment) == ("completed" if amount else "refunded", paid, PRICE - paid)
    assert not is_unanswered(session)


def test_control_repeat_without_asking_is_paid_twice(stripe, unpaid_order, session, admin, monkeypatch):
    monkeypatch.setattr(unanswered_refunds, "get_unanswered_request", lambda money: None)
    lose_answer(stripe, admin, unpaid_order.payment, PART)
    assert ask_refund(admin, unpaid_order.payment, PART).status == 200
    assert sum(refund["amount"] for refund in stripe.refunds.values()) == 2 * PART


def test_other_amount_is_refunded_besides_the_lost_one(stripe, unpaid_order, session, admin):
    """What Stripe made is booked first, so the second one fits in what is left."""
    lose_answer(stripe, admin, unpaid_order.payment, PART)
    answer = ask_refund(admin, unpaid_order.payment, PART + 1)
    assert (answer.status, answer.json["refunded"]["amount"]) == (200, 2 * PART + 1)
    assert [refund["amount"] for refund in stripe.refunds.values()] == [PART, PART + 1]
    assert ask_refund(admin, unpaid_order.payment, PART).refusal == (409, "refund_too_large")
    assert len(stripe.refunds) == 2


def test_nothing_is_refunded_while_stripe_cannot_be_asked(stripe, unpaid_order, session, admin):
    lose_answer(stripe, admin, unpaid_order.payment, PART)
    for amount in (PART, PART + 1):
        lose_answer(stripe, admin, unpaid_order.payment, amount, before=True)
    assert (len(stripe.refunds), snapshot(unpaid_order.payment)) == (1, ("completed", 0, PRICE))
    assert ask_refund(admin, unpaid_order.payment, PART).status == 200
    assert (len(stripe.refunds), snapshot(unpaid_order.payment)) == (1, ("completed", PART, PRICE - PART))


def test_request_that_never_arrived_is_sent_once(stripe, unpaid_order, session, admin):
    """The same refund goes on under its first key; another one waits until the first cannot be on its way any more."""
    lose_answer(stripe, admin, unpaid_order.payment, PART, before=True)
    refused = ask_refund(admin, unpaid_order.payment, PART + 1)
    assert (refused.refusal, refused.headers["retry-after"]) == ((409, "idempotency_in_progress"), "60")
    with time_machine.travel(timezone.now() + timedelta(seconds=61), tick=True):
        assert ask_refund(admin, unpaid_order.payment, PART + 1).status == 200
    assert snapshot(unpaid_order.payment) == ("completed", PART + 1, PRICE - PART - 1)
    lose_answer(stripe, admin, unpaid_order.payment, PART, before=True)
    assert ask_refund(admin, unpaid_order.payment, PART).status == 200
    assert [refund["amount"] for refund in stripe.refunds.values()] == [PART + 1, PART]


def test_second_refund_of_the_same_amount_is_made_after_an_answer(stripe, unpaid_order, session, admin):
    """Only a request without an answer stands for the next one, and only for a day."""
    for _ in range(2):
        assert ask_refund(admin, unpaid_order.payment, PART).status == 200
    lose_answer(stripe, admin, unpaid_order.payment, PART - 1)
    with time_machine.travel(timezone.now() + timedelta(hours=25), tick=True):
        assert ask_refund(admin, unpaid_order.payment, 1).status == 200
    assert [refund["amount"] for refund in stripe.refunds.values()] == [PART, PART, PART - 1, 1]
    assert snapshot(unpaid_order.payment) == ("refunded", PRICE, 0)


def test_lost_refund_that_failed_is_made_again(stripe, unpaid_order, session, admin):
    lose_answer(stripe, admin, unpaid_order.payment, PART)
    stripe.refund_failed(next(iter(stripe.refunds)))
    assert ask_refund(admin, unpaid_order.payment, PART).status == 200
    assert (len(stripe.refunds), snapshot(unpaid_order.payment)) == (2, ("completed", PART, PRICE - PART))


@pytest.mark.parametrize("webhook", [False, True], ids=["no webhook yet", "webhook came first"])
def test_credit_refund_is_repeated_once(stripe, payment_due, admin, webhook):
    stripe_calls.pay_by_stripe(stripe, payment_due)
    credit = 10_000_000
    body = {"amount": uzs(payment_due.amount - credit), "reason": "A sister learns here too."}
    assert client_for(admin).patch(f"/payments/{payment_due.pk}/", body).status == 200
    money = ProviderTransaction.objects.get(provider="stripe")
    client, path = client_for(admin), f"/payments/balance/{payment_due.student_id}/refund/"
    body = {"amount": uzs(credit // 2), "reason": "A sister learns here too."}
    stripe.silent = True
    assert client.post(path, body, idempotency_key=uuid4().hex).refusal == (503, "provider_away")
    stripe.silent = False
    if webhook:
        assert deliver_event(stripe, "charge.refunded", stripe.charge(money.provider_id)).verdict == "done"
    answer = client.post(path, body, idempotency_key=uuid4().hex)
    assert (answer.status, answer.json["free_credit"]) == (200, uzs(credit // 2))
    assert (len(stripe.refunds), get_free_credit(payment_due.student_id, "UZS")) == (1, credit // 2)
    assert client.post(path, body, idempotency_key=uuid4().hex).status == 200
    assert (len(stripe.refunds), get_free_credit(payment_due.student_id, "UZS")) == (2, 0)
