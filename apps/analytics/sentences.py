"""One sentence that says what a series shows, in the reader's language."""

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from apps.analytics.chart_data import Dataset, Series
from apps.core.measures import Combination, Unit
from apps.core.money import Money

ADDED_UP = (Combination.SUM, Combination.PEOPLE)
"""What is added up over days: before its step is over it says nothing beside a whole one."""


def build_sentence(series: Series) -> str:
    """Return the last value beside the one before it, or, of several subjects, the highest and the lowest one."""
    last = [dataset for dataset in series.datasets if dataset.data[-1] is not None]
    if series.by is None and series.hidden:
        return _("Fewer than 5 people: their figure is not shown alone.")
    if series.by is None:
        return " ".join(_compare(series, dataset) for dataset in last) or _("There is no value for this period.")
    named = sorted((dataset for dataset in last if dataset.key is not None), key=lambda row: float(row.data[-1] or 0))
    if not named:
        return _("There is no value for this period.")
    values = {
        "measure": series.measure.label,
        "most": named[-1].label,
        "most_value": _format(series, named[-1], -1),
        "least": named[0].label,
        "least_value": _format(series, named[0], -1),
    }
    if len(named) == 1:
        return _("%(measure)s at the end of the period: %(most)s %(most_value)s.") % values
    return (
        _(
            "%(measure)s at the end of the period: most in %(most)s (%(most_value)s), "
            "least in %(least)s (%(least_value)s)."
        )
        % values
    )


def _compare(series: Series, dataset: Dataset) -> str:
    values = {"measure": dataset.label, "value": _format(series, dataset, -1)}
    if not series.is_over and series.measure.combination in ADDED_UP:
        return _("%(measure)s so far in the last step: %(value)s.") % values
    if len(dataset.data) < 2 or dataset.data[-2] is None:
        return _("%(measure)s at the end of the period: %(value)s.") % values
    values["before"] = _format(series, dataset, -2)
    return _("%(measure)s at the end of the period: %(value)s, one step before: %(before)s.") % values


def _format(series: Series, dataset: Dataset, place: int) -> str:
    value = dataset.data[place]
    if value is None:
        return "–"
    if dataset.currency:
        return Money(int(value), dataset.currency).format()
    text = number_format(f"{value:g}") if isinstance(value, float) else str(value)
    return f"{text} %" if series.measure.unit is Unit.PERCENT else text
