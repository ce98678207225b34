"""Operations under `/payments/`: debtors, the ledger, balances and statements, reports, reconciliation."""

from typing import Any
from uuid import UUID

from ninja import File, Form, Query, UploadedFile

from api.auth import SignedInRequest
from api.lanes import IMPORTS
from api.lists import FeedOf, PageOf, build_cursor_page, build_page
from api.operations import OperationRouter
from api.payments import figures_schemas as figures
from api.payments import lesson_proof_schemas as proofs
from api.payments import reconciliation_schemas as compared
from api.payments import reports_schemas as schemas
from api.tables import choose_table_kind, table_response
from apps.attendance.reports import parse_month
from apps.payments import access, report_tables
from apps.payments.models import Reconciliation
from apps.payments.queries import columns, ledger, profit, revenue, statements
from apps.payments.queries.lesson_proof import prove_visible_lessons
from apps.payments.queries.periods import resolve_period
from apps.payments.queries.salaries import get_first_day_of_current_month
from apps.payments.queries.sales_report import get_sales_report
from apps.payments.services.reconciliation import reconcile_export
from apps.settings.queries import get_default_branch

router = OperationRouter(tags=["payments"])

MONTHS = 12


@router.get("/ledger/", "payments.ledger", FeedOf[schemas.TransferOut], errors=[422])
def payments_ledger(request: SignedInRequest, query: Query[schemas.LedgerQuery]) -> dict[str, Any]:
    """List ledger transfers.

    Transfers of your branches with their entries. Newest first.
    """
    transfers = ledger.list_transfers(request.auth.user, **query.filters())
    return build_cursor_page(request, transfers, query)


@router.get("/balance/{uuid:student_id}/", "payments.read", schemas.StatementOut, errors=[404, 422])
def payments_balance(request: SignedInRequest, student_id: UUID, query: Query[schemas.PeriodQuery]) -> Any:
    """Get the balance and statement of a pupil.

    Pupils get their own; parents, those of their children; the office, those of pupils of its branches. As a
    table with `format=csv` or `xlsx`.
    """
    student = access.get_student(request.auth.user, student_id)
    period = resolve_period(query.first, query.to, zone=get_default_branch().zone, default_months=MONTHS)
    statement = statements.get_statement(student, period)
    if kind := choose_table_kind(request, query.format):
        return table_response(*report_tables.build_statement_table([statement], kind=kind))
    return statement


@router.get("/statement/", "payments.read", list[schemas.StatementOut], errors=[422])
def payments_statement(request: SignedInRequest, query: Query[schemas.StatementQuery]) -> Any:
    """List statements for you and your children.

    Statements of each child whose payments you may see, and your own if you have an account. As a table with
    `format=csv` or `xlsx`.
    """
    people = statements.list_statement_students(request.auth.user, student_id=query.student)
    period = resolve_period(query.first, query.to, zone=get_default_branch().zone, default_months=MONTHS)
    rows = statements.get_statements(people, period)
    if kind := choose_table_kind(request, query.format):
        return table_response(*report_tables.build_statement_table(rows, kind=kind))
    return rows


@router.get("/reports/revenue/", "payments.report", figures.RevenueOut, errors=[422])
def payments_report_revenue(request: SignedInRequest, query: Query[figures.RevenueQuery]) -> Any:
    """Get the revenue report.

    Amounts earned and received in your branches, by month, group, course, teacher or provider; one row per currency.
    As a table with `format=csv` or `xlsx`.
    """
    period = resolve_period(query.first, query.to, zone=get_default_branch().zone, default_months=MONTHS)
    report = revenue.get_revenue_report(request.auth.user, group_by=query.by, period=period, branch_id=query.branch)
    if kind := choose_table_kind(request, query.format):
        return table_response(*report_tables.export_revenue_table(report, actor=request.auth.user, kind=kind))
    return figures.RevenueOut.from_report(report)


@router.get("/reports/profit/", "payments.profit", figures.ProfitOut, errors=[422])
def payments_report_profit(request: SignedInRequest, query: Query[figures.ProfitQuery]) -> Any:
    """Get the profit report.

    Amounts earned and spent in your branches, one row per month, branch and currency. As a table with
    `format=csv` or `xlsx`.
    """
    period = resolve_period(query.first, query.to, zone=get_default_branch().zone, default_months=MONTHS)
    report = profit.get_profit_report(request.auth.user, period=period, branch_id=query.branch)
    if kind := choose_table_kind(request, query.format):
        return table_response(*report_tables.export_profit_table(report, actor=request.auth.user, kind=kind))
    return figures.ProfitOut.from_report(report)


@router.get("/reports/sales/", "payments.report", figures.SalesOut, errors=[422])
def payments_report_sales(request: SignedInRequest, query: Query[figures.SalesQuery]) -> Any:
    """Get the sales report.

    Online courses that were bought in a month in your branches, by course: orders, discounts, money, refunds, and for
    users with `salaries.manage` the shares of teachers. As a table with `format=csv` or `xlsx`.
    """
    month = parse_month(query.month)[0] if query.month else get_first_day_of_current_month()
    report = get_sales_report(request.auth.user, month, branch_id=query.branch)
    if kind := choose_table_kind(request, query.format):
        return table_response(*report_tables.export_sales_table(report, actor=request.auth.user, kind=kind))
    return figures.SalesOut.from_report(report)


@router.get("/reports/lessons/", "payments.ledger", proofs.LessonProofOut, errors=[422])
def payments_report_lessons(request: SignedInRequest, query: Query[proofs.LessonProofQuery]) -> Any:
    """Get the proof of lessons.

    Whether held, paid and charged lessons of a month agree in your branches, as each night's check does: what was
    compared, what differs, and what has no price of a lesson. A change of the last minutes may still differ.
    """
    month = parse_month(query.month)[0] if query.month else get_first_day_of_current_month()
    return prove_visible_lessons(request.auth.user, month, branch_id=query.branch)


@router.get("/reconciliation/", "payments.reconcile", PageOf[compared.ReconciliationOut], errors=[422])
def payments_reconciliations_list(
    request: SignedInRequest, query: Query[compared.ReconciliationsQuery]
) -> dict[str, Any]:
    """List reconciliations.

    Comparisons of provider exports with the ledger. Newest first. Only for users who work in all branches.
    """
    access.check_works_in_all_branches(request.auth.user)
    reconciliations = ledger.list_reconciliations(**query.filters())
    return build_page(request, reconciliations, query, ordering=columns.RECONCILIATIONS)


@router.post(
    "/reconciliation/",
    "payments.reconcile",
    compared.ReconciliationDetailOut,
    status=201,
    errors=[404, 413, 415, 422],
    lane=IMPORTS,
)
def payments_reconciliations_create(
    request: SignedInRequest, file: File[UploadedFile], payload: Form[compared.ReconciliationForm]
) -> Reconciliation:
    """Compare a provider's export with the ledger.

    Upload the CSV or XLSX export of the provider's cabinet. The result is stored; payments do not change. Only for
    users who work in all branches.
    """
    access.check_works_in_all_branches(request.auth.user)
    return reconcile_export(
        actor=request.auth.user,
        provider=payload.provider,
        upload=file,
        currency=payload.currency,
        desk=payload.desk,
        first_day=payload.first,
        last_day=payload.to,
    )


@router.get("/reconciliation/{uuid:id}/", "payments.reconcile", compared.ReconciliationDetailOut, errors=[404])
def payments_reconciliations_get(request: SignedInRequest, id: UUID) -> Reconciliation:
    """Get a reconciliation.

    With its differences. Only for users who work in all branches.
    """
    access.check_works_in_all_branches(request.auth.user)
    return ledger.get_reconciliation(id)
