"""The local days of a report or statement."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext_lazy as _

from apps.core.errors import Invalid
from apps.core.local_days import get_today

MAX_DAYS = 1100
"""Three years and a little."""


@dataclass(frozen=True)
class ReportPeriod:
    """The days `first` to `last`, inclusive."""

    first: date
    last: date


def resolve_period(first: date | None, last: date | None, *, zone: str, usual_months: int) -> ReportPeriod:
    """Return the requested days; by default the current month of `zone` and those before it, `usual_months` in all.

    Invalid on "from" or "to" for days in the wrong order or more than `MAX_DAYS`.
    """
    last = last or max(get_today(zone), first or date.min)
    if first is None:
        month = last.year * 12 + last.month - usual_months
        first = date(month // 12, month % 12 + 1, 1)
    if first > last:
        raise Invalid.field("from", _("The first day lies after the last."))
    if last - first > timedelta(days=MAX_DAYS):
        raise Invalid.field("to", _("At most %(count)d days.") % {"count": MAX_DAYS})
    return ReportPeriod(first, last)
