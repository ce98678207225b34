"""A card at the office's terminal: a payment method of its own, apart from cash and bank."""

from apps.payments.models import AccountKind, Approval, Receipt
from apps.payments.queries.ledger_rules import find_violations
from tests.payments.office.office_calls import (
    confirm_payment,
    get_balance,
    get_desk_balance,
    post_with_key,
    refund_payment,
    reverse_receipt,
)
from tests.payments.payment_data import PRICE, create_payment_due, get_student_balance, reload_payment, uzs

TERMINAL = {"kind": AccountKind.PROVIDER, "provider": "terminal"}
ABOVE = 2_000_000_100


def test_terminal_is_taken_refunded_and_reversed_apart_from_cash_and_bank(
    client_for, admin, manager, pupil, second_pupil, group, desk, shift, payment_due
):
    office, boss = client_for(manager), client_for(admin)
    assert confirm_payment(office, payment_due, method="terminal").json["status"] == "completed"
    wrong = create_payment_due(second_pupil, group, PRICE)
    assert confirm_payment(office, wrong, method="terminal").status == 200
    receipt = Receipt.objects.latest("number")
    assert get_balance(**TERMINAL) == 2 * PRICE
    assert refund_payment(boss, payment_due, amount=uzs(1_000)).status == 200
    assert reverse_receipt(office, receipt).status == 201
    assert (get_balance(**TERMINAL), get_desk_balance(desk)) == (PRICE - 1_000, 0)
    assert (get_student_balance(second_pupil), reload_payment(wrong).status) == (-PRICE, "pending")
    totals = office.get("/payments/journal/totals/", {"by": "method"}).json["rows"]
    assert [(row["key"], row["name"], row["change"]) for row in totals] == [
        ("terminal", "Card terminal", uzs(PRICE - 1_000))
    ]
    listed = office.get("/payments/receipts/", {"method": "terminal"}).json["results"]
    assert [(row["kind"], row["reversed"]) for row in listed] == [
        ("reversal", False), ("refund", False), ("payment", True), ("payment", False),
    ]  # fmt: skip


def test_approved_terminal_payment_stays_one(client_for, admin, manager, pupil, group):
    due = create_payment_due(pupil, group, ABOVE)
    assert confirm_payment(client_for(manager), due, method="terminal").status == 202
    advance = {"method": "terminal", "amount": uzs(ABOVE)}
    waits = post_with_key(client_for(manager), f"/payments/balance/{pupil.pk}/receive/", advance)
    assert (waits.status, waits.json["method"]) == (202, "terminal")
    for approval in Approval.objects.all():
        path = f"/payments/approvals/{approval.pk}/decide/"
        assert client_for(admin).post(path, {"decision": "approve"}).status == 200
    assert (get_balance(**TERMINAL), get_student_balance(pupil)) == (2 * ABOVE, ABOVE)
    assert find_violations() == []
