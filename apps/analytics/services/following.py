"""Find the days whose facts are wrong since rows changed, and the days that have begun."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.db import connection
from django.db.models import Min
from django.utils import timezone

from apps.analytics.change_log import PLACES
from apps.analytics.models import FactsBuild, FactsState, GroupDay, RowChange
from apps.core.local_days import get_local_day, get_today
from apps.core.measures import Watched, all_measures
from apps.core.uow import unit_of_work
from apps.courses.models import Group, Membership
from apps.lessons.models import Lesson
from apps.payments.models import LedgerTransfer
from apps.settings.models import Branch

CHANGES_AT_ONCE = 5_000
ONE_DAY = timedelta(days=1)
StaleKey = tuple[str, date]


def take_up_changes(*, limit: int = CHANGES_AT_ONCE) -> int:
    """Mark the days that noted changes concern, at most `limit` changes, in one transaction; return how many.

    Two callers take different changes. Without facts nothing is marked.
    """
    with unit_of_work():
        rows = RowChange.objects.select_for_update(skip_locked=True).order_by("id").values_list("pk", "source")[:limit]
        taken = dict(rows)
        state = FactsState.objects.filter(pk=1).first()
        if taken and state is not None:
            add_stale_days(_find_days(list(taken), set(taken.values()), state))
        RowChange.objects.filter(pk__in=taken).delete()
        return len(taken)


def open_new_days() -> None:
    """Mark the days that have begun since the last call in any zone of the centre. The first call starts the build of
    all days since the centre's first one.
    """
    zones = {
        *Branch.objects.values_list("zone", flat=True),
        *Group.objects.exclude(zone="").values_list("zone", flat=True),
    }
    today = max((get_today(zone) for zone in zones), default=timezone.now().date())
    with unit_of_work():
        state, created = FactsState.objects.get_or_create(
            pk=1, defaults={"first": min(_find_first_day(), today), "built_until": today}
        )
        if created:
            add_build(first=state.first, last=today)
            return
        state = FactsState.objects.select_for_update().get(pk=1)
        if today > state.built_until:
            days = [state.built_until + ONE_DAY * n for n in range(1, (today - state.built_until).days + 1)]
            add_stale_days((name, day) for name in all_measures() for day in days)
            state.built_until = today
            state.save(update_fields=["built_until"])


def add_build(*, first: date, last: date) -> FactsBuild:
    """Mark all measures on these days, for a build of them; an open one of the same days goes on instead."""
    with unit_of_work():
        build, created = FactsBuild.objects.get_or_create(first=first, last=last, finished_at=None)
        if created:
            days = [first + ONE_DAY * n for n in range((last - first).days + 1)]
            build.total = add_stale_days(((name, day) for name in all_measures() for day in days), build=build)
            build.save(update_fields=["total", "updated_at"])
        return build


def add_stale_days(keys: Iterable[StaleKey], *, build: FactsBuild | None = None) -> int:
    """Mark measures on days to be counted again; return how many. Always in one order, so that no two callers wait for
    each other.
    """
    ordered = sorted(set(keys))
    with connection.cursor() as cursor:
        cursor.execute(
            """
INSERT INTO analytics_staleday (measure, day, build_id)
SELECT k.measure, k.day, %s::uuid FROM unnest(%s::text[], %s::date[]) WITH ORDINALITY AS k (measure, day, place)
ORDER BY k.place
ON CONFLICT (measure, day) DO UPDATE SET build_id = COALESCE(analytics_staleday.build_id, excluded.build_id)""",
            [None if build is None else build.pk, [name for name, _day in ordered], [day for _name, day in ordered]],
        )
    return len(ordered)


def _find_days(ids: list[int], sources: set[str], state: FactsState) -> set[StaleKey]:
    found: set[StaleKey] = set()
    for measure in all_measures().values():
        for watched in measure.watches:
            if watched.table in sources:
                found |= _spread(measure.name, _read_ranges(ids, watched, state), state)
    for first in _find_moved_places(ids, sources, state):
        found |= {key for name in all_measures() for key in _spread(name, [(first, state.built_until)], state)}
    return found


def _spread(name: str, ranges: Iterable[tuple[date, date]], state: FactsState) -> set[StaleKey]:
    return {
        (name, first + ONE_DAY * number)
        for first, last in ranges
        for number in range((min(last, state.built_until) - first).days + 1)
        if first + ONE_DAY * number >= state.first
    }


def _read_ranges(ids: list[int], watched: Watched, state: FactsState) -> list[tuple[date, date]]:
    """Return the ranges of days of a watched table's changes, within the days that have facts."""
    names = ["id", *watched.columns.split()]
    before, after = (", ".join(f"{version}->>'{name}'" for name in names) for version in ("old", "new"))
    statement = f"""
WITH taken AS (
    SELECT old, new FROM analytics_rowchange
    WHERE id = ANY(%(ids)s) AND source = %(source)s AND ROW({before}) IS DISTINCT FROM ROW({after})
), pairs AS (
    SELECT jsonb_populate_record(NULL::{watched.table}, old) AS o,
           jsonb_populate_record(NULL::{watched.table}, new) AS n
    FROM taken
), changed AS (
    SELECT r.* FROM taken CROSS JOIN LATERAL jsonb_populate_record(NULL::{watched.table}, old) r WHERE old IS NOT NULL
    UNION ALL
    SELECT r.* FROM taken CROSS JOIN LATERAL jsonb_populate_record(NULL::{watched.table}, new) r WHERE new IS NOT NULL
)
SELECT DISTINCT GREATEST(d.first, %(first)s::date), LEAST(d.last, %(until)s::date) FROM ({watched.days}) d (first, last)
WHERE d.first <= %(until)s::date AND d.last >= %(first)s::date"""  # noqa: S608
    parameters: dict[str, Any] = {
        "ids": ids, "source": watched.table, "first": state.first, "until": state.built_until
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return list(cursor.fetchall())


def _find_moved_places(ids: list[int], sources: set[str], state: FactsState) -> list[date]:
    """Return from which days on all is to be counted again: groups got another branch, course or zone, or branches
    another zone.
    """
    if not sources & PLACES.keys():
        return []
    moved = RowChange.objects.filter(pk__in=ids, source__in=PLACES, old__isnull=False, new__isnull=False)
    firsts = []
    for source, old in moved.values_list("source", "old"):
        first: date | None = state.first
        if source == "courses_group":
            first = GroupDay.objects.filter(group=(old or {})["id"]).aggregate(first=Min("day"))["first"]
        if first is not None:
            firsts.append(max(first - ONE_DAY, state.first))
    return [min(firsts)] if firsts else []


def _find_first_day() -> date:
    """Return the first day on which the centre has something to count."""
    days = [
        Membership.objects.aggregate(first=Min("joined_on"))["first"],
        LedgerTransfer.objects.aggregate(first=Min("on"))["first"],
    ]
    for model, column in ((Lesson, "starts_at"), (Branch, "created_at")):
        moment = model._default_manager.aggregate(first=Min(column))["first"]
        days.append(moment and get_local_day(moment, "UTC") - ONE_DAY)
    return min((day for day in days if day is not None), default=timezone.now().date())
