"""A month of the demo centre in small, over REST and the providers' webhooks: billed, paid in all four ways, corrected,
paid back, compared with Payme's export; at the end the books hold and every report says the same.
"""

from io import StringIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command

import apps.jobs.services as jobs
from apps.accounts.models import User
from apps.core.uow import unit_of_work
from apps.courses.models import Group
from apps.lessons.models import Lesson
from apps.payments.models import Payment
from project.demo import school
from tests import factories
from tests.payments.office import office_calls as office
from tests.payments.office.test_transfer_proofs import photo
from tests.payments.payme import payme_client
from tests.payments.reports.report_calls import get_amounts, get_json, travel_to, uzs
from tests.payments.stripe import stripe_calls as pages
from tests.servers.stripe import KEY, SECRET, StripeServer, stripe_server
from tests.week.week_client import run_all_jobs

SIZE = school.CentreSize(pupils=16, groups=2, weeks=4)
PRICE = 45_000_000
BACK = 5_000_000


@pytest.fixture
def providers(settings):
    """Payme's desks and an account at Stripe are set up."""
    with stripe_server() as running:
        stripe = {"stripe_url": running.url, "stripe_secret_key": KEY, "stripe_webhook_secrets": [SECRET]}
        settings.ENV = settings.ENV.model_copy(update={**payme_client.SETTINGS, **stripe})
        yield running


class Month:
    """The group whose October it is, who works there, and the payments of those who do something about them."""

    def __init__(self, stripe: StripeServer) -> None:
        self.stripe, self.payme = stripe, payme_client.Payme()
        self.admin = User.objects.get(email="admin@demo.example")
        self.cashier = User.objects.get(email="office@demo.example")
        self.group = Group.objects.select_related("lead_teacher").order_by("-seats_taken", "name")[0]
        self.lesson = Lesson.objects.filter(group=self.group, slot__gte="2026-10-01T00:00+05:00").order_by("slot")[0]
        self.desk = self.mark = self.at_payme = ""
        self.billed = self.billed_next = 0
        self.payments: list[Payment] = []

    def as_(self, person: User) -> factories.ApiClient:
        """The person, signed in now."""
        return factories.client_for(person)

    def shown(self, number: int) -> dict[str, Any]:
        """One of the payments, as the office reads it."""
        answer_body: dict[str, Any] = get_json(self.cashier, f"{self.payments[number].pk}/")
        return answer_body

    def october(self, **more: Any) -> list[dict[str, Any]]:
        """All payments of October."""
        query = {"period": "2026-10", "page_size": 100, **more}
        rows: list[dict[str, Any]] = get_json(self.cashier, "", **query)["results"]
        return rows


CASH, TRANSFER, PAYME, STRIPE, RETURNED, NEVER = range(6)
"""What becomes of the first six payments; everybody else pays in cash."""


@pytest.fixture
def month(transactional_db, providers):
    with travel_to(1, month=10, hour=8):
        school.build_demo_centre(SIZE)
        answer_body = Month(providers)
    yield answer_body
    school.get_demo_accounts_file().unlink(missing_ok=True)


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
        the_books_hold()


def it_is_billed_once(month: Month) -> None:
    body = {
        "group": str(month.group.pk),
        "amount": uzs(PRICE),
        "credit_uncharged": True,
        "prorate": False,
        "valid_from": "2026-10-01",
    }
    answer = month.as_(month.admin).post("/payments/schedules/", body)
    assert answer.status == 201, answer.json
    first = month.as_(month.admin).post("/payments/schedules/run/", {"month": "2026-10"}).json
    again = month.as_(month.admin).post("/payments/schedules/run/", {"month": "2026-10"}).json
    assert (again["created"], again["standing"]) == (0, first["created"])
    rows = month.october()
    assert len(rows) == first["created"] >= 8
    assert {(row["status"], row["amount"]["amount"], row["due_on"]) for row in rows} == {
        ("pending", PRICE, "2026-10-05")
    }
    month.billed = len(rows)
    stand = Payment.objects.filter(membership__left_on__isnull=True, membership__status="active")
    month.payments = list(stand.select_related("student").order_by("reference"))
    assert len(month.payments) >= NEVER + 1


def an_excused_mark_makes_it_cheaper(month: Month) -> None:
    entry = {"student": str(month.payments[CASH].student_id), "status": "excused"}
    body = {"lesson": str(month.lesson.pk), "marks": [entry]}
    answer = month.as_(month.group.lead_teacher).post("/attendance/bulk-mark/", body)
    assert answer.status == 200, answer.json
    month.mark = answer.json["marks"][0]["id"]
    run_all_jobs()
    cheaper = month.shown(CASH)
    assert 0 < cheaper["amount"]["amount"] < PRICE
    month.payments = [pages.reload_payment(payment) for payment in month.payments]


def everybody_pays_but_one(month: Month) -> None:
    boss, cashier = month.as_(month.admin), month.as_(month.cashier)
    month.desk = boss.post("/payments/cash-desks/", {"name": "Kassa", "branch": str(month.group.branch_id)}).json["id"]
    opened = cashier.post(f"/payments/cash-desks/{month.desk}/shift/", {"action": "open", "counted": 0})
    assert opened.status == 200, opened.json
    _in_cash(month)
    _by_transfer(month)
    _through_payme(month)
    pages.pay_by_stripe(month.stripe, month.payments[STRIPE].student, month.payments[STRIPE])
    assert month.stripe.counted("POST", "/v1/checkout/sessions") == 1
    paid = [month.shown(number)["status"] for number in range(len(month.payments))]
    assert paid == ["completed"] * NEVER + ["pending"] + ["completed"] * (len(paid) - NEVER - 1)


def _in_cash(month: Month) -> None:
    cashier = month.as_(month.cashier)
    other_way = {str(month.payments[number].pk) for number in (TRANSFER, PAYME, STRIPE, RETURNED, NEVER)}
    taken = 0
    for row in month.october():
        if row["id"] not in other_way:
            taken += row["outstanding"]["amount"]
            answer = office.post_with_key(cashier, f"/payments/{row['id']}/confirm/", {"method": "cash"})
            assert (answer.status, answer.json["status"]) == (200, "completed"), answer.json
    body = {"action": "close", "counted": taken}
    closed = cashier.post(f"/payments/cash-desks/{month.desk}/shift/", body).json
    assert closed["shift"]["difference"] == uzs(0)


def _by_transfer(month: Month) -> None:
    payment = month.payments[TRANSFER]
    files = {"file": SimpleUploadedFile("transfer.png", photo(), "image/png")}
    sent = month.as_(payment.student).request("POST", f"/payments/{payment.pk}/proof/", form={}, files=files)
    assert sent.status == 201, sent.json
    body = {"proof": sent.json["id"], "decision": "approve"}
    done = office.post_with_key(month.as_(month.cashier), f"/payments/{payment.pk}/proof/decide/", body)
    assert (done.status, done.json["status"]) == (200, "completed")


def _through_payme(month: Month) -> None:
    month.at_payme = payme_client.create_paid(month.payme, month.payments[PAYME])
    assert month.payme.perform(month.at_payme).result["state"] == 2
    payme_client.create_paid(month.payme, month.payments[RETURNED])


def who_did_not_pay_is_overdue(month: Month) -> None:
    with unit_of_work():
        jobs.enqueue(kind="payments.mark_payments_overdue")
    run_all_jobs()
    assert [row["id"] for row in month.october(status="overdue")] == [str(month.payments[NEVER].pk)]


def part_of_the_cash_goes_back(month: Month) -> None:
    boss, payment = month.as_(month.admin), month.payments[CASH]
    in_desk = get_json(month.admin, "cash-desks/")["results"][0]["balance"]["amount"]
    boss.post(f"/payments/cash-desks/{month.desk}/shift/", {"action": "open", "counted": in_desk})
    answer = office.refund_payment(boss, payment, amount=uzs(BACK))
    assert (answer.status, answer.json["status"], answer.json["refunded"]) == (200, "completed", uzs(BACK))
    closed = boss.post(f"/payments/cash-desks/{month.desk}/shift/", {"action": "close", "counted": in_desk - BACK})
    assert closed.json["shift"]["difference"] == uzs(0)


def payme_pays_back_in_its_cabinet(month: Month) -> None:
    payment = month.payments[RETURNED]
    refused = office.refund_payment(month.as_(month.admin), payment)
    (money,) = payment.transactions.all()
    assert (refused.status, refused.json["code"]) == (409, "refund_at_provider")
    assert money.provider_id in refused.json["detail"]
    assert payment.reference in refused.json["detail"]
    answers = [month.payme.cancel(money.provider_id).result for _time in range(2)]
    assert answers[0] == answers[1]
    assert answers[0]["state"] == -2
    assert month.shown(RETURNED)["status"] == "refunded"


def the_next_month_is_billed(month: Month) -> None:
    body = month.as_(month.admin).post("/payments/schedules/run/", {"month": "2026-11"}).json
    rows = get_json(month.cashier, "", period="2026-11", page_size=100)["results"]
    assert len(rows) == body["created"] >= len(month.payments)
    assert {row["outstanding"]["amount"] for row in rows} == {PRICE}
    month.billed_next = len(rows)


def the_mark_is_corrected(month: Month) -> None:
    billed = month.shown(CASH)
    body = {"status": "present", "reason": "She was there"}
    assert month.as_(month.admin).patch(f"/attendance/{month.mark}/", body).status == 200
    run_all_jobs()
    paid = month.payments[CASH]
    corrections = get_json(month.cashier, "", kind="correction", student=paid.student_id)["results"]
    assert [row["outstanding"]["amount"] for row in corrections] == [PRICE - billed["amount"]["amount"]]
    assert month.shown(CASH)["amount"] == billed["amount"]


def paymes_export_is_compared(month: Month) -> None:
    kept, gone = (month.payments[number].transactions.get().provider_id for number in (PAYME, RETURNED))
    sum_ = "450 000,00"
    rows = [[kept, "04.10.2026 12:00:00", sum_, "Оплачен"], [gone, "04.10.2026 12:00:00", sum_, "Возврат"]]
    equal = _compare(month, rows)
    assert (equal["state"], equal["matched"], equal["total_ours"]) == ("matches", 2, equal["total_theirs"])
    lacking = _compare(month, rows[1:])
    assert lacking["state"] == "differs"
    assert [
        (difference["what"], difference["provider_id"], difference["ours"]) for difference in lacking["differences"]
    ] == [("missing_there", kept, PRICE)]


def _compare(month: Month, rows: list[list[str]]) -> dict[str, Any]:
    text = "\n".join(";".join(cells) for cells in [["ID транзакции", "Дата оплаты", "Сумма", "Статус"], *rows])
    form = {"provider": "payme", "from": "2026-10-01", "to": "2026-10-31"}
    files = {"file": SimpleUploadedFile("payme.csv", text.encode("utf-8-sig"))}
    answer = month.as_(month.admin).post("/payments/reconciliation/", form=form, files=files)
    assert answer.status == 201, answer.json
    body: dict[str, Any] = answer.json
    return body


def every_report_says_the_same(month: Month) -> None:
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
    pupil = month.payments[CASH].student
    (account,) = get_json(pupil, "statement/", **days)[0]["accounts"]
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


def the_books_hold() -> None:
    output = StringIO()
    call_command("ledger_check", stdout=output)
    assert output.getvalue().startswith("the books hold")
