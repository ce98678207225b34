"""What goes back locks every account that it moves before its first receipt takes a number.

A number of a receipt is held until the commit: who took one and then waited for an account would wait in a circle with
who holds the account and wants a number.
"""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.core.uow import unit_of_work
from apps.payments.services import locks, provider_refunds
from apps.settings.models import Branch
from tests import factories
from tests.payments.payment_data import PRICE, create_payment_due, top_up

UUIDS = re.compile(r"\b[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}\b")


@pytest.fixture
def spread_out(pupil, manager, group, course, teacher):
    """Money that covers two payments, in two branches."""
    far = Branch.objects.create(name="Sergeli", zone="Asia/Tashkent")
    far_group = factories.make_group(branch=far, course=course, name="A2 far", teacher=teacher, pupils=(pupil,))
    money = top_up(pupil, group.branch, 2 * PRICE, manager)
    for where in (group, far_group):
        assert create_payment_due(pupil, where).status == "completed"
    return money


def locked_rows(act):
    """The accounts that are locked before the first receipt has its number, and those that are locked afterwards."""
    before, after, is_numbered = set(), set(), False
    with CaptureQueriesContext(connection) as captured:
        act()
    for query in captured:
        sql = query["sql"]
        is_numbered = is_numbered or '"receipt:' in sql or "'receipt:" in sql
        if "FOR NO KEY UPDATE" in sql and 'FROM "payments_ledgeraccount"' in sql:
            (after if is_numbered else before).update(UUIDS.findall(sql))
    assert is_numbered
    return before, after


def test_no_row_is_locked_after_the_first_receipt_number(spread_out):
    def goes_back():
        with unit_of_work():
            locked_money = locks.lock_transaction(spread_out)
            provider_refunds.book_provider_refund(
                money=locked_money, amount=locked_money.amount, cause="re_1", reason="refund"
            )

    def did_not():
        with unit_of_work():
            provider_refunds.record_and_undo_failed_refund(money=locks.lock_transaction(spread_out), cause="re_1")

    for act in (goes_back, did_not):
        before, after = locked_rows(act)
        assert len(before) == 4, "the pupil's, the bank's and two branches' revenue"
        assert after <= before
