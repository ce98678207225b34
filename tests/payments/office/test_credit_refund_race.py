"""Two people, or sixteen, pay the same free credit back at the same moment: it goes out once.

`TALIM_LONG=1` plays 200 rounds.
"""

import os
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, BrokenBarrierError
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connections

from apps.accounts.models import User
from apps.core.errors import Conflict
from apps.payments.models import AccountKind
from apps.payments.queries.ledger_rules import find_violations
from apps.payments.services import credit_refunds, ledger, locks
from apps.payments.services.credit_refunds import CreditRefund
from apps.settings.models import Branch
from tests.payments import payment_data as money
from tests.payments.office import office_calls

ROUNDS = 200 if os.environ.get("TALIM_LONG") else 4
AT_ONCE = 16
CREDIT = 20_000_000

pytestmark = [pytest.mark.usefixtures("a_connection_for_each"), pytest.mark.django_db(transaction=True)]


def race(actor: User, student: User, amount: int, at_once: int) -> list[str]:
    """All pay so much of it back at once; what each was told."""
    start = Barrier(at_once)

    def refund_once(_number: int) -> str:
        try:
            start.wait(60)
            refund = CreditRefund(student, amount, "UZS", "The course is over.")
            agreed_refund = credit_refunds.request_credit_refund(actor=actor, refund=refund, key=uuid4().hex)
            credit_refunds.issue_credit_refund(actor=actor, refund=agreed_refund)
        except Conflict as error:
            return str(error.code)
        finally:
            connections.close_all()
        return "paid"

    with ThreadPoolExecutor(at_once) as pool:
        return sorted(pool.map(refund_once, range(at_once)))


def sum_left_bank(branch: Branch, came: int) -> int:
    """How much has left the bank of what came in."""
    return came - office_calls.get_balance(AccountKind.BANK, branch=branch)


@pytest.mark.parametrize("share", [1, 4], ids=["all of it", "a quarter each"])
def test_concurrent_refunds_never_exceed_free_credit(admin, pupil, branch, share):
    for played in range(1, ROUNDS + 1):
        money.top_up(pupil, branch, CREDIT, admin)
        results = race(admin, pupil, CREDIT // share, AT_ONCE)
        assert results == ["paid"] * share + ["refund_too_large"] * (AT_ONCE - share)
        assert sum_left_bank(branch, played * CREDIT) == played * CREDIT
        assert ledger.get_student_balance(pupil, "UZS").amount == 0
    assert find_violations() == []


def test_control_without_locks_and_causes_too_much_is_refunded(admin, pupil, branch, monkeypatch):
    """Both have seen the credit free before one of them pays."""
    gate = Barrier(2)
    parts = credit_refunds._select_money

    def together(actor: User, refund: CreditRefund) -> list[tuple[Any, int]]:
        refund_parts = parts(actor, refund)
        try:
            gate.wait(30)
        except BrokenBarrierError:
            pytest.fail("the other one did not come")
        return refund_parts

    def unheld(student_id: UUID, currency: str) -> object:
        return ledger.get_student_account(student_id, currency)

    monkeypatch.setattr(credit_refunds, "_select_money", together)
    monkeypatch.setattr(locks, "lock_account", unheld)
    monkeypatch.setattr(credit_refunds, "get_refund_cause", lambda _money: f"control:{uuid4()}")
    money.top_up(pupil, branch, CREDIT, admin)
    assert race(admin, pupil, CREDIT, 2) == ["paid", "paid"]
    assert sum_left_bank(branch, CREDIT) == 2 * CREDIT
    assert ledger.get_student_balance(pupil, "UZS").amount == -CREDIT
    assert find_violations() != []
