"""Refunds: asked for here or made in Stripe's dashboard, in parts and in full, in any order, and those that fail."""

from uuid import uuid4

import pytest
from django.db import connection

from apps.notifications.models import Notification
from apps.payments.gateways.stripe import api
from apps.payments.models import LedgerEntry, Payment, PaymentHistory, ProviderTransaction, Receipt
from tests import factories
from tests.payments.payment_data import get_student_balance, reload_payment, run_notification_jobs, uzs
from tests.payments.stripe import stripe_calls
from tests.payments.stripe.stripe_calls import PRICE, deliver_event

PART = PRICE // 3
REST = PRICE - PART


@pytest.fixture
def session(stripe, unpaid_order):
    """A session that was paid, and is credited here."""
    return stripe_calls.pay_by_stripe(stripe, unpaid_order.payment)


def snapshot(payment):
    """Status and refunded of the payment, and what lies at Stripe."""
    now = reload_payment(payment)
    return now.status, now.refunded, stripe_calls.get_stripe_balance()


def unpaid_page(stripe):
    """A session of Stripe's that nobody paid."""
    session_id = stripe.id("cs_test")
    stripe.sessions[session_id] = {"id": session_id, "payment_intent": None}
    return session_id


def ask_refund(admin, payment, amount, key=""):
    body = {"reason": "illness"} | ({"amount": uzs(amount)} if amount else {})
    return factories.client_for(admin).post(f"/payments/{payment.pk}/refund/", body, idempotency_key=key or uuid4().hex)


def test_two_partial_refunds_of_one_charge_both_count(stripe, unpaid_order, session):
    """A full refund after a part refund is the same object and the same type."""
    assert stripe_calls.refund_at_stripe(stripe, session, PART).verdict == "done"
    assert snapshot(unpaid_order.payment) == ("completed", PART, REST)
    assert stripe_calls.list_enrolment_states(unpaid_order.learner) == ["active"]
    assert stripe_calls.refund_at_stripe(stripe, session, REST).verdict == "done"
    assert snapshot(unpaid_order.payment) == ("refunded", PRICE, 0)
    assert stripe_calls.list_enrolment_states(unpaid_order.learner) == ["refunded"]
    assert get_student_balance(unpaid_order.learner) == 0
    assert list(Receipt.objects.order_by("number").values_list("kind", "amount")) == [
        ("payment", PRICE), ("refund", PART), ("refund", REST),
    ]  # fmt: skip


def test_events_of_one_refund_count_once(stripe, unpaid_order, session):
    refund = stripe.refund(session, PART)
    for kind, thing in (
        ("refund.created", refund),
        ("charge.refunded", stripe.charge(session)),
        ("refund.updated", refund),
        ("refund.created", refund),
    ):
        assert deliver_event(stripe, kind, thing).verdict == "done"
        assert snapshot(unpaid_order.payment) == ("completed", PART, REST)
    assert PaymentHistory.objects.filter(payment=unpaid_order.payment, what="refunded").count() == 1


def test_refund_event_before_completed_event(stripe, unpaid_order):
    """We hear of the refund first: the payment is credited, and then the refund booked."""
    session = stripe_calls.open_session(unpaid_order.payment)
    session_body = stripe.pay(session)
    assert stripe_calls.refund_at_stripe(stripe, session, PRICE).verdict == "done"
    assert snapshot(unpaid_order.payment) == ("refunded", PRICE, 0)
    assert deliver_event(stripe, "checkout.session.completed", session_body).verdict == "done"
    assert snapshot(unpaid_order.payment) == ("refunded", PRICE, 0)
    assert stripe_calls.list_enrolment_states(unpaid_order.learner) == ["refunded"]
    assert stripe_calls.count_credits(unpaid_order.learner) == 1


def test_late_completed_event_does_not_open_a_refunded_order(stripe, unpaid_order, session):
    stripe_calls.refund_at_stripe(stripe, session, PRICE)
    late = {**stripe.sessions[session], "payment_status": "paid"}
    for kind in ("checkout.session.completed", "checkout.session.async_payment_succeeded", "checkout.session.expired"):
        assert deliver_event(stripe, kind, late).verdict == "done"
        assert snapshot(unpaid_order.payment) == ("refunded", PRICE, 0)
        assert stripe_calls.list_enrolment_states(unpaid_order.learner) == ["refunded"]


def test_failed_refund_is_reversed_by_counter_entries(stripe, unpaid_order, session, manager):
    refund = stripe.refund(session, PRICE, "pending")
    deliver_event(stripe, "refund.created", refund)
    assert stripe_calls.list_enrolment_states(unpaid_order.learner) == ["refunded"]
    entries = LedgerEntry.objects.count()
    failed = stripe.refund_failed(refund["id"])
    for _ in range(2):
        assert deliver_event(stripe, "refund.failed", failed).verdict == "done"
        assert snapshot(unpaid_order.payment) == ("completed", 0, PRICE)
    assert LedgerEntry.objects.count() == entries + 4
    assert stripe_calls.list_enrolment_states(unpaid_order.learner) == ["refunded", "active"]
    assert (get_student_balance(unpaid_order.learner), stripe_calls.get_transaction(session).refunded) == (0, 0)
    run_notification_jobs()
    assert Notification.objects.filter(user=manager, type="payments.refund_failed").count() == 1
    assert deliver_event(stripe, "refund.created", refund).verdict == "done"
    assert snapshot(unpaid_order.payment) == ("completed", 0, PRICE)


def test_refund_failed_before_its_event_is_not_booked(stripe, unpaid_order, session):
    refund = stripe.refund(session, PART)
    failed = stripe.refund_failed(refund["id"])
    charge = stripe.charge(session)
    for kind, thing in (("refund.failed", failed), ("refund.created", refund), ("charge.refunded", charge)):
        assert deliver_event(stripe, kind, thing).verdict == "done"
        assert snapshot(unpaid_order.payment) == ("completed", 0, PRICE)


def test_office_refunds_through_stripe(stripe, unpaid_order, session, admin):
    key = uuid4().hex
    for _ in range(2):
        answer = ask_refund(admin, unpaid_order.payment, PART, key)
        assert (answer.status, answer.json["refunded"]["amount"]) == (200, PART)
    assert len(stripe.refunds) == 1
    assert deliver_event(stripe, "refund.created", next(iter(stripe.refunds.values()))).verdict == "done"
    assert deliver_event(stripe, "charge.refunded", stripe.charge(session)).verdict == "done"
    assert snapshot(unpaid_order.payment) == ("completed", PART, REST)
    assert ask_refund(admin, unpaid_order.payment, None).status == 200
    assert snapshot(unpaid_order.payment) == ("refunded", PRICE, 0)
    assert stripe_calls.list_enrolment_states(unpaid_order.learner) == ["refunded"]


def test_webhook_may_arrive_before_booking(stripe, unpaid_order, session, admin):
    """Stripe made the refund and its answer was lost; the webhook books it, and the repeat finds it booked."""
    key = uuid4().hex
    stripe.silent = True
    assert ask_refund(admin, unpaid_order.payment, PART, key).status == 503
    stripe.silent = False
    assert len(stripe.refunds) == 1
    assert deliver_event(stripe, "charge.refunded", stripe.charge(session)).verdict == "done"
    assert ask_refund(admin, unpaid_order.payment, PART, key).status == 200
    assert len(stripe.refunds) == 1
    assert snapshot(unpaid_order.payment) == ("completed", PART, REST)


@pytest.mark.django_db(transaction=True)
def test_webhook_may_arrive_before_the_answer(stripe, unpaid_order, session, admin):
    def deliver_first(refund):
        assert deliver_event(stripe, "refund.created", refund).verdict == "done"
        connection.close()

    stripe.quick = deliver_first
    answer = ask_refund(admin, unpaid_order.payment, None)
    assert (answer.status, answer.json["status"]) == (200, "refunded")
    assert snapshot(unpaid_order.payment) == ("refunded", PRICE, 0)
    assert Receipt.objects.filter(kind="refund").count() == 1


@pytest.mark.django_db(transaction=True)
def test_refund_failed_before_booking_is_not_booked(stripe, unpaid_order, session, admin):
    """Stripe's word that it failed comes between Stripe's answer and our booking."""

    def deliver_first(refund):
        assert deliver_event(stripe, "refund.failed", stripe.refund_failed(refund["id"])).verdict == "done"
        connection.close()

    stripe.quick = deliver_first
    key = uuid4().hex
    for _ in range(2):
        assert ask_refund(admin, unpaid_order.payment, None, key).refusal == (409, "refund_at_provider")
        assert snapshot(unpaid_order.payment) == ("completed", 0, PRICE)
    assert len(stripe.refunds) == 1
    stripe.quick = None
    assert ask_refund(admin, unpaid_order.payment, None).status == 200
    assert snapshot(unpaid_order.payment) == ("refunded", PRICE, 0)


def test_repeat_after_a_lost_refund_answer_gets_the_same_answer(stripe, unpaid_order, session, admin):
    key = uuid4().hex
    stripe.silent = True
    assert ask_refund(admin, unpaid_order.payment, None, key).status == 503
    stripe.silent = False
    assert deliver_event(stripe, "charge.refunded", stripe.charge(session)).verdict == "done"
    answer = ask_refund(admin, unpaid_order.payment, None, key)
    assert (answer.status, answer.json["status"]) == (200, "refunded")
    assert (len(stripe.refunds), snapshot(unpaid_order.payment)) == (1, ("refunded", PRICE, 0))
    assert ask_refund(admin, unpaid_order.payment, None).status == 409


def test_refund_event_with_many_unpaid_sessions_is_retried(stripe, unpaid_order, session):
    stripe.refund(session, PART)
    money = stripe_calls.get_transaction(session)
    ProviderTransaction.objects.filter(pk=money.pk).update(facts={})
    for number in range(6):
        ProviderTransaction.objects.create(
            number=10**9 + number, provider="stripe", provider_id=unpaid_page(stripe),
            payment=money.payment, student=money.student, branch=money.branch, amount=PRICE, create_time=1,
            cancel_time=2, state=-1,
        )  # fmt: skip
    reply = deliver_event(stripe, "charge.refunded", stripe.charge(session))
    assert (reply.status, reply.verdict) == (503, "failed")
    ProviderTransaction.objects.filter(pk=money.pk).update(facts=money.facts)
    assert deliver_event(stripe, "charge.refunded", stripe.charge(session)).verdict == "done"
    assert snapshot(unpaid_order.payment) == ("completed", PART, REST)


def test_refund_over_the_rest_is_refused(stripe, unpaid_order, session, admin):
    stripe.refund(session, PART)
    assert ask_refund(admin, unpaid_order.payment, PRICE).refusal == (409, "refund_too_large")
    assert snapshot(unpaid_order.payment) == ("completed", 0, PRICE)
    assert len(stripe.refunds) == 1


def test_not_refundable_payment_is_refunded_only_in_the_dashboard(stripe, unpaid_order, session, admin):
    Payment.objects.filter(pk=unpaid_order.payment.pk).update(refundable=False)
    answer = ask_refund(admin, unpaid_order.payment, PART)
    assert (answer.status, answer.json["code"], len(stripe.refunds)) == (409, "not_refundable", 0)
    assert stripe_calls.refund_at_stripe(stripe, session, PART).verdict == "done"
    assert snapshot(unpaid_order.payment) == ("completed", PART, REST)


def test_refund_of_unknown_money_is_refused(stripe, unpaid_order, session):
    intent = stripe.intents[stripe.sessions[session]["payment_intent"]]
    stripe.intents["pi_foreign"] = {**intent, "id": "pi_foreign", "metadata": {}}
    foreign = {**stripe.refund(session, PART), "payment_intent": "pi_foreign"}
    reply = deliver_event(stripe, "refund.created", foreign)
    assert (reply.status, reply.verdict, reply.code) == (200, "refused", "unknown_order")
    for thing in ({"id": "re_1", "payment_intent": None}, {"payment_intent": "pi_foreign"}):
        assert deliver_event(stripe, "refund.created", thing).code == "unknown_order"
    assert snapshot(unpaid_order.payment) == ("completed", 0, PRICE)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"currency": "usd"}, "wrong_currency"),
        ({"amount": PRICE + 1}, "wrong_amount"),
        ({"amount": "5"}, "wrong_amount"),
        ({"amount": 0}, "wrong_amount"),
    ],
    ids=["currency", "too-much", "text", "nothing"],
)
def test_mismatching_refund_is_refused_completely(stripe, unpaid_order, session, changes, code):
    good, bad = stripe.refund(session, PART), stripe.refund(session, PART)
    stripe.refunds[bad["id"]] |= changes
    reply = deliver_event(stripe, "refund.created", good)
    assert (reply.status, reply.verdict, reply.code) == (200, "refused", code)
    assert snapshot(unpaid_order.payment) == ("completed", 0, PRICE)


def test_unavailable_stripe_makes_the_event_retry(stripe, unpaid_order, session):
    stripe.refund(session, PART)
    body = stripe.event("charge.refunded", stripe.charge(session))
    stripe.answers = [500] * 4
    assert (stripe_calls.deliver(body).status, stripe_calls.deliver(body).verdict) == (503, "failed")
    stripe.answers = []
    assert stripe_calls.deliver(body).verdict == "done"
    assert snapshot(unpaid_order.payment) == ("completed", PART, REST)


def test_refunds_of_all_pages_are_listed_oldest_first(stripe, session):
    made = [stripe.refund(session, 1)["id"] for _number in range(api.REFUNDS_PER_PAGE + 1)]
    listed = api.list_refunds(stripe.sessions[session]["payment_intent"])
    assert [refund["id"] for refund in listed] == made
    assert stripe.counted("GET", "/v1/refunds") == 2
