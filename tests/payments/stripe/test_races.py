"""Deliveries at one moment: one credit, one story. Without the key of events and the locks that is lost."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import partial

import pytest
from django.db import connection

from apps.accounts.models import User
from apps.courses.models import Course
from apps.payments.models import Order, ProviderTransaction, WebhookDelivery
from tests.payments.payme.racing import at_once, take_locks_away
from tests.payments.stripe import steps
from tests.servers.stripe import StripeServer

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("a_connection_for_each")]
COMPLETED, EXPIRED = "checkout.session.completed", "checkout.session.expired"
TEN, FEW = 10, 3
ROUNDS, ROUNDS_OF_CONTROL = 20, 5


@contextmanager
def events_without_a_key() -> Iterator[None]:
    """An event's id may be acted on twice; put back on an emptied table."""
    [key] = [
        constraint
        for constraint in WebhookDelivery._meta.constraints
        if constraint.name == "webhook_event_acted_on_once"
    ]
    with connection.schema_editor() as editor:
        editor.remove_constraint(WebhookDelivery, key)
    try:
        yield
    finally:
        WebhookDelivery.objects.all().delete()
        with connection.schema_editor() as editor:
            editor.add_constraint(WebhookDelivery, key)


def fits(order: Order) -> bool:
    """One credit in the books, by a performed transaction, and the course is open once."""
    performed = ProviderTransaction.objects.filter(payment=order.payment, state=2).count()
    paid = steps.fresh(order.payment).status == "completed"
    return (steps.times_credited(order.learner), performed, paid, steps.states(order.learner)) == (
        1,
        1,
        True,
        ["active"],
    )


@pytest.mark.parametrize(
    ("locked", "keyed"),
    [(True, True), (True, False), (False, True), (False, False)],
    ids=["lock and key", "lock alone", "key alone", "control: neither"],
)
def test_ten_deliveries_of_one_event_at_once_count_once(
    stripe: StripeServer, ordered: Order, monkeypatch: pytest.MonkeyPatch, locked: bool, keyed: bool
) -> None:
    session = steps.session_of(ordered.learner, ordered.payment)
    body = stripe.event(COMPLETED, stripe.pay(session))
    people = TEN if locked and keyed else FEW
    with ExitStack() as stack:
        if not keyed:
            stack.enter_context(events_without_a_key())
        if not locked:
            take_locks_away(monkeypatch, people)
        replies = at_once([partial(steps.deliver, body)] * people)
        statuses = [reply.status for reply in replies]
        whole = statuses == [200] * people and fits(ordered)
        assert whole == (locked or keyed), statuses
        if locked and keyed:
            assert WebhookDelivery.objects.filter(verdict="done").count() == 1
            assert WebhookDelivery.objects.filter(verdict="duplicate").count() == people - 1


@pytest.mark.parametrize("locked", [True, False], ids=["locked", "control: no lock"])
def test_paid_racing_expired_is_credited_once(
    stripe: StripeServer, pupil: User, monkeypatch: pytest.MonkeyPatch, locked: bool
) -> None:
    """Whichever comes first: the session's own transaction is performed, or it ended and another one carries the
    money.
    """
    torn = 0
    for number in range(ROUNDS if locked else ROUNDS_OF_CONTROL):
        course = steps.course_on_sale(f"course-{number}")
        order = steps.order(pupil, course)
        session = steps.session_of(pupil, order.payment)
        seen = stripe.pay(session)
        paid = stripe.event(COMPLETED, seen)
        over = stripe.event(EXPIRED, {**seen, "status": "expired", "payment_status": "unpaid"})
        before = steps.times_credited(pupil)
        with monkeypatch.context() as patch:
            if not locked:
                take_locks_away(patch, 2)
            calls = [partial(steps.deliver, paid), partial(steps.deliver, over)]
            replies = at_once(calls if number % 2 else calls[::-1])
        rows = list(ProviderTransaction.objects.filter(payment=order.payment).order_by("number"))
        carried = [row.state for row in rows] in ([2], [-1, 2])
        torn += not carried or steps.times_credited(pupil) != before + 1 or {reply.status for reply in replies} != {200}
    assert (torn == 0) == locked


def test_refunds_and_a_lost_dispute_at_once_never_take_more_than_came(
    stripe: StripeServer, pupil: User, online: Course
) -> None:
    order = steps.order(pupil, online)
    session = steps.paid(stripe, pupil, order.payment)
    first = stripe.refund(session, steps.PRICE // 3)
    dispute = stripe.dispute(session)
    lost = stripe.close_dispute(dispute["id"], "lost")
    bodies = [
        stripe.event("refund.created", first),
        stripe.event("charge.refunded", stripe.charge(session)),
        stripe.event("charge.dispute.created", dispute),
        stripe.event("charge.dispute.closed", lost),
    ]
    replies = at_once([partial(steps.deliver, body) for body in bodies * 2])
    assert {reply.status for reply in replies} == {200}
    assert (steps.fresh(order.payment).status, steps.at_stripe(), steps.balance(pupil)) == ("refunded", 0, 0)
    assert steps.money_of(session).state == -2
