"""CancelTransaction, row by row: before it was performed the payment is free again, afterwards the money goes back."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from apps.payments.models import LedgerAccount, LedgerTransfer, Payment
from tests.payments.payme.payme_client import get_transaction, new_id, nothing_changes, now_ms, travel_past_timeout
from tests.payments.payment_data import create_payment_due, get_student_balance, reload_payment

REASONS = [1, 2, 3, 4, 5, 10, 6, 9, 0, -1, 2_147_483_647]


def test_unknown_transaction_is_31003(payme):
    assert payme.cancel(new_id()).code == -31003


@pytest.mark.parametrize("reason", REASONS)
def test_created_transaction_is_cancelled_with_the_reason(payme, payment_due, reason):
    identifier = payme.create_reserved(payment_due)
    with time_machine.travel(timezone.now(), tick=False):
        reply = payme.cancel(identifier, reason)
        stored = get_transaction(identifier)
        assert reply.result == {"transaction": str(stored.number), "cancel_time": now_ms(), "state": -1}
    assert (stored.reason, stored.perform_time) == (reason, 0)
    assert reload_payment(payment_due).status == "pending"
    assert payme.look(identifier).result["reason"] == reason


def test_expired_transaction_is_cancelled_with_the_reason(payme, payment_due):
    identifier = payme.create_reserved(payment_due)
    with travel_past_timeout():
        assert payme.cancel(identifier, 3).result["state"] == -1
    assert get_transaction(identifier).reason == 3


def test_transaction_already_expired_keeps_its_reason(payme, payment_due):
    identifier = payme.create_reserved(payment_due)
    with travel_past_timeout():
        ended = payme.look(identifier).result["cancel_time"]
    assert payme.cancel(identifier, 3).result["cancel_time"] == ended
    assert get_transaction(identifier).reason == 4


def test_performed_transaction_is_reversed_once(payme, payment_due, pupil):
    identifier = payme.create_paid(payment_due)
    performed = get_transaction(identifier).perform_time
    with time_machine.travel(timezone.now() + timedelta(days=3), tick=False):
        reply = payme.cancel(identifier, 5)
        stored = get_transaction(identifier)
        assert reply.result == {"transaction": str(stored.number), "cancel_time": now_ms(), "state": -2}
    assert (stored.perform_time, stored.reason) == (performed, 5)
    assert reload_payment(payment_due).status == "refunded"
    assert LedgerAccount.objects.get(kind="provider", provider="payme").balance == 0
    assert LedgerAccount.objects.get(kind="revenue").balance == 0
    assert get_student_balance(pupil) == 0
    with nothing_changes(), time_machine.travel(timezone.now() + timedelta(days=9)):
        assert payme.cancel(identifier, 10).raw == reply.raw
    assert LedgerTransfer.objects.filter(kind="paid_back").count() == 1


@pytest.mark.parametrize("performed", [False, True], ids=["before", "after"])
def test_repeated_cancel_gets_the_first_answer(payme, payment_due, performed):
    identifier = payme.create_paid(payment_due) if performed else payme.create_reserved(payment_due)
    first = payme.cancel(identifier, 5)
    assert first.result["state"] == (-2 if performed else -1)
    with time_machine.travel(timezone.now() + timedelta(hours=30)):
        assert payme.cancel(identifier, 2).raw == first.raw
        assert payme.look(identifier).result["reason"] == 5


def test_not_refundable_payment_is_31007(payme, payment_due):
    identifier = payme.create_paid(payment_due)
    Payment.objects.filter(pk=payment_due.pk).update(refundable=False)
    with nothing_changes():
        for _time in range(2):
            assert payme.cancel(identifier).code == -31007
    Payment.objects.filter(pk=payment_due.pk).update(refundable=True)
    assert payme.cancel(identifier).result["state"] == -2


def test_created_transaction_of_a_not_refundable_payment_is_cancelled(payme, payment_due):
    identifier = payme.create_reserved(payment_due)
    Payment.objects.filter(pk=payment_due.pk).update(refundable=False)
    assert payme.cancel(identifier).result["state"] == -1


def test_unused_top_up_is_reversed(payme_top_up, numbered_pupil):
    identifier = new_id()
    payme_top_up.create({"student": "1042"}, 500_000, id=identifier)
    payme_top_up.perform(identifier)
    assert payme_top_up.cancel(identifier).result["state"] == -2
    assert get_student_balance(numbered_pupil) == 0


def test_used_top_up_is_31007_and_nothing_changes(payme_top_up, numbered_pupil, group):
    spent, unused = new_id(), new_id()
    for identifier in (spent, unused):
        payme_top_up.create({"student": "1042"}, 500_000, id=identifier)
        payme_top_up.perform(identifier)
    create_payment_due(numbered_pupil, group, 600_000)
    with nothing_changes():
        assert payme_top_up.cancel(spent).code == -31007
        assert payme_top_up.cancel(unused).code == -31007
    assert payme_top_up.look(spent).result["state"] == 2
