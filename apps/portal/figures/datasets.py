"""Figures as datasets of a chart, with labels in the current language."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from apps.core.money import get_currency_name
from apps.portal.figures.centre import MONEY, PEOPLE, Figures, get_amounts_by_currency

LABELS = {
    "active": _("Active pupils"),
    "trial": _("On trial"),
    "sign_ups": _("New pupils"),
    "left": _("Left"),
    "churn": _("Left, % of the active"),
    "debtors": _("Debtors"),
    "debt": _("Overdue"),
    "expected": _("Expected"),
    "received": _("Received"),
    "paid_back": _("Refunded"),
    "attendance": _("Attendance, %"),
    "homework": _("Homework submitted"),
    "homework_on_time": _("Homework on time, %"),
    "homework_score": _("Average score of homework"),
}
"""All figures, in the order of the answer."""
UNITS = dict.fromkeys(PEOPLE, "count") | dict.fromkeys(MONEY, "money") | {"homework_score": "score"}
"""What a figure is counted in; `percent` of 100 where nothing is said, `score` is a mark of 100."""
MONEY_PERMISSION = "payments.report"
"""Users without it get no figures of `MONEY` and no number of debtors."""


def build_chart_datasets(figures: Figures, *, with_money: bool) -> list[dict[str, Any]]:
    """Return the datasets of a branch; debts and payments only with `with_money`, one dataset for each currency."""
    datasets = []
    for key, label in LABELS.items():
        if key in MONEY:
            for currency in figures.currencies if with_money else ():
                data = [get_amounts_by_currency(values, key).get(currency, 0) for values in figures.values]
                datasets.append(_build_dataset(key, f"{label}, {get_currency_name(currency)}", currency, data))
        elif with_money or key != "debtors":
            datasets.append(_build_dataset(key, str(label), None, [values[key] for values in figures.values]))
    return datasets


def _build_dataset(key: str, label: str, currency: str | None, data: list[Any]) -> dict[str, Any]:
    return {"key": key, "label": label, "unit": UNITS.get(key, "percent"), "currency": currency, "data": data}
