"""Refunds and reversals that come too late or too often, the end of a shift, approvals, and closed months."""

from typing import Any

from apps.accounts.models import User
from apps.core.permissions import Role
from apps.payments.models import CashDesk
from tests.factories import ApiResponse
from tests.payments import payment_data
from tests.payments.mistakes.front_desk import CLOSED_DAY, CREDIT, FrontDesk, newest_receipt
from tests.payments.mistakes.outcomes import (
    THEN_REFUSED,
    THEN_TAKEN_BACK,
    Mistake,
    Refused,
    Undone,
    Waits,
    withdraw_refund,
)
from tests.payments.mistakes.places import DRAWER, pay_laylo
from tests.payments.office.office_calls import confirm_payment, post_with_key, refund_payment, reverse_receipt
from tests.payments.office.test_desk_transfers import bank, carry
from tests.payments.office.test_opening_balances import post_opening, reverse_opening
from tests.payments.payment_data import PRICE, uzs

LIMIT = 5_000_000
"""50,000 soʻm: `shift_difference_limit`."""
WAITING = Refused(409, "approval_waiting")
NO_SHIFT = Refused(409, "shift_needed")


def decide_refund(office: FrontDesk, amount: int = PRICE) -> ApiResponse:
    """Aziza, who has no shift, decides to pay Bekzod back from the front desk."""
    return refund_payment(office.aziza, office.bekzod_paid, amount=uzs(amount), desk=str(office.front.pk))


def refund_and_hand_out(office: FrontDesk) -> ApiResponse:
    """The same, and Malika hands it out."""
    office.given = decide_refund(office)
    office.hand_out(office.malika)
    return office.given


def refund_opening(office: FrontDesk) -> ApiResponse:
    """Laylo's opening credit, after her price, is paid back from the bank."""
    post_opening(office.aziza, office.laylo, "credit", PRICE + CREDIT)
    body = {"amount": uzs(CREDIT), "reason": "She moves"}
    return post_with_key(office.aziza, f"/payments/balance/{office.laylo.pk}/refund/", body)


def miscount(office: FrontDesk, difference: int = LIMIT + 1) -> ApiResponse:
    """Malika counts at the end of the shift, with a reason."""
    return office.count(office.malika, "close", DRAWER + difference, "Counted twice")


def close_and_ask(office: FrontDesk) -> ApiResponse:
    """Cash waits, and Malika's shift is closed."""
    asked = office.ask_cash()
    office.count(office.malika, "close", DRAWER)
    return asked


def ask_then(step: Any) -> Any:
    """Return what was before: cash of Laylo waits, and this was done."""

    def prepare(office: FrontDesk) -> ApiResponse:
        office.given = office.ask_cash()
        step(office)
        return office.given

    return prepare


def hand_back(office: FrontDesk) -> ApiResponse:
    """Malika notes that she gave the held cash back."""
    return office.malika.post(f"/payments/approvals/{office.given.json['id']}/hand-back/")


def let_go(**change: Any) -> Any:
    """Return what was before: cash waits, and its approver signed in before she left or lost the permission."""

    def prepare(office: FrontDesk) -> ApiResponse:
        asked = office.ask_cash()
        assert office.nilufar.get("/payments/approvals/").status == 200
        User.objects.filter(pk=office.users["nilufar"].pk).update(**change)
        return asked

    return prepare


def close_desk(office: FrontDesk) -> None:
    """The front desk is archived while cash of it waits."""
    CashDesk.objects.filter(pk=office.front.pk).update(archived_at="2026-11-01T00:00Z")


def move_and_bank(office: FrontDesk) -> ApiResponse:
    """Cash was carried upstairs, and from there to the bank."""
    moved = carry(office.malika, office.front, office.upstairs, PRICE)
    assert bank(office.nilufar, office.upstairs, 1).status == 201
    return moved


def pay_by_payme(office: FrontDesk) -> None:
    """Laylo paid by Payme."""
    payment_data.perform_payme(payment_data.open_payme_for(office.laylo_due))


def close_books(client: Any, office: FrontDesk, month: str) -> ApiResponse:
    """Close this month."""
    return client.post("/payments/months/close/", {"branch": str(office.branch.pk), "month": month})


def reopen_books(client: Any, office: FrontDesk, reason: str) -> ApiResponse:
    """Reopen October."""
    body = {"branch": str(office.branch.pk), "month": CLOSED_DAY[:7], "reason": reason}
    return client.post("/payments/months/reopen/", body)


PAID_BACK = (
    Mistake("a refund is decided by mistake", decide_refund, Waits([withdraw_refund])),
    Mistake("a cashier decides about a refund", lambda o: refund_payment(o.malika, o.bekzod_paid),
            Refused(403, "forbidden")),
    Mistake("two refunds wait for the same money", decide_refund, Refused(409, "refund_too_large"),
            given=decide_refund),
    Mistake("cash is handed back twice", lambda o: o.hand_out(o.malika), Refused(409, "cash_refund_closed"),
            given=refund_and_hand_out),
    Mistake("a colleague hands out cash of another desk", lambda o: o.hand_out(o.nilufar), NO_SHIFT,
            given=decide_refund),
    Mistake("cash is handed out that is not in the desk", lambda o: o.hand_out(o.malika),
            Refused(409, "not_enough_money"),
            given=lambda o: (decide_refund(o), bank(o.malika, o.front, DRAWER))[0]),
    Mistake("cash is handed out after the shift", lambda o: o.hand_out(o.malika), NO_SHIFT,
            given=lambda o: (decide_refund(o), o.count(o.malika, "close", DRAWER))[0]),
    Mistake("a refund of what was paid back", decide_refund, Refused(409, "payment_closed"), given=refund_and_hand_out),
    Mistake("a refund of a payment that is not refundable", decide_refund, Refused(409, "not_refundable"),
            given=lambda o: o.aziza.patch(f"/payments/{o.bekzod_paid.pk}/", {"refundable": False})),
    Mistake("a refund after the reversal", decide_refund, Refused(409, "payment_closed"),
            given=lambda o: reverse_receipt(o.malika, o.bekzod_receipt)),
    Mistake("a reversal while a refund waits", lambda o: reverse_receipt(o.malika, o.bekzod_receipt),
            Refused(409, "cash_refund_waiting"), given=decide_refund),
    Mistake("money is reversed that was carried to the bank", lambda o: reverse_receipt(o.malika, o.bekzod_receipt),
            Refused(409, "not_enough_money"), given=lambda o: bank(o.malika, o.front, DRAWER)),
    Mistake("a colleague's receipt is reversed in her shift", lambda o: reverse_receipt(o.nilufar, o.bekzod_receipt),
            NO_SHIFT),
    Mistake("money of Payme is reversed in the office", lambda o: reverse_receipt(o.malika, newest_receipt()),
            Refused(409, "refund_at_provider"), given=pay_by_payme),
    Mistake("a desk transfer is reversed whose cash is gone", lambda o: o.reverse(o.malika, "desk-transfers", o.given),
            Refused(409, "not_enough_money"), given=move_and_bank),
    Mistake("an opening balance is reversed that was paid back", lambda o: reverse_opening(o.aziza, o.laylo),
            Refused(409, "conflict"), given=refund_opening),
)  # fmt: skip

SHIFTS = (
    Mistake("a count with a wrong zero and no reason", lambda o: o.count(o.malika, "close", 10 * DRAWER),
            Refused(422, "invalid", "note")),
    Mistake("a count with a wrong zero", lambda o: o.count(o.malika, "close", 10 * DRAWER, "All of it"), THEN_REFUSED),
    Mistake("a count that lacks much", lambda o: miscount(o, -LIMIT - 1), THEN_TAKEN_BACK),
    Mistake("a wrong zero when a shift is opened",
            lambda o: o.count(o.malika, "open", 10 * DRAWER, "As it lay", desk=o.safe), THEN_REFUSED),
    Mistake("a count that lacks a little",
            lambda o: miscount(o, -LIMIT),
            Undone([lambda o: o.count(o.malika, "open", DRAWER), lambda o: o.count(o.malika, "close", DRAWER)])),
    Mistake("a count is a float", lambda o: o.count(o.malika, "close", 0.5), Refused(422, "invalid", "counted")),
    Mistake("cash after the count", pay_laylo, WAITING, given=miscount),
    Mistake("rent after the count", lambda o: o.spend(o.malika, 1, desk=str(o.front.pk)), WAITING, given=miscount),
    Mistake("cash is carried away after the count", lambda o: bank(o.malika, o.front, 1), WAITING, given=miscount),
    Mistake("the own count is approved", lambda o: o.decide(o.malika), Refused(403, "forbidden"), given=miscount),
)  # fmt: skip

APPROVALS = (
    Mistake("the own request is approved", lambda o: o.decide(o.malika), Refused(403, "forbidden"),
            given=FrontDesk.ask_cash),
    Mistake("an approver of another branch", lambda o: o.decide(o.away()), Refused(404, "not_found"),
            given=FrontDesk.ask_cash),
    Mistake("an approver who left", lambda o: o.decide(o.nilufar), Refused(401, "token_invalid"),
            given=let_go(is_active=False)),
    Mistake("an approver who lost the permission", lambda o: o.decide(o.nilufar), Refused(403, "forbidden"),
            given=let_go(role=Role.TEACHER)),
    Mistake("an approval after the shift closed", lambda o: o.decide(o.aziza), NO_SHIFT, given=close_and_ask),
    Mistake("an approval at a closed desk", lambda o: o.decide(o.aziza), Refused(409, "conflict", "desk"),
            given=ask_then(close_desk)),
    Mistake("an approval after the payment was paid", lambda o: o.decide(o.aziza), Refused(409, "payment_closed"),
            given=ask_then(pay_laylo)),
    Mistake("approved twice", lambda o: o.decide(o.nilufar), Refused(409, "approval_decided"),
            given=ask_then(lambda o: o.decide(o.aziza))),
    Mistake("approved after it was refused", lambda o: o.decide(o.nilufar), Refused(409, "approval_decided"),
            given=ask_then(lambda o: o.decide(o.aziza, "refuse"))),
    Mistake("asked twice", FrontDesk.ask_cash, WAITING, given=FrontDesk.ask_cash),
    Mistake("held cash is handed back while it waits",
            hand_back, WAITING,
            given=FrontDesk.ask_cash),
    Mistake("held cash is handed back twice", hand_back, Refused(409, "conflict"),
            given=ask_then(lambda o: (o.decide(o.aziza, "refuse"), hand_back(o)))),
    Mistake("cash is approved that was handed back", lambda o: o.decide(o.aziza), Refused(409, "approval_decided"),
            given=ask_then(lambda o: (o.decide(o.aziza, "refuse"), hand_back(o)))),
    Mistake("a payment with cash that waits is paid by another receipt, and that one is reversed",
            lambda o: reverse_receipt(o.malika, newest_receipt()), Undone([pay_laylo]),
            given=ask_then(pay_laylo)),
    Mistake("a large sum is approved by mistake", lambda o: o.decide(o.aziza),
            Undone([lambda o: reverse_receipt(o.malika, newest_receipt())]), given=FrontDesk.ask_cash),
)  # fmt: skip

CLOSED_MONTHS = (
    Mistake("rent dated into a closed month", lambda o: o.spend(o.malika, on=CLOSED_DAY),
            Refused(409, "month_closed", "on")),
    Mistake("rent of a closed month that is dated into it all the same",
            lambda o: o.spend(o.malika, on=CLOSED_DAY, corrects_month=CLOSED_DAY[:7]), Refused(422, "invalid", "on")),
    Mistake("a correction of a month that is open", lambda o: o.spend(o.malika, corrects_month="2026-11"),
            Refused(422, "invalid", "corrects_month")),
    Mistake("a correction of a closed month by mistake", lambda o: o.spend(o.malika, corrects_month=CLOSED_DAY[:7]),
            Undone([lambda o: o.reverse(o.malika, "expenses", o.answer)])),
    Mistake("an opening balance dated back", lambda o: post_opening(o.aziza, o.laylo, "credit", PRICE, on=CLOSED_DAY),
            Refused(422, "invalid", "on")),
    Mistake("money dated back", lambda o: confirm_payment(o.malika, o.laylo_due, on=CLOSED_DAY),
            Refused(422, "invalid", "on")),
    Mistake("the month that is not over is closed", lambda o: close_books(o.aziza, o, "2026-11"),
            Refused(422, "invalid", "month")),
    Mistake("a month is closed twice", lambda o: close_books(o.aziza, o, CLOSED_DAY[:7]),
            Refused(409, "month_closed")),
    Mistake("a cashier closes a month", lambda o: close_books(o.malika, o, "2026-09"), Refused(403, "forbidden")),
    Mistake("a cashier reopens a month", lambda o: reopen_books(o.malika, o, "Rent"), Refused(403, "forbidden")),
    Mistake("a month is reopened without a reason", lambda o: reopen_books(o.aziza, o, ""),
            Refused(422, "invalid", "reason")),
)  # fmt: skip

ENDINGS = (*PAID_BACK, *SHIFTS, *APPROVALS, *CLOSED_MONTHS)
