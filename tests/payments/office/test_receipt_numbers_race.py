"""Receipts of a branch and year are numbered without holes, whoever takes money at once and whatever rolls back."""

from functools import partial
from itertools import count

import pytest

from apps.core.permissions import Role
from apps.core.uow import unit_of_work
from apps.payments.models import Receipt
from apps.payments.services import confirmations, receipts
from tests.concurrency import call_concurrently
from tests.factories import make_user
from tests.payments import payment_data

ROUNDS, AT_ONCE = 3, 32


class Broken(Exception):
    """What goes wrong after the receipt was issued."""


def pay(payments, cashier):
    """All are paid at once, every third transaction rolls back at its end; how many stood."""

    def pay_and_commit(number, payment):
        try:
            with unit_of_work():
                confirmations.take_without_cash(actor=cashier, payment=payment, method="transfer")
                if number % 3 == 0:
                    raise Broken
        except Broken:
            return 0
        return 1

    return sum(call_concurrently([partial(pay_and_commit, *numbered) for numbered in enumerate(payments)]))


@pytest.mark.usefixtures("a_connection_for_each")
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("protected", [True, False], ids=["series", "control: a counter"])
def test_concurrent_receipts_have_no_gaps_and_no_duplicates(group, manager, monkeypatch, protected):
    if not protected:
        counted = count(1)
        monkeypatch.setattr(receipts, "take_numbers", lambda _series: [next(counted)])
    pupils = [make_user(Role.STUDENT, "Pupil", email=f"pupil{number}@example.uz") for number in range(AT_ONCE)]
    stood = 0
    for _ in range(ROUNDS):
        stood += pay([payment_data.create_payment_due(pupil, group, 1_000_000) for pupil in pupils], manager)
    numbers = sorted(Receipt.objects.values_list("number", flat=True))
    assert len(set(numbers)) == len(numbers) == stood
    assert (numbers == list(range(1, stood + 1))) == protected
