"""A payment that Payme paid and that is open all the same: what covered its rest was taken back meanwhile."""

import pytest

from apps.core.uow import unit_of_work
from apps.payments.models import Settlement
from apps.payments.services import ledger, locks, provider_refunds
from tests import factories
from tests.payments import payment_data
from tests.payments.payme.payme_client import account_for, create_reserved, new_id, snapshot_rows

PART = 10_000_000


@pytest.fixture
def half_paid(payme, pupil, group, branch, manager):
    """A payment of which Payme paid what a transfer left, and whose transfer then went back; Payme's transaction."""
    transfer = payment_data.top_up(pupil, branch, PART, manager)
    payment = payment_data.create_payment_due(pupil, group)
    assert payment.settled == PART
    identifier = create_reserved(payme, payment)
    with unit_of_work():
        provider_refunds.book_provider_refund(
            money=locks.lock_transaction(transfer), amount=PART, cause="d1", reason="dispute"
        )
    assert payme.perform(identifier).result["state"] == 2
    payment = payment_data.reload_payment(payment.pk)
    assert (payment.status, payment.outstanding) == ("pending", PART)
    return payment, identifier


def test_partly_paid_payment_is_refused_by_check_create_and_link(payme, half_paid, pupil):
    payment, _identifier = half_paid
    before = snapshot_rows()
    reply = payme.check(PART, account_for(payment))
    assert (reply.code, reply.data) == (-31051, "payment")
    assert payme.create(new_id(), PART, account_for(payment)).code == -31008
    answer = factories.client_for(pupil).post(f"/payments/{payment.pk}/checkout/", {"provider": "payme"})
    assert (answer.status, answer.json["code"]) == (409, "provider_off")
    assert snapshot_rows() == before


def test_rest_is_paid_by_another_method(half_paid, pupil, shift):
    payment, _identifier = half_paid
    payment_data.pay_cash(payment, shift)  # type: ignore[arg-type]
    assert payment_data.reload_payment(payment.pk).status == "completed"


def test_payme_can_pay_all_after_it_reversed_its_part(payme, half_paid, pupil):
    payment, identifier = half_paid
    assert payme.cancel(identifier).result["state"] == -2
    now = payment_data.reload_payment(payment.pk)
    assert (now.status, now.settled, now.refunded) == ("pending", 0, 0)
    assert sum(Settlement.objects.filter(payment=now).values_list("amount", flat=True)) == 0
    assert ledger.get_student_balance(pupil, "UZS").amount == -now.amount
    again = create_reserved(payme, now)
    assert payme.perform(again).result["state"] == 2
    assert payment_data.reload_payment(payment.pk).status == "completed"
