"""Profit: each month of each branch, from the ledger."""

from datetime import date

import pytest

from apps.payments.models import AccountKind, TransferKind
from apps.payments.services import cash_desks, expenses, ledger, payments_due
from tests.factories import client_for
from tests.payments import payment_data
from tests.payments.reports.report_calls import get_amounts, get_json, get_sheet, travel_to

FIGURES = ("revenue", "discounts", "write_offs", "payroll", "spent", "differences", "result")


@pytest.fixture
def autumn(pupil, group, other_group, desk, admin, teacher):
    """October: 450 less 50, 10 forgiven, rent of 100, pay of 120; the desk lacks 5. November: rent, taken back."""
    with travel_to(2, month=10):
        shift = payment_data.open_shift(desk, admin)
        paid = payment_data.create_payment_due(pupil, group, payment_data.PRICE - 5_000_000, gross=payment_data.PRICE)
        payments_due.write_off(actor=admin, payment=paid, amount=1_000_000, reason="hardship")
        payment_data.pay_cash(paid, shift)
        payment_data.spend_cash(shift, 10_000_000)
        payroll = ledger.ensure_branch_account(AccountKind.PAYROLL, group.branch, "UZS")
        owed = ledger.ensure_teacher_account(teacher, "UZS")
        earned = {
            "entries": [ledger.build_debit_entry(payroll, 12_000_000), ledger.build_credit_entry(owed, 12_000_000)],
            "cause": "pay",
        }
        ledger.post_transfer(kind=TransferKind.PAY_EARNED, branch=group.branch, on=date(2026, 10, 2), **earned)
        cash_desks.close_shift(actor=shift.cashier, desk=desk, counted_amount=payment_data.PRICE - 16_500_000)
    with travel_to(3):
        again = cash_desks.open_shift(actor=shift.cashier, desk=desk, counted_amount=payment_data.PRICE - 16_500_000)
        expenses.reverse_expense(actor=shift.cashier, expense=payment_data.spend_cash(again, 3_000_000), text="not so")


def test_profit_of_a_branch_in_a_month(autumn, admin):
    row = get_json(admin, "reports/profit/")
    october, november = row["rows"]
    assert (october["month"], october["branch"]["name"], november["month"]) == ("2026-10", "Main branch", "2026-11")
    assert get_amounts(october, *FIGURES) == [
        payment_data.PRICE, 5_000_000, 1_000_000, 12_000_000, 10_000_000, 500_000, payment_data.PRICE - 28_500_000,
    ]  # fmt: skip
    assert october["expenses"] == {"rent": payment_data.uzs(10_000_000)}
    assert get_amounts(november, *FIGURES) == [0] * 7
    assert get_amounts(row["totals"][0], "result") == [payment_data.PRICE - 28_500_000]


def test_profit_by_branch_and_category(autumn, admin, manager):
    elsewhere = payment_data.create_second_branch()
    expenses.record_expense(actor=admin, branch=elsewhere, category="taxes", amount=700, currency="UZS", text="VAT")
    expenses.record_expense(actor=admin, branch=elsewhere, category="supplies", amount=300, currency="USD", text="Pens")
    rows = get_json(admin, "reports/profit/", from_="2026-11-01")["rows"]
    branch_rows = [
        (row["branch"]["name"], row["currency"], row["result"]["amount"], list(row["expenses"])) for row in rows
    ]
    assert branch_rows[1:] == [("Yunusobod", "USD", -300, ["supplies"]), ("Yunusobod", "UZS", -700, ["taxes"])]
    assert len(get_json(admin, "reports/profit/", branch=str(elsewhere.pk))["rows"]) == 2
    assert len(get_json(payment_data.limit_to_branch(admin, elsewhere), "reports/profit/")["rows"]) == 2


def test_profit_spreadsheet(autumn, admin):
    rows = get_sheet(admin, "reports/profit/", from_="2026-10-01", to="2026-10-31")
    assert rows[0][:4] == ["Month", "Branch", "Currency", "Revenue"]
    assert rows[1][:8] == ["October 2026", "Main branch", "soʻm", 450_000, 50_000, 10_000, 120_000, 100_000]
    assert rows[1][-2:] == [5_000, 165_000]


@pytest.mark.parametrize("months", [2, 9], ids=["two", "nine"])
def test_query_count_is_constant_for_profit(group, pupil, admin, months, django_assert_max_num_queries):
    for month in range(1, months + 1):
        with travel_to(2, month=month):
            payment_data.create_payment_due(pupil, group)
            expenses.record_expense(
                actor=admin, branch=group.branch, category="rent", amount=5, currency="UZS", text="Rent"
            )
    client = client_for(admin)
    with django_assert_max_num_queries(8):
        body = client.get("/payments/reports/profit/").json
    assert len(body["rows"]) == months
