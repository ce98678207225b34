"""The same thing by two people at the same moment: one of them is refused, and the money moves once.

The locks themselves are tested with their controls by the races of each act (`office`, `approvals`, `months`).
"""

from dataclasses import dataclass
from functools import partial

import pytest

from apps.payments.models import AccountKind, Approval, ProviderTransaction
from apps.payments.queries.ledger_rules import find_violations
from tests.concurrency import call_concurrently
from tests.payments.approvals.approval_calls import ABOVE
from tests.payments.mistakes.endings import decide_refund
from tests.payments.mistakes.front_desk import CREDIT, FrontDesk
from tests.payments.mistakes.outcomes import Act
from tests.payments.office.office_calls import confirm_payment, get_balance, get_desk_balance, reverse_receipt
from tests.payments.office.test_opening_balances import post_opening
from tests.payments.payment_data import PRICE, create_payment_due
from tests.payments.reports.report_calls import travel_to


@dataclass(frozen=True)
class AtOnce:
    """Two acts, what happened before them, and how each of them may end: one is done, the other is refused."""

    name: str
    acts: tuple[Act, Act]
    done: int
    refused: str
    given: Act | None = None


def pay(person):
    return lambda o: confirm_payment(getattr(o, person), o.jasur_due)


AT_ONCE = [
    AtOnce("two cashiers take the same money", (pay("malika"), pay("nilufar")), 200, "payment_closed"),
    AtOnce("an administrator enters an opening balance twice",
           (lambda o: post_opening(o.aziza, o.laylo, "credit", PRICE),
            lambda o: post_opening(o.aziza, o.laylo, "debt", PRICE)), 201, "conflict"),
    AtOnce("one approves, the other refuses", (lambda o: o.decide(o.aziza), lambda o: o.decide(o.nilufar, "refuse")),
           200, "approval_decided", given=lambda o: o.ask_cash(create_payment_due(o.laylo, o.group, ABOVE))),
    AtOnce("a cashier hands out the same cash twice", (lambda o: o.hand_out(o.malika),) * 2, 200,
           "cash_refund_closed", given=lambda o: decide_refund(o, CREDIT)),
    AtOnce("a cashier reverses a receipt twice", (lambda o: reverse_receipt(o.malika, o.bekzod_receipt),) * 2, 201,
           "already_reversed"),
]  # fmt: skip
"""In this order: each leaves its money behind."""


@pytest.mark.usefixtures("a_connection_for_each")
@pytest.mark.django_db(transaction=True)
def test_of_two_at_once_only_one_is_done():
    with travel_to(10):
        office = FrontDesk()
        for row in AT_ONCE:
            office.given = row.given(office) if row.given else None
            answers = call_concurrently([partial(act, office) for act in row.acts])
            (refused,) = [answer for answer in answers if answer.status != row.done]
            assert (refused.status, refused.json["code"]) == (409, row.refused), row.name
        assert ProviderTransaction.objects.filter(payment=office.jasur_due).count() == 1
        in_desks = get_desk_balance(office.front) + get_desk_balance(office.upstairs)
        assert in_desks == PRICE + (ABOVE if Approval.objects.get().state == "approved" else 0)
        assert abs(get_balance(AccountKind.OPENING, branch=office.branch)) == PRICE
        assert [str(finding) for finding in find_violations()] == []
