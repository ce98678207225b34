"""Many calls at one moment, and how to take the protections against them away."""

from collections import Counter
from collections.abc import Callable
from contextlib import contextmanager
from functools import partial
from threading import Barrier, BrokenBarrierError
from typing import Any

from django.db import connection

from apps.payments.models import LedgerTransfer, Payment, ProviderTransaction
from apps.payments.services import locks, transactions
from tests.concurrency import call_concurrently
from tests.payments import payment_data
from tests.payments.long_runs import silent
from tests.payments.payme.payme_client import get_transaction

Call = Callable[[], Any]

ENDS = ((None, -2, -2, 1, 1, "refunded"), (-31008, -1, -1, 0, 0, "pending"))
"""Performed and then paid back, or cancelled before: answers, state, credits, what went back, the payment's status."""


def count_credits(payment):
    """How often money came in for the payment."""
    return LedgerTransfer.objects.filter(payment=payment, kind="money_in").count()


def race_perform_and_cancel(payme, pupil, group, *, rounds, patch=None, report_progress=silent):
    """PerformTransaction and CancelTransaction of one payment at one moment, so many times: how many rounds ended in
    neither of the two stories, and how often each end came. With a `patch` the locks are taken away by it.
    """
    torn, ends = 0, Counter[str]()
    for number in range(rounds):
        payment = payment_data.create_payment_due(pupil, group)
        identifier = payme.create_reserved(payment)
        if patch is not None:
            disable_locks(patch, 2)
        calls = [partial(payme.perform, identifier), partial(payme.cancel, identifier)]
        replies = call_concurrently(calls if number % 2 else calls[::-1])
        if patch is not None:
            patch.undo()
        performed, cancelled = replies if number % 2 else replies[::-1]
        code = cancelled.code or cancelled.result["state"]
        paid_back = LedgerTransfer.objects.filter(payment=payment, kind="paid_back").count()
        status = payment_data.reload_payment(payment).status
        end = (performed.code, code, get_transaction(identifier).state, count_credits(payment), paid_back, status)
        torn += end not in ENDS
        ends[f"perform {end[0] or 'done'}, cancel {code}, credited {end[3]}, paid back {paid_back}, {status}"] += 1
        report_progress(number + 1)
    return torn, ends


@contextmanager
def without_constraints(model, names):
    """These unique constraints of the model are not there; put back on an emptied table."""
    constraints = [constraint for constraint in model._meta.constraints if constraint.name in names]
    assert len(constraints) == len(names)
    with connection.schema_editor() as editor:
        for constraint in constraints:
            editor.remove_constraint(model, constraint)
    try:
        yield
    finally:
        model.objects.all().delete()
        with connection.schema_editor() as editor:
            for constraint in constraints:
                editor.add_constraint(model, constraint)


def disable_locks(patch, people):
    """Nobody waits for anybody any more: rows are read without being held, and whoever is about to write waits until
    all the others have read too.
    """
    reading, writing = Barrier(people), Barrier(people)
    open_transaction = transactions.open_transaction

    def hold_payment(payment_id):
        return Payment.objects.select_related("student", "payer", "branch", "group").get(pk=payment_id)

    def hold_money(money):
        fresh = ProviderTransaction.objects.select_related("student", "branch").get(pk=money.pk)
        fresh.payment = hold_payment(money.payment_id) if money.payment_id else None
        wait_for_others(reading)
        return fresh

    def late(money):
        wait_for_others(writing)
        return open_transaction(money)

    patch.setattr(locks, "lock_payment", hold_payment)
    patch.setattr(locks, "lock_transaction", hold_money)
    patch.setattr(transactions, "open_transaction", late)


def wait_for_others(gate):
    """For the others, but not for ever: one of them may have been refused already."""
    try:
        gate.wait(5)
    except BrokenBarrierError:
        pass
