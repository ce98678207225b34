"""The wrong pupil, desk or method, and the same thing twice."""

from typing import Any

from tests.factories import ApiResponse
from tests.payments.mistakes.front_desk import CREDIT, FrontDesk, newest_receipt
from tests.payments.mistakes.outcomes import Mistake, Refused, Repeated, Undone
from tests.payments.mistakes.sums import take_receipt_back
from tests.payments.office.office_calls import confirm_payment, post_with_key, reverse_receipt
from tests.payments.office.test_advances import receive
from tests.payments.office.test_desk_transfers import bank, carry
from tests.payments.office.test_opening_balances import post_opening, reverse_opening
from tests.payments.payment_data import PRICE, create_payment_due, uzs

DRAWER = PRICE + CREDIT
"""What is in the front desk."""


def pay_laylo(office: FrontDesk, **body: Any) -> ApiResponse:
    """Malika takes the price of Laylo, by default in cash."""
    return confirm_payment(office.malika, office.laylo_due, **body)


def archive(office: FrontDesk) -> ApiResponse:
    """Aziza archives the empty safe."""
    return office.aziza.patch(f"/payments/cash-desks/{office.safe.pk}/", {"archived": True})


def make_due(office: FrontDesk) -> ApiResponse:
    """Malika makes a book due, for Laylo."""
    body = {"student": str(office.laylo.pk), "title": "Course book", "amount": uzs(PRICE), "due_on": "2026-11-20"}
    return post_with_key(office.malika, "/payments/", body)


def open_front(office: FrontDesk) -> ApiResponse:
    """Malika opens a shift at the front desk with what is in it now."""
    return office.count(office.malika, "open", DRAWER + PRICE)


WRONG_PUPIL = (
    Mistake("the cash was Jasur's, and is booked for Laylo", pay_laylo, Undone([take_receipt_back])),
    Mistake("the transfer was Jasur's, and is booked for Laylo", lambda o: pay_laylo(o, method="transfer"),
            Undone([take_receipt_back])),
    Mistake(
        "the wrong pupil, whose other payments it covers too",
        lambda o: receive(o.malika, o.laylo, amount=uzs(2 * PRICE + 7)), Undone([take_receipt_back]),
        given=lambda o: create_payment_due(o.laylo, o.group, PRICE, due_in=-3),
    ),
    Mistake(
        "the wrong pupil, noticed when the shift was closed",
        lambda o: (pay_laylo(o), o.count(o.malika, "close", DRAWER + PRICE))[1],
        Undone([open_front, take_receipt_back]),
    ),
    Mistake(
        "a payment of the wrong pupil is cancelled",
        lambda o: o.aziza.post(f"/payments/{o.laylo_due.pk}/cancel/", {"reason": "Left"}),
        Undone([lambda o: o.aziza.post(f"/payments/{o.laylo_due.pk}/restore/", {"reason": "It was another Laylo"})]),
    ),
    Mistake("a book is made due for the wrong pupil", make_due,
            Undone([lambda o: o.malika.post(f"/payments/{o.answer.json['id']}/cancel/", {"reason": "Not hers"})])),
    Mistake("the opening balance of another pupil", lambda o: post_opening(o.aziza, o.laylo, "credit", PRICE),
            Undone([lambda o: reverse_opening(o.aziza, o.laylo)])),
    Mistake("a debt entered as what the pupil had", lambda o: post_opening(o.aziza, o.laylo, "debt", PRICE),
            Undone([lambda o: reverse_opening(o.aziza, o.laylo)])),
)  # fmt: skip

WRONG_PLACE = (
    Mistake("cash into a desk without an own shift", lambda o: pay_laylo(o, desk=str(o.upstairs.pk)),
            Refused(409, "shift_needed")),
    Mistake("cash without any shift", lambda o: confirm_payment(o.aziza, o.laylo_due), Refused(409, "shift_needed")),
    Mistake("a transfer into a cash desk", lambda o: pay_laylo(o, method="transfer", desk=str(o.front.pk)),
            Refused(422, "invalid", "desk")),
    Mistake("a method that the office does not take", lambda o: pay_laylo(o, method="payme"),
            Refused(422, "invalid", "method")),
    Mistake("cash booked as a transfer", lambda o: pay_laylo(o, method="transfer"),
            Undone([take_receipt_back])),
    Mistake("carried to the wrong desk", lambda o: carry(o.malika, o.front, o.safe),
            Undone([lambda o: o.reverse(o.malika, "desk-transfers", o.answer)])),
    Mistake("carried to a desk of another currency", lambda o: carry(o.malika, o.front, o.given),
            Refused(422, "invalid", "to"), given=lambda o: o.dollars),
    Mistake("carried to the desk itself", lambda o: carry(o.malika, o.front, o.front), Refused(422, "invalid", "to")),
    Mistake("carried to a closed desk", lambda o: carry(o.malika, o.front, o.safe), Refused(422, "invalid", "to"),
            given=archive),
    Mistake("a shift at a closed desk", lambda o: o.count(o.malika, "open", 0, desk=o.safe),
            Refused(409, "conflict", "desk"), given=archive),
    Mistake("a second shift at the same desk", lambda o: o.count(o.malika, "open", 0, desk=o.upstairs),
            Refused(409, "shift_open")),
    Mistake("a desk with money is closed",
            lambda o: o.aziza.patch(f"/payments/cash-desks/{o.front.pk}/", {"archived": True}),
            Refused(409, "conflict"), given=lambda o: o.count(o.malika, "close", DRAWER)),
    Mistake("more carried than is in the desk", lambda o: carry(o.malika, o.front, o.safe, DRAWER + 1),
            Refused(409, "not_enough_money")),
    Mistake("cash of a colleague's shift carried away", lambda o: bank(o.malika, o.upstairs, 1),
            Refused(409, "shift_needed")),
    Mistake("a payment that was cancelled is paid", pay_laylo, Refused(409, "payment_closed"),
            given=lambda o: o.aziza.post(f"/payments/{o.laylo_due.pk}/cancel/", {"reason": "Left"})),
)  # fmt: skip

TWICE = (
    Mistake("paid twice with the same key", lambda o: pay_laylo(o, key="once"), Repeated(),
            given=lambda o: pay_laylo(o, key="once")),
    Mistake("paid twice with a new key", pay_laylo, Refused(409, "payment_closed"), given=pay_laylo),
    Mistake("another sum under the same key", lambda o: pay_laylo(o, key="once", amount=uzs(1)),
            Refused(422, "idempotency_key_reused"), given=lambda o: pay_laylo(o, key="once")),
    Mistake("a payment without a key",
            lambda o: o.malika.post(f"/payments/{o.laylo_due.pk}/confirm/", {"method": "cash"}),
            Refused(400, "idempotency_key_required")),
    Mistake("an advance onto a balance twice", lambda o: receive(o.malika, o.laylo), Undone([take_receipt_back]),
            given=lambda o: receive(o.malika, o.laylo)),
    Mistake("rent twice", lambda o: o.spend(o.malika), Undone([lambda o: o.reverse(o.malika, "expenses", o.answer)]),
            given=lambda o: o.spend(o.malika)),
    Mistake("an expense reversed twice", lambda o: o.reverse(o.malika, "expenses", o.given),
            Refused(409, "conflict"),
            given=lambda o: (spent := o.spend(o.malika), o.reverse(o.malika, "expenses", spent))[0]),
    Mistake("the reversal of an expense is reversed", lambda o: o.reverse(o.malika, "expenses", o.given),
            Refused(409, "conflict"),
            given=lambda o: o.reverse(o.malika, "expenses", o.spend(o.malika))),
    Mistake("an opening balance twice", lambda o: post_opening(o.aziza, o.laylo, "credit", PRICE),
            Refused(409, "conflict"), given=lambda o: post_opening(o.aziza, o.laylo, "credit", PRICE)),
    Mistake("an opening balance of both signs", lambda o: post_opening(o.aziza, o.laylo, "debt", PRICE),
            Refused(409, "conflict"), given=lambda o: post_opening(o.aziza, o.laylo, "credit", PRICE)),
    Mistake("an opening balance by a cashier", lambda o: post_opening(o.malika, o.laylo, "credit", PRICE),
            Refused(403, "forbidden")),
    Mistake("a receipt reversed twice", lambda o: reverse_receipt(o.malika, o.bekzod_receipt),
            Refused(409, "already_reversed"), given=lambda o: reverse_receipt(o.malika, o.bekzod_receipt)),
    Mistake("the reversal of a receipt is reversed", lambda o: reverse_receipt(o.malika, newest_receipt()),
            Refused(409, "already_reversed"), given=lambda o: reverse_receipt(o.malika, o.bekzod_receipt)),
    Mistake("a desk transfer reversed twice", lambda o: o.reverse(o.malika, "desk-transfers", o.given),
            Refused(409, "already_reversed"),
            given=lambda o: (done := carry(o.malika, o.front, o.safe), o.reverse(o.malika, "desk-transfers", done))[0]),
)  # fmt: skip

PLACES = (*WRONG_PUPIL, *WRONG_PLACE, *TWICE)
