"""Whoever writes about money, or takes away a table about many people, stands in the audit log by name."""

import pytest

from apps.settings.models import AuditLog
from tests.access import matrix
from tests.access.operations import OPERATIONS, Operation
from tests.access.rules import RULES
from tests.access.side_effects import roll_back

MONEY = [operation for operation in OPERATIONS if operation.area == "payments" and operation.writes]
WITHOUT = {
    "POST /payments/balance/{student_id}/checkout/": "makes a link; the money comes by the provider",
    "POST /payments/orders/{id}/checkout/": "makes a link; the money comes by the provider",
    "POST /payments/{id}/checkout/": "makes a link; the money comes by the provider",
    "DELETE /payments/orders/{id}/code/": "needs an order with a code; orders/test_discount_codes shows its row",
    "POST /payments/{id}/proof/": "a row of its own names who sent it; no money moves",
    "POST /payments/{id}/checkout/close/": "needs an open page; stripe/test_closing_pages shows its row",
    "DELETE /payments/debtors/{student_id}/contacts/{id}/": "a sent message stays; reports/test_debt_contacts",
    "POST /payments/debtors/message/preview/": "stores nothing",
    "POST /payments/debtors/message/": "reaches nobody here; reports/test_debt_messages shows its row",
    "POST /payments/schedules/preview/": "stores nothing",
    "POST /payments/schedules/run/preview/": "stores nothing",
    "POST /payments/schedules/run/": "the row comes when the job has run; pricing/test_monthly_run shows it",
    "POST /payments/reconciliation/": "needs a provider's export; reports/test_reconciliation shows its row",
    "POST /payments/salaries/close/": "nobody earned anything in that month; salaries/test_closing shows its row",
    "POST /payments/cash-desks/{id}/transfer/": "needs cash in a shift; office/test_desk_transfers shows its row",
    "POST /payments/desk-transfers/{id}/reverse/": "needs an own shift; office/test_desk_transfers shows its row",
    "POST /payments/cash-refunds/{id}/hand-out/": "needs an own shift; office/test_cash_refunds shows its row",
    "POST /payments/terminal-deposits/": "needs money on its way; office/test_terminal_deposits shows its row",
    "DELETE /payments/{id}/proof/": "only for who sent it; office/test_transfer_proofs shows its row",
    "POST /payments/approvals/{id}/withdraw/": "only for who asked; approvals/test_waiting_acts shows its row",
    "POST /payments/cash-desks/{id}/bank/": "needs cash in a shift; office/test_desks_and_shifts shows its row",
}
"""Operations that leave no row here, and why."""


def test_exceptions_are_of_existing_operations():
    assert set(WITHOUT) <= {operation.name for operation in MONEY}
    assert len(MONEY) > 20


@pytest.mark.parametrize("operation", [item for item in MONEY if item.name not in WITHOUT], ids=lambda o: o.name)
def test_every_write_is_audited_with_its_actor(operation, world):
    with roll_back():
        before = AuditLog.objects.filter(actor=world.admin).count()
        answer = matrix.send_request(world, operation, "admin")
        assert answer.status < 300, answer.json
        assert AuditLog.objects.filter(actor=world.admin).count() > before


TAKEN_AWAY = {
    "GET /attendance/imports/{id}/errors/": "courses.export_refused_rows",
    "GET /attendance/reports/groups/{id}/": "attendance.export_group",
    "GET /attendance/reports/lessons/{id}/": "attendance.export_lesson",
    "GET /courses/exports/groups/": "courses.export_groups",
    "GET /courses/exports/students/": "courses.export_students",
    "GET /courses/imports/{id}/errors/": "courses.export_refused_rows",
    "GET /grading/gradebooks/{id}/table/": "grading.export_gradebook",
    "GET /leads/figures/": "leads.export_figures",
    "GET /analytics/series/": "lists.export",
    "GET /analytics/own-figures/{id}/result/": "lists.export",
    "GET /analytics/revenue/": "lists.export",
    "GET /analytics/marketing/": "lists.export",
    "GET /analytics/course/": "lists.export",
    "GET /leads/imports/{id}/errors/": "courses.export_refused_rows",
    "GET /payments/debtors/": "lists.export",
    "GET /payments/reports/profit/": "payments.export_profit",
    "GET /payments/reports/sales/": "payments.export_sales",
    "GET /payments/reports/revenue/": "payments.export_revenue",
    "GET /payments/salaries/": "payments.export_pay",
    "GET /settings/audit-logs/export/": "settings.export_audit",
}
LEFT_OUT = {
    "GET /attendance/reports/students/{id}/": "the marks of one pupil",
    "GET /payments/balance/{student_id}/": "the statement of one pupil",
    "GET /skills/table/": "skills, which are nobody's",
    "GET /payments/statement/": "one's own statement and those of one's children",
    "GET /video/videos/{id}/subtitles/{language}/file/": "what is said in one film",
}
"""Tables that leave no row, and why."""


def parameters(operation: Operation) -> set[str]:
    return {row["name"] for row in operation.schema.get("parameters", []) if row["in"] == "query"}


PAGED = {operation.name for operation in OPERATIONS if {"page", "cursor"} & parameters(operation)}
"""Lists: one mechanism makes and audits their tables (`tests/api/test_list_tables.py`)."""


def test_every_downloadable_table_is_known():
    tables = {operation.name for operation in OPERATIONS if "format" in parameters(operation)}
    lists = {name for name in tables if name not in TAKEN_AWAY and name in PAGED}
    refused_rows = {operation.name for operation in OPERATIONS if operation.name.endswith("/imports/{id}/errors/")}
    assert (tables - lists) | refused_rows == set(TAKEN_AWAY) | set(LEFT_OUT)


@pytest.mark.parametrize(
    "operation",
    [operation for operation in OPERATIONS if operation.name in TAKEN_AWAY],
    ids=lambda operation: operation.name,
)
def test_downloaded_tables_are_audited_and_screen_views_are_not(operation, world):
    query = RULES[operation.name].query
    entries = AuditLog.objects.filter(actor=world.admin, action=TAKEN_AWAY[operation.name])
    with roll_back():
        before = entries.count()
        shown = matrix.send_request(world, operation, "admin")
        assert entries.count() - before == ("attachment" in shown.headers.get("content-disposition", ""))
    with roll_back():
        before = entries.count()
        query = query | ({"format": "xlsx"} if "format" in parameters(operation) else {})
        taken = matrix.send_request(world, operation, "admin", query=query)
        assert (taken.status, "attachment" in taken.headers["content-disposition"]) == (200, True)
        assert entries.count() == before + 1
        assert {"rows", "format"} <= set(entries.latest("pk").fields)
