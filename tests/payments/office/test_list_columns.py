"""Lists of money are ordered by every column that they show."""

import pytest

from api.payments import approvals_schemas as payments_approvals
from api.payments import cash_schemas as payments_cash
from api.payments import flagged_schemas as payments_flagged
from api.payments import journal_schemas as payments_journal
from api.payments import opening_schemas as payments_opening
from api.payments import orders_schemas as payments_orders
from api.payments import pricing_schemas as payments_pricing
from api.payments import reconciliation_schemas as reconciliation
from api.payments import salaries_schemas as salaries
from api.payments import single_payments_schemas as payments
from apps.payments.queries import columns, journal, receipts, shifts

LISTS = {
    "": (columns.PAYMENTS, payments.PaymentOut, set()),
    "expenses/": (columns.EXPENSES, payments_cash.ExpenseOut, {"category_name", "reverses", "reversed_by"}),
    "cash-desks/": (columns.CASH_DESKS, payments_cash.CashDeskOut, {"shift", "waiting"}),
    "approvals/": (
        columns.APPROVALS,
        payments_approvals.ApprovalOut,
        {"shift", "payment", "proof", "counted", "change_float", "held"},
    ),
    "orders/": (columns.ORDERS, payments_orders.OrderOut, {"payment", "courses"}),
    "flagged-acts/": (columns.FLAGGED_ACTS, payments_flagged.FlaggedActOut, set()),
    "prepaid/": (columns.PREPAID_PERIODS, payments_opening.PrepaidOut, {"membership"}),
    "discounts/": (columns.DISCOUNTS, payments_pricing.DiscountOut, set()),
    "overrides/": (columns.OVERRIDES, payments_pricing.OwnPriceOut, {"membership"}),
    "salaries/rates/": (columns.PAY_RATES, salaries.PayRateOut, set()),
    "reconciliation/": (columns.RECONCILIATIONS, reconciliation.ReconciliationOut, set()),
    "journal/": (
        journal.COLUMNS,
        payments_journal.JournalRowOut,
        {"created_at", "text", "counter_account", "part", "parts", "expense", "reason"},
    ),
    "receipts/": (receipts.COLUMNS, payments_journal.ReceiptRowOut, set()),
    "shifts/": (shifts.COLUMNS, payments_journal.ShiftRowOut, {"closed_by", "note"}),
    "schedules/": (
        columns.SCHEDULES,
        payments_pricing.PaymentScheduleOut,
        {"pack_lessons", "prorate", "credit_holidays", "credit_uncharged", "bill_on_joining"},
    ),
}
"""Each list with its columns, its rows, and the fields that are no column of a table."""


@pytest.mark.parametrize("path", LISTS)
def test_list_is_ordered_by_every_column_that_it_shows(client_for, admin, payment_due, shift, path):
    listed, row, left_out = LISTS[path]
    names = {name.lstrip("-") for name in listed.names}
    assert set(row.model_fields) - left_out - {"id"} <= names
    client = client_for(admin)
    for name in sorted(names):
        assert client.get(f"/payments/{path}", {"ordering": f"-{name}"}).status == 200, name
    assert client.get(f"/payments/{path}", {"ordering": "colour"}).refused_fields == (422, ["ordering"])


def test_shifts_of_a_desk_are_ordered_by_every_column(client_for, admin, desk, shift):
    for name in columns.SHIFTS.names:
        assert client_for(admin).get(f"/payments/cash-desks/{desk.pk}/shift/", {"ordering": name}).status == 200, name
