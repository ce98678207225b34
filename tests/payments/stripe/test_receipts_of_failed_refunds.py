"""A refund that did not go through has a receipt of its own: the books stay right, and the paper says what happened."""

from typing import Any

import pytest

from apps.accounts.models import User
from apps.payments.models import Order
from apps.payments.queries.books import findings
from tests import cast
from tests.payments.office.paper import characters
from tests.payments.stripe import steps
from tests.payments.stripe.steps import PRICE, say
from tests.servers.stripe import StripeServer

PART = PRICE // 3


def receipts(reader: User, order: Order) -> list[dict[str, Any]]:
    """What the payment's page lists, the newest first."""
    found: list[dict[str, Any]] = cast.client_for(reader).get(f"/payments/{order.payment.pk}/").json["receipts"]
    return found


@pytest.mark.parametrize("amount", [PRICE, PART], ids=["all", "part"])
def test_it_takes_the_receipt_of_the_refund_back(
    stripe: StripeServer, ordered: Order, manager: User, amount: int
) -> None:
    session = steps.paid(stripe, ordered.learner, ordered.payment)
    refund = stripe.refund(session, amount, "pending")
    say(stripe, "refund.created", refund)
    assert findings() == []
    say(stripe, "refund.failed", stripe.refund_failed(refund["id"]))
    assert findings() == []
    shown = receipts(manager, ordered)
    assert [(one["kind"], one["amount"]["amount"]) for one in shown] == [
        ("refund_undone", amount), ("refund", amount), ("payment", PRICE),
    ]  # fmt: skip
    path, wanted = f"/payments/{ordered.payment.pk}/receipt/", {"receipt": shown[0]["id"]}
    paper = cast.client_for(manager).get(path, wanted)
    assert paper.status == 200
    assert set(ordered.payment.reference) <= characters(paper.content)


def test_it_can_be_paid_back_once_more(stripe: StripeServer, ordered: Order, manager: User) -> None:
    session = steps.paid(stripe, ordered.learner, ordered.payment)
    first = stripe.refund(session, PRICE, "pending")
    say(stripe, "refund.created", first)
    say(stripe, "refund.failed", stripe.refund_failed(first["id"]))
    say(stripe, "refund.created", stripe.refund(session, PRICE))
    assert steps.fresh(ordered.payment).status == "refunded"
    assert [receipt["kind"] for receipt in receipts(manager, ordered)] == [
        "refund",
        "refund_undone",
        "refund",
        "payment",
    ]
