"""Figures of leads as a spreadsheet, with headings in the reader's language and amounts in major units."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_stubs_ext import StrOrPromise

from apps.accounts.models import User
from apps.core.money import get_currency_name, to_major_units
from apps.core.tables.cells import Cell
from apps.core.tables.writer import TableFileKind
from apps.leads.figures import LeadFigures
from apps.payments.report_tables import TableFile, audit_export, build_spreadsheet

BY_NAMES: dict[str, StrOrPromise] = {
    "source": gettext_lazy("Source"),
    "stage": gettext_lazy("Stage"),
    "person": gettext_lazy("Person"),
    "month": gettext_lazy("Month"),
}


def export_figures_table(rows: Sequence[LeadFigures], *, by: str, actor: User, kind: TableFileKind) -> TableFile:
    """Return a row for each source, stage, person or month, with the costs in each currency. Audited."""
    audit_export(actor, "leads.export_figures", row_count=len(rows), kind=kind, by=by)
    currencies = sorted({currency for row in rows for currency in row.costs})
    headings = [
        str(BY_NAMES[by]), _("Leads"), _("Trial lessons"), _("Pupils"), _("Lost"), _("Pupils of a hundred"),
    ]  # fmt: skip
    for currency in currencies:
        unit = get_currency_name(currency)
        headings += [f"{_('Costs')}, {unit}", f"{_('Cost of a pupil')}, {unit}"]
    cells: list[list[Cell]] = [
        [
            row.name, row.leads, row.trials, row.converted, row.lost, row.conversion,
            *(amount for currency in currencies for amount in _list_costs(row, currency)),
        ]
        for row in rows
    ]  # fmt: skip
    return build_spreadsheet(headings, cells, f"{_('Leads')} {by}", kind)


def _list_costs(row: LeadFigures, currency: str) -> list[Cell]:
    amounts = (row.costs.get(currency), row.cost_per_pupil.get(currency))
    return [None if amount is None else to_major_units(amount, currency) for amount in amounts]
