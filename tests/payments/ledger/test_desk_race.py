"""Thirty-two spend from one cash desk at the same moment. So many succeed as there is money for; without the rule of
the database all of them do.

`TALIM_LONG=1` plays 200 rounds.
"""

import os
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Barrier

import pytest
from django.db import connection, connections

from apps.core.errors import Conflict
from apps.core.uow import unit_of_work
from apps.payments.models import AccountKind, LedgerAccount, TransferKind
from apps.payments.queries.ledger_rules import find_violations
from apps.payments.services import desk_transfers, ledger
from tests.payments import payment_data

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("a_connection_for_each")]
ROUNDS, AT_ONCE, ENOUGH_FOR = (200 if os.environ.get("TALIM_LONG") else 6), 32, 10
AMOUNT = 1_000_000
RULE = "CHECK (NOT (kind = 'desk') OR balance >= 0)"


@contextmanager
def without_the_rule(protected):
    """The rule is off inside, where `protected` is False, and on again afterwards, whatever happened."""
    if protected:
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE payments_ledgeraccount DROP CONSTRAINT ledger_desk_not_below_nothing")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("UPDATE payments_ledgeraccount SET balance = 0")
            cursor.execute(f"ALTER TABLE payments_ledgeraccount ADD CONSTRAINT ledger_desk_not_below_nothing {RULE}")


def fill(desk, number):
    """Put so much into the desk that it has enough for ten."""
    drawer = ledger.ensure_desk_account(desk)
    bank = ledger.ensure_branch_account(AccountKind.BANK, desk.branch_id, desk.currency)
    missing = AMOUNT * ENOUGH_FOR - LedgerAccount.objects.get(pk=drawer.pk).balance
    with unit_of_work():
        ledger.post_transfer(
            kind=TransferKind.BANKED, cause=f"filled:{number}", branch=desk.branch,
            entries=[ledger.build_debit_entry(drawer, missing), ledger.build_credit_entry(bank, missing)],
        )  # fmt: skip


class Race:
    """Each runner carries cash of the desk to the bank, on a connection of their own that lasts for all rounds."""

    def __init__(self, desk, cashier):
        self.desk, self.cashier = desk, cashier
        self.start, self.end = Barrier(AT_ONCE), Barrier(AT_ONCE, action=self.count)
        self.went, self.given = [0] * AT_ONCE, list[tuple[int, int]]()

    def run(self, rounds):
        """Of each round: how many were told that they carried some, and what is left in the desk."""
        self.rounds = rounds
        fill(self.desk, 0)
        with ThreadPoolExecutor(AT_ONCE) as pool:
            list(pool.map(self.runner, range(AT_ONCE)))
        return self.given

    def runner(self, number):
        try:
            for _round in range(self.rounds):
                self.start.wait(120)
                try:
                    desk_transfers.deposit_to_bank(actor=self.cashier, desk=self.desk, amount=AMOUNT)
                    self.went[number] = 1
                except Conflict as refused:
                    assert refused.code == "not_enough_money"
                self.end.wait(120)
        except BaseException:
            self.start.abort()
            self.end.abort()
            raise
        finally:
            connections.close_all()

    def count(self):
        """Between two rounds, by one of the threads while the others wait."""
        left = LedgerAccount.objects.get(kind=AccountKind.DESK, desk=self.desk).balance
        self.given.append((sum(self.went), left))
        self.went = [0] * AT_ONCE
        fill(self.desk, len(self.given))


@pytest.mark.parametrize("protected", [True, False], ids=["rule of the database", "control: no rule"])
def test_concurrent_payouts_never_exceed_the_cash_desk(branch, manager, protected):
    desk = payment_data.create_cash_desk(branch)
    payment_data.open_shift(desk, manager)
    rounds = ROUNDS if protected else 2
    with without_the_rule(protected):
        results = Race(desk, manager).run(rounds)
        findings_found = [finding.rule for finding in find_violations()]
    assert len(results) == rounds
    if protected:
        assert results == [(ENOUGH_FOR, 0)] * rounds
        assert findings_found == []
    else:
        assert all(went > ENOUGH_FOR and left < 0 for went, left in results)
