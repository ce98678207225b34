"""Report cards as PDF, in one of three languages, with a chart of each measure."""

import shutil
from datetime import date
from pathlib import Path
from tempfile import gettempdir
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from apps.analytics.models import ReportCard
from apps.analytics.report_card_numbers import Numbers
from apps.certificates.fields import format_date
from apps.certificates.typesetting import typeset
from apps.core.chart_steps import By
from apps.core.files.scratch import open_temporary_folder
from apps.core.measures import Measure, Unit, all_measures
from apps.settings.queries import get_system_settings

_SOURCE = Path(__file__).with_name("typst") / "report_card.typ"
NOTHING = "–"
OF_HUNDRED = (Unit.PERCENT, Unit.POINTS)
"""Their bars are drawn of 100."""


def render_report_card(card: ReportCard, language: str) -> bytes:
    """Return the report card in this language; equal input gives equal bytes.

    Its pupil, the writer of its comment, its batch and the group must be loaded. Not inside a transaction. Raise
    Unavailable when it cannot be typeset now.
    """
    with open_temporary_folder("talim-report-card-", Path(gettempdir())) as folder:
        shutil.copyfile(_SOURCE, folder / "main.typ")
        return typeset(folder, build_values(card, language))


def build_values(card: ReportCard, language: str) -> dict[str, Any]:
    """Return what the layout reads, as JSON, with all texts in this language."""
    with translation.override(language):
        return _build_values(card, language)


def format_value(measure: Measure, value: float | None, language: str) -> str:
    """Return a value as people read it: "91,5 %", "7"; a dash for none."""
    if value is None:
        return NOTHING
    text = f"{value:.1f}".removesuffix(".0")
    text = text if language == "en" else text.replace(".", ",")
    return f"{text}\N{NO-BREAK SPACE}%" if measure.unit is Unit.PERCENT else text


def _build_values(card: ReportCard, language: str) -> dict[str, Any]:
    numbers, batch, name = card.numbers, card.batch, card.student.full_name
    period = _format_days(batch.first_day.isoformat(), batch.last_day.isoformat(), language)
    facts = [(_("Period"), period), (_("Group"), batch.group.name), (_("Made on"), _day(numbers["made_on"], language))]
    grade = numbers["grades"][0] if numbers["grades"] else None
    return {
        "language": language,
        "title": f"{batch.title}: {name}",
        "centre": get_system_settings().centre_name,
        "heading": batch.title,
        "name": name,
        "facts": facts,
        "correction": _describe_correction(card, language),
        "measures": [_build_measure(one, numbers, language) for one in numbers["measures"]],
        "grade_label": _("Grade on %(day)s") % {"day": _day(numbers["made_on"], language)},
        "grade": _format_grade(grade, language) if grade else "",
        "comment_label": _("Words of the teacher"),
        "comment": card.comment.splitlines(),
        "comment_by": card.comment_by.full_name if card.comment_by else "",
        "notes": _list_notes(numbers, language),
    }


def _build_measure(one: Numbers, numbers: Numbers, language: str) -> dict[str, Any]:
    measure = all_measures()[one["name"]]
    most = 100 if measure.unit in OF_HUNDRED else max([1, *(value for value in one["data"] if value is not None)])
    before = format_value(measure, one["before"], language)
    return {
        "label": str(measure.label),
        "value": format_value(measure, one["value"], language),
        "before": _("before: %(value)s") % {"value": before} if one["before"] is not None else "",
        "bars": [
            {
                "label": _format_step(step, numbers["unit"]),
                "text": format_value(measure, value, language),
                "share": min(1, max(0, (value or 0) / most)),
            }
            for step, value in zip(numbers["steps"], one["data"], strict=True)
        ],
    }


def _describe_correction(card: ReportCard, language: str) -> str:
    if card.version == 1:
        return ""
    text = _("Corrected: this is version %(version)d. It replaces the one of %(day)s.")
    return text % {"version": card.version, "day": _day(card.numbers["replaces"], language)}


def _list_notes(numbers: Numbers, language: str) -> list[str]:
    days = _format_days(numbers["first"], numbers["last"], language)
    before = _format_days(numbers["before_first"], numbers["before_last"], language)
    return [
        _("The numbers are those of this group, of the days %(days)s.") % {"days": days},
        _("“Before” are as many days before: %(days)s. Nobody is compared with others.") % {"days": before},
    ]


def _format_grade(grade: Numbers, language: str) -> str:
    return " · ".join(filter(None, (grade["words"][language], _format_percent(grade["percent"], language))))


def _format_step(step: str, unit: str) -> str:
    day = date.fromisoformat(step)
    return f"{day:%m.%Y}" if unit == By.MONTH else f"{day:%d.%m}"


def _format_percent(percent: str, language: str) -> str:
    text = percent.rstrip("0").rstrip(".") if "." in percent else percent
    return f"{text if language == 'en' else text.replace('.', ',')}\N{NO-BREAK SPACE}%"


def _format_days(first: str, last: str, language: str) -> str:
    return f"{_day(first, language)} – {_day(last, language)}"


def _day(day: str, language: str) -> str:
    return format_date(date.fromisoformat(day), language)
