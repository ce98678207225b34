"""Deliveries at one moment: one credit, one story. Without the key of events and the locks that is lost."""

from contextlib import ExitStack
from functools import partial

import pytest

from apps.payments.models import ProviderTransaction, WebhookDelivery
from tests.concurrency import call_concurrently
from tests.payments.payme.concurrency import disable_locks, without_constraints
from tests.payments.payment_data import get_student_balance, reload_payment
from tests.payments.stripe import stripe_calls

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("a_connection_for_each")]
COMPLETED, EXPIRED = "checkout.session.completed", "checkout.session.expired"
TEN, FEW = 10, 3
ROUNDS, ROUNDS_OF_CONTROL = 20, 5


def fits(order):
    """One credit in the books, by a performed transaction, and the course is open once."""
    performed = ProviderTransaction.objects.filter(payment=order.payment, state=2).count()
    status, courses = reload_payment(order.payment).status, stripe_calls.list_enrolment_states(order.learner)
    credited = stripe_calls.count_credits(order.learner)
    return (credited, performed, status, courses) == (1, 1, "completed", ["active"])


@pytest.mark.parametrize(
    ("locked", "keyed"),
    [(True, True), (True, False), (False, True), (False, False)],
    ids=["lock and key", "lock alone", "key alone", "control: neither"],
)
def test_ten_concurrent_deliveries_of_one_event_count_once(stripe, unpaid_order, monkeypatch, locked, keyed):
    body = stripe.event(COMPLETED, stripe.pay(stripe_calls.open_session(unpaid_order.payment)))
    people = TEN if locked and keyed else FEW
    with ExitStack() as stack:
        if not keyed:
            stack.enter_context(without_constraints(WebhookDelivery, ["webhook_event_acted_on_once"]))
        if not locked:
            disable_locks(monkeypatch, people)
        statuses = [reply.status for reply in call_concurrently([partial(stripe_calls.deliver, body)] * people)]
        consistent = statuses == [200] * people and fits(unpaid_order)
        assert consistent == (locked or keyed), statuses
        if locked and keyed:
            assert WebhookDelivery.objects.filter(verdict="done").count() == 1
            assert WebhookDelivery.objects.filter(verdict="duplicate").count() == people - 1


@pytest.mark.parametrize("locked", [True, False], ids=["locked", "control: no lock"])
def test_concurrent_paid_and_expired_events_credit_once(stripe, pupil, monkeypatch, locked):
    """Whichever comes first: the session's own transaction is performed, or it ended and another one carries the
    money.
    """
    torn = 0
    for number in range(ROUNDS if locked else ROUNDS_OF_CONTROL):
        order = stripe_calls.place_order(pupil, stripe_calls.course_on_sale(f"course-{number}"))
        session_body = stripe.pay(stripe_calls.open_session(order.payment))
        paid = stripe.event(COMPLETED, session_body)
        over = stripe.event(EXPIRED, {**session_body, "status": "expired", "payment_status": "unpaid"})
        before = stripe_calls.count_credits(pupil)
        with monkeypatch.context() as patch:
            if not locked:
                disable_locks(patch, 2)
            calls = [partial(stripe_calls.deliver, paid), partial(stripe_calls.deliver, over)]
            replies = call_concurrently(calls if number % 2 else calls[::-1])
        rows = list(ProviderTransaction.objects.filter(payment=order.payment).order_by("number"))
        carried = [row.state for row in rows] in ([2], [-1, 2])
        credited = stripe_calls.count_credits(pupil) == before + 1
        torn += not (carried and credited and {reply.status for reply in replies} == {200})
    assert (torn == 0) == locked


def test_concurrent_refunds_and_dispute_never_exceed_the_payment(stripe, pupil, online_course):
    order = stripe_calls.place_order(pupil, online_course)
    session = stripe_calls.pay_by_stripe(stripe, order.payment)
    first = stripe.refund(session, stripe_calls.PRICE // 3)
    dispute = stripe.dispute(session)
    lost = stripe.close_dispute(dispute["id"], "lost")
    bodies = [
        stripe.event("refund.created", first),
        stripe.event("charge.refunded", stripe.charge(session)),
        stripe.event("charge.dispute.created", dispute),
        stripe.event("charge.dispute.closed", lost),
    ]
    replies = call_concurrently([partial(stripe_calls.deliver, body) for body in bodies * 2])
    assert {reply.status for reply in replies} == {200}
    assert reload_payment(order.payment).status == "refunded"
    assert stripe_calls.get_stripe_balance() == 0
    assert get_student_balance(pupil) == 0
    assert stripe_calls.get_transaction(session).state == -2
