"""The days, weeks and months of a chart; the current one ends today."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from apps.core.errors import Invalid


class By(StrEnum):
    """The length of a step. Weeks begin on Monday."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"


DEFAULT_COUNT = {By.DAY: 30, By.WEEK: 12, By.MONTH: 12}
"""So many steps there are unless told otherwise."""
MAX_COUNT = {By.DAY: 92, By.WEEK: 104, By.MONTH: 36}
EARLIEST_DAY = date(2000, 1, 1)


@dataclass(frozen=True)
class ChartStep:
    """The local days `first`..`last`, both included; `until` is `last` or today, whichever is earlier."""

    first: date
    last: date
    until: date

    @property
    def day_before(self) -> date:
        """The day before the step."""
        return self.first - timedelta(days=1)


def split_into_steps(by: By, first: date | None, last: date | None, *, today: date) -> list[ChartStep]:
    """Return the steps from `first` to `last`, up to that of `today`; DEFAULT_COUNT of them without `first`.

    Raise Invalid on "from" when the days are out of order or in the future, or for more than MAX_COUNT steps.
    """
    last = min(last or today, today)
    if first is None:
        first = _step_start(by, last)
        for _number in range(DEFAULT_COUNT[by] - 1):
            first = _step_start(by, first - timedelta(days=1))
    if first > last:
        raise Invalid.field("from", _("The first day lies after the last."))
    if first < EARLIEST_DAY or (last - first).days // _MIN_DAYS[by] >= MAX_COUNT[by]:
        raise Invalid.field("from", _("At most %(count)d steps.") % {"count": MAX_COUNT[by]})
    return list(_iterate_steps(by, first, last, today))


def get_current_month(today: date) -> ChartStep:
    """Return the month of `today`, until today."""
    return next(_iterate_steps(By.MONTH, today, today, today))


def format_step(by: By, step: ChartStep) -> str:
    """Return `2026-11` for a month, else the first day."""
    return f"{step.first:%Y-%m}" if by is By.MONTH else step.first.isoformat()


_MIN_DAYS = {By.DAY: 1, By.WEEK: 7, By.MONTH: 30}
_MAX_DAYS = {By.DAY: 1, By.WEEK: 7, By.MONTH: 31}


def _iterate_steps(by: By, first: date, last: date, today: date) -> Iterator[ChartStep]:
    begin = _step_start(by, first)
    while begin <= last:
        following = _step_start(by, begin + timedelta(days=_MAX_DAYS[by]))
        end = following - timedelta(days=1)
        yield ChartStep(begin, end, min(end, today))
        begin = following


def _step_start(by: By, on: date) -> date:
    if by is By.MONTH:
        return on.replace(day=1)
    return on - timedelta(days=on.weekday()) if by is By.WEEK else on
