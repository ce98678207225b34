"""A refund that did not go through has a receipt of its own: the books stay right, and the paper says what happened."""

from typing import Any

import pytest

from apps.accounts.models import User
from apps.payments.models import Order
from apps.payments.queries.ledger_rules import find_violations
from tests import factories
from tests.payments.office.pdf_text import read_characters
from tests.payments.stripe import stripe_calls
from tests.payments.stripe.stripe_calls import PRICE, deliver_event

PART = PRICE // 3


def receipts(reader: User, order: Order) -> list[dict[str, Any]]:
    """What the payment's page lists, the newest first."""
    receipts_shown: list[dict[str, Any]] = (
        factories.client_for(reader).get(f"/payments/{order.payment.pk}/").json["receipts"]
    )
    return receipts_shown


@pytest.mark.parametrize("amount", [PRICE, PART], ids=["all", "part"])
def test_failed_refund_gets_a_reversing_receipt(stripe, unpaid_order, manager, amount):
    session = stripe_calls.pay_by_stripe(stripe, unpaid_order.learner, unpaid_order.payment)
    refund = stripe.refund(session, amount, "pending")
    deliver_event(stripe, "refund.created", refund)
    assert find_violations() == []
    deliver_event(stripe, "refund.failed", stripe.refund_failed(refund["id"]))
    assert find_violations() == []
    shown = receipts(manager, unpaid_order)
    assert [(receipt["kind"], receipt["amount"]["amount"]) for receipt in shown] == [
        ("refund_undone", amount), ("refund", amount), ("payment", PRICE),
    ]  # fmt: skip
    path, query = f"/payments/{unpaid_order.payment.pk}/receipt/", {"receipt": shown[0]["id"]}
    paper = factories.client_for(manager).get(path, query)
    assert paper.status == 200
    assert set(unpaid_order.payment.reference) <= read_characters(paper.content)


def test_failed_refund_can_be_repeated(stripe, unpaid_order, manager):
    session = stripe_calls.pay_by_stripe(stripe, unpaid_order.learner, unpaid_order.payment)
    first = stripe.refund(session, PRICE, "pending")
    deliver_event(stripe, "refund.created", first)
    deliver_event(stripe, "refund.failed", stripe.refund_failed(first["id"]))
    deliver_event(stripe, "refund.created", stripe.refund(session, PRICE))
    assert stripe_calls.reload_payment(unpaid_order.payment).status == "refunded"
    assert [receipt["kind"] for receipt in receipts(manager, unpaid_order)] == [
        "refund",
        "refund_undone",
        "refund",
        "payment",
    ]
