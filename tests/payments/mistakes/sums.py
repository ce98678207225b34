"""Wrong sums: a zero too many, far too much, too little, and what is no amount at all."""

from typing import Any

from tests.factories import ApiResponse, client_for
from tests.payments.approvals.approval_calls import ABOVE
from tests.payments.mistakes.front_desk import CREDIT, FrontDesk, newest_receipt
from tests.payments.mistakes.outcomes import THEN_REFUSED, THEN_TAKEN_BACK, Mistake, Refused, Undone
from tests.payments.office.office_calls import confirm_payment, post_with_key, refund_payment, reverse_receipt
from tests.payments.office.test_advances import receive
from tests.payments.office.test_desk_transfers import bank
from tests.payments.office.test_transfer_proofs import decide as decide_proof
from tests.payments.office.test_transfer_proofs import send as send_proof
from tests.payments.payment_data import PRICE, create_payment_due, money_json, uzs

TOO_MUCH = PRICE + 500_000_100
"""The price and one soʻm more than `advance_limit`."""
TRILLIONS = 10**15
"""Ten trillion soʻm: the largest amount that there is."""
ADVANCE_NEEDED = Refused(409, "advance_needed", "amount")
NO_AMOUNT = Refused(422, "invalid", "amount.amount")


def pay(office: FrontDesk, amount: int, method: str = "cash") -> ApiResponse:
    """Malika takes so much of Laylo; it is said to be an advance where the office always says so."""
    return confirm_payment(office.malika, office.laylo_due, method=method, amount=uzs(amount), advance=office.advance)


def pay_in_advance(office: FrontDesk, amount: int, method: str = "cash") -> ApiResponse:
    """The same, said to be an advance."""
    return confirm_payment(office.malika, office.laylo_due, method=method, amount=uzs(amount), advance=True)


def pay_raw(amount: Any) -> Any:
    """Return an act: the amount as it was typed."""
    return lambda o: confirm_payment(o.malika, o.laylo_due, amount=amount)


def prove(office: FrontDesk, amount: int, price: int = PRICE) -> tuple[Any, str]:
    """Laylo sends the photo of a transfer."""
    payment = office.laylo_due if price == PRICE else create_payment_due(office.laylo, office.group, price)
    sent = send_proof(client_for(office.laylo), payment, amount=amount)
    return payment, sent.json["id"]


def accept(office: FrontDesk) -> ApiResponse:
    """Malika accepts the photo that was given."""
    payment, proof = office.given
    return decide_proof(office.malika, payment, proof, "approve", advance=office.advance)


def pay_out(office: FrontDesk, amount: int) -> ApiResponse:
    """Aziza pays Dilnoza so much in advance."""
    body = {"teacher": str(office.dilnoza.pk), "amount": uzs(amount), "advance": True}
    return post_with_key(office.aziza, "/payments/salaries/pay-outs/", body)


def take_receipt_back(office: FrontDesk) -> ApiResponse:
    """Malika reverses the receipt that was issued last."""
    return reverse_receipt(office.malika, newest_receipt())


ZEROS = (
    Mistake("a zero too many, in cash", lambda o: pay(o, 10 * PRICE), ADVANCE_NEEDED),
    Mistake("two zeros too many, a transfer", lambda o: pay(o, 100 * PRICE, "transfer"), ADVANCE_NEEDED),
    Mistake("three months typed for one", lambda o: pay(o, 3 * PRICE), ADVANCE_NEEDED),
    Mistake("ten trillion soʻm for 450,000", lambda o: pay(o, TRILLIONS), ADVANCE_NEEDED),
    Mistake(
        "a photo of a transfer with a zero too many is accepted",
        accept, ADVANCE_NEEDED, given=lambda o: prove(o, 10 * PRICE),
    ),
)  # fmt: skip
"""Refused as long as nobody says that it is an advance."""

LIMITS = (
    Mistake("two zeros too many, said to be an advance", lambda o: pay_in_advance(o, 100 * PRICE), THEN_REFUSED),
    Mistake("ten trillion in cash, said to be an advance", lambda o: pay_in_advance(o, TRILLIONS), THEN_TAKEN_BACK),
    Mistake("ten trillion as a transfer", lambda o: pay_in_advance(o, TRILLIONS, "transfer"), THEN_REFUSED),
    Mistake("an advance that is one soʻm too large", lambda o: pay_in_advance(o, TOO_MUCH), THEN_REFUSED),
    Mistake("a large sum onto a balance", lambda o: receive(o.malika, o.laylo, amount=uzs(TOO_MUCH)), THEN_TAKEN_BACK),
    Mistake(
        "a transfer onto a balance with zeros too many",
        lambda o: receive(o.malika, o.laylo, amount=uzs(ABOVE), method="transfer"), THEN_REFUSED,
    ),
    Mistake(
        "dollars for soʻm, onto a balance",
        lambda o: receive(o.malika, o.laylo, amount=money_json(PRICE, "USD"), method="transfer"), THEN_REFUSED,
    ),
    Mistake(
        "a payment in a currency without limits",
        lambda o: confirm_payment(o.malika, o.given, method="transfer"), THEN_TAKEN_BACK,
        given=lambda o: create_payment_due(o.laylo, o.group, 100, currency="USD"),
    ),
    Mistake(
        "a payment that was made due with zeros too many is paid",
        lambda o: confirm_payment(o.malika, o.given), THEN_REFUSED,
        given=lambda o: create_payment_due(o.laylo, o.group, ABOVE),
    ),
    Mistake(
        "a photo of a sum above the limit is accepted",
        accept, THEN_REFUSED, given=lambda o: prove(o, ABOVE, ABOVE),
    ),
    Mistake("rent from the bank with zeros too many", lambda o: o.spend(o.malika, ABOVE), THEN_TAKEN_BACK),
    Mistake("an advance on pay with zeros too many", lambda o: pay_out(o, ABOVE), THEN_REFUSED),
)  # fmt: skip
"""Above a limit: it waits for a second person. The control raises the limits and books them."""

NO_AMOUNTS = (
    Mistake("a float", pay_raw({"amount": 450_000.5, "currency": "UZS"}), NO_AMOUNT),
    Mistake("text", pay_raw({"amount": "450 000", "currency": "UZS"}), NO_AMOUNT),
    Mistake("below nothing", pay_raw(uzs(-PRICE)), NO_AMOUNT),
    Mistake("nothing", pay_raw(uzs(0)), NO_AMOUNT),
    Mistake("above ten trillion soʻm", pay_raw(uzs(TRILLIONS + 1)), NO_AMOUNT),
    Mistake("dollars for a payment in soʻm", pay_raw(money_json(PRICE, "USD")), Refused(422, "invalid", "amount")),
    Mistake("a currency that nobody uses", pay_raw(money_json(PRICE, "GBP")),
            Refused(422, "invalid", "amount.currency")),
    Mistake(
        "a write-off of more than is owed",
        lambda o: post_with_key(
            o.aziza, f"/payments/{o.laylo_due.pk}/write-off/", {"amount": uzs(PRICE + 1), "reason": "In need"}
        ),
        Refused(422, "invalid", "amount"),
    ),
    Mistake(
        "a refund with a zero too many",
        lambda o: refund_payment(o.aziza, o.bekzod_paid, amount=uzs(10 * PRICE), desk=str(o.front.pk)),
        Refused(409, "refund_too_large"),
    ),
    Mistake(
        "more credit paid back than is free",
        lambda o: post_with_key(
            o.aziza, f"/payments/balance/{o.bekzod.pk}/refund/",
            {"amount": uzs(CREDIT + 1), "reason": "He moves", "desk": str(o.front.pk)},
        ),
        Refused(409, "refund_too_large"),
    ),
    Mistake("more rent than is in the desk", lambda o: o.spend(o.malika, 2 * PRICE, desk=str(o.front.pk)),
            Refused(409, "not_enough_money")),
    Mistake("more carried to the bank than is in the desk", lambda o: bank(o.malika, o.front, PRICE + CREDIT + 1),
            Refused(409, "not_enough_money")),
)  # fmt: skip

WITHIN_LIMITS = (
    Mistake("a zero too few", lambda o: pay(o, PRICE // 10), Undone([take_receipt_back])),
    Mistake("ten times as much, said to be an advance", lambda o: pay_in_advance(o, 10 * PRICE),
            Undone([take_receipt_back])),
    Mistake("a sum onto a balance that nobody paid", lambda o: receive(o.malika, o.laylo, amount=uzs(10 * PRICE)),
            Undone([take_receipt_back])),
    Mistake("rent with a zero too many, from the bank", lambda o: o.spend(o.malika, 10 * PRICE),
            Undone([lambda o: o.reverse(o.malika, "expenses", o.answer)])),
    Mistake("paper with a zero too many, from the desk", lambda o: o.spend(o.malika, PRICE, desk=str(o.front.pk)),
            Undone([lambda o: o.reverse(o.malika, "expenses", o.answer)])),
    Mistake("more noted as carried to the bank than was", lambda o: bank(o.malika, o.front, PRICE),
            Undone([lambda o: o.reverse(o.malika, "desk-transfers", o.answer)])),
    Mistake(
        "a price raised by a zero",
        lambda o: o.aziza.patch(f"/payments/{o.laylo_due.pk}/", {"amount": uzs(10 * PRICE), "reason": "Typo"}),
        Undone([
            lambda o: o.aziza.patch(f"/payments/{o.laylo_due.pk}/", {"amount": uzs(PRICE), "reason": "It was a typo"})
        ]),
    ),
)  # fmt: skip

SUMS = (*ZEROS, *LIMITS, *NO_AMOUNTS, *WITHIN_LIMITS)
