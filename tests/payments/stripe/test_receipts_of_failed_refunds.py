"""A refund that did not go through has a receipt of its own: the books stay right, and the paper says what happened."""

import pytest

from apps.payments.queries.ledger_rules import find_violations
from tests.factories import client_for
from tests.payments import payment_data
from tests.payments.office.pdf_text import read_characters
from tests.payments.stripe.stripe_calls import PRICE, deliver_event, pay_by_stripe

PART = PRICE // 3


def receipts(reader, order):
    """What the payment's page lists, the newest first."""
    return client_for(reader).get(f"/payments/{order.payment.pk}/").json["receipts"]


@pytest.mark.parametrize("amount", [PRICE, PART], ids=["all", "part"])
def test_failed_refund_gets_a_reversing_receipt(stripe, unpaid_order, manager, amount):
    refund = stripe.refund(pay_by_stripe(stripe, unpaid_order.payment), amount, "pending")
    deliver_event(stripe, "refund.created", refund)
    assert find_violations() == []
    deliver_event(stripe, "refund.failed", stripe.refund_failed(refund["id"]))
    shown = receipts(manager, unpaid_order)
    assert [(receipt["kind"], receipt["amount"]["amount"]) for receipt in shown] == [
        ("refund_undone", amount), ("refund", amount), ("payment", PRICE),
    ]  # fmt: skip
    path, query = f"/payments/{unpaid_order.payment.pk}/receipt/", {"receipt": shown[0]["id"]}
    paper = client_for(manager).get(path, query)
    assert paper.status == 200
    assert set(unpaid_order.payment.reference) <= read_characters(paper.content)


def test_failed_refund_can_be_repeated(stripe, unpaid_order, manager):
    session = pay_by_stripe(stripe, unpaid_order.payment)
    first = stripe.refund(session, PRICE, "pending")
    deliver_event(stripe, "refund.created", first)
    deliver_event(stripe, "refund.failed", stripe.refund_failed(first["id"]))
    deliver_event(stripe, "refund.created", stripe.refund(session, PRICE))
    assert payment_data.reload_payment(unpaid_order.payment).status == "refunded"
    assert [receipt["kind"] for receipt in receipts(manager, unpaid_order)] == [
        "refund",
        "refund_undone",
        "refund",
        "payment",
    ]
