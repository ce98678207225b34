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


def split_days_into_steps(
    step_unit: By, first_day: date | None, last_day: date | None, *, today: date
) -> list[ChartStep]:
    """Return the steps from `first_day` to `last_day`, up to that of `today`; DEFAULT_COUNT of them without
    `first_day`.

    Raise Invalid on "from" when the days are out of order or in the future, or for more than MAX_COUNT steps.
    """
    last_day = min(last_day or today, today)
    if first_day is None:
        first_day = _step_start(step_unit, last_day)
        for _number in range(DEFAULT_COUNT[step_unit] - 1):
            first_day = _step_start(step_unit, first_day - timedelta(days=1))
    if first_day > last_day:
        raise Invalid.field("from", _("The first day lies after the last."))
    if first_day < EARLIEST_DAY or (last_day - first_day).days // _MIN_DAYS[step_unit] >= MAX_COUNT[step_unit]:
        raise Invalid.field("from", _("At most %(count)d steps.") % {"count": MAX_COUNT[step_unit]})
    return list(_iterate_steps(step_unit, first_day, last_day, today))


def get_month_to_date(today: date) -> ChartStep:
    """Return the month of `today`, until today."""
    return next(_iterate_steps(By.MONTH, today, today, today))


def format_step(step_unit: By, step: ChartStep) -> str:
    """Return `2026-11` for a month, else the first day."""
    return f"{step.first:%Y-%m}" if step_unit is By.MONTH else step.first.isoformat()


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
