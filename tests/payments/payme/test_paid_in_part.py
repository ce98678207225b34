"""A payment that Payme paid and that is open all the same: what covered its rest was taken back meanwhile."""

import pytest

from apps.core.uow import unit_of_work
from apps.payments.models import Settlement
from apps.payments.services import locks, provider_refunds
from tests import factories
from tests.payments.payme.payme_client import nothing_changes
from tests.payments.payment_data import create_payment_due, get_student_balance, pay_cash, reload_payment, top_up

PART = 10_000_000


@pytest.fixture
def half_paid(payme, pupil, group, branch, manager):
    """A payment of which Payme paid what a transfer left, and whose transfer then went back; Payme's transaction."""
    transfer = top_up(pupil, branch, PART, manager)
    payment = create_payment_due(pupil, group)
    assert payment.settled == PART
    identifier = payme.create_reserved(payment)
    with unit_of_work():
        provider_refunds.book_provider_refund(
            money=locks.lock_transaction(transfer), amount=PART, cause="d1", reason="dispute"
        )
    assert payme.perform(identifier).result["state"] == 2
    payment = reload_payment(payment)
    assert (payment.status, payment.outstanding) == ("pending", PART)
    return payment, identifier


def test_partly_paid_payment_is_refused_by_check_create_and_link(payme, half_paid, pupil):
    payment, _identifier = half_paid
    with nothing_changes():
        assert payme.check(payment, PART).refusal == (-31051, "payment")
        assert payme.create(payment, PART).code == -31008
        refused = factories.client_for(pupil).post(f"/payments/{payment.pk}/checkout/", {"provider": "payme"})
        assert refused.refusal == (409, "provider_off")


def test_rest_is_paid_by_another_method(half_paid, pupil, shift):
    payment, _identifier = half_paid
    pay_cash(payment, shift)
    assert reload_payment(payment).status == "completed"


def test_payme_can_pay_all_after_it_reversed_its_part(payme, half_paid, pupil):
    payment, identifier = half_paid
    assert payme.cancel(identifier).result["state"] == -2
    now = reload_payment(payment)
    assert (now.status, now.settled, now.refunded) == ("pending", 0, 0)
    assert sum(Settlement.objects.filter(payment=now).values_list("amount", flat=True)) == 0
    assert get_student_balance(pupil) == -now.amount
    assert payme.perform(payme.create_reserved(now)).result["state"] == 2
    assert reload_payment(payment).status == "completed"
