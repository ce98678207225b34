"""A month of pay as a spreadsheet: headings in the reader's language, amounts in whole currency units as numbers."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_stubs_ext import StrOrPromise

from apps.accounts.models import User
from apps.core.local_days import get_local_day
from apps.core.tables import Cell
from apps.payments.models import PayEntry, PayEntryKind
from apps.payments.queries.salaries import Pay, Payroll
from apps.payments.report_tables import File, note_taken, units, written
from apps.payments.services.pay_corrections import WORDS

KIND_NAMES: dict[PayEntryKind, StrOrPromise] = {
    PayEntryKind.LESSON: gettext_lazy("Lesson"),
    PayEntryKind.HOUR: gettext_lazy("Hourly pay"),
    PayEntryKind.PERCENT: gettext_lazy("Share of payments"),
    PayEntryKind.FIXED: gettext_lazy("Monthly pay"),
    PayEntryKind.BONUS: gettext_lazy("Bonus"),
    PayEntryKind.FINE: gettext_lazy("Fine"),
    PayEntryKind.CORRECTION: gettext_lazy("Correction"),
}


def payroll_table(payroll: Payroll, *, actor: User) -> File:
    """A row for each teacher, branch and currency; where lines were asked for, a row for each of them. Audited."""
    note_taken(actor, "payments.export_pay", rows=len(payroll.rows), month=f"{payroll.month:%Y-%m}")
    if any(row.detailed for row in payroll.rows):
        return _lines(payroll)
    kinds = [str(name) for name in KIND_NAMES.values()]
    headings = [_("Teacher"), _("Branch"), _("Currency"), *kinds, _("Together"), _("Closed on"), _("Balance")]
    rows: list[list[Cell]] = [_sums(row) for row in payroll.rows]
    rows.append([])
    blank: list[Cell] = [None] * len(kinds)
    rows += [
        [_("Together"), None, total.currency, *blank, units(total.amount, total.currency)] for total in payroll.totals
    ]
    return written(headings, rows, f"{_('Pay')} {payroll.month:%Y-%m}")


def _lines(payroll: Payroll) -> File:
    headings = [
        _("Teacher"), _("Branch"), _("Type"), _("Day"), _("Group"), _("Minutes"), _("Reason"), _("Amount"),
        _("Currency"),
    ]  # fmt: skip
    rows: list[list[Cell]] = []
    for pay in payroll.rows:
        who: list[Cell] = [pay.teacher.full_name, pay.branch.name]
        rows += [[*who, *_line(line)] for line in pay.lines]
        rows.append([*who, _("Together"), None, None, None, None, units(pay.total, pay.currency), pay.currency])
    name = payroll.rows[0].teacher.full_name
    return written(headings, rows, f"{_('Pay')} {name} {payroll.month:%Y-%m}")


def _sums(pay: Pay) -> list[Cell]:
    sums = dict.fromkeys(KIND_NAMES, 0)
    for line in pay.lines:
        sums[PayEntryKind(line.kind)] += line.amount
    closed = get_local_day(pay.closed_at, pay.branch.zone) if pay.closed_at else None
    figures: list[Cell] = [units(amount, pay.currency) for amount in (*sums.values(), pay.total)]
    return [pay.teacher.full_name, pay.branch.name, pay.currency, *figures, closed, units(pay.balance, pay.currency)]


def _line(line: PayEntry) -> list[Cell]:
    what = str(KIND_NAMES[PayEntryKind(line.kind)])
    if line.corrects:
        what = f"{what} {line.corrects:%Y-%m}"
    reason = str(WORDS.get(line.reason, line.reason)) if line.kind == PayEntryKind.CORRECTION else line.reason
    where = line.group.name if line.group else None
    facts = line.facts
    amount = units(line.amount, line.currency)
    return [what, facts.get("day"), where, facts.get("minutes"), reason, amount, line.currency]
