"""Money that comes when the payment does not need it any more, or that names none: it is the pupil's, and counts once.
And what becomes of its parts when it goes back.
"""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from apps.accounts.models import User
from apps.courses.models import Course, Group
from apps.payments.models import Order, Payment, Shift
from apps.payments.queries import free_credit
from apps.payments.services.expiring import expire_transactions
from tests import cast
from tests.payments import steps as money_steps
from tests.payments.stripe import steps
from tests.payments.stripe.steps import PRICE, say
from tests.servers.stripe import StripeServer

COMPLETED = "checkout.session.completed"


@pytest.fixture
def late(stripe: StripeServer, owed: Payment, shift: Shift) -> str:
    """A session for `owed` that we gave up, whose payment was then made in cash; and that is paid now all the same."""
    session = steps.session_of(owed.student, owed)
    with time_machine.travel(timezone.now() + timedelta(minutes=70), tick=True):
        expire_transactions(None)  # type: ignore[arg-type]
    money_steps.pay_cash(owed, shift)
    say(stripe, COMPLETED, stripe.pay(session))
    return session


def test_what_is_paid_twice_is_free_credit(stripe: StripeServer, owed: Payment, late: str) -> None:
    pupil = owed.student
    assert steps.fresh(owed).status == "completed"
    assert (free_credit(pupil.pk, "UZS"), steps.balance(pupil), steps.at_stripe()) == (owed.amount,) * 3


def test_free_credit_goes_back_without_touching_the_payment(stripe: StripeServer, owed: Payment, late: str) -> None:
    stripe.refund(late, owed.amount)
    assert say(stripe, "charge.refunded", stripe.charge(late)).verdict == "done"
    assert (steps.fresh(owed).status, steps.fresh(owed).refunded) == ("completed", 0)
    assert (free_credit(owed.student_id, "UZS"), steps.balance(owed.student), steps.at_stripe()) == (0, 0, 0)


def test_a_top_up_settles_what_is_due_and_goes_back_from_there(
    stripe: StripeServer, pupil: User, group: Group, owed: Payment
) -> None:
    body = {"provider": "stripe", "amount": owed.amount + 1_000_000, "currency": "UZS"}
    url = cast.client_for(pupil).post(f"/payments/balance/{pupil.pk}/checkout/", body).json["url"]
    session = url.rpartition("/")[2]
    say(stripe, COMPLETED, stripe.pay(session))
    assert (steps.fresh(owed).status, free_credit(pupil.pk, "UZS")) == ("completed", 1_000_000)
    stripe.refund(session, 1_500_000)
    say(stripe, "charge.refunded", stripe.charge(session))
    assert (steps.fresh(owed).refunded, free_credit(pupil.pk, "UZS"), steps.balance(pupil)) == (500_000, 0, 0)
    stripe.refund(session, owed.amount - 500_000)
    say(stripe, "charge.refunded", stripe.charge(session))
    assert (steps.fresh(owed).status, steps.at_stripe()) == ("refunded", 0)


def test_money_for_an_order_whose_time_was_over_is_free_credit(
    stripe: StripeServer, ordered: Order, online: Course
) -> None:
    session = steps.session_of(ordered.learner, ordered.payment)
    with time_machine.travel(timezone.now() + timedelta(hours=25), tick=True):
        expire_transactions(None)  # type: ignore[arg-type]
        assert steps.fresh(ordered.payment).status == "failed"
        say(stripe, COMPLETED, stripe.pay(session))
    assert steps.fresh(ordered.payment).status == "failed"
    assert (free_credit(ordered.learner_id, "UZS"), steps.balance(ordered.learner)) == (PRICE, PRICE)
    assert steps.states(ordered.learner) == []
    stripe.refund(session, PRICE)
    assert say(stripe, "charge.refunded", stripe.charge(session)).verdict == "done"
    assert (steps.balance(ordered.learner), steps.at_stripe()) == (0, 0)
