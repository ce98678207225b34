"""The office closes an open page of Stripe's, so that the payer can pay in cash at once."""

from functools import partial
from uuid import uuid4

import pytest
from django.utils import timezone

from apps.payments.models import Payment
from apps.settings.models import AuditLog
from tests.concurrency import call_concurrently
from tests.factories import client_for
from tests.payments.payment_data import create_second_branch, limit_to_branch, open_payme_for, reload_payment
from tests.payments.stripe import stripe_calls
from tests.payments.stripe.stripe_calls import deliver_event


def close(user, payment):
    return client_for(user).post(f"/payments/{payment.pk}/checkout/close/")


def pay_in_cash(user, payment, shift):
    body = {"method": "cash", "desk": str(shift.desk_id)}
    return client_for(user).post(f"/payments/{payment.pk}/confirm/", body, idempotency_key=uuid4().hex)


def test_closed_page_lets_cash_be_confirmed(stripe, payment_due, shift):
    cashier = shift.cashier
    session = stripe_calls.open_session(payment_due)
    assert pay_in_cash(cashier, payment_due, shift).refusal == (409, "payment_in_progress")
    answer = close(cashier, payment_due)
    assert (answer.status, answer.json["status"]) == (200, "pending")
    assert (stripe.sessions[session]["status"], stripe_calls.get_transaction(session).state) == ("expired", -1)
    assert AuditLog.objects.filter(action="payments.close_checkout", actor=cashier).count() == 1
    assert close(cashier, payment_due).status == 200
    assert pay_in_cash(cashier, payment_due, shift).json["status"] == "completed"
    assert close(cashier, payment_due).refusal == (409, "payment_closed")
    assert deliver_event(stripe, "checkout.session.expired", stripe.seen(stripe.sessions[session])).status == 200
    assert reload_payment(payment_due).status == "completed"


def test_payment_on_the_page_wins(stripe, payment_due, shift):
    """The payer has paid, and we have not heard of it yet."""
    session = stripe_calls.open_session(payment_due)
    paid = stripe.pay(session)
    assert close(shift.cashier, payment_due).refusal == (409, "payment_closed")
    assert reload_payment(payment_due).status == "completed"
    assert pay_in_cash(shift.cashier, payment_due, shift).refusal == (409, "payment_closed")
    assert deliver_event(stripe, "checkout.session.completed", paid).verdict == "done"
    assert (stripe_calls.count_credits(payment_due.student), stripe_calls.get_stripe_balance()) == (
        1, payment_due.amount,
    )  # fmt: skip


def test_page_is_not_closed_while_stripe_is_away_or_money_is_under_way(stripe, payment_due, shift):
    session = stripe_calls.open_session(payment_due)
    stripe.answers = [500] * 6
    assert close(shift.cashier, payment_due).refusal == (503, "provider_away")
    stripe.answers = []
    stripe.pay(session, delayed=True)
    assert close(shift.cashier, payment_due).refusal == (409, "payment_in_progress")
    assert stripe_calls.get_transaction(session).state == 1


def test_only_payme_ends_what_payme_began(payment_due, shift):
    open_payme_for(payment_due)
    refused = close(shift.cashier, payment_due)
    assert refused.refusal == (409, "payment_in_progress")
    assert "Payme" in refused.json["detail"]


def test_others_close_no_page(stripe, payment_due, pupil, teacher, manager):
    session = stripe_calls.open_session(payment_due)
    for person in (pupil, teacher):
        assert close(person, payment_due).status == 403
    assert close(limit_to_branch(manager, create_second_branch()), payment_due).status == 404
    assert stripe.sessions[session]["status"] == "open"


@pytest.mark.django_db(transaction=True)
def test_closing_and_paying_at_once_credit_once_or_not_at_all(stripe, payment_due, shift):
    session = stripe_calls.open_session(payment_due)
    paid = stripe.event("checkout.session.completed", stripe.pay(session))
    calls = [partial(close, shift.cashier, payment_due), partial(stripe_calls.deliver, paid)] * 2
    statuses = [answer.status for answer in call_concurrently(calls)]
    assert statuses == [409, 200, 409, 200]
    assert (reload_payment(payment_due).status, stripe_calls.count_credits(payment_due.student)) == ("completed", 1)


def test_order_that_replaces_another_closes_its_page(stripe, unpaid_order, pupil, online_course):
    session = stripe_calls.open_session(unpaid_order.payment)
    assert stripe_calls.post_order(pupil, online_course, months=2).refusal == (409, "already_ordered")
    assert stripe_calls.post_order(pupil, online_course, replace=True).status == 200
    assert stripe.sessions[session]["status"] == "open"
    second = stripe_calls.place_order(pupil, online_course, months=2, replace=True)
    assert (stripe.sessions[session]["status"], reload_payment(unpaid_order.payment).status) == ("expired", "cancelled")
    paid = stripe_calls.open_session(second.payment)
    stripe.pay(paid)
    third = stripe_calls.post_order(pupil, online_course, months=3, replace=True)
    assert (third.refusal, reload_payment(second.payment).status) == ((409, "payment_closed"), "completed")


def test_expired_order_with_an_open_page_stops_no_new_one(stripe, unpaid_order, pupil, online_course):
    session = stripe_calls.open_session(unpaid_order.payment)
    Payment.objects.filter(pk=unpaid_order.payment_id).update(expires_at=timezone.now())
    assert stripe_calls.post_order(pupil, online_course).status == 201
    assert stripe.sessions[session]["status"] == "expired"
