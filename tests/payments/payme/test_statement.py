"""GetStatement: what was created, by Payme's time, both ends included, ascending."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from apps.payments.models import ProviderTransaction
from tests.payments.payme.payme_client import TIMEOUT, describe_transaction, get_transaction, new_id, now_ms
from tests.payments.payment_data import create_payment_due


def ids(rows):
    return [row["id"] for row in rows]


def make(payme, student, group, *times):
    """A transaction made in Payme at each of these times, in this order."""
    return [payme.create_reserved(create_payment_due(student, group), time) for time in times]


def test_statement_includes_both_ends_in_payme_time_order(payme, pupil, group):
    base = now_ms() - 100_000
    late, early, middle = make(payme, pupil, group, base + 20, base, base + 10)
    assert ids(payme.statement(base, base + 20)) == [early, middle, late]
    assert ids(payme.statement(base + 1, base + 20)) == [middle, late]
    assert ids(payme.statement(base, base + 19)) == [early, middle]
    assert ids(payme.statement(base + 10, base + 10)) == [middle]
    assert payme.statement(base + 11, base + 19) == []
    assert payme.statement(base + 20, base) == []


def test_same_time_is_ordered_by_creation(payme, pupil, group):
    moment = now_ms() - 5
    identifiers = make(payme, pupil, group, *[moment] * 5)
    assert ids(payme.statement(moment, moment)) == identifiers


def test_statement_has_every_state_with_all_fields(payme, pupil, group):
    first = now_ms()
    payments = [create_payment_due(pupil, group, 45_000_000 + number) for number in range(4)]
    created = payme.create_reserved(payments[0])
    performed, returned = payme.create_paid(payments[1]), payme.create_paid(payments[2])
    cancelled = payme.create_reserved(payments[3])
    payme.cancel(returned, 5)
    payme.cancel(cancelled, 3)
    listed = {transaction["id"]: transaction for transaction in payme.statement(first, now_ms())}
    states = {created: 1, performed: 2, returned: -2, cancelled: -1}
    assert {name: transaction["state"] for name, transaction in listed.items()} == states
    for identifier, transaction in listed.items():
        stored = get_transaction(identifier)
        assert transaction == {
            "id": identifier,
            "time": stored.provider_time,
            "amount": stored.amount,
            "account": {"payment": stored.payment.reference if stored.payment else ""},
            "receivers": None,
            **describe_transaction(identifier),
        }
    assert [transaction["reason"] for transaction in listed.values()] == [None, None, 5, 3]


def test_statement_account_is_as_received(payme, payment_due):
    account = {"payment": int(payment_due.reference), "phone": "+998901234567", "n": 2.5, "none": None}
    payme.create(account, payment_due.amount)
    assert payme.statement(0, now_ms())[0]["account"] == account


def test_refused_calls_are_not_in_the_statement(payme, payment_due):
    payme.create(payment_due, payment_due.amount + 1)
    payme.create({"payment": "1"}, payment_due.amount)
    payme.create(payment_due, time=now_ms() - TIMEOUT - 10_000)
    assert payme.statement(0, now_ms()) == []


def test_expired_transactions_are_stored_before_the_answer(payme, pupil, group):
    start = now_ms()
    inside, outside = make(payme, pupil, group, start, start + 50_000)
    with time_machine.travel(timezone.now() + timedelta(hours=13), tick=False):
        [transaction] = payme.statement(start, start + 10)
        assert transaction | {"id": inside, "state": -1, "reason": 4, "cancel_time": now_ms()} == transaction
    assert get_transaction(inside).state == -1
    assert get_transaction(outside).state == 1


@pytest.mark.parametrize("bound", ["from", "to"])
@pytest.mark.parametrize("value", ["1", 1.5, None, True, [], "missing"], ids=str)
def test_bound_of_wrong_type_is_32600(payme, bound, value):
    params = {"from": 0, "to": 1, bound: value}
    if value == "missing":
        del params[bound]
    assert payme.call("GetStatement", params).refusal == (-32600, bound)


@pytest.mark.parametrize(("first", "last"), [(0, 10**40), (-(10**40), 2**63), (-1, 9_999_999_999_999)])
def test_very_wide_bounds_return_everything(payme, payment_due, first, last):
    identifier = payme.create_reserved(payment_due)
    assert ids(payme.statement(first, last)) == [identifier]
    assert payme.statement(last, first) == []


def test_statement_of_a_thousand_transactions(payme, pupil, group):
    base = now_ms()
    ProviderTransaction.objects.bulk_create(
        ProviderTransaction(
            number=10**9 + number, provider="payme", provider_id=new_id(), desk="one_time", student=pupil,
            branch=group.branch, amount=1, provider_time=base + number % 100, create_time=base, state=-1,
            cancel_time=base,
        )
        for number in range(1000)
    )  # fmt: skip
    transactions = payme.statement(base, base + 99)
    assert len(transactions) == 1000
    assert [transaction["time"] for transaction in transactions] == sorted(
        transaction["time"] for transaction in transactions
    )
