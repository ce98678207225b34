"""A process that dies at any step of a delivery, before the commit or after it and before the answer: nothing of it is
there or all of it, and the repeat gets it done, once.
"""

import pytest

from apps.payments.models import LedgerTransfer, WebhookDelivery
from tests.payments import payment_data
from tests.payments.crasher import AFTER_COMMIT, BEFORE_COMMIT, Crasher
from tests.payments.stripe.stripe_calls import PRICE, course_on_sale, deliver, open_session, pay_by_stripe, place_order
from tests.servers.stripe import stripe_server

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
STRIDE = 9
"""Every so manieth statement; all commits."""


def _paid(server, order):
    return server.event("checkout.session.completed", server.pay(open_session(order.payment)))


def _refunded(server, order):
    session = pay_by_stripe(server, order.payment)
    server.refund(session, PRICE)
    return server.event("charge.refunded", server.charge(session))


def _lost(server, order):
    dispute = server.dispute(pay_by_stripe(server, order.payment))
    return server.event("charge.dispute.closed", server.close_dispute(dispute["id"], "lost"))


CALLS = {"paid": (_paid, "completed"), "refunded": (_refunded, "refunded"), "dispute lost": (_lost, "refunded")}
OPEN_THEN = {"pending": [], "completed": ["active"], "refunded": ["refunded"]}


def story(order):
    """The status of the payment, after making sure that the books and the courses fit it."""
    status = payment_data.reload_payment(order.payment).status
    kinds = list(LedgerTransfer.objects.filter(payment=order.payment).values_list("kind", flat=True))
    assert kinds.count("money_in") == (status != "pending")
    assert kinds.count("paid_back") == (status == "refunded")
    enrolments = order.learner.enrollments.filter(course__in=order.items.values("course"))
    assert [enrolment.state for enrolment in enrolments] == OPEN_THEN[status]
    return str(status)


@pytest.fixture(scope="module")
def server():
    with stripe_server() as running:
        yield running


@pytest.fixture
def stripe(server, settings):
    """The module's Stripe, which its crasher knows too."""
    settings.ENV = settings.ENV.model_copy(update=server.settings)
    return server


@pytest.fixture(scope="module")
def crasher(server, django_db_setup):
    """One process for all deliveries; it forks another for each."""
    with Crasher("stripe", env=server.env) as started:
        yield started


@pytest.mark.parametrize(("prepare", "status"), CALLS.values(), ids=CALLS.keys())
def test_repeated_event_recovers_from_a_crash_at_any_step(crasher, stripe, pupil, prepare, status):
    numbers = iter(range(1000))

    def prepared():
        order = place_order(pupil, course_on_sale(f"course-{next(numbers)}"))
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
        reply = deliver(body)
        assert (reply.status, reply.verdict) == (200, "duplicate" if committed else "done")
        assert story(order) == status
        assert deliver(body).verdict == "duplicate"
    assert len(crash_points) == 2
    assert not WebhookDelivery.objects.filter(verdict="failed").exists()
