"""A process that dies at any step of a delivery, before the commit or after it and before the answer: nothing of it is
there or all of it, and the repeat gets it done, once.
"""

from collections.abc import Callable

import pytest
from django.conf import settings

from apps.payments.models import LedgerTransfer, Order, WebhookDelivery
from tests.payments.payme.crasher import AFTER_COMMIT, BEFORE_COMMIT
from tests.payments.stripe import stripe_calls
from tests.payments.stripe.crasher import StripeCrasher
from tests.servers.stripe import KEY, SECRET, StripeServer, stripe_server

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
STRIDE = 9
"""Every so manieth statement; all commits."""

Prepare = Callable[[StripeServer, Order], bytes]


def _paid(server: StripeServer, order: Order) -> bytes:
    session = stripe_calls.open_session(order.learner, order.payment)
    return server.event("checkout.session.completed", server.pay(session))


def _refunded(server: StripeServer, order: Order) -> bytes:
    session = stripe_calls.pay_by_stripe(server, order.learner, order.payment)
    server.refund(session, stripe_calls.PRICE)
    return server.event("charge.refunded", server.charge(session))


def _lost(server: StripeServer, order: Order) -> bytes:
    session = stripe_calls.pay_by_stripe(server, order.learner, order.payment)
    dispute = server.dispute(session)
    return server.event("charge.dispute.closed", server.close_dispute(dispute["id"], "lost"))


CALLS: dict[str, tuple[Prepare, str]] = {
    "paid": (_paid, "completed"),
    "refunded": (_refunded, "refunded"),
    "dispute lost": (_lost, "refunded"),
}
OPEN_THEN = {"pending": [], "completed": ["active"], "refunded": ["refunded"]}


def story(order: Order) -> str:
    """The status of the payment, after making sure that the books and the courses fit it."""
    status = stripe_calls.reload_payment(order.payment).status
    kinds = list(LedgerTransfer.objects.filter(payment=order.payment).values_list("kind", flat=True))
    assert kinds.count("money_in") == (status != "pending")
    assert kinds.count("paid_back") == (status == "refunded")
    enrolment_states = order.learner.enrollments.filter(course__in=order.items.values("course")).values_list(
        "state", flat=True
    )
    assert list(enrolment_states) == OPEN_THEN[status]
    return str(status)


@pytest.fixture(scope="module")
def server():
    with stripe_server() as running:
        yield running


@pytest.fixture
def stripe(server, monkeypatch):
    """The module's Stripe, which its crasher knows too."""
    monkeypatch.setattr(settings.ENV, "stripe_url", server.url)
    monkeypatch.setattr(settings.ENV, "stripe_secret_key", KEY)
    monkeypatch.setattr(settings.ENV, "stripe_webhook_secrets", [SECRET])
    return server


@pytest.fixture(scope="module")
def crasher(server, django_db_setup):
    """One process for all deliveries; it forks another for each."""
    with StripeCrasher(server.env) as started:
        yield started


@pytest.mark.parametrize(("prepare", "status"), CALLS.values(), ids=CALLS.keys())
def test_repeated_event_recovers_from_a_crash_at_any_step(crasher, stripe, pupil, prepare, status):
    numbers = iter(range(1000))

    def prepared() -> tuple[Order, bytes]:
        order = stripe_calls.place_order(pupil, stripe_calls.course_on_sale(f"course-{next(numbers)}"))
        return order, prepare(stripe, order)

    crasher.steps(prepared()[1])  # the first one makes the accounts that the others find
    steps_done = crasher.steps(prepared()[1])
    assert steps_done.count(BEFORE_COMMIT) == steps_done.count(AFTER_COMMIT) >= 2
    crash_points = set()
    chosen = [at for at, name in enumerate(steps_done) if "commit" in name or at % STRIDE == 1]
    for at in chosen:
        order, body = prepared()
        before = story(order)
        crasher.dies(body, at=at)
        after = story(order)
        committed = AFTER_COMMIT in steps_done[: at + 1]
        assert after == (status if committed else before)
        crash_points.add(after)
        reply = stripe_calls.deliver(body)
        assert (reply.status, reply.verdict) == (200, "duplicate" if committed else "done")
        assert story(order) == status
        assert stripe_calls.deliver(body).verdict == "duplicate"
    assert len(crash_points) == 2
    assert not WebhookDelivery.objects.filter(verdict="failed").exists()
