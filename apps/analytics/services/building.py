"""Count the facts of days that were marked, from raw rows; each replacement is one transaction."""

import time
from collections.abc import Callable
from datetime import date, timedelta
from typing import NamedTuple

from django.db import connection
from django.db.models import Exists, OuterRef
from django.utils import timezone

from apps.analytics.errors import NothingToBuild
from apps.analytics.fact_sql import TABLES, build_insert_sql, build_parameters
from apps.analytics.models import FactsBuild, FactsState, StaleDay
from apps.analytics.raw_days import get_first_raw_day
from apps.analytics.services.announcing import announce_figures
from apps.analytics.services.following import ONE_DAY, add_build, open_new_days
from apps.core.measures import Measure, all_measures
from apps.core.uow import unit_of_work

DAYS_AT_ONCE = 31


def build_stale_days(*, seconds: float | None = None, after_each: Callable[[], None] | None = None) -> int:
    """Count marked days until none is left or the time is over; return how many pairs of a measure and a day.

    Safe at two at once and after a kill: marks go in the transaction that stores the facts. `after_each` is called
    after each transaction. At the end open pages are told which measures were counted.
    """
    until = None if seconds is None else time.monotonic() + seconds
    built, names = 0, set[str]()
    while step := _build_next():
        built, names = built + step.days, names | {step.measure}
        if until is not None and time.monotonic() >= until:
            break
        if after_each is not None:
            after_each()
    _finish_builds()
    announce_figures(names)
    return built


def start_build(*, first: date, last: date) -> FactsBuild:
    """Start or go on with a build of all facts of these days, as far as they have begun.

    Raise NothingToBuild when none has. Facts have no gap: days between these and those that have facts are added.
    """
    open_new_days()
    with unit_of_work():
        state = FactsState.objects.select_for_update().get(pk=1)
        last = max(min(last, state.built_until), state.first - ONE_DAY)
        if first > last:
            raise NothingToBuild
        if first < state.first:
            state.first = first
            state.save(update_fields=["first"])
        return add_build(first=first, last=last)


def count_remaining(build: FactsBuild) -> int:
    """Return how many pairs of a measure and a day a build still has to count."""
    return StaleDay.objects.filter(build=build).count()


def replace_facts(measure: Measure, days: list[date]) -> None:
    """Count the facts of a measure on some days again. Days whose raw rows retention has deleted keep their facts."""
    first = get_first_raw_day(measure)
    days = [day for day in days if first is None or day >= first]
    if not days:
        return
    parameters = build_parameters(measure, days)
    with unit_of_work(), connection.cursor() as cursor:
        for table in TABLES.values():
            cursor.execute(
                f"DELETE FROM {table.name} WHERE measure = %(measure)s AND day = ANY(%(days)s::date[])",  # noqa: S608
                parameters,
            )
        cursor.execute(build_insert_sql(measure), parameters)


class _Built(NamedTuple):
    """How many days of a measure were counted."""

    measure: str
    days: int


def _build_next() -> _Built | None:
    """Count the newest marked days of one measure that nobody else counts; None when there are none."""
    with unit_of_work():
        newest = StaleDay.objects.select_for_update(skip_locked=True, of=("self",)).order_by("-day", "measure").first()
        if newest is None:
            return None
        days = _take_stale_days(newest)
        measure = all_measures().get(newest.measure)
        if measure is not None:
            replace_facts(measure, days)
        return _Built(newest.measure, len(days))


def _take_stale_days(newest: StaleDay) -> list[date]:
    """Delete the marks before the raw rows are read: who marks one of these days meanwhile waits, and marks again."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
DELETE FROM analytics_staleday WHERE id IN (
    SELECT id FROM analytics_staleday WHERE measure = %s AND day > %s AND day <= %s ORDER BY day FOR UPDATE SKIP LOCKED
) RETURNING day""",
            [newest.measure, newest.day - timedelta(days=DAYS_AT_ONCE), newest.day],
        )
        return [day for (day,) in cursor.fetchall()]


def _finish_builds() -> None:
    with unit_of_work():
        waiting = StaleDay.objects.filter(build=OuterRef("pk"))
        done = FactsBuild.objects.filter(~Exists(waiting), finished_at=None)
        done.update(finished_at=timezone.now(), updated_at=timezone.now())
