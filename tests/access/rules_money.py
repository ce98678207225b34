"""The rules of operations about money, as in `rules`."""

from tests.access.rules_base import Rule, rule

MONEY_RULES: dict[str, Rule] = {
    # payments
    "GET /payments/": rule("anybody"),
    "POST /payments/": rule("office", body={"student": "@child", "group": "@group"}, key=True),
    "GET /payments/{id}/": rule("paying", "payment"),
    "PATCH /payments/{id}/": rule("office", "payment"),
    "POST /payments/{id}/confirm/": rule("office", "payment", body={"method": "transfer", "desk": None}, key=True),
    "POST /payments/{id}/restore/": rule("office", "cancelled_payment"),
    "POST /payments/{id}/cancel/": rule("office", "payment"),
    "POST /payments/{id}/refund/": rule("office", "paid", body={"desk": None, "amount": None}, key=True),
    "POST /payments/{id}/write-off/": rule("office", "payment", key=True),
    "POST /payments/{id}/checkout/": rule("paying", "payment", status=409),
    "POST /payments/{id}/checkout/close/": rule("office", "payment"),
    "POST /payments/{id}/proof/": rule("paying", "payment", file="photo"),
    "DELETE /payments/{id}/proof/": rule("paying", "payment", status=409),
    "POST /payments/{id}/proof/decide/": rule("office", "proved", body={"proof": "@proof"}, key=True),
    "GET /payments/{id}/history/": rule("paying", "payment"),
    "GET /payments/{id}/receipt/": rule("paying", "paid"),
    "POST /payments/balance/{student_id}/checkout/": rule("paying", "child", status=409),
    "GET /payments/balance/{student_id}/": rule("paying", "child"),
    "POST /payments/balance/{student_id}/refund/": rule(
        "office", "child", body={"amount": {"amount": 1000, "currency": "USD"}, "desk": None}, key=True
    ),
    "POST /payments/balance/{student_id}/receive/": rule(
        "office", "child", body={"method": "transfer", "desk": None, "branch": "@branch"}, key=True
    ),
    "POST /payments/balance/{student_id}/opening/": rule(
        "office", "child", body={"group": "@group", "branch": None}, key=True
    ),
    "POST /payments/balance/{student_id}/opening/reverse/": rule("office", "child", body={"currency": "EUR"}),
    "GET /payments/prepaid/": rule("anybody"),
    "POST /payments/prepaid/": rule("office", body={"membership": "@membership", "lessons_left": None}),
    "DELETE /payments/prepaid/{id}/": rule("office", "prepaid"),
    "GET /payments/balance/{student_id}/receipt/": rule("paying", "child"),
    "GET /payments/statement/": rule("anybody"),
    "GET /payments/webhooks/": rule("anybody"),
    # prices
    "GET /payments/schedules/": rule("anybody"),
    "POST /payments/schedules/": rule("office", body={"group": "@spare_group", "expected": None}),
    "POST /payments/schedules/preview/": rule("office", body={"group": "@spare_group", "expected": None}),
    "POST /payments/schedules/run/preview/": rule("anybody", body={"month": None, "expected": None}),
    "GET PATCH DELETE /payments/schedules/{id}/": rule("office", "schedule"),
    "POST /payments/schedules/run/": rule("anybody", body={"month": None, "expected": None}),
    "GET /payments/discounts/": rule("anybody"),
    "POST /payments/discounts/": rule("office", body={"group": "@group"}),
    "GET PATCH DELETE /payments/discounts/{id}/": rule("office", "discount"),
    "GET /payments/overrides/": rule("anybody"),
    "POST /payments/overrides/": rule("office", body={"membership": "@membership"}),
    "DELETE /payments/overrides/{id}/": rule("office", "override"),
    # reports
    "GET /payments/debtors/": rule("anybody"),
    "GET /payments/debtors/{student_id}/contacts/": rule("office", "child"),
    "POST /payments/debtors/{student_id}/contacts/": rule(
        "office", "child", body={"promised_on": None, "promised_amount": None}
    ),
    "DELETE /payments/debtors/{student_id}/contacts/{id}/": rule("office", "child", "debt_contact", status=409),
    "POST /payments/debtors/message/preview/": rule("anybody", body={"students": None, "branch": None}),
    "POST /payments/debtors/message/": rule("anybody", body={"students": None, "branch": None}, status=409, key=True),
    "GET /payments/ledger/": rule("anybody"),
    "GET /payments/flagged-acts/": rule("anybody"),
    "GET /payments/reports/revenue/": rule("anybody"),
    "GET /payments/reports/profit/": rule("anybody"),
    "GET /payments/reports/sales/": rule("anybody"),
    "GET /payments/reports/lessons/": rule("anybody"),
    "GET /payments/reconciliation/": rule("anybody"),
    "POST /payments/reconciliation/": rule("anybody", status=422),
    "GET /payments/reconciliation/{id}/": rule("anybody", "reconciliation"),
    # cash
    "GET /payments/expense-categories/": rule("anybody"),
    "POST /payments/expense-categories/": rule("anybody"),
    "PATCH /payments/expense-categories/{id}/": rule("anybody", "expense_category"),
    "GET /payments/expenses/": rule("anybody"),
    "POST /payments/expenses/": rule("office", body={"desk": None, "branch": "@branch"}, key=True),
    "POST /payments/expenses/{id}/reverse/": rule("office", "expense", key=True),
    "GET /payments/cash-desks/": rule("anybody"),
    "POST /payments/cash-desks/": rule("office", body={"name": "Second floor", "branch": "@branch"}),
    "PATCH /payments/cash-desks/{id}/": rule("office", "desk"),
    "GET /payments/cash-desks/{id}/shift/": rule("office", "desk"),
    "POST /payments/cash-desks/{id}/shift/": rule("office", "closed_desk"),
    "GET /payments/cash-desks/{id}/shift/{shift_id}/": rule("office", "desk", "shift"),
    "POST /payments/cash-desks/{id}/bank/": rule("office", "closed_desk", status=409, key=True),
    "POST /payments/receipts/{id}/reverse/": rule("office", "receipt", key=True),
    "GET /payments/receipts/{id}/": rule("office", "receipt"),
    "GET /payments/cash-refunds/": rule("anybody"),
    "POST /payments/cash-refunds/{id}/hand-out/": rule("office", "cash_refund", status=409, key=True),
    "POST /payments/cash-refunds/{id}/withdraw/": rule("office", "cash_refund"),
    "GET /payments/desk-transfers/": rule("anybody"),
    "POST /payments/cash-desks/{id}/transfer/": rule(
        "office", "closed_desk", body={"to": "@desk"}, status=409, key=True
    ),
    "POST /payments/desk-transfers/{id}/reverse/": rule("office", "desk_transfer", status=409, key=True),
    "GET /payments/terminal-balances/": rule("anybody"),
    "GET /payments/terminal-deposits/": rule("anybody"),
    "POST /payments/terminal-deposits/": rule("office", body={"branch": "@branch"}, status=409, key=True),
    "POST /payments/terminal-deposits/{id}/reverse/": rule("office", "terminal_deposit", key=True),
    # approvals
    "GET /payments/approvals/": rule("anybody"),
    "GET /payments/approvals/{id}/": rule("office", "approval"),
    "POST /payments/approvals/{id}/decide/": rule("office", "approval"),
    "POST /payments/approvals/{id}/withdraw/": rule("own", "own_approval"),
    "POST /payments/approvals/{id}/hand-back/": rule("office", "refused_cash"),
    # months of the books
    "GET /payments/months/": rule("anybody"),
    "POST /payments/months/close/": rule("anybody", body={"branch": "@branch", "month": "2026-09"}),
    "POST /payments/months/reopen/": rule("anybody", body={"branch": "@branch", "month": "2026-08"}),
    # orders
    "GET /payments/journal/": rule("anybody"),
    "GET /payments/journal/totals/": rule("anybody"),
    "GET /payments/receipts/": rule("anybody"),
    "GET /payments/shifts/": rule("anybody"),
    "GET /payments/shifts/{id}/rows/": rule("office", "shift"),
    "GET /payments/orders/": rule("anybody"),
    "POST /payments/orders/": rule(
        "anybody", body={"courses": [{"course": "@online_course", "months": 2}], "replace": True}, status=201, key=True
    ),
    "GET /payments/orders/{id}/": rule("paying", "order"),
    "POST /payments/orders/{id}/checkout/": rule("paying", "order", status=409),
    "POST /payments/orders/{id}/code/": rule("paying", "order"),
    "DELETE /payments/orders/{id}/code/": rule("paying", "order"),
    "GET /payments/discount-codes/": rule("anybody"),
    "POST /payments/discount-codes/": rule("office", body={"code": "", "percent_hundredths": 1500}),
    "GET /payments/discount-codes/{id}/": rule("anybody", "discount_code"),
    "PATCH /payments/discount-codes/{id}/": rule("office", "discount_code"),
    "GET /payments/discount-codes/{id}/uses/": rule("anybody", "discount_code"),
    # pay
    "GET /payments/salaries/rates/": rule("anybody"),
    "POST /payments/salaries/rates/": rule(
        "office", body={"teacher": "@assistant", "branch": "@branch", "group": "@group"}
    ),
    "PATCH /payments/salaries/rates/{id}/": rule("office", "pay_rate", body={"ends_on": "2028-05-31"}),
    "DELETE /payments/salaries/rates/{id}/": rule("office", "pay_rate"),
    "GET /payments/salaries/": rule("anybody"),
    "POST /payments/salaries/entries/": rule("office", body={"teacher": "@teacher", "branch": "@branch"}, key=True),
    "POST /payments/salaries/close/": rule("anybody", body={"branch": "@branch", "month": "2026-09"}),
    "POST /payments/salaries/pay-outs/": rule(
        "office", body={"teacher": "@teacher", "branch": "@branch", "desk": None, "advance": True}, key=True
    ),
    "POST /payments/salaries/pay-outs/{id}/reverse/": rule("office", "payout", key=True),
}
