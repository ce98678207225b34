"""Lists of money are ordered by every column that they show."""

import pytest

from api.payments import (
    approvals_schemas,
    cash_schemas,
    flagged_schemas,
    journal_schemas,
    opening_schemas,
    orders_schemas,
    pricing_schemas,
    reconciliation_schemas,
    salaries_schemas,
    single_payments_schemas,
)
from apps.payments.queries import columns, journal, receipts, shifts

LISTS = {
    "": (columns.PAYMENTS, single_payments_schemas.PaymentOut, set()),
    "expenses/": (columns.EXPENSES, cash_schemas.ExpenseOut, {"category_name", "reverses", "reversed_by"}),
    "cash-desks/": (columns.CASH_DESKS, cash_schemas.CashDeskOut, {"shift", "waiting"}),
    "approvals/": (
        columns.APPROVALS,
        approvals_schemas.ApprovalOut,
        {"shift", "payment", "proof", "counted", "change_float", "held"},
    ),
    "orders/": (columns.ORDERS, orders_schemas.OrderOut, {"payment", "courses"}),
    "flagged-acts/": (columns.FLAGGED_ACTS, flagged_schemas.FlaggedActOut, set()),
    "prepaid/": (columns.PREPAID_PERIODS, opening_schemas.PrepaidOut, {"membership"}),
    "discounts/": (columns.DISCOUNTS, pricing_schemas.DiscountOut, set()),
    "overrides/": (columns.OVERRIDES, pricing_schemas.OwnPriceOut, {"membership"}),
    "salaries/rates/": (columns.PAY_RATES, salaries_schemas.PayRateOut, set()),
    "reconciliation/": (columns.RECONCILIATIONS, reconciliation_schemas.ReconciliationOut, set()),
    "journal/": (
        journal.COLUMNS,
        journal_schemas.JournalRowOut,
        {"created_at", "text", "counter_account", "part", "parts", "expense", "reason"},
    ),
    "receipts/": (receipts.COLUMNS, journal_schemas.ReceiptRowOut, set()),
    "shifts/": (shifts.COLUMNS, journal_schemas.ShiftRowOut, {"closed_by", "note"}),
    "schedules/": (
        columns.SCHEDULES,
        pricing_schemas.PaymentScheduleOut,
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
