"""The centre's figures on the index page of Django's admin: tiles of the month, attendance and homework."""

import json
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from apps.accounts.access import has_permission
from apps.accounts.models import User
from apps.core.charts import COLOURS, OPTIONS
from apps.core.money import Money
from apps.portal.figures import By, Chart, get_centre_figures
from apps.portal.figures.datasets import LABELS, MONEY_PERMISSION, build_chart_datasets


def add_centre_figures(request: HttpRequest, context: dict[str, Any]) -> dict[str, Any]:
    """Return the context of the index page, with `centre_tiles` and `centre_charts` for users with the permission."""
    user = request.user
    if isinstance(user, User) and has_permission(user, "centre.figures"):
        figures = get_centre_figures(user, step_unit=By.WEEK)
        chart = figures.charts[0]
        datasets = build_chart_datasets(figures.now, with_money=has_permission(user, MONEY_PERMISSION))
        context["centre_month"] = figures.month
        context["centre_tiles"] = [{"label": line["label"], "value": _format_value(line)} for line in datasets]
        context["centre_charts"] = [
            _build_chart(_("Attendance of the last weeks, %"), chart, ["attendance"]),
            _build_chart(_("Homework of the last weeks"), chart, ["homework", "homework_score"]),
            _build_chart(_("Pupils of the last weeks"), chart, ["active", "sign_ups", "left"]),
        ]
    return context


def _format_value(line: dict[str, Any]) -> str:
    value = line["data"][0]
    if value is None:
        return "—"
    return Money(value, line["currency"]).format() if line["unit"] == "money" else f"{value}"


def _build_chart(title: str, chart: Chart, keys: list[str]) -> dict[str, Any]:
    """Return bars side by side, and the same figures as a table, newest first."""
    values = chart.total.values
    bars = [
        {"label": str(LABELS[key]), "backgroundColor": COLOURS[number], "data": [step[key] for step in values]}
        for number, key in enumerate(keys)
    ]
    rows = [
        [label, *("—" if step[key] is None else f"{step[key]}" for key in keys)]
        for label, step in zip(chart.labels, values, strict=True)
    ]
    return {
        "title": title,
        "data": json.dumps({"labels": chart.labels, "datasets": bars}),
        "options": json.dumps(_SIDE_BY_SIDE),
        "table": {"headers": [_("Week"), *(str(LABELS[key]) for key in keys)], "rows": rows[::-1]},
    }


_SCALES: Any = OPTIONS["scales"]
_SIDE_BY_SIDE = {**OPTIONS, "scales": {axis: {**scale, "stacked": False} for axis, scale in _SCALES.items()}}
