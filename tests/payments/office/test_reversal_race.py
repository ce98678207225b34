"""A refund and a reversal of the same money at the same moment: one of them goes through, the money leaves once.

`TALIM_LONG=1` plays 200 rounds.
"""

import os
from functools import partial
from threading import Barrier, BrokenBarrierError

import pytest

from apps.core.uow import unit_of_work
from apps.payments.models import Receipt, ReceiptKind
from apps.payments.queries.ledger_rules import find_violations
from apps.payments.services import credit_refunds, ledger, locks, receipt_reversals, refund_requests
from apps.payments.services.credit_refunds import CreditRefund
from apps.payments.services.refund_requests import RefundRequest
from tests.concurrency import count_outcomes
from tests.payments.office.office_calls import get_desk_balance
from tests.payments.payment_data import (
    PRICE,
    create_payment_due,
    get_student_balance,
    pay_cash,
    reload_payment,
    take_money,
)

ROUNDS = 200 if os.environ.get("TALIM_LONG") else 2

pytestmark = [pytest.mark.usefixtures("a_connection_for_each"), pytest.mark.django_db(transaction=True)]


def race(actor, money, payment, copies=2):
    """Reverse the receipt and refund the payment, each so often, at once; how many were told what."""
    receipt = Receipt.objects.select_related("money__student").get(money=money, kind=ReceiptKind.PAYMENT)
    reverse = partial(receipt_reversals.reverse_receipt, actor=actor, receipt=receipt, reason="wrong", late=False)
    request = RefundRequest(PRICE)
    refund = partial(refund_requests.book_refund, actor=actor, payment=payment, request=request, reason="left")
    return count_outcomes([reverse, refund] * copies)


def test_of_a_refund_and_a_reversal_only_one_goes_through(manager, pupil, group, shift):
    for _round in range(ROUNDS):
        payment = create_payment_due(pupil, group)
        money = pay_cash(payment, shift)
        before = get_student_balance(pupil)
        results = race(manager, money, payment)
        assert results.pop("done") == 1
        assert set(results) <= {"already_reversed", "payment_closed"}
        assert get_desk_balance(shift.desk) == 0
        is_reversed = reload_payment(payment).status == "pending"
        assert get_student_balance(pupil) == before - (PRICE if is_reversed else 0)


def race_for_credit(actor, money):
    """Reverse the receipt of a top-up and refund the credit, at once."""
    receipt = Receipt.objects.select_related("money__student").get(money=money, kind=ReceiptKind.PAYMENT)
    reverse = partial(receipt_reversals.reverse_receipt, actor=actor, receipt=receipt, reason="wrong", late=False)
    refund = CreditRefund(money.student, PRICE, "UZS", "left")
    return count_outcomes([reverse, partial(credit_refunds.book_credit_refund, actor=actor, refund=refund)])


def take_credit(student, shift):
    with unit_of_work():
        locks.lock_open_payments(student.pk, "UZS")
        return take_money(student, shift.desk.branch, PRICE, shift.cashier, shift=shift)


def test_free_credit_is_refunded_or_reversed(manager, pupil, shift):
    for _round in range(ROUNDS):
        results = race_for_credit(manager, take_credit(pupil, shift))
        assert results in ({"done": 1, "already_reversed": 1}, {"done": 1, "refund_too_large": 1})
        assert get_desk_balance(shift.desk) == get_student_balance(pupil) == 0


def test_control_without_locks_the_credit_leaves_twice(manager, pupil, second_pupil, shift, monkeypatch):
    """Both have read that the money is free before one of them writes."""
    gate = Barrier(2)

    def together(read):
        def read_and_wait(*arguments):
            value = read(*arguments)
            try:
                gate.wait(30)
            except BrokenBarrierError:
                pytest.fail("the other one did not come")
            return value

        return read_and_wait

    take_credit(second_pupil, shift)
    money = take_credit(pupil, shift)
    monkeypatch.setattr(locks, "lock_student_account", ledger.ensure_student_account)
    monkeypatch.setattr(locks, "lock_transaction", together(lambda row: type(row).objects.get(pk=row.pk)))
    monkeypatch.setattr(credit_refunds, "select_money", together(credit_refunds.select_money))
    assert race_for_credit(manager, money) == {"done": 2}
    assert get_desk_balance(shift.desk) == 0
    assert get_student_balance(pupil) == -PRICE
    assert find_violations() != []
