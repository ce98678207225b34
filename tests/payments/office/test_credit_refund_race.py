"""Two people, or sixteen, pay the same free credit back at the same moment: it goes out once.

`TALIM_LONG=1` plays 200 rounds.
"""

import os
from threading import Barrier, BrokenBarrierError
from uuid import uuid4

import pytest

from apps.payments.models import AccountKind
from apps.payments.queries.ledger_rules import find_violations
from apps.payments.services import credit_refunds, ledger, locks
from apps.payments.services.credit_refunds import CreditRefund
from tests.concurrency import count_outcomes
from tests.payments.office.office_calls import get_balance
from tests.payments.payment_data import get_student_balance, top_up

ROUNDS = 200 if os.environ.get("TALIM_LONG") else 4
AT_ONCE = 16
CREDIT = 20_000_000

pytestmark = [pytest.mark.usefixtures("a_connection_for_each"), pytest.mark.django_db(transaction=True)]


def race(actor, student, amount, at_once):
    """All pay so much of it back at once; how many were told what."""

    def refund_once():
        refund = CreditRefund(student, amount, "UZS", "The course is over.")
        agreed_refund = credit_refunds.request_credit_refund(actor=actor, refund=refund, idempotency_key=uuid4().hex)
        credit_refunds.book_credit_refund(actor=actor, refund=agreed_refund)

    return count_outcomes([refund_once] * at_once)


def sum_left_bank(branch, came):
    """How much has left the bank of what came in."""
    return came - get_balance(AccountKind.BANK, branch=branch)


@pytest.mark.parametrize("share", [1, 4], ids=["all of it", "a quarter each"])
def test_concurrent_refunds_never_exceed_free_credit(admin, pupil, branch, share):
    for played in range(1, ROUNDS + 1):
        top_up(pupil, branch, CREDIT, admin)
        results = race(admin, pupil, CREDIT // share, AT_ONCE)
        assert results == {"done": share, "refund_too_large": AT_ONCE - share}
        assert sum_left_bank(branch, played * CREDIT) == played * CREDIT
        assert get_student_balance(pupil) == 0


def test_control_without_locks_and_causes_too_much_is_refunded(admin, pupil, branch, monkeypatch):
    """Both have seen the credit free before one of them pays."""
    gate = Barrier(2)
    parts = credit_refunds.select_money

    def together(actor, refund):
        refund_parts = parts(actor, refund)
        try:
            gate.wait(30)
        except BrokenBarrierError:
            pytest.fail("the other one did not come")
        return refund_parts

    def unheld(student_id, currency):
        return ledger.ensure_student_account(student_id, currency)

    monkeypatch.setattr(credit_refunds, "select_money", together)
    monkeypatch.setattr(locks, "lock_student_account", unheld)
    monkeypatch.setattr(credit_refunds, "build_credit_refund_cause", lambda _money: f"control:{uuid4()}")
    top_up(pupil, branch, CREDIT, admin)
    assert race(admin, pupil, CREDIT, 2) == {"done": 2}
    assert sum_left_bank(branch, CREDIT) == 2 * CREDIT
    assert get_student_balance(pupil) == -CREDIT
    assert find_violations() != []
