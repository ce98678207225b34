"""Several close a month or pay out at the same moment: one does. Without locks and rules it is owed, or paid, twice."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Barrier, local

import pytest
from django.db import connection, connections

from apps.core.permissions import Role
from apps.payments.models import LedgerAccount, PayMonth, PayOut
from apps.payments.services import ledger, pay_months
from apps.settings.models import Branch
from tests import factories
from tests.payments.salaries.pay_calls import close_month, get_teacher_balance, post_entry, post_payout

pytestmark = pytest.mark.django_db(transaction=True)
ROUNDS, AT_ONCE = 4, 3
TABLES = ("payments_payentry", "payments_paymonth", "payments_ledgerentry", "payments_ledgertransfer")
RULES = """
    SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint
    WHERE conname = 'pay_month_closed_once'
       OR contype = 'u' AND conrelid = 'payments_ledgertransfer'::regclass AND pg_get_constraintdef(oid) LIKE '%(cause)'
"""


def call_concurrently(work):
    """Do this so many times at the same moment; how often which status came."""
    start = Barrier(AT_ONCE)

    def run_one(_number):
        try:
            start.wait(60)
            return work().status
        finally:
            connections.close_all()

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return Counter(pool.map(run_one, range(AT_ONCE)))


def meeting(act):
    """What each thread calls in place of a lock: the first time they all wait for one another."""
    gate, mine = Barrier(AT_ONCE), local()

    def called(what):
        if not getattr(mine, "met", False):
            mine.met = True
            gate.wait(60)
        return act(what)

    return called


@contextmanager
def without_the_rules(protected):
    """What the database holds of it is off inside, where `protected` is False; afterwards it is on, of empty tables."""
    if protected:
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute(RULES)
        rules = cursor.fetchall()
        assert len(rules) == 2
        for table, name, _rule in rules:
            cursor.execute(f'ALTER TABLE {table} DROP CONSTRAINT "{name}"')
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            for table in TABLES:
                cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
                cursor.execute(f"DELETE FROM {table}")
                cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
            for table, name, rule in rules:
                cursor.execute(f'ALTER TABLE {table} ADD CONSTRAINT "{name}" {rule}')


@pytest.mark.parametrize("protected", [True, False], ids=["locked", "control: no lock, no rules"])
def test_concurrent_closing_closes_once(admin, teacher, branch, monkeypatch, protected):
    wrong = 0
    with without_the_rules(protected):
        for number in range(1, ROUNDS + 1):
            month = f"2026-0{number}"
            assert post_entry(admin, teacher, "bonus", 1_000, month).status == 201
            clients = iter([factories.client_for(admin) for _each in range(AT_ONCE)])
            if not protected:
                monkeypatch.setattr(pay_months, "lock_branch_for_pay", meeting(lambda pk: Branch.objects.get(pk=pk)))
            before = get_teacher_balance(teacher)
            statuses = call_concurrently(lambda: next(clients).post("/payments/salaries/close/", {"month": month}))  # noqa: B023
            monkeypatch.undo()
            once = get_teacher_balance(teacher) - before == 1_000 and PayMonth.objects.count() == number
            wrong += not (once and statuses == {200: 1, 409: AT_ONCE - 1})
    assert (wrong == 0) == protected


@pytest.mark.parametrize("protected", [True, False], ids=["locked", "control: no lock"])
def test_concurrent_payouts_never_exceed_earned_pay(admin, branch, monkeypatch, protected):
    wrong = 0
    for number in range(ROUNDS):
        teacher = factories.make_user(Role.TEACHER, "Sardor", email=f"sardor{number}@example.uz")
        assert post_entry(admin, teacher, "bonus", 1_001, "2026-10").status == 201
        assert close_month(admin, "2026-10", teacher=str(teacher.pk)).status == 200
        assert post_payout(admin, teacher, 1).status == 201
        if not protected:
            unlocked = meeting(lambda rows: LedgerAccount.objects.in_bulk([row.pk for row in rows]))
            monkeypatch.setattr(ledger, "lock_accounts", unlocked)
        statuses = call_concurrently(lambda: post_payout(admin, teacher, 600))  # noqa: B023
        monkeypatch.undo()
        once = get_teacher_balance(teacher) == 400 and PayOut.objects.filter(teacher=teacher).count() == 2
        wrong += not (once and statuses == {201: 1, 409: AT_ONCE - 1})
    assert (wrong == 0) == protected


def test_concurrent_requests_with_one_key_pay_once(admin, teacher, branch):
    assert post_entry(admin, teacher, "bonus", 1_000, "2026-10").status == 201
    assert close_month(admin, "2026-10").status == 200
    statuses = call_concurrently(lambda: post_payout(admin, teacher, 100, key="once"))
    assert set(statuses) <= {201, 409}
    assert statuses[201] >= 1
    assert (PayOut.objects.count(), get_teacher_balance(teacher)) == (1, 900)
