"""A month of pay as a spreadsheet, with headings in the reader's language and amounts in major units."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_stubs_ext import StrOrPromise

from apps.accounts.models import User
from apps.core.local_days import get_local_day
from apps.core.money import get_currency_name, to_major_units
from apps.core.months import format_month
from apps.core.tables.cells import Cell
from apps.core.tables.writer import TableFileKind
from apps.core.translated_texts import pick_translation
from apps.payments.models import PayEntry, PayEntryKind
from apps.payments.queries.salaries import Payroll, TeacherPay
from apps.payments.report_tables import TableFile, audit_export, build_spreadsheet
from apps.payments.services.pay_corrections import REASON_TEXTS

KIND_NAMES: dict[PayEntryKind, StrOrPromise] = {
    PayEntryKind.LESSON: gettext_lazy("Lesson"),
    PayEntryKind.HOUR: gettext_lazy("Hourly pay"),
    PayEntryKind.PERCENT: gettext_lazy("Share of payments"),
    PayEntryKind.SALES: gettext_lazy("Share of sales"),
    PayEntryKind.FIXED: gettext_lazy("Monthly pay"),
    PayEntryKind.BONUS: gettext_lazy("Bonus"),
    PayEntryKind.FINE: gettext_lazy("Fine"),
    PayEntryKind.CORRECTION: gettext_lazy("Correction"),
}


def build_payroll_table(payroll: Payroll, *, actor: User, kind: TableFileKind) -> TableFile:
    """Return a row per teacher, branch and currency, or per line when lines were requested. Audited."""
    month = f"{payroll.month:%Y-%m}"
    audit_export(actor, "payments.export_pay", row_count=len(payroll.rows), kind=kind, month=month)
    if any(row.has_lines for row in payroll.rows):
        return _build_lines_table(payroll, kind)
    kinds = [str(name) for name in KIND_NAMES.values()]
    headings = [_("Teacher"), _("Branch"), _("Currency"), *kinds, _("Total"), _("Closed on"), _("Balance")]
    rows: list[list[Cell]] = [_summary_cells(row) for row in payroll.rows]
    rows.append([])
    blank: list[Cell] = [None] * len(kinds)
    rows += [
        [_("Total"), None, get_currency_name(total.currency), *blank, to_major_units(total.amount, total.currency)]
        for total in payroll.totals
    ]
    return build_spreadsheet(headings, rows, f"{_('Pay')} {format_month(payroll.month)}", kind)


def _build_lines_table(payroll: Payroll, kind: TableFileKind) -> TableFile:
    headings = [
        _("Teacher"), _("Branch"), _("Type"), _("Day"), _("Group"), _("Minutes"), _("Reason"), _("Amount"),
        _("Currency"),
    ]  # fmt: skip
    rows: list[list[Cell]] = []
    for pay in payroll.rows:
        who: list[Cell] = [pay.teacher.full_name, pay.branch.name]
        rows += [[*who, *_line_cells(line)] for line in pay.lines]
        total, unit = to_major_units(pay.total, pay.currency), get_currency_name(pay.currency)
        rows.append([*who, _("Total"), None, None, None, None, total, unit])
    name = payroll.rows[0].teacher.full_name
    return build_spreadsheet(headings, rows, f"{_('Pay')} {name} {format_month(payroll.month)}", kind)


def _summary_cells(pay: TeacherPay) -> list[Cell]:
    sums = dict.fromkeys(KIND_NAMES, 0)
    for line in pay.lines:
        sums[PayEntryKind(line.kind)] += line.amount
    closed = get_local_day(pay.closed_at, pay.branch.zone) if pay.closed_at else None
    figures: list[Cell] = [to_major_units(amount, pay.currency) for amount in (*sums.values(), pay.total)]
    who: list[Cell] = [pay.teacher.full_name, pay.branch.name, get_currency_name(pay.currency)]
    return [*who, *figures, closed, to_major_units(pay.balance, pay.currency)]


def _line_cells(line: PayEntry) -> list[Cell]:
    what = str(KIND_NAMES[PayEntryKind(line.kind)])
    if line.corrects:
        what = f"{what} {format_month(line.corrects)}"
    reason = str(REASON_TEXTS.get(line.reason, line.reason)) if line.kind == PayEntryKind.CORRECTION else line.reason
    where = line.group.name if line.group else pick_translation(line.course.title) if line.course else None
    facts = line.facts
    amount = to_major_units(line.amount, line.currency)
    return [what, facts.get("day"), where, facts.get("minutes"), reason, amount, get_currency_name(line.currency)]
