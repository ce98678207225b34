"""CheckTransaction: how a transaction stands, row by row; times that did not come are 0, never null."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from tests.payments.payme.payme_client import (
    TIMEOUT,
    describe_transaction,
    new_id,
    nothing_changes,
    now_ms,
    travel_past_timeout,
)


def test_unknown_transaction_is_31003(payme):
    assert payme.look(new_id()).code == -31003


@pytest.mark.parametrize("state", [1, 2, -1, -2], ids=["created", "performed", "cancelled", "returned"])
def test_state_of_a_transaction(payme, payment_due, state):
    identifier = payme.create_paid(payment_due) if abs(state) == 2 else payme.create_reserved(payment_due)
    if state < 0:
        payme.cancel(identifier, 3)
    with nothing_changes():
        result = payme.look(identifier).result
        assert payme.look(identifier).result == result == describe_transaction(identifier)
    assert (result["state"], result["reason"]) == (state, 3 if state < 0 else None)
    assert result["create_time"] > 0
    assert (result["perform_time"] > 0) == (abs(state) == 2)
    assert (result["cancel_time"] > 0) == (state < 0)


def test_expired_transaction_is_cancelled_before_the_answer(payme, payment_due):
    identifier = payme.create_reserved(payment_due)
    with travel_past_timeout() as clock:
        result = payme.look(identifier).result
        assert (result["state"], result["reason"], result["cancel_time"]) == (-1, 4, now_ms())
        clock.shift(timedelta(hours=1))
        assert payme.look(identifier).result == result
    assert payme.check({"payment": payment_due.reference}, payment_due.amount).result == {"allow": True}


def test_expiry_is_twelve_hours_after_payme_time(payme, payment_due):
    with time_machine.travel(timezone.now(), tick=False) as clock:
        time_ms = now_ms() - 6 * 3_600_000
        identifier = payme.create_reserved(payment_due, time_ms)
        clock.shift(timedelta(hours=6))
        assert now_ms() - time_ms == TIMEOUT
        assert payme.look(identifier).result["state"] == 1
        clock.shift(timedelta(milliseconds=1))
        assert payme.look(identifier).result["state"] == -1


def test_transaction_with_a_future_time_is_not_expired(payme, payment_due):
    with time_machine.travel(timezone.now(), tick=False) as clock:
        identifier = payme.create_reserved(payment_due, now_ms() + 3_600_000)
        clock.shift(timedelta(hours=12, minutes=30))
        assert payme.look(identifier).result["state"] == 1
