"""Flagged acts in words, and as a spreadsheet."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_stubs_ext import StrOrPromise

from apps.accounts.models import User
from apps.core.tables.cells import Cell
from apps.payments.models import Flag, FlaggedAct
from apps.payments.report_tables import TableFile, audit_export, build_spreadsheet, to_major_units

FLAG_NAMES: dict[Flag, StrOrPromise] = {
    Flag.OWN_FAMILY: gettext_lazy("Own family"),
    Flag.APPROVED_ALONE: gettext_lazy("Approved alone"),
}
ACT_NAMES: dict[str, StrOrPromise] = {
    "payments.reprice": gettext_lazy("New amount"),
    "payments.change": gettext_lazy("Payer, due day or refundable"),
    "payments.cancel": gettext_lazy("Cancelled"),
    "payments.write_off": gettext_lazy("Written off"),
    "payments.receive": gettext_lazy("Money confirmed"),
    "payments.refund": gettext_lazy("Refunded"),
    "payments.refund_credit": gettext_lazy("Credit refunded"),
    "payments.create_discount": gettext_lazy("New discount"),
    "payments.change_discount": gettext_lazy("Discount changed"),
    "payments.add_override": gettext_lazy("Price override"),
    "payments.remove_override": gettext_lazy("Price override ended"),
    "payments.create_schedule": gettext_lazy("New payment schedule"),
    "payments.change_schedule": gettext_lazy("Payment schedule changed"),
    "payments.end_schedule": gettext_lazy("Payment schedule ended"),
    "approvals.approve": gettext_lazy("Approved"),
    "groups.change": gettext_lazy("Price of the group"),
    "courses.change": gettext_lazy("Price of the course"),
    "salaries.set_rate": gettext_lazy("Own pay rate"),
    "salaries.end_rate": gettext_lazy("Own pay rate ended"),
    "salaries.remove_rate": gettext_lazy("Own pay rate deleted"),
    "salaries.bonus": gettext_lazy("Own bonus"),
    "salaries.fine": gettext_lazy("Own fine"),
    "salaries.pay_out": gettext_lazy("Own payout"),
}
"""By action of the audit log; another act is shown by its action."""


def get_act_name(act: FlaggedAct) -> str:
    """Return what was done, in the reader's language."""
    return str(ACT_NAMES.get(act.act, act.act))


def export_flagged_acts_table(acts: Iterable[FlaggedAct], *, actor: User) -> TableFile:
    """Return a row for each act. Audited."""
    rows = [_build_cells(act) for act in acts]
    audit_export(actor, "payments.export_flagged", row_count=len(rows))
    headings = [
        _("Day"), _("Branch"), _("Why"), _("What was done"), _("Who"), _("Pupil"), _("Payment"), _("Amount"),
        _("Currency"), _("Reason"),
    ]  # fmt: skip
    return build_spreadsheet(headings, rows, _("Flagged acts"))


def _build_cells(act: FlaggedAct) -> list[Cell]:
    what: list[Cell] = [act.on, act.branch.name, str(FLAG_NAMES[Flag(act.flag)]), get_act_name(act), act.by.full_name]
    pupil = act.student.full_name if act.student else None
    payment = act.payment.reference if act.payment else None
    return [*what, pupil, payment, to_major_units(act.amount, act.currency), act.currency, act.reason]
