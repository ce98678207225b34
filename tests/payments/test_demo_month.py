"""A month of the demo centre in small, over REST and the providers' webhooks: billed, paid in all four ways, corrected,
paid back, compared with Payme's export; at the end every report says the same.
"""

import pytest

import apps.jobs.services as jobs
from apps.accounts.models import User
from apps.core.uow import unit_of_work
from apps.courses.models import Group
from apps.lessons.models import Lesson
from apps.payments.models import CashDesk, Payment
from project.demo import school
from tests.factories import client_for
from tests.payments import payment_data
from tests.payments.office.office_calls import confirm_payment, post_shift, refund_payment
from tests.payments.office.test_transfer_proofs import decide, send
from tests.payments.payme.payme_client import SETTINGS, Payme
from tests.payments.payment_data import uzs
from tests.payments.pricing.pricing_data import run_billing
from tests.payments.reports.report_calls import get_amounts, get_json, travel_to
from tests.payments.reports.test_reconciliation import csv
from tests.payments.reports.test_reconciliation import row as export_row
from tests.payments.reports.test_reconciliation import send as send_export
from tests.payments.stripe import stripe_calls
from tests.servers.stripe import stripe_server
from tests.week.week_client import run_all_jobs

SIZE = school.CentreSize(pupils=16, groups=2, weeks=4)
PRICE = 45_000_000
BACK = 5_000_000


@pytest.fixture
def providers(settings):
    """Payme's desks and an account at Stripe are set up."""
    with stripe_server() as running:
        settings.ENV = settings.ENV.model_copy(update=SETTINGS | running.settings)
        yield running


class Month:
    """The group whose October it is, who works there, and the payments of those who do something about them."""

    def __init__(self, stripe):
        self.stripe, self.payme = stripe, Payme()
        self.admin = User.objects.get(email="admin@demo.example")
        self.cashier = User.objects.get(email="office@demo.example")
        self.group = Group.objects.select_related("lead_teacher").order_by("-seats_taken", "name")[0]
        self.lesson = Lesson.objects.filter(group=self.group, slot__gte="2026-10-01T00:00+05:00").order_by("slot")[0]
        self.desk = self.mark = self.at_payme = ""
        self.billed = self.billed_next = 0
        self.payments = []

    def shown(self, number):
        """One of the payments, as the office reads it."""
        return get_json(self.cashier, f"{self.payments[number].pk}/")

    def october(self, **more):
        """All payments of October."""
        return get_json(self.cashier, "", **{"period": "2026-10", "page_size": 100, **more})["results"]


CASH, TRANSFER, PAYME, STRIPE, RETURNED, NEVER = range(6)
"""What becomes of the first six payments; everybody else pays in cash."""


@pytest.fixture
def month(transactional_db, providers):
    with travel_to(1, month=10, hour=8):
        school.build_demo_centre(SIZE)
        answer_body = Month(providers)
    yield answer_body
    school.get_demo_centre_file().unlink(missing_ok=True)


@pytest.mark.slow  # 6 s
def test_one_month_of_the_demo_centre(month):
    with travel_to(1, month=10, hour=9):
        it_is_billed_once(month)
    with travel_to(month.lesson.starts_at.day, month=10, hour=21):
        an_excused_mark_makes_it_cheaper(month)
    with travel_to(4, month=10):
        everybody_pays_but_one(month)
    with travel_to(6, month=10, hour=0, minute=2):
        who_did_not_pay_is_overdue(month)
    with travel_to(20, month=10):
        part_of_the_cash_goes_back(month)
        payme_pays_back_in_its_cabinet(month)
    with travel_to(1, hour=9):
        the_next_month_is_billed(month)
    with travel_to(2):
        the_mark_is_corrected(month)
        paymes_export_is_compared(month)
        every_report_says_the_same(month)


def it_is_billed_once(month):
    terms = {"amount": uzs(PRICE), "credit_uncharged": True, "prorate": False, "valid_from": "2026-10-01"}
    answer = client_for(month.admin).post("/payments/schedules/", {"group": str(month.group.pk), **terms})
    assert answer.status == 201, answer.json
    first, again = (run_billing(month.admin, month="2026-10").json for _time in range(2))
    assert (again["created"], again["standing"]) == (0, first["created"])
    rows = month.october()
    assert len(rows) == first["created"] > NEVER
    for row in rows:
        assert (row["status"], row["amount"]["amount"], row["due_on"]) == ("pending", PRICE, "2026-10-05")
    month.billed = len(rows)
    stand = Payment.objects.filter(membership__left_on__isnull=True, membership__status="active")
    month.payments = list(stand.select_related("student").order_by("reference"))
    assert len(month.payments) >= NEVER + 1


def an_excused_mark_makes_it_cheaper(month):
    entry = {"student": str(month.payments[CASH].student_id), "status": "excused"}
    body = {"lesson": str(month.lesson.pk), "marks": [entry]}
    answer = client_for(month.group.lead_teacher).post("/attendance/bulk-mark/", body)
    assert answer.status == 200, answer.json
    month.mark = answer.json["marks"][0]["id"]
    run_all_jobs()
    assert 0 < month.shown(CASH)["amount"]["amount"] < PRICE
    month.payments = [payment_data.reload_payment(payment) for payment in month.payments]


def everybody_pays_but_one(month):
    boss, cashier = client_for(month.admin), client_for(month.cashier)
    assert boss.post("/payments/cash-desks/", {"name": "Kassa", "branch": str(month.group.branch_id)}).status == 201
    month.desk = CashDesk.objects.get(name="Kassa")
    assert post_shift(cashier, month.desk, "open", 0).status == 200
    _in_cash(month)
    _by_transfer(month)
    _through_payme(month)
    stripe_calls.pay_by_stripe(month.stripe, month.payments[STRIPE])
    assert month.stripe.counted("POST", "/v1/checkout/sessions") == 1
    paid = [month.shown(number)["status"] for number in range(len(month.payments))]
    assert paid == ["completed"] * NEVER + ["pending"] + ["completed"] * (len(paid) - NEVER - 1)


def _in_cash(month):
    cashier = client_for(month.cashier)
    other_way = {str(month.payments[number].pk) for number in (TRANSFER, PAYME, STRIPE, RETURNED, NEVER)}
    taken = 0
    for row in month.october():
        if row["id"] not in other_way:
            taken += row["outstanding"]["amount"]
            assert confirm_payment(cashier, Payment.objects.get(pk=row["id"])).json["status"] == "completed"
    assert post_shift(cashier, month.desk, "close", taken).json["shift"]["difference"] == uzs(0)


def _by_transfer(month):
    payment = month.payments[TRANSFER]
    sent = send(client_for(payment.student), payment)
    done = decide(client_for(month.cashier), payment, sent.json["id"], "approve")
    assert (sent.status, done.status, done.json["status"]) == (201, 200, "completed")


def _through_payme(month):
    month.at_payme = month.payme.create_paid(month.payments[PAYME])
    assert month.payme.perform(month.at_payme).result["state"] == 2
    month.payme.create_paid(month.payments[RETURNED])


def who_did_not_pay_is_overdue(month):
    with unit_of_work():
        jobs.enqueue(kind="payments.mark_payments_overdue")
    run_all_jobs()
    assert [row["id"] for row in month.october(status="overdue")] == [str(month.payments[NEVER].pk)]


def part_of_the_cash_goes_back(month):
    boss, payment = client_for(month.admin), month.payments[CASH]
    in_desk = get_json(month.admin, "cash-desks/")["results"][0]["balance"]["amount"]
    assert post_shift(boss, month.desk, "open", in_desk).status == 200
    answer = refund_payment(boss, payment, amount=uzs(BACK))
    assert (answer.status, answer.json["status"], answer.json["refunded"]) == (200, "completed", uzs(BACK))
    assert post_shift(boss, month.desk, "close", in_desk - BACK).json["shift"]["difference"] == uzs(0)


def payme_pays_back_in_its_cabinet(month):
    payment = month.payments[RETURNED]
    refused = refund_payment(client_for(month.admin), payment)
    (money,) = payment.transactions.all()
    assert refused.refusal == (409, "refund_at_provider")
    assert money.provider_id in refused.json["detail"]
    assert payment.reference in refused.json["detail"]
    answers = [month.payme.cancel(money.provider_id).result for _time in range(2)]
    assert answers[0] == answers[1]
    assert answers[0]["state"] == -2
    assert month.shown(RETURNED)["status"] == "refunded"


def the_next_month_is_billed(month):
    body = run_billing(month.admin, month="2026-11").json
    rows = get_json(month.cashier, "", period="2026-11", page_size=100)["results"]
    assert len(rows) == body["created"] >= len(month.payments)
    assert {row["outstanding"]["amount"] for row in rows} == {PRICE}
    month.billed_next = len(rows)


def the_mark_is_corrected(month):
    billed = month.shown(CASH)
    body = {"status": "present", "reason": "She was there"}
    assert client_for(month.admin).patch(f"/attendance/{month.mark}/", body).status == 200
    run_all_jobs()
    paid = month.payments[CASH]
    corrections = get_json(month.cashier, "", kind="correction", student=paid.student_id)["results"]
    assert [row["outstanding"]["amount"] for row in corrections] == [PRICE - billed["amount"]["amount"]]
    assert month.shown(CASH)["amount"] == billed["amount"]


def paymes_export_is_compared(month):
    kept, gone = (month.payments[number].transactions.get().provider_id for number in (PAYME, RETURNED))
    rows = [export_row(kept, at="04.10.2026 12:00:00"), export_row(gone, state="Возврат", at="04.10.2026 12:00:00")]
    equal = _compare(month, rows)
    assert (equal["state"], equal["matched"], equal["total_ours"]) == ("matches", 2, equal["total_theirs"])
    lacking = _compare(month, rows[1:])
    assert lacking["state"] == "differs"
    assert [
        (difference["what"], difference["provider_id"], difference["ours"]) for difference in lacking["differences"]
    ] == [("missing_there", kept, PRICE)]


def _compare(month, rows):
    answer = send_export(month.admin, csv(rows), from_="2026-10-01", to="2026-10-31")
    assert answer.status == 201, answer.json
    return answer.json


def every_report_says_the_same(month):
    cash = month.shown(CASH)["amount"]["amount"]
    less = PRICE - cash
    received = (month.billed - 2) * PRICE + cash
    figures = ("charged", "taken_back", "received", "paid_back")
    days = {"from_": "2026-10-01", "to": "2026-11-02"}
    by_month = get_json(month.admin, "reports/revenue/", by="month", **days)
    assert {row["key"]: get_amounts(row, *figures) for row in by_month["rows"]} == {
        "2026-10": [month.billed * PRICE - less, PRICE + BACK, received, PRICE + BACK],
        "2026-11": [month.billed_next * PRICE + less, 0, 0, 0],
    }
    by_provider = get_json(month.admin, "reports/revenue/", by="provider", **days)
    assert {row["key"]: get_amounts(row, "received", "paid_back") for row in by_provider["rows"]} == {
        "cash": [received - 4 * PRICE, BACK], "payme": [2 * PRICE, PRICE], "stripe": [PRICE, 0], "transfer": [PRICE, 0]
    }  # fmt: skip
    debtors = get_json(month.cashier, "debtors/")
    assert [row["student"]["id"] for row in debtors["results"]] == [str(month.payments[NEVER].student_id)]
    assert debtors["totals"][0]["overdue"] == uzs(PRICE)
    (account,) = get_json(month.payments[CASH].student, "statement/", **days)[0]["accounts"]
    assert [(row["on"], row["change"]["amount"]) for row in account["lines"]] == [
        ("2026-10-01", -PRICE),
        (f"{month.lesson.starts_at:%Y-%m-%d}", less),
        ("2026-10-04", cash),
        ("2026-10-20", BACK),
        ("2026-10-20", -BACK),
        ("2026-11-01", -PRICE),
        ("2026-11-02", -less),
    ]
    assert get_amounts(account, "balance", "owed") == [-PRICE - less, PRICE + less]
