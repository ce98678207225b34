"""October of a small centre, over REST: what it bills, takes, gives back, spends and pays, and mistakes that it undoes.

Six pupils pay 450,000 soʻm a month for twelve lessons. September is closed on the second of October.
"""

from contextlib import AbstractContextManager
from datetime import date
from typing import Any

from apps.accounts.models import User
from apps.core.permissions import Role
from apps.courses.models import Group
from apps.payments.models import CashDesk, Payment
from tests.factories import ApiResponse, client_for, make_user
from tests.payments.months.month_calls import close_books
from tests.payments.months.six_reports import Notebook
from tests.payments.office.office_calls import confirm_payment, post_shift, post_with_key, refund_payment
from tests.payments.payme.payme_client import Payme
from tests.payments.payment_data import create_cash_desk, reload_payment, uzs
from tests.payments.pricing import pricing_data
from tests.payments.reports.report_calls import get_json, travel_to
from tests.payments.salaries import pay_calls
from tests.payments.stripe import stripe_calls
from tests.servers.stripe import StripeServer

PRICE, LESSON, RATE = pricing_data.PRICE, pricing_data.PRICE // 12, pay_calls.LESSON_RATE
MILLION = 1_000_000
"""Ten thousand soʻm."""
TAUGHT = pricing_data.SEPTEMBER[:4]


class Centre:
    """Who works there, its desks and pupils, and the notebook of the month."""

    def __init__(self, admin: User, cashier: User, group: Group, pupils: list[User], stripe: StripeServer) -> None:
        self.admin, self.cashier, self.group, self.pupils = admin, cashier, group, pupils
        self.branch, self.stripe, self.payme = group.branch, stripe, Payme()
        self.helper = make_user(Role.MANAGER, "Umida", "Salimova")
        self.front, self.second = create_cash_desk(self.branch, "Front"), create_cash_desk(self.branch, "Second")
        self.drawers = {self.front.pk: 0, self.second.pk: 0}
        self.notebook = Notebook()

    def bill(self, number: int, month: str = "2026-10") -> Payment:
        """Return the month's payment of this pupil."""
        return pricing_data.get_month_payment(self.pupils[number], month)

    def move_cash(self, desk: CashDesk, amount: int) -> None:
        """Note cash that came into the drawer, or with a negative amount went out."""
        self.drawers[desk.pk] += amount
        self.notebook.cash += amount

    def post(self, user: User, path: str, body: Any = None, *, status: int = 201) -> Any:
        """Post with a key; the answer must have this status."""
        return check(post_with_key(client_for(user), path, body or {}), status).json


def check(answer: ApiResponse, status: int = 200) -> ApiResponse:
    """Return the answer, which must have this status."""
    assert answer.status == status, answer.json
    return answer


def october(day: int, *, hour: int = 12) -> AbstractContextManager[Any]:
    """Travel to the day of October."""
    return travel_to(day, month=10, hour=hour)


def play_september(centre: Centre) -> None:
    """Lessons are billed and taught; one pupil pays in cash, the rent leaves the bank."""
    with travel_to(1, month=9):
        pricing_data.create_month(centre.group, credit_uncharged=True, prorate=False)
        pay_calls.create_rate(centre.admin, centre.group.lead_teacher)
        check(pricing_data.run_billing(centre.admin))
    for day in TAUGHT:
        with pricing_data.travel_to(day):
            pricing_data.mark_pupil(centre.group, day, centre.pupils[0], "present", by=centre.admin)
    with travel_to(20, month=9):
        pricing_data.run_jobs()
        check(post_shift(client_for(centre.cashier), centre.front, "open", 0))
        check(confirm_payment(client_for(centre.cashier), centre.bill(0, "2026-09"), desk=str(centre.front.pk)))
        check(post_shift(client_for(centre.cashier), centre.front, "close", PRICE))
        centre.drawers[centre.front.pk] = PRICE
        spend(centre, 6 * MILLION)
    centre.notebook = Notebook()


def play_october(centre: Centre) -> None:
    """From the first to the evening of the last day."""
    with october(1):
        check(pricing_data.run_billing(centre.admin, month="2026-10"))
        centre.notebook.bills += PRICE * len(centre.pupils)
    with october(2):
        september_is_closed(centre)
    with october(5):
        shifts_open_with_a_coin_too_much(centre)
        pupils_pay(centre)
        money_comes_in_advance(centre)
    with october(6):
        providers_pay_back(centre)
        money_is_spent(centre)
        cash_is_carried(centre)
        a_wrong_receipt_is_reversed(centre)
    with october(7):
        bills_are_corrected(centre)
        the_office_pays_back(centre)
        pay_is_handed_out(centre)
    with october(31, hour=22):
        shifts_close_with_a_coin_too_little(centre)


def september_is_closed(centre: Centre) -> None:
    check(pay_calls.post_entry(centre.admin, centre.group.lead_teacher, "bonus", MILLION, "2026-09"), 201)
    check(pay_calls.close_month(centre.admin, "2026-09"))
    centre.notebook.pay += RATE * len(TAUGHT) + MILLION
    check(close_books(centre.admin, centre.branch, "2026-09"))


def shifts_open_with_a_coin_too_much(centre: Centre) -> None:
    check(post_shift(client_for(centre.cashier), centre.front, "open", PRICE + 5000))
    check(post_shift(client_for(centre.helper), centre.second, "open", 0))
    centre.move_cash(centre.front, 5000)
    centre.notebook.missing -= 5000


def pupils_pay(centre: Centre) -> None:
    front, second = str(centre.front.pk), str(centre.second.pk)
    cashier, helper, note = client_for(centre.cashier), client_for(centre.helper), centre.notebook
    check(confirm_payment(cashier, centre.bill(0), desk=front))
    centre.move_cash(centre.front, PRICE)
    body = {"desk": second, "amount": uzs(PRICE + 5 * MILLION)}
    refused = check(confirm_payment(helper, centre.bill(1), **body), 409)
    assert refused.json["code"] == "advance_needed"
    check(confirm_payment(helper, centre.bill(1), **body, advance=True))
    centre.move_cash(centre.second, PRICE + 5 * MILLION)
    for month in ("2026-09", "2026-10"):
        check(confirm_payment(cashier, centre.bill(2, month), method="transfer"))
        note.bank += PRICE
    for number in (3, 4):
        centre.payme.create_paid(centre.bill(number))
        note.providers += PRICE
    stripe_calls.pay_by_stripe(centre.stripe, centre.bill(5))
    note.providers += PRICE


def money_comes_in_advance(centre: Centre) -> None:
    """Cash for no bill, and what two pupils had and owed in the books before; the latter moves nothing."""
    path = f"/payments/balance/{centre.pupils[4].pk}"
    body = {"method": "cash", "amount": uzs(10 * MILLION), "desk": str(centre.front.pk)}
    centre.post(centre.cashier, f"{path}/receive/", body, status=200)
    centre.move_cash(centre.front, 10 * MILLION)
    for number, side in ((4, "credit"), (1, "debt")):
        body = {"side": side, "amount": uzs(3 * MILLION)}
        centre.post(centre.admin, f"/payments/balance/{centre.pupils[number].pk}/opening/", body)


def providers_pay_back(centre: Centre) -> None:
    """Payme in full, Stripe a part."""
    (at_payme,) = centre.bill(4).transactions.filter(state=2)
    assert centre.payme.cancel(at_payme.provider_id).result["state"] == -2
    (at_stripe,) = centre.bill(5).transactions.filter(state=2)
    assert stripe_calls.refund_at_stripe(centre.stripe, at_stripe.provider_id, 5 * MILLION).status == 200
    centre.notebook.providers -= PRICE + 5 * MILLION
    centre.notebook.bills -= PRICE + 5 * MILLION


def spend(centre: Centre, amount: int, *, desk: CashDesk | None = None, status: int = 201, **more: Any) -> Any:
    """Record an expense, by cash of the front desk or from the bank."""
    body = {"category": "rent", "text": "Rent", "amount": uzs(amount), "desk": desk and str(desk.pk), **more}
    answer = centre.post(centre.cashier, "/payments/expenses/", body, status=status)
    if status == 201:
        note_expense(centre, amount, desk)
    return answer


def note_expense(centre: Centre, amount: int, desk: CashDesk | None = None) -> None:
    """Note what was spent."""
    centre.notebook.spent += amount
    if desk is None:
        centre.notebook.bank -= amount
    else:
        centre.move_cash(desk, -amount)


def money_is_spent(centre: Centre) -> None:
    """In cash, from the bank, twice by mistake, for the closed month, and so much that a second person agrees."""
    spend(centre, 3 * MILLION, desk=centre.front, category="supplies")
    spend(centre, 6 * MILLION, on="2026-10-02")
    twice = spend(centre, 2 * MILLION, category="advertising")
    centre.post(centre.cashier, f"/payments/expenses/{twice['id']}/reverse/", {"text": "Twice"})
    note_expense(centre, -2 * MILLION)
    spend(centre, 4 * MILLION, on="2026-09-30", status=409)
    assert spend(centre, 4 * MILLION, corrects_month="2026-09")["on"] == "2026-10-06"
    waiting = spend(centre, 2_100 * MILLION, status=202)
    path = f"/payments/approvals/{waiting['id']}/decide/"
    check(client_for(centre.admin).post(path, {"decision": "approve"}))
    note_expense(centre, 2_100 * MILLION)


def cash_is_carried(centre: Centre) -> None:
    """To the bank and to the other desk; one of each is a mistake and is reversed."""
    path, front, second = f"/payments/cash-desks/{centre.front.pk}", centre.front, centre.second
    for to, amount, is_mistake in ((None, 20, False), (None, 1, True), (second, 7, False), (second, 2, True)):
        body = {"amount": uzs(amount * MILLION)} | ({"to": str(to.pk)} if to else {})
        carried = centre.post(centre.cashier, f"{path}/transfer/" if to else f"{path}/bank/", body)
        if is_mistake:
            centre.post(centre.cashier, f"/payments/desk-transfers/{carried['id']}/reverse/", {"reason": "A mistake"})
            continue
        centre.move_cash(front, -amount * MILLION)
        if to is None:
            centre.notebook.bank += amount * MILLION
        else:
            centre.move_cash(second, amount * MILLION)


def a_wrong_receipt_is_reversed(centre: Centre) -> None:
    """Cash was booked for a bill that nobody paid."""
    paid = check(confirm_payment(client_for(centre.cashier), centre.bill(3, "2026-09"), desk=str(centre.front.pk))).json
    (receipt,) = get_json(centre.admin, f"{paid['id']}/")["receipts"]
    centre.post(centre.cashier, f"/payments/receipts/{receipt['id']}/reverse/", {"reason": "Nobody paid"})
    assert get_json(centre.admin, f"{paid['id']}/")["status"] in ("pending", "overdue")


def bills_are_corrected(centre: Centre) -> None:
    """A mark of the closed month, a lower amount, a debt forgiven, a payment cancelled and due again, one cancelled."""
    client, note = client_for(centre.admin), centre.notebook
    pricing_data.mark_and_reprice(centre.group, TAUGHT[0], centre.pupils[2], "excused", by=centre.admin)
    note.bills -= LESSON
    body = {"amount": uzs(PRICE - 5 * MILLION), "reason": "agreed"}
    check(client.patch(f"/payments/{centre.bill(0).pk}/", body))
    note.bills -= 5 * MILLION
    forgiven = {"amount": uzs(2 * MILLION), "reason": "agreed"}
    centre.post(centre.admin, f"/payments/{centre.bill(3, '2026-09').pk}/write-off/", forgiven, status=200)
    note.bills -= 2 * MILLION
    for number, is_restored in ((4, True), (5, False)):
        path = f"/payments/{centre.bill(number, '2026-09').pk}"
        check(client.post(f"{path}/cancel/", {"reason": "left"}))
        note.bills -= PRICE
        if is_restored:
            check(client.post(f"{path}/restore/", {"reason": "came back"}))
            note.bills += PRICE


def the_office_pays_back(centre: Centre) -> None:
    """Part of a transfer; part of what was paid in cash, and free credit, which the cashiers hand out."""
    client, note = client_for(centre.admin), centre.notebook
    check(refund_payment(client, reload_payment(centre.bill(2)), amount=uzs(4 * MILLION)))
    note.bank -= 4 * MILLION
    note.bills -= 4 * MILLION
    front, second = str(centre.front.pk), str(centre.second.pk)
    decided = check(refund_payment(client, reload_payment(centre.bill(0)), amount=uzs(3 * MILLION), desk=front), 202)
    credit = {"amount": uzs(MILLION), "desk": second, "reason": "moves away"}
    path = f"/payments/balance/{centre.pupils[0].pk}/refund/"
    for refund, cashier in (
        (decided.json, centre.cashier),
        (centre.post(centre.admin, path, credit, status=202), centre.helper),
    ):
        centre.post(cashier, f"/payments/cash-refunds/{refund['id']}/hand-out/", status=200)
    centre.move_cash(centre.front, -3 * MILLION)
    note.bills -= 3 * MILLION
    centre.move_cash(centre.second, -MILLION)


def pay_is_handed_out(centre: Centre) -> None:
    """From the bank, what was earned and an advance."""
    teacher = centre.group.lead_teacher
    for amount, more in ((RATE * len(TAUGHT) + MILLION, {}), (3 * MILLION, {"advance": True})):
        check(pay_calls.post_payout(centre.admin, teacher, amount, **more), 201)
        centre.notebook.bank -= amount


def shifts_close_with_a_coin_too_little(centre: Centre) -> None:
    centre.move_cash(centre.second, -2000)
    centre.notebook.missing += 2000
    for user, desk in ((centre.cashier, centre.front), (centre.helper, centre.second)):
        closed = check(post_shift(client_for(user), desk, "close", centre.drawers[desk.pk])).json
        assert closed["shift"]["difference"]["amount"] == (-2000 if desk is centre.second else 0)
    balances = {row["id"]: row["balance"]["amount"] for row in get_json(centre.admin, "cash-desks/")["results"]}
    assert balances == {str(desk): amount for desk, amount in centre.drawers.items()}


def correct_october_in_november(centre: Centre) -> None:
    """October is closed; a mark, an expense and Payme change it afterwards."""
    with travel_to(2):
        check(close_books(centre.admin, centre.branch, "2026-10"))
        spend(centre, MILLION, on="2026-10-31", status=409)
        spend(centre, MILLION, corrects_month="2026-10")
        pricing_data.mark_and_reprice(centre.group, date(2026, 9, 7), centre.pupils[2], "excused", by=centre.admin)
        (at_payme,) = centre.bill(3).transactions.filter(state=2)
        assert centre.payme.cancel(at_payme.provider_id).result["state"] == -2
