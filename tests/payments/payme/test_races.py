"""Calls at one moment: one transaction a payment, one grant, one story. Without index and lock that is lost.

`TALIM_LONG=1` plays 50 rounds.
"""

import os
from contextlib import ExitStack
from functools import partial

import pytest

from apps.core.errors import Conflict
from apps.payments.models import LedgerTransfer, ProviderTransaction
from tests.concurrency import call_concurrently
from tests.payments.payme.concurrency import count_credits, disable_locks, race_perform_and_cancel, without_constraints
from tests.payments.payme.payme_client import new_id, now_ms
from tests.payments.payment_data import create_payment_due, pay_cash

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("a_connection_for_each")]
AT_ONCE, FEW = 20, 4
LIVE = ("payment_one_live_transaction", "payment_one_payme_transaction")
ROUNDS, ROUNDS_OF_CONTROL = (50 if os.environ.get("TALIM_LONG") else 20), 5

PROTECTIONS = pytest.mark.parametrize(
    ("locked", "indexed"),
    [(True, True), (True, False), (False, True), (False, False)],
    ids=["lock and index", "lock alone", "index alone", "control: neither"],
)


@PROTECTIONS
def test_concurrent_creates_of_a_payment_make_one_transaction(payme, payment_due, monkeypatch, locked, indexed):
    with ExitStack() as stack:
        people = AT_ONCE if locked and indexed else FEW
        if not indexed:
            stack.enter_context(without_constraints(ProviderTransaction, LIVE))
        if not locked:
            disable_locks(monkeypatch, people)
        ids = [new_id() for _number in range(people)]
        replies = call_concurrently([partial(payme.create, payment_due, id=id_) for id_ in ids])
        accepted_replies = [reply for reply in replies if reply.code is None]
        assert ProviderTransaction.objects.count() == len(accepted_replies)
        assert {reply.code for reply in replies} <= {None, -31008}
        assert (len(accepted_replies) == 1) == (locked or indexed)


@PROTECTIONS
def test_concurrent_creates_with_one_id_get_one_answer(payme, payment_due, monkeypatch, locked, indexed):
    with ExitStack() as stack:
        people = AT_ONCE if locked and indexed else FEW
        if not indexed:
            stack.enter_context(without_constraints(ProviderTransaction, (*LIVE, "provider_transaction_once")))
        if not locked:
            disable_locks(monkeypatch, people)
        identifier, time_ms = new_id(), now_ms()
        replies = call_concurrently([partial(payme.create, payment_due, id=identifier, time=time_ms)] * people)
        if locked or indexed:
            assert ProviderTransaction.objects.count() == 1
            assert {reply.raw for reply in replies} == {replies[0].raw}
            assert replies[0].result["state"] == 1
        else:
            assert ProviderTransaction.objects.count() > 1
            assert len({reply.raw for reply in replies}) > 1


def test_one_id_for_two_payments_makes_one_transaction(payme, payment_due, second_pupil, group):
    other = create_payment_due(second_pupil, group)
    for _round in range(5):
        identifier = new_id()
        replies = call_concurrently(
            [partial(payme.create, payment, id=identifier) for payment in (payment_due, other)] * 3
        )
        assert ProviderTransaction.objects.filter(provider_id=identifier).count() == 1
        assert {reply.code for reply in replies} == {None, -31050}
        payme.cancel(identifier)


@pytest.mark.parametrize("method", ["perform", "cancel before", "cancel after", "look"])
def test_ten_concurrent_repeats_have_one_effect(payme, payment_due, method):
    identifier = payme.create_reserved(payment_due)
    if method == "cancel after":
        payme.perform(identifier)
    call = {"perform": payme.perform, "look": payme.look}.get(method, payme.cancel)
    replies = call_concurrently([partial(call, identifier)] * 10)
    assert {reply.raw for reply in replies} == {replies[0].raw}
    assert replies[0].code is None
    assert call(identifier).raw == replies[0].raw
    assert count_credits(payment_due) == (method in ("perform", "cancel after"))
    assert LedgerTransfer.objects.filter(kind="paid_back").count() == (method == "cancel after")


@pytest.mark.parametrize("locked", [True, False], ids=["locked", "control: no lock"])
def test_concurrent_perform_and_cancel_end_consistently(payme, pupil, group, monkeypatch, locked):
    rounds = ROUNDS if locked else ROUNDS_OF_CONTROL
    with monkeypatch.context() as patch:
        torn, ends = race_perform_and_cancel(payme, pupil, group, rounds=rounds, patch=None if locked else patch)
    assert sum(ends.values()) == rounds
    assert (torn == 0) == locked, ends


def test_concurrent_cash_and_payme_complete_the_payment_once(payme, pupil, group, shift):
    amounts = []

    def cash(payment):
        try:
            pay_cash(payment, shift)
        except Conflict as error:
            assert error.code == "payment_in_progress"
        else:
            amounts.append(payment.pk)

    for _round in range(10):
        payment, identifier = create_payment_due(pupil, group), new_id()
        create = partial(payme.create, payment, id=identifier)
        created, _nothing = call_concurrently([create, partial(cash, payment)])
        assert (created.code is None) == (payment.pk not in amounts)
        if created.code is None:
            payme.perform(identifier)
        assert count_credits(payment) == 1
