"""The days, weeks and months that figures are about: whole ones, the running one as far as it has come."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from apps.core.errors import Invalid


class By(StrEnum):
    """How long one step of a chart is. Weeks begin on Monday."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"


USUAL = {By.DAY: 30, By.WEEK: 12, By.MONTH: 12}
"""So many steps there are unless told otherwise."""
MOST = {By.DAY: 92, By.WEEK: 104, By.MONTH: 36}
EARLIEST = date(2000, 1, 1)


@dataclass(frozen=True)
class Step:
    """The local days `first`..`last`, both included; `until`: the last of them that has come."""

    first: date
    last: date
    until: date

    @property
    def day_before(self) -> date:
        """The last day before it."""
        return self.first - timedelta(days=1)


def steps(by: By, first: date | None, last: date | None, *, today: date) -> list[Step]:
    """The steps that hold the days `first`..`last`, up to that of `today`; the usual number of them unless told.

    Invalid on "from" for days out of order, days to come and more than MOST steps.
    """
    last = min(last or today, today)
    if first is None:
        first = _begin(by, last)
        for _number in range(USUAL[by] - 1):
            first = _begin(by, first - timedelta(days=1))
    if first > last:
        raise Invalid.field("from", _("The first day lies after the last."))
    if first < EARLIEST or (last - first).days // _FEWEST_DAYS[by] >= MOST[by]:
        raise Invalid.field("from", _("At most %(count)d steps.") % {"count": MOST[by]})
    return list(_between(by, first, last, today))


def running_month(today: date) -> Step:
    """The month of `today`, as far as it has come."""
    return next(_between(By.MONTH, today, today, today))


def label(by: By, step: Step) -> str:
    """`2026-11` for a month, else the first day."""
    return f"{step.first:%Y-%m}" if by is By.MONTH else step.first.isoformat()


_FEWEST_DAYS = {By.DAY: 1, By.WEEK: 7, By.MONTH: 30}


def _between(by: By, first: date, last: date, today: date) -> Iterator[Step]:
    begin = _begin(by, first)
    while begin <= last:
        following = _following(by, begin)
        end = following - timedelta(days=1)
        yield Step(begin, end, min(end, today))
        begin = following


def _begin(by: By, on: date) -> date:
    if by is By.MONTH:
        return on.replace(day=1)
    return on - timedelta(days=on.weekday()) if by is By.WEEK else on


def _following(by: By, begin: date) -> date:
    if by is By.MONTH:
        return (begin + timedelta(days=31)).replace(day=1)
    return begin + timedelta(days=7 if by is By.WEEK else 1)
