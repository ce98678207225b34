"""Many record expenses of a month while it is closed: what was posted before stays, the rest is refused; nothing lands
in the closed month. Without the trigger something does.

`TALIM_LONG=1` plays 200 rounds.
"""

import os
from collections import Counter
from datetime import date
from functools import partial
from threading import Event

import pytest
from django.db import connection

from apps.core.uow import unit_of_work
from apps.payments.models import LedgerTransfer
from apps.payments.queries.ledger_rules import find_violations
from apps.payments.services import books_months, expenses
from tests.concurrency import call_concurrently, count_outcomes
from tests.payments.payment_data import local_today

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("a_connection_for_each")]
ROUNDS, AT_ONCE = (200 if os.environ.get("TALIM_LONG") else 2), 12
TRIGGER = "payments_ledgertransfer {} TRIGGER ledger_transfer_in_an_open_month"


def go_back(branch, months):
    """The first day of the month so many months ago."""
    today = local_today(branch)
    count = today.year * 12 + today.month - 1 - months
    return date(count // 12, count % 12 + 1, 1)


def spend(manager, branch, on):
    expenses.record_expense(
        actor=manager, branch=branch, category="rent", amount=100, currency="UZS", text="Rent", on=on
    )


def count_postings(branch, month):
    return LedgerTransfer.objects.filter(branch=branch, on=month).count()


def close(admin, branch, month, counts):
    books_months.close_month(actor=admin, branch=branch, month=month)
    counts.append(count_postings(branch, month))


def race(manager, admin, branch, month):
    """How many were posted and refused, and how many postings there were right after the closing and at the end."""
    counts = []
    calls = [partial(spend, manager, branch, month) for _ in range(AT_ONCE)]
    calls.insert(AT_ONCE // 2, partial(close, admin, branch, month, counts))
    return count_outcomes(calls), (counts[0], count_postings(branch, month))


def test_nothing_is_posted_into_a_month_that_is_being_closed(manager, admin, branch):
    total = Counter()
    for number in range(1, ROUNDS + 1):
        month = go_back(branch, number)
        outcomes, (at_closing, at_end) = race(manager, admin, branch, month)
        assert at_closing == at_end == outcomes["done"] - 1
        assert outcomes["done"] + outcomes["month_closed"] == AT_ONCE + 1
        total.update(outcomes)
    assert find_violations() == []


@pytest.mark.parametrize("guarded", [True, False], ids=["trigger", "control: no trigger"])
def test_closing_waits_for_a_posting_that_is_being_made(manager, admin, branch, guarded):
    """The posting is committed when the closing waits for it, or is over."""
    month, posted, counted = go_back(branch, 1), Event(), Event()
    if not guarded:
        with connection.cursor() as cursor:
            cursor.execute(f"ALTER TABLE {TRIGGER.format('DISABLE')}")
    try:
        seen = []

        def post():
            with unit_of_work():
                spend(manager, branch, month)
                posted.set()
                wait_for_a_closing(counted)

        def close_after():
            posted.wait(60)
            close(admin, branch, month, seen)
            counted.set()

        call_concurrently([post, close_after])
        assert (seen == [count_postings(branch, month)]) == guarded
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f"ALTER TABLE {TRIGGER.format('ENABLE')}")


def wait_for_a_closing(over):
    """Until the closing is over, or waits for a lock."""
    waiting = "SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
    while not over.wait(0.01):
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_stat_clear_snapshot()")
            cursor.execute(f"SELECT EXISTS ({waiting})")
            if cursor.fetchone()[0]:
                return
