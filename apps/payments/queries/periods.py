"""The local days of a report or statement."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import ClassVar, Self, TypeVar

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


class ReportRow:
    """A row of a report in one currency, with `figures` (names of its attributes) that add up."""

    figures: ClassVar[tuple[str, ...]]
    currency: str

    def add(self, other: Self) -> None:
        """Add the figures of another row."""
        for name in self.figures:
            setattr(self, name, getattr(self, name) + getattr(other, name))


R = TypeVar("R", bound=ReportRow)


def sum_by_currency(rows: Iterable[R], start_total: Callable[[str], R]) -> list[R]:
    """Return the totals of the rows by currency; each starts as `start_total` of its currency."""
    totals: dict[str, R] = {}
    for row in rows:
        totals.setdefault(row.currency, start_total(row.currency)).add(row)
    return [totals[currency] for currency in sorted(totals)]


def resolve_period(first_day: date | None, last_day: date | None, *, zone: str, default_months: int) -> ReportPeriod:
    """Return the requested days; by default the current month of `zone` and those before it, `default_months` in all.

    Invalid on "from" or "to" for days in the wrong order or more than `MAX_DAYS`.
    """
    last_day = last_day or max(get_today(zone), first_day or date.min)
    if first_day is None:
        month = last_day.year * 12 + last_day.month - default_months
        first_day = date(month // 12, month % 12 + 1, 1)
    if first_day > last_day:
        raise Invalid.field("from", _("The first day lies after the last."))
    if last_day - first_day > timedelta(days=MAX_DAYS):
        raise Invalid.field("to", _("At most %(count)d days.") % {"count": MAX_DAYS})
    return ReportPeriod(first_day, last_day)
