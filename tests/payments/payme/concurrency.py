"""Many calls at one moment, and how to take the protections against them away."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from threading import Barrier, BrokenBarrierError
from typing import Any
from uuid import UUID

import pytest
from django.db import connection, connections

from apps.accounts.models import User
from apps.courses.models import Group
from apps.payments.models import LedgerTransfer, Payment, ProviderTransaction
from apps.payments.services import locks, transactions
from tests.payments import payment_data
from tests.payments.long_runs import Progress, silent
from tests.payments.payme.payme_client import Payme, create_reserved, get_transaction

Call = Callable[[], Any]

ENDS = ((None, -2, -2, 1, 1, "refunded"), (-31008, -1, -1, 0, 0, "pending"))
"""Performed and then paid back, or cancelled before: answers, state, credits, what went back, the payment's status."""


def call_concurrently(calls: Sequence[Call]) -> list[Any]:
    """The answers to all of these, sent at the same moment."""
    start = Barrier(len(calls))

    def send_call(call: Call) -> Any:
        try:
            start.wait(30)
            return call()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(send_call, calls))


def count_credits(payment: Payment) -> int:
    """How often money came in for the payment."""
    return LedgerTransfer.objects.filter(payment=payment, kind="money_in").count()


def race_perform_and_cancel(
    payme: Payme,
    pupil: User,
    group: Group,
    *,
    rounds: int,
    patch: pytest.MonkeyPatch | None = None,
    report_progress: Progress = silent,
) -> tuple[int, Counter[str]]:
    """PerformTransaction and CancelTransaction of one payment at one moment, so many times: how many rounds ended in
    neither of the two stories, and how often each end came. With a `patch` the locks are taken away by it.
    """
    torn, ends = 0, Counter[str]()
    for number in range(rounds):
        payment = payment_data.create_payment_due(pupil, group)
        identifier = create_reserved(payme, payment)
        if patch is not None:
            disable_locks(patch, 2)
        calls = [partial(payme.perform, identifier), partial(payme.cancel, identifier)]
        replies = call_concurrently(calls if number % 2 else calls[::-1])
        if patch is not None:
            patch.undo()
        performed, cancelled = replies if number % 2 else replies[::-1]
        code = cancelled.code or cancelled.result["state"]
        paid_back = LedgerTransfer.objects.filter(payment=payment, kind="paid_back").count()
        status = payment_data.reload_payment(payment.pk).status
        end = (performed.code, code, get_transaction(identifier).state, count_credits(payment), paid_back, status)
        torn += end not in ENDS
        ends[f"perform {end[0] or 'done'}, cancel {code}, credited {end[3]}, paid back {paid_back}, {status}"] += 1
        report_progress(number + 1)
    return torn, ends


@contextmanager
def without_constraints(names: Sequence[str]) -> Iterator[None]:
    """These unique constraints of transactions are not there; put back on an emptied table."""
    constraints = [constraint for constraint in ProviderTransaction._meta.constraints if constraint.name in names]
    assert len(constraints) == len(names)
    with connection.schema_editor() as editor:
        for constraint in constraints:
            editor.remove_constraint(ProviderTransaction, constraint)
    try:
        yield
    finally:
        ProviderTransaction.objects.all().delete()
        with connection.schema_editor() as editor:
            for constraint in constraints:
                editor.add_constraint(ProviderTransaction, constraint)


def disable_locks(patch: pytest.MonkeyPatch, people: int) -> None:
    """Nobody waits for anybody any more: rows are read without being held, and whoever is about to write waits until
    all the others have read too.
    """
    reading, writing = Barrier(people), Barrier(people)
    open_transaction = transactions.open_transaction

    def hold_payment(payment_id: UUID) -> Payment:
        return Payment.objects.select_related("student", "payer", "branch", "group").get(pk=payment_id)

    def hold_money(money: ProviderTransaction) -> ProviderTransaction:
        fresh = ProviderTransaction.objects.select_related("student", "branch").get(pk=money.pk)
        fresh.payment = hold_payment(money.payment_id) if money.payment_id else None
        wait_for_others(reading)
        return fresh

    def late(money: ProviderTransaction) -> ProviderTransaction:
        wait_for_others(writing)
        return open_transaction(money)

    patch.setattr(locks, "lock_payment", hold_payment)
    patch.setattr(locks, "lock_transaction", hold_money)
    patch.setattr(transactions, "open_transaction", late)


def wait_for_others(gate: Barrier) -> None:
    """For the others, but not for ever: one of them may have been refused already."""
    try:
        gate.wait(5)
    except BrokenBarrierError:
        pass
