"""Disputes: access is frozen while one is open, and what becomes of money and access afterwards."""

import pytest

from apps.accounts.models import User
from apps.core.errors import Forbidden
from apps.courses.models import Course
from apps.learning.access import check_enrolled
from apps.learning.models import Enrollment
from apps.notifications.models import Notification
from apps.payments.models import Order, Payment, ProviderTransaction, Subscription
from tests.payments.steps import tell
from tests.payments.stripe import steps
from tests.payments.stripe.steps import PRICE, say
from tests.servers.stripe import StripeServer

OPENED, CLOSED = "charge.dispute.created", "charge.dispute.closed"


@pytest.fixture
def session(stripe: StripeServer, ordered: Order) -> str:
    return steps.paid(stripe, ordered.learner, ordered.payment)


def test_an_open_dispute_freezes_access_and_alerts(
    stripe: StripeServer, ordered: Order, session: str, online: Course, manager: User
) -> None:
    check_enrolled(ordered.learner, online.pk)
    dispute = stripe.dispute(session)
    for _ in range(2):
        assert say(stripe, OPENED, dispute).verdict == "done"
    assert steps.states(ordered.learner) == ["frozen"]
    with pytest.raises(Forbidden):
        check_enrolled(ordered.learner, online.pk)
    assert steps.money_of(session).disputed_at is not None
    tell()
    assert Notification.objects.filter(user=manager, type="payments.dispute").count() == 1
    frozen = Notification.objects.get(user=ordered.learner, type="payments.access_frozen")
    assert frozen.data["student_id"] == str(ordered.learner.pk)
    assert (steps.fresh(ordered.payment).status, steps.at_stripe()) == ("completed", PRICE)


def test_a_dispute_that_we_win_opens_access_again(
    stripe: StripeServer, ordered: Order, session: str, online: Course
) -> None:
    dispute = stripe.dispute(session)
    say(stripe, OPENED, dispute)
    assert say(stripe, CLOSED, stripe.close_dispute(dispute["id"], "won")).verdict == "done"
    assert check_enrolled(ordered.learner, online.pk).reason == ""
    assert say(stripe, OPENED, dispute).verdict == "done"
    assert steps.states(ordered.learner) == ["active"]
    assert steps.money_of(session).disputed_at is None


def test_a_dispute_that_we_lose_reverses_the_money_once(stripe: StripeServer, ordered: Order, session: str) -> None:
    dispute = stripe.dispute(session)
    say(stripe, OPENED, dispute)
    lost = stripe.close_dispute(dispute["id"], "lost")
    for kind in (CLOSED, OPENED, CLOSED):
        assert say(stripe, kind, lost).verdict == "done"
        assert steps.states(ordered.learner) == ["refunded"]
        assert (steps.fresh(ordered.payment).status, steps.at_stripe(), steps.balance(ordered.learner)) == (
            "refunded", 0, 0,
        )  # fmt: skip
    money = steps.money_of(session)
    assert (money.state, money.refunded, money.cancel_time > money.perform_time) == (-2, PRICE, True)


def test_closed_before_opened(stripe: StripeServer, ordered: Order, session: str) -> None:
    dispute = stripe.dispute(session)
    won = stripe.close_dispute(dispute["id"], "won")
    assert [say(stripe, CLOSED, won).verdict, say(stripe, OPENED, dispute).verdict] == ["done", "done"]
    assert steps.states(ordered.learner) == ["active"]


def test_a_dispute_that_we_lose_before_we_heard_of_the_payment(stripe: StripeServer, ordered: Order) -> None:
    session = steps.session_of(ordered.learner, ordered.payment)
    seen = stripe.pay(session)
    dispute = stripe.dispute(session)
    assert say(stripe, CLOSED, stripe.close_dispute(dispute["id"], "lost")).verdict == "done"
    assert say(stripe, "checkout.session.completed", seen).verdict == "done"
    assert (steps.fresh(ordered.payment).status, steps.at_stripe()) == ("refunded", 0)


def test_a_part_that_is_lost_leaves_the_rest_open(stripe: StripeServer, ordered: Order, session: str) -> None:
    dispute = stripe.dispute(session, PRICE // 2)
    say(stripe, OPENED, dispute)
    say(stripe, CLOSED, stripe.close_dispute(dispute["id"], "lost"))
    payment = steps.fresh(ordered.payment)
    assert (payment.status, payment.refunded, steps.at_stripe()) == ("completed", PRICE // 2, PRICE // 2)
    assert steps.states(ordered.learner) == ["active"]
    assert (steps.money_of(session).state, steps.money_of(session).disputed_at) == (2, None)


def test_lost_after_a_part_was_refunded_takes_only_what_is_left(
    stripe: StripeServer, ordered: Order, session: str
) -> None:
    stripe.refund(session, PRICE // 3)
    say(stripe, "charge.refunded", stripe.charge(session))
    dispute = stripe.dispute(session)
    assert say(stripe, CLOSED, stripe.close_dispute(dispute["id"], "lost")).verdict == "done"
    assert (steps.fresh(ordered.payment).refunded, steps.at_stripe(), steps.money_of(session).state) == (PRICE, 0, -2)


def test_money_that_the_office_gives_back_to_nobody_goes_back_all_the_same(
    stripe: StripeServer, ordered: Order, session: str
) -> None:
    """Payme can be told no; a bank asks nobody."""
    Payment.objects.update(refundable=False)
    dispute = stripe.dispute(session)
    assert say(stripe, CLOSED, stripe.close_dispute(dispute["id"], "lost")).verdict == "done"
    assert steps.at_stripe() == 0


def test_two_disputes_over_one_subscription_unfreeze_with_the_second(
    stripe: StripeServer, pupil: User, online: Course
) -> None:
    first = steps.order(pupil, online, months=1)
    first_session = steps.paid(stripe, pupil, first.payment)
    second = steps.order(pupil, online, months=2)
    second_session = steps.paid(stripe, pupil, second.payment)
    disputes = [stripe.dispute(one) for one in (first_session, second_session)]
    for dispute in disputes:
        say(stripe, OPENED, dispute)
    say(stripe, CLOSED, stripe.close_dispute(disputes[0]["id"], "won"))
    assert steps.states(pupil) == ["frozen"]
    running = Subscription.objects.get()
    say(stripe, CLOSED, stripe.close_dispute(disputes[1]["id"], "lost"))
    assert steps.states(pupil) == ["active"]
    assert Subscription.objects.get().until < running.until


def test_what_the_office_froze_stays_frozen(stripe: StripeServer, ordered: Order, session: str) -> None:
    Enrollment.objects.update(state="frozen", reason="behaviour")
    dispute = stripe.dispute(session)
    say(stripe, OPENED, dispute)
    say(stripe, CLOSED, stripe.close_dispute(dispute["id"], "won"))
    assert steps.states(ordered.learner) == ["frozen"]


def test_a_dispute_over_another_shops_money_is_refused(stripe: StripeServer, ordered: Order, session: str) -> None:
    dispute = stripe.dispute(session)
    stripe.intents[dispute["payment_intent"]]["metadata"] = {"talim": "payment:no-uuid"}
    ProviderTransaction.objects.update(facts={})
    assert (say(stripe, OPENED, dispute).code, steps.states(ordered.learner)) == ("unknown_order", ["active"])
