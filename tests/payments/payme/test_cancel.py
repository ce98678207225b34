"""CancelTransaction, row by row: before it was performed the payment is free again, afterwards the money goes back."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from apps.payments.models import LedgerAccount, LedgerTransfer, Payment
from apps.payments.services import ledger
from tests.payments import payment_data
from tests.payments.payme.payme_client import (
    TIMEOUT,
    create_paid,
    create_reserved,
    get_transaction,
    new_id,
    now_ms,
    snapshot_rows,
)

REASONS = [1, 2, 3, 4, 5, 10, 6, 9, 0, -1, 2_147_483_647]


def test_unknown_transaction_is_31003(payme):
    assert payme.cancel(new_id()).code == -31003


@pytest.mark.parametrize("reason", REASONS)
def test_created_transaction_is_cancelled_with_the_reason(payme, payment_due, reason):
    identifier = create_reserved(payme, payment_due)
    with time_machine.travel(timezone.now(), tick=False):
        reply = payme.cancel(identifier, reason)
        stored = get_transaction(identifier)
        assert reply.result == {"transaction": str(stored.number), "cancel_time": now_ms(), "state": -1}
    assert (stored.reason, stored.perform_time) == (reason, 0)
    assert payment_data.reload_payment(payment_due.pk).status == "pending"
    assert payme.look(identifier).result["reason"] == reason


def test_expired_transaction_is_cancelled_with_the_reason(payme, payment_due):
    identifier = create_reserved(payme, payment_due)
    with time_machine.travel(timezone.now() + timedelta(milliseconds=TIMEOUT + 1), tick=False):
        assert payme.cancel(identifier, 3).result["state"] == -1
    assert get_transaction(identifier).reason == 3


def test_transaction_already_expired_keeps_its_reason(payme, payment_due):
    identifier = create_reserved(payme, payment_due)
    with time_machine.travel(timezone.now() + timedelta(milliseconds=TIMEOUT + 1), tick=False):
        ended = payme.look(identifier).result["cancel_time"]
    assert payme.cancel(identifier, 3).result["cancel_time"] == ended
    assert get_transaction(identifier).reason == 4


def test_performed_transaction_is_reversed_once(payme, payment_due, pupil):
    identifier = create_paid(payme, payment_due)
    performed = get_transaction(identifier).perform_time
    with time_machine.travel(timezone.now() + timedelta(days=3), tick=False):
        reply = payme.cancel(identifier, 5)
        stored = get_transaction(identifier)
        assert reply.result == {"transaction": str(stored.number), "cancel_time": now_ms(), "state": -2}
    assert (stored.perform_time, stored.reason) == (performed, 5)
    assert payment_data.reload_payment(payment_due.pk).status == "refunded"
    assert LedgerAccount.objects.get(kind="provider", provider="payme").balance == 0
    assert LedgerAccount.objects.get(kind="revenue").balance == 0
    assert ledger.get_student_balance(pupil, "UZS").amount == 0
    before = snapshot_rows()
    with time_machine.travel(timezone.now() + timedelta(days=9)):
        assert payme.cancel(identifier, 10).raw == reply.raw
    assert snapshot_rows() == before
    assert LedgerTransfer.objects.filter(kind="paid_back").count() == 1


@pytest.mark.parametrize("performed", [False, True], ids=["before", "after"])
def test_repeated_cancel_gets_the_first_answer(payme, payment_due, performed):
    identifier = create_paid(payme, payment_due) if performed else create_reserved(payme, payment_due)
    first = payme.cancel(identifier, 5)
    assert first.result["state"] == (-2 if performed else -1)
    with time_machine.travel(timezone.now() + timedelta(hours=30)):
        assert payme.cancel(identifier, 2).raw == first.raw
        assert payme.look(identifier).result["reason"] == 5


def test_not_refundable_payment_is_31007(payme, payment_due):
    identifier = create_paid(payme, payment_due)
    Payment.objects.filter(pk=payment_due.pk).update(refundable=False)
    before = snapshot_rows()
    for _time in range(2):
        assert payme.cancel(identifier).code == -31007
    assert snapshot_rows() == before
    Payment.objects.filter(pk=payment_due.pk).update(refundable=True)
    assert payme.cancel(identifier).result["state"] == -2


def test_created_transaction_of_a_not_refundable_payment_is_cancelled(payme, payment_due):
    identifier = create_reserved(payme, payment_due)
    Payment.objects.filter(pk=payment_due.pk).update(refundable=False)
    assert payme.cancel(identifier).result["state"] == -1


def test_unused_top_up_is_reversed(payme_top_up, numbered_pupil):
    identifier = new_id()
    payme_top_up.create(identifier, 500_000, {"student": "1042"})
    payme_top_up.perform(identifier)
    assert payme_top_up.cancel(identifier).result["state"] == -2
    assert ledger.get_student_balance(numbered_pupil, "UZS").amount == 0


def test_used_top_up_is_31007_and_nothing_changes(payme_top_up, numbered_pupil, group):
    spent, unused = new_id(), new_id()
    for identifier in (spent, unused):
        payme_top_up.create(identifier, 500_000, {"student": "1042"})
        payme_top_up.perform(identifier)
    payment_data.create_payment_due(numbered_pupil, group, 600_000)
    before = snapshot_rows()
    assert payme_top_up.cancel(spent).code == -31007
    assert payme_top_up.cancel(unused).code == -31007
    assert snapshot_rows() == before
    assert payme_top_up.look(spent).result["state"] == 2
