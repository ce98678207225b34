"""The check of the books: silent while they hold, and each of its rules finds what breaks it."""

import io
from contextlib import contextmanager

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection

import apps.jobs.services as jobs
from apps.core.money import Money
from apps.core.uow import unit_of_work
from apps.jobs.models import Job, JobState
from apps.notifications.models import Notification
from apps.payments.models import OpeningSide
from apps.payments.queries.ledger_rules import RULES, find_violations
from apps.payments.services import approval_decisions, refunds
from apps.payments.services.ledger_check import check_ledger
from apps.payments.services.opening_balances import NewOpeningBalance, open_balance
from tests.payments.approvals.approval_calls import ask_for_rent
from tests.payments.ledger.faulty_trigger import LOSSY
from tests.payments.payment_data import create_payment_due, pay_cash, spend_cash

PARTS = ("payments_ledgertransfer", "payments_ledgerentry")
FIRST = "id = (SELECT min(id) FROM payments_ledgerentry)"
BREAKS = {
    "transfer_balances": f"UPDATE payments_ledgerentry SET amount = amount - 1 WHERE {FIRST}",
    "one_currency": "UPDATE payments_ledgertransfer SET currency = 'USD' WHERE kind = 'charge'",
    "account_is_its_entries": "UPDATE payments_ledgeraccount SET balance = balance + 1 WHERE kind = 'revenue'",
    "entry_follows_entry": f"UPDATE payments_ledgerentry SET balance = 7 WHERE {FIRST}",
    "desk_not_below_nothing": "UPDATE payments_ledgeraccount SET balance = -1 WHERE kind = 'desk'",
    "payment_is_charged": "UPDATE payments_payment SET amount = amount + 1 WHERE status = 'pending'",
    "payment_settled": "UPDATE payments_settlement SET amount = amount - 1 WHERE NOT refund",
    "payment_refunded": "UPDATE payments_payment SET refunded = refunded - 1 WHERE refunded > 0",
    "payment_paid_back_in_full": "UPDATE payments_payment SET refunded = settled WHERE refunded > 0",
    "money_posted_once": "UPDATE payments_providertransaction SET amount = amount + 1",
    "money_of_a_transaction": "UPDATE payments_ledgertransfer SET cause = 'money:other:in' WHERE kind = 'money_in'",
    "money_not_spent_twice": "UPDATE payments_settlement SET amount = amount * 3 WHERE NOT refund",
    "free_credit": "UPDATE payments_providertransaction SET refunded = refunded + 1",
    "money_has_a_receipt": "DELETE FROM payments_receipt WHERE kind = 'payment'",
    "money_paid_back": "UPDATE payments_providertransaction SET refunded = refunded + 1",
    "opening_credit_is_posted": "UPDATE payments_openingbalance SET amount = amount + 1",
    "paper_is_its_transfer": "UPDATE payments_expense SET amount = amount + 1",
    "approval_is_its_transfer": "UPDATE payments_approval SET amount = amount + 1",
    "closed_month_stays": """
        INSERT INTO payments_booksmonth (id, created_at, updated_at, branch_id, month, closed_at, reason)
        SELECT gen_random_uuid(), now(), now(), branch_id, date_trunc('month', "on"), created_at - interval '1 day', ''
        FROM payments_ledgertransfer WHERE kind = 'charge' LIMIT 1""",
    "receipts_without_holes": "UPDATE payments_receipt SET number = number + 1 WHERE kind = 'refund'",
}


@pytest.fixture
def moved(payment_due, pupil, group, shift, admin):
    """A payment, paid and partly refunded, one that is owed, an expense, an opening balance, an approved act."""
    pay_cash(payment_due, shift)
    refunds.refund_payment(actor=admin, payment=payment_due, amount=5_000_000, reason="left early", desk=shift.desk)
    create_payment_due(pupil, group)
    spend_cash(shift, 1_000_000)
    opening = NewOpeningBalance(pupil, shift.desk.branch, OpeningSide.CREDIT, Money(1_000_000, "UZS"))
    open_balance(actor=admin, opening=opening)
    approval_decisions.approve_act(actor=admin, approval=ask_for_rent(shift.cashier, group.branch))


@contextmanager
def unguarded():
    """The tables without their triggers and checks, as a mistake in a migration would leave them."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table in PARTS:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        cursor.execute(
            "SELECT conrelid::regclass::text, conname FROM pg_constraint"
            " WHERE contype = 'c' AND conrelid::regclass::text LIKE 'payments_%'"
        )
        for table, name in cursor.fetchall():
            cursor.execute(f'ALTER TABLE {table} DROP CONSTRAINT "{name}"')
    yield


def check():
    """What `manage.py ledger_check` ends with and prints."""
    out = io.StringIO()
    try:
        call_command("ledger_check", stdout=out)
    except CommandError as error:
        return error.returncode, out.getvalue() + str(error)
    return 0, out.getvalue()


def test_correct_ledger_has_no_findings(moved):
    assert find_violations() == []
    assert check() == (0, f"the books hold: {len(RULES)} rules\n")


def test_every_rule_has_a_test_that_breaks_it():
    assert set(BREAKS) == set(RULES)


@pytest.mark.usefixtures("allow_broken_ledger")
@pytest.mark.parametrize("rule", BREAKS, ids=str)
def test_each_rule_reports_its_violation(moved, rule):
    with unguarded(), connection.cursor() as cursor:
        cursor.execute(BREAKS[rule])
        assert cursor.rowcount > 0
    code, text = check()
    assert code == 1
    assert f"{rule}: " in text
    assert text.endswith(f"{text.count('expected')} findings")


@pytest.mark.usefixtures("allow_broken_ledger")
@pytest.mark.parametrize("lossy", [True, False], ids=["a trigger that loses a tiyin", "the trigger"])
def test_faulty_trigger_is_found(lossy, pupil, group, shift):
    if lossy:
        with connection.cursor() as cursor:
            cursor.execute(LOSSY)
    pay_cash(create_payment_due(pupil, group), shift)
    code, text = check()
    assert code == int(lossy)
    assert ("account_is_its_entries: revenue" in text) == lossy


def test_check_query_count_is_constant(moved, pupil, group, django_assert_num_queries):
    for _time in range(12):
        create_payment_due(pupil, group)
    with django_assert_num_queries(4):
        assert find_violations() == []


@pytest.mark.usefixtures("allow_broken_ledger")
@pytest.mark.parametrize("wrong", [True, False], ids=["wrong", "right"])
def test_administrators_are_notified_of_ledger_errors(moved, admin, manager, wrong):
    if wrong:
        with unguarded(), connection.cursor() as cursor:
            cursor.execute(BREAKS["free_credit"])
    with unit_of_work():
        row = jobs.enqueue(kind="payments.check_books")
    check_ledger(jobs.claim_jobs(queue="default", limit=10, worker="test")[-1])
    notifications = Notification.objects.filter(type="payments.books_wrong")
    assert [notification.user_id for notification in notifications] == ([admin.pk] if wrong else [])
    assert Job.objects.get(pk=row.pk).state == JobState.DONE
