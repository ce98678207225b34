"""Closing a month: once, when it is over; totals are posted, entries stand, what is below nothing carries over."""

import io

import openpyxl
import pytest

from apps.lessons.services import restore_lesson
from apps.payments.models import MAX_AMOUNT, AccountKind, LedgerAccount, LedgerTransfer, PayEntry, PayMonth
from apps.settings.models import AuditLog
from tests import factories
from tests.payments.payment_data import money_json, uzs
from tests.payments.salaries import pay_calls


@pytest.fixture
def october(admin, teacher, group):
    """Two lessons of `teacher` in October."""
    pay_calls.create_rate(admin, teacher)
    pay_calls.create_held_lesson(group, 2026, 10, 6, 10)
    pay_calls.create_held_lesson(group, 2026, 10, 8, 10)


def test_month_is_closed_once_and_posted(october, admin, teacher, other_teacher):
    total = 2 * pay_calls.LESSON_RATE
    pay_calls.create_rate(admin, other_teacher, "percent", percent_hundredths=1)
    answer = pay_calls.close_month(admin, "2026-10")
    assert answer.status == 200, answer.json
    closed = {month["teacher"]["full_name"]: month["total"]["amount"] for month in answer.json["months"]}
    assert closed == {"Dilnoza Rahimova": total, "Nodira Tosheva": 0}
    assert pay_calls.get_teacher_balance(teacher) == total
    assert pay_calls.get_teacher_balance(other_teacher) == 0
    assert pay_calls.sum_closed_entries(teacher) == total
    transfer = LedgerTransfer.objects.get(kind="pay_earned")
    sides = {(entry.account.kind, entry.side): entry.amount for entry in transfer.entries.select_related("account")}
    assert sides == {("payroll", "debit"): total, ("teacher", "credit"): total}
    assert AuditLog.objects.filter(actor=admin, action="salaries.close").count() == 2
    assert pay_calls.close_month(admin, "2026-10").refusal == (409, "month_closed")
    assert pay_calls.close_month(admin, "2026-10", teacher=str(teacher.pk)).json["code"] == "month_closed"
    assert LedgerTransfer.objects.count() == 1
    assert PayMonth.objects.count() == 2
    assert pay_calls.get_teacher_balance(teacher) == total


def test_only_past_months_can_be_closed(october, admin, teacher):
    for month in ("2026-11", "2026-12"):
        assert pay_calls.close_month(admin, month).refusal == (409, "conflict")
    with pay_calls.freeze_at(2026, 10, 31, 23, 59):
        assert pay_calls.close_month(admin, "2026-10").status == 409
    with pay_calls.freeze_at(2026, 11, 1, 0, 1):
        assert pay_calls.close_month(admin, "2026-10").status == 200
    assert pay_calls.get_teacher_balance(teacher) == 2 * pay_calls.LESSON_RATE


def test_closed_month_does_not_change(october, admin, teacher, group):
    before = pay_calls.list_pay_lines(admin, teacher, "2026-10")
    pay_calls.close_month(admin, "2026-10")
    assert pay_calls.post_entry(admin, teacher, "bonus", 1, "2026-10").refusal == (409, "month_closed")
    assert pay_calls.post_entry(admin, teacher, "bonus", 1, "2026-11").status == 201
    for entry in PayEntry.objects.filter(teacher=teacher, month="2026-10-01"):
        restore_lesson(actor=None, lesson=entry.lesson)
    pay_calls.run_pay_job()
    row = pay_calls.get_payroll(admin, "2026-10", teacher=teacher.pk)["rows"][0]
    assert (row["lines"], row["total"]) == (before, uzs(2 * pay_calls.LESSON_RATE))
    assert row["closed_at"] is not None


def test_one_teacher_can_be_closed_before_the_others(october, admin, teacher, other_teacher, other_group):
    pay_calls.create_rate(admin, other_teacher, amount=uzs(7))
    pay_calls.create_held_lesson(other_group, 2026, 10, 7, 10)
    first = pay_calls.close_month(admin, "2026-10", teacher=str(teacher.pk))
    assert [month["teacher"]["id"] for month in first.json["months"]] == [str(teacher.pk)]
    assert pay_calls.get_teacher_balance(other_teacher) == 0
    rest = pay_calls.close_month(admin, "2026-10")
    assert [month["teacher"]["id"] for month in rest.json["months"]] == [str(other_teacher.pk)]
    assert pay_calls.get_teacher_balance(teacher) == 2 * pay_calls.LESSON_RATE
    assert pay_calls.get_teacher_balance(other_teacher) == 7
    assert pay_calls.close_month(admin, "2026-10").json["code"] == "month_closed"


def test_negative_total_is_carried_over(admin, teacher, group):
    pay_calls.create_rate(admin, teacher)
    pay_calls.create_held_lesson(group, 2026, 10, 6, 10)
    pay_calls.post_entry(admin, teacher, "fine", pay_calls.LESSON_RATE + 3_000, "2026-10")
    closed = pay_calls.close_month(admin, "2026-10").json["months"]
    assert (closed[0]["total"]["amount"], pay_calls.get_teacher_balance(teacher)) == (-3_000, -3_000)
    assert pay_calls.post_payout(admin, teacher, 1).json["code"] == "not_enough_money"
    pay_calls.create_held_lesson(group, 2026, 11, 3, 10)
    with pay_calls.freeze_at(2026, 12, 1, 9):
        assert pay_calls.close_month(admin, "2026-11").json["months"][0]["total"]["amount"] == pay_calls.LESSON_RATE
        assert pay_calls.post_payout(admin, teacher, pay_calls.LESSON_RATE - 2_999).status == 409
        assert pay_calls.post_payout(admin, teacher, pay_calls.LESSON_RATE - 3_000).status == 201
    assert pay_calls.get_teacher_balance(teacher) == 0


def test_each_currency_is_closed_by_itself(admin, teacher, group):
    pay_calls.create_rate(admin, teacher)
    pay_calls.create_rate(admin, teacher, "fixed", amount=money_json(31_00, "USD"))
    pay_calls.create_held_lesson(group, 2026, 10, 6, 10)
    totals = {
        month["total"]["currency"]: month["total"]["amount"]
        for month in pay_calls.close_month(admin, "2026-10").json["months"]
    }
    assert totals == {"UZS": pay_calls.LESSON_RATE, "USD": 3_100}
    assert pay_calls.get_teacher_balance(teacher) == pay_calls.LESSON_RATE
    assert pay_calls.get_teacher_balance(teacher, "USD") == 3_100
    accounts = LedgerAccount.objects.filter(kind=AccountKind.PAYROLL)
    assert dict(accounts.values_list("currency", "balance")) == totals
    rows = pay_calls.get_payroll(teacher, "2026-10")
    assert [(row["currency"], row["balance"]["amount"]) for row in rows["rows"]] == [("USD", 3_100), ("UZS", 5_000_000)]
    assert pay_calls.close_month(admin, "2026-10").status == 409


def test_total_out_of_range_is_refused(admin, teacher):
    assert pay_calls.post_entry(admin, teacher, "bonus", 1, "2026-10").status == 201
    [bonus] = PayEntry.objects.all()
    PayEntry.objects.create(
        teacher=teacher, branch=bonus.branch, month=bonus.month, kind="bonus", key="bonus:large", amount=MAX_AMOUNT,
        currency="UZS", by=admin,
    )  # fmt: skip
    refused = pay_calls.close_month(admin, "2026-10")
    assert (refused.status, refused.json["code"], PayMonth.objects.count()) == (409, "conflict", 0)
    assert pay_calls.post_entry(admin, teacher, "fine", 1, "2026-10").status == 201
    assert pay_calls.close_month(admin, "2026-10").status == 200
    assert pay_calls.get_teacher_balance(teacher) == MAX_AMOUNT


@pytest.mark.parametrize(
    ("amount", "month", "field"),
    [(10**12 + 1, "2026-11", "amount"), (1, "2001-01", "month"), (1, "2025-10", "month"), (1, "2027-01", "month")],
)
def test_a_bonus_of_an_odd_sum_or_month_is_refused(admin, teacher, amount, month, field):
    pay_calls.post_entry(admin, teacher, "bonus", amount, month).check_refused(422, field=field)
    assert not PayEntry.objects.exists()


def test_payroll_spreadsheet(october, admin, teacher, other_teacher):
    pay_calls.post_entry(admin, teacher, "fine", 150, "2026-10", reason="=cmd()")
    pay_calls.close_month(admin, "2026-10")

    def sheet(**query):
        answer = factories.client_for(admin).get("/payments/salaries/", {"month": "2026-10", "format": "xlsx", **query})
        assert (answer.status, ".xlsx" in answer.headers["content-disposition"]) == (200, True)
        return list(openpyxl.load_workbook(io.BytesIO(answer.content)).worksheets[0].values)

    everybody = sheet()
    assert everybody[0][:4] == ("Teacher", "Branch", "Currency", "Lesson")
    assert (everybody[1][0], everybody[1][3], everybody[1][9], everybody[1][11]) == (
        "Dilnoza Rahimova", 100_000, -1.5, 99_998.5,
    )  # fmt: skip
    of_one = sheet(teacher=str(teacher.pk))
    assert [row[2] for row in of_one[1:]] == ["Fine", "Lesson", "Lesson", "Total"]
    assert (of_one[1][6], of_one[2][3], of_one[4][7]) == ("=cmd()", "2026-10-06", 99_998.5)
    assert len(sheet(teacher=str(admin.pk))) == 1
