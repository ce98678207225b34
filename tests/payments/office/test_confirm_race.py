"""Two cashiers, or thirty, confirm one payment at the same moment: one takes the money, the others hear it is paid.

`TALIM_LONG=1` plays 200 rounds.
"""

import os
from functools import partial
from itertools import cycle
from threading import Barrier

import pytest
from django.db.models import Sum

from apps.core.permissions import Role
from apps.payments.models import Payment, ProviderTransaction
from apps.payments.services import confirmations, locks
from tests.concurrency import count_outcomes
from tests.factories import make_user
from tests.payments import payment_data

ROUNDS, AT_ONCE = (200 if os.environ.get("TALIM_LONG") else 3), 32
CONTROL_ROUNDS = 2


def race(payment, cashiers):
    """All confirm it at once, by cash and transfer in turn; how many were told what."""
    confirm = partial(confirmations.confirm_payment, payment=payment)
    methods = cycle(["transfer", "cash"])
    return count_outcomes([partial(confirm, actor=cashier, method=next(methods)) for cashier in cashiers])


def without_locks(all_read):
    """What holding a payment would be without the hold: everybody reads before anybody writes."""

    def read(payment_id):
        payment = Payment.objects.get(pk=payment_id)
        all_read.wait(60)
        return payment

    return read


@pytest.fixture
def cashiers(branch):
    """Each with a desk and a shift of their own."""
    people = [make_user(Role.MANAGER, "Cashier", email=f"cashier{n}@example.uz") for n in range(AT_ONCE)]
    for number, person in enumerate(people):
        payment_data.open_shift(payment_data.create_cash_desk(branch, f"Desk {number}"), person)
    return people


@pytest.mark.usefixtures("a_connection_for_each")
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("protected", [True, False], ids=["held", "control: nothing held"])
def test_of_concurrent_confirmations_only_one_succeeds(group, pupil, cashiers, monkeypatch, protected):
    if not protected:
        monkeypatch.setattr(locks, "lock_payment", without_locks(Barrier(AT_ONCE)))
    oversold = 0
    for _ in range(ROUNDS if protected else CONTROL_ROUNDS):
        payment = payment_data.create_payment_due(pupil, group)
        results = race(payment, cashiers)
        total_received = ProviderTransaction.objects.filter(payment=payment).aggregate(total=Sum("amount"))["total"]
        oversold += total_received > payment.amount
        if protected:
            assert results == {"payment_closed": AT_ONCE - 1, "done": 1}
            assert total_received == payment.amount
    assert (oversold == 0) == protected
