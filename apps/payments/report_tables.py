"""Reports as spreadsheets, with headings in the reader's language and amounts in major units.

Exports of many people or of the centre are recorded in the audit log.
"""

from collections.abc import Iterable, Sequence
from typing import IO, Any

from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_stubs_ext import StrOrPromise

from apps.accounts.models import User
from apps.core.money import Money, get_currency_name, to_major_units
from apps.core.months import format_month
from apps.core.tables.cells import Cell
from apps.core.tables.writer import TableFileKind, write_table
from apps.payments.models import LedgerTransfer, TransferKind
from apps.payments.queries.profit import ProfitReport, ProfitRow
from apps.payments.queries.revenue import By, RevenueReport, RevenueRow
from apps.payments.queries.sales_report import SalesReport, SalesRow
from apps.payments.queries.statements import StudentStatement
from apps.payments.titles import get_payment_title
from apps.settings.services import write_audit_log
from ml.text import fold_text

TRANSFER_NAMES: dict[TransferKind, StrOrPromise] = {
    TransferKind.CHARGE: gettext_lazy("Charged"),
    TransferKind.DISCOUNT: gettext_lazy("Discount"),
    TransferKind.WRITE_OFF: gettext_lazy("Written off"),
    TransferKind.CORRECTION: gettext_lazy("Correction"),
    TransferKind.MONEY_IN: gettext_lazy("Paid"),
    TransferKind.TAKEN_BACK: gettext_lazy("Charge reversed"),
    TransferKind.PAID_BACK: gettext_lazy("Refunded"),
    TransferKind.REVERSAL: gettext_lazy("Receipt reversed"),
    TransferKind.CANCELLED: gettext_lazy("Cancelled"),
    TransferKind.PAY_EARNED: gettext_lazy("Pay earned"),
    TransferKind.PAY_OUT: gettext_lazy("Payout"),
    TransferKind.EXPENSE: gettext_lazy("Expense"),
    TransferKind.DESK_COUNT: gettext_lazy("Cash count"),
    TransferKind.BANKED: gettext_lazy("Money moved"),
    TransferKind.FLOAT: gettext_lazy("Change float"),
    TransferKind.OPENING: gettext_lazy("Opening balance"),
    TransferKind.MERGED: gettext_lazy("Merged accounts"),
}
GROUPING_NAMES: dict[By, StrOrPromise] = {
    By.MONTH: gettext_lazy("Month"),
    By.GROUP: gettext_lazy("Group"),
    By.COURSE: gettext_lazy("Course"),
    By.TEACHER: gettext_lazy("Teacher"),
    By.PROVIDER: gettext_lazy("Provider"),
}

TableFile = tuple[IO[bytes], TableFileKind, str]
"""The opened file, its kind, its name without the ending."""


def build_statement_table(statements: Sequence[StudentStatement], *, kind: TableFileKind) -> TableFile:
    """Return a row for each transfer, with the account's balance before and after."""
    headings = [_("Pupil"), _("Day"), _("Operation"), _("Payment"), _("Amount"), _("Balance"), _("Currency")]
    cells: list[list[Cell]] = []
    for statement in statements:
        name = statement.student.full_name
        for account in statement.accounts:
            unit = get_currency_name(account.balance.currency)
            opening = _amount(account.opening)
            cells.append([name, statement.period.first, _("Opening balance"), None, None, opening, unit])
            for line in account.lines:
                day, what, payment = line.transfer.on, get_transfer_kind_name(line.transfer), line.transfer.payment
                title = get_payment_title(payment) if payment else None
                cells.append([name, day, what, title, _amount(line.change), _amount(line.balance), unit])
            closing = _amount(account.closing)
            cells.append([name, statement.period.last, _("Closing balance"), None, None, closing, unit])
    who = statements[0].student.full_name if len(statements) == 1 else ""
    period = f" {statements[0].period.first} {statements[0].period.last}" if statements else ""
    return build_spreadsheet(headings, cells, f"{_('Statement')} {who}{period}", kind)


def export_revenue_table(report: RevenueReport, *, actor: User, kind: TableFileKind) -> TableFile:
    """Return a row per key and currency, then the totals. Audited."""
    period = report.period
    details = {"by": report.grouping, "first": period.first, "last": period.last}
    audit_export(actor, "payments.export_revenue", row_count=len(report.rows), kind=kind, **details)
    figures = [
        _("Charged"), _("Charge reversed"), _("Discounts"), _("Written off"), _("Earned"), _("Received"),
        _("Refunded"), _("Net received"),
    ]  # fmt: skip
    rows = [_revenue_cells(row, row.name) for row in report.rows]
    rows += [[], *(_revenue_cells(row, _("Total")) for row in report.totals)]
    title = f"{_('Revenue')} {report.grouping} {period.first} {period.last}"
    return build_spreadsheet([str(GROUPING_NAMES[report.grouping]), _("Currency"), *figures], rows, title, kind)


def export_profit_table(report: ProfitReport, *, actor: User, kind: TableFileKind) -> TableFile:
    """Return a row per month, branch and currency with a column per expense category, then the totals. Audited."""
    period = report.period
    audit_export(
        actor, "payments.export_profit", row_count=len(report.rows), kind=kind, first=period.first, last=period.last
    )
    headings = [
        _("Month"), _("Branch"), _("Currency"), _("Revenue"), _("Discounts"), _("Written off"), _("Teachers' pay"),
        *report.categories.values(), _("Cash differences"), _("Result"),
    ]  # fmt: skip
    rows = [_profit_cells(row, report.categories) for row in report.rows]
    rows += [[], *(_profit_cells(row, report.categories) for row in report.totals)]
    return build_spreadsheet(headings, rows, f"{_('Profit')} {period.first} {period.last}", kind)


def export_sales_table(report: SalesReport, *, actor: User, kind: TableFileKind) -> TableFile:
    """Return a row per course and currency, then the totals. Audited."""
    month = f"{report.month:%Y-%m}"
    audit_export(actor, "payments.export_sales", row_count=len(report.rows), kind=kind, month=month)
    figures = [_("Orders"), _("Discounts"), _("Received"), _("Refunded"), _("Net received")]
    shares = [_("Teachers' shares")] if report.shows_shares else []
    rows = [_sales_cells(row, row.name, report) for row in report.rows]
    rows += [[], *(_sales_cells(row, _("Total"), report) for row in report.totals)]
    headings = [_("Course"), _("Currency"), *figures, *shares]
    return build_spreadsheet(headings, rows, f"{_('Sales of courses')} {format_month(report.month)}", kind)


def get_transfer_kind_name(transfer: LedgerTransfer | str) -> str:
    """Return the name of a transfer's kind, or of this kind."""
    return str(TRANSFER_NAMES[TransferKind(transfer if isinstance(transfer, str) else transfer.kind)])


def _amount(money: Money) -> int | float:
    return to_major_units(money.amount, money.currency)


def _revenue_cells(row: RevenueRow, name: str) -> list[Cell]:
    figures = [row.charged, row.taken_back, row.discounts, row.write_offs, row.earned]
    figures += [row.received, row.paid_back, row.net_received]
    amounts = [to_major_units(figure, row.currency) for figure in figures]
    return [name or _("On pupils' accounts"), get_currency_name(row.currency), *amounts]


def _sales_cells(row: SalesRow, name: str, report: SalesReport) -> list[Cell]:
    sums = [row.discounts, row.received, row.refunded, row.net, *([row.shares] if report.shows_shares else [])]
    amounts = [to_major_units(amount, row.currency) for amount in sums]
    return [name, get_currency_name(row.currency), row.orders, *amounts]


def _profit_cells(row: ProfitRow, categories: Iterable[str]) -> list[Cell]:
    spent = [row.expenses.get(key, 0) for key in categories]
    figures = [row.revenue, row.discounts, row.write_offs, row.payroll, *spent, row.differences, row.result]
    where = row.branch.name if row.branch else _("Total")
    amounts = [to_major_units(figure, row.currency) for figure in figures]
    return [format_month(row.month), where, get_currency_name(row.currency), *amounts]


def audit_export(actor: User, action: str, *, row_count: int, kind: TableFileKind, **details: Any) -> None:
    """Record in the audit log that a table with this many rows was exported; `details` say of what."""
    values = {"rows": row_count, "format": kind, **details}
    changes = {name: (None, str(value)) for name, value in values.items()}
    write_audit_log(actor=actor, action=action, obj=None, changes=changes)


def build_spreadsheet(
    headings: Sequence[str], rows: Sequence[Sequence[Cell]], title: str, kind: TableFileKind
) -> TableFile:
    """Return the rows under their headings as a table named by its title."""
    return write_table(kind, headings, rows, title=title), kind, slugify(fold_text(title)) or "report"
