"""Several people set the same pupil's opening balance at the same moment: it is opened once."""

from threading import Barrier, BrokenBarrierError

import pytest
from django.db import IntegrityError

from apps.core.errors import Conflict
from apps.core.money import Money
from apps.payments.models import AccountKind, OpeningBalance, OpeningSide
from apps.payments.services import locks, opening_balances
from apps.payments.services.opening_balances import NewOpeningBalance, open_balance
from tests.concurrency import count_outcomes
from tests.payments.office.office_calls import get_balance
from tests.payments.payment_data import get_student_balance

AT_ONCE = 4

pytestmark = [pytest.mark.usefixtures("a_connection_for_each"), pytest.mark.django_db(transaction=True)]


def race(actor, student, branch, at_once):
    """All open the balance at once; how many were told what."""
    opening = NewOpeningBalance(student, branch, OpeningSide.CREDIT, Money(5_000_000, "UZS"))

    def open_once():
        try:
            open_balance(actor=actor, opening=opening)
        except IntegrityError as error:
            raise Conflict(code="refused_by_the_database") from error

    return count_outcomes([open_once] * at_once)


def test_concurrent_openings_open_one_balance(admin, pupil, branch):
    assert race(admin, pupil, branch, AT_ONCE) == {"done": 1, "conflict": AT_ONCE - 1}
    assert (OpeningBalance.objects.count(), get_student_balance(pupil)) == (1, 5_000_000)
    assert get_balance(AccountKind.OPENING, branch=branch) == 5_000_000


def test_control_without_the_lock_only_the_database_refuses(admin, pupil, branch, monkeypatch):
    """Both have seen no balance before one of them opens it."""
    gate, find = Barrier(2), opening_balances.find_opening_balance

    def together(student, currency):
        found = find(student, currency)
        try:
            gate.wait(5)
        except BrokenBarrierError:
            pass
        return found

    monkeypatch.setattr(opening_balances, "find_opening_balance", together)
    monkeypatch.setattr(locks, "lock_student_account", lambda *_account: None)
    assert race(admin, pupil, branch, 2) == {"done": 1, "refused_by_the_database": 1}
