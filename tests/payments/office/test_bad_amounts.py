"""Amounts and cash desks that no operation with money takes: refused on their field, and nothing is posted."""

import pytest

from apps.payments.models import Approval, CashDesk, LedgerTransfer
from tests.factories import client_for
from tests.payments.office.office_calls import confirm_payment, post_with_key
from tests.payments.payment_data import create_cash_desk, create_payment_due, uzs


@pytest.fixture
def operations(admin, manager, pupil, teacher, group, branch, desk, shift, payment_due):
    """Each way to move money: who, path, body without amount and desk, and the field of the desk."""
    owed, boss, office = create_payment_due(pupil, group), client_for(admin), client_for(manager)
    assert confirm_payment(office, payment_due).status == 200
    receive = {"method": "cash", "advance": True}
    pay = {"teacher": str(teacher.pk), "branch": str(branch.pk), "advance": True}
    return [
        (office, f"/payments/{owed.pk}/confirm/", receive, "desk"),
        (office, f"/payments/balance/{pupil.pk}/receive/", {"method": "cash"}, "desk"),
        (office, "/payments/expenses/", {"category": "rent", "text": "Rent"}, "desk"),
        (office, f"/payments/cash-desks/{desk.pk}/transfer/", {"to": str(create_cash_desk(branch, "Safe").pk)}, "to"),
        (office, f"/payments/cash-desks/{desk.pk}/bank/", {}, None),
        (boss, f"/payments/{payment_due.pk}/refund/", {"reason": "He moves away."}, "desk"),
        (boss, "/payments/salaries/pay-outs/", pay, "desk"),
    ]


def test_bad_amounts_and_closed_desks_are_refused_with_their_field(operations, branch, desk):
    before = LedgerTransfer.objects.count()
    closed, dollars = create_cash_desk(branch, "Closed"), create_cash_desk(branch, "Dollars")
    CashDesk.objects.filter(pk=closed.pk).update(archived_at="2026-11-01T00:00Z")
    CashDesk.objects.filter(pk=dollars.pk).update(currency="USD")
    for client, path, body, field in operations:
        desks = {"desk": str(desk.pk)} if field == "desk" else {}
        for amount in (1.5, "5", 0, -1, 10**15 + 1):
            refused = post_with_key(client, path, {**body, **desks, "amount": uzs(amount)})
            assert refused.refused_fields == (422, ["amount.amount"]), (path, amount)
        for wrong in (closed, dollars) if field else ():
            refused = post_with_key(client, path, {**body, "amount": uzs(1), field: str(wrong.pk)})
            assert refused.refused_fields == (422, [field]), path
        foreign = post_with_key(client, path, {**body, **desks, "amount": {"amount": 1, "currency": "USD"}})
        assert foreign.refused_fields in ((422, ["amount"]), (422, ["desk"])), path
    assert (LedgerTransfer.objects.count(), Approval.objects.count()) == (before, 0)
