"""Pages to pay on: what we ask Stripe for, one page a payment, and what stands in the way of another."""

from datetime import timedelta
from functools import partial

import pytest
import stripe as sdk
import time_machine
from django.conf import settings
from django.utils import timezone

from apps.payments.gateways.stripe.api import VERSION
from apps.payments.models import Payment, ProviderTransaction
from apps.payments.services.expiry import expire_transactions
from apps.settings.models import SystemSettings
from tests.concurrency import call_concurrently
from tests.factories import client_for
from tests.payments.payme.payme_client import SETTINGS as PAYME
from tests.payments.payment_data import get_student_balance, reload_payment
from tests.payments.stripe import stripe_calls
from tests.payments.stripe.stripe_calls import PRICE, RETURN_URL, deliver_event

SESSIONS = r"/v1/checkout/sessions"


@pytest.fixture
def payme(settings):
    settings.ENV = settings.ENV.model_copy(update=PAYME)


def test_api_version_matches_the_sdk(stripe, unpaid_order):
    stripe_calls.open_session(unpaid_order.payment)
    assert stripe.versions == {VERSION} == {sdk.api_version}


def test_session_amount_is_the_outstanding_amount(stripe, unpaid_order):
    session = stripe.sessions[stripe_calls.open_session(unpaid_order.payment)]
    reference = unpaid_order.payment.reference
    assert (session["amount_total"], session["currency"], session["mode"]) == (PRICE, "uzs", "payment")
    assert (session["client_reference_id"], session["locale"]) == (reference, "ru")
    assert session["success_url"] == f"{RETURN_URL}?session_id={{CHECKOUT_SESSION_ID}}"
    assert session["cancel_url"] == RETURN_URL
    assert session["metadata"] == session["_intent_metadata"]
    assert session["metadata"] == {"reference": reference, "talim": f"payment:{unpaid_order.payment.pk}"}
    assert 30 * 60 <= session["expires_at"] - session["created"] <= 3600
    money = stripe_calls.get_transaction(session["id"])
    assert (money.state, money.amount, money.currency, money.payment) == (1, PRICE, "UZS", unpaid_order.payment)
    assert money.expires_at.timestamp() > session["expires_at"]


def test_open_session_is_reused(stripe, unpaid_order):
    first = stripe_calls.post_checkout(unpaid_order.payment)
    assert stripe_calls.post_checkout(unpaid_order.payment).json == first.json
    by_order = client_for(unpaid_order.learner).post(
        f"/payments/orders/{unpaid_order.pk}/checkout/", {"provider": "stripe"}
    )
    assert by_order.json == first.json
    assert (stripe.counted("POST", SESSIONS), ProviderTransaction.objects.count()) == (1, 1)


def test_session_that_ends_soon_is_replaced(stripe, unpaid_order):
    first = stripe_calls.open_session(unpaid_order.payment)
    with time_machine.travel(timezone.now() + timedelta(minutes=59), tick=True):
        second = stripe_calls.open_session(unpaid_order.payment)
    assert second != first
    assert (stripe_calls.get_transaction(first).state, stripe.sessions[first]["status"]) == (-1, "expired")
    assert stripe_calls.get_transaction(second).state == 1


def test_paid_session_is_credited_on_the_next_checkout(stripe, unpaid_order):
    session_body = stripe.pay(stripe_calls.open_session(unpaid_order.payment))
    with time_machine.travel(timezone.now() + timedelta(minutes=59), tick=True):
        answer = stripe_calls.post_checkout(unpaid_order.payment)
    assert answer.refusal == (409, "payment_closed")
    assert reload_payment(unpaid_order.payment).status == "completed"
    assert stripe_calls.count_credits(unpaid_order.learner) == 1
    assert deliver_event(stripe, "checkout.session.completed", session_body).verdict == "done"
    assert stripe_calls.count_credits(unpaid_order.learner) == 1


def test_checkout_at_another_provider_expires_the_session(stripe, unpaid_order, payme):
    session = stripe_calls.open_session(unpaid_order.payment)
    assert stripe_calls.post_checkout(unpaid_order.payment, "payme").status == 200
    assert (stripe_calls.get_transaction(session).state, stripe.sessions[session]["status"]) == (-1, "expired")


def test_checkout_at_another_provider_is_refused_when_paid(stripe, unpaid_order, payme):
    stripe.pay(stripe_calls.open_session(unpaid_order.payment))
    assert stripe_calls.post_checkout(unpaid_order.payment, "payme").refusal == (409, "payment_closed")
    assert reload_payment(unpaid_order.payment).status == "completed"


def test_delayed_payment_blocks_other_providers(stripe, unpaid_order, payme):
    stripe.pay(stripe_calls.open_session(unpaid_order.payment), delayed=True)
    for provider in ("payme", "stripe"):
        assert stripe_calls.post_checkout(unpaid_order.payment, provider).refusal == (409, "payment_in_progress")


def test_sweep_expires_sessions_without_events(stripe, unpaid_order):
    session = stripe_calls.open_session(unpaid_order.payment)
    with time_machine.travel(timezone.now() + timedelta(minutes=64), tick=True):
        expire_transactions(None)
        assert stripe_calls.get_transaction(session).state == 1
    with time_machine.travel(timezone.now() + timedelta(minutes=67), tick=True):
        expire_transactions(None)
    assert stripe_calls.get_transaction(session).state == -1


def test_session_expires_with_its_order(stripe, unpaid_order):
    ends = timezone.now() + timedelta(minutes=40)
    Payment.objects.filter(pk=unpaid_order.payment.pk).update(expires_at=ends)
    session = stripe.sessions[stripe_calls.open_session(unpaid_order.payment)]
    assert 0 <= ends.timestamp() - session["expires_at"] < 60


@pytest.mark.parametrize("status", [500, 429, 401, 400], ids=str)
def test_unavailable_stripe_is_503_and_changes_nothing(stripe, unpaid_order, status):
    stripe.answers = [status] * 5
    assert stripe_calls.post_checkout(unpaid_order.payment).refusal == (503, "provider_away")
    assert not ProviderTransaction.objects.exists()
    stripe.answers = []
    assert stripe_calls.post_checkout(unpaid_order.payment).status == 200


@pytest.mark.parametrize("answer", [None, [], "<html>", 7, {}, {"id": "cs_1"}], ids=str)
def test_a_strange_answer_of_stripe_is_503(stripe, unpaid_order, answer):
    stripe.strange = [answer]
    assert stripe_calls.post_checkout(unpaid_order.payment).refusal == (503, "provider_away")
    assert not ProviderTransaction.objects.exists()
    assert stripe_calls.post_checkout(unpaid_order.payment).status == 200


def test_lost_answer_makes_no_second_session(stripe, unpaid_order):
    """The connection breaks after Stripe made the session: asked again with the same key, it gives the same one."""
    with time_machine.travel(timezone.now().replace(second=10), tick=False):
        stripe.silent = True
        assert stripe_calls.post_checkout(unpaid_order.payment).status == 503
        stripe.silent = False
        assert stripe_calls.post_checkout(unpaid_order.payment).status == 200
    assert len(stripe.sessions) == 1


@pytest.mark.parametrize("missing", ["stripe_secret_key", "stripe_webhook_secrets"])
def test_without_its_keys_stripe_is_off(stripe, unpaid_order, missing, monkeypatch):
    monkeypatch.setattr(settings.ENV, missing, type(getattr(settings.ENV, missing))())
    assert stripe_calls.post_checkout(unpaid_order.payment).refusal == (409, "provider_off")
    assert stripe.calls == []


def test_other_users_get_no_session(stripe, unpaid_order, stranger):
    assert stripe_calls.post_checkout(unpaid_order.payment, user=stranger).status == 404
    assert stripe.calls == []


def test_balance_top_up_uses_its_currency(stripe, pupil, db):
    body = {"provider": "stripe", "amount": 500_000, "currency": "USD", "return_url": RETURN_URL}
    client = client_for(pupil)
    urls = [client.post(f"/payments/balance/{pupil.pk}/checkout/", body).json["url"] for _ in range(2)]
    assert len(set(urls)) == 2
    session = urls[0].rpartition("/")[2]
    assert (stripe.sessions[session]["currency"], stripe.sessions[session]["amount_total"]) == ("usd", 500_000)
    assert deliver_event(stripe, "checkout.session.completed", stripe.pay(session)).verdict == "done"
    assert get_student_balance(pupil, "USD") == 500_000
    assert get_student_balance(pupil) == 0
    assert stripe_calls.get_stripe_balance("USD") == 500_000


def test_top_up_limits_apply_to_the_default_currency(stripe, pupil, db):
    def asked(currency):
        body = {"provider": "stripe", "amount": 500, "currency": currency, "return_url": RETURN_URL}
        return client_for(pupil).post(f"/payments/balance/{pupil.pk}/checkout/", body).status

    assert [asked("UZS"), asked("USD")] == [422, 200]
    SystemSettings.objects.update(currency="USD", topup_minimum=501)
    assert [asked("UZS"), asked("USD")] == [200, 422]


@pytest.mark.django_db(transaction=True)
def test_concurrent_checkouts_make_one_session(stripe, pupil, online_course):
    ordered = stripe_calls.place_order(pupil, online_course)
    answers = call_concurrently([partial(stripe_calls.post_checkout, ordered.payment, user=pupil)] * 6)
    assert {answer.status for answer in answers} == {200}
    assert len({answer.json["url"] for answer in answers}) == 1
    open_ones = [session["id"] for session in stripe.sessions.values() if session["status"] == "open"]
    assert [money.provider_id for money in ProviderTransaction.objects.filter(state=1)] == open_ones
