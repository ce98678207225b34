"""Queries about jobs and job processes."""

import math
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import connection
from django.db.models import Aggregate, Count, F, FloatField, Max, Min, Q, QuerySet
from django.db.models.functions import Extract, Now, TruncDate

from apps.core.durations import HOUR, MINUTE
from apps.core.local_days import get_day_bounds
from apps.core.lookups import filter_given
from apps.jobs import fair_queue
from apps.jobs.kinds import SLOW_QUEUES, JobKind, list_periodic_kinds
from apps.jobs.models import Job, JobState, ProcessBeat

_FOREVER_SECONDS = 10 * 366 * 86_400

_SLOT_AGES = """
SELECT wanted.name, extract(epoch FROM statement_timestamp() - newest.slot)::float8
FROM unnest(%s::text[]) AS wanted(name)
CROSS JOIN LATERAL (
    SELECT slot FROM jobs_periodicslot WHERE name = wanted.name ORDER BY slot DESC LIMIT 1
) AS newest
"""


def list_jobs(*, state: str = "", kind: str = "") -> QuerySet[Job]:
    """Return jobs without their secrets, newest first."""
    jobs = Job.objects.defer("sealed").order_by("-id")
    return filter_given(jobs, state=state or None, kind=kind or None)


def count_dead_jobs() -> int:
    """Return the number of dead jobs."""
    return Job.objects.filter(state=JobState.DEAD).count()


def get_database_time() -> datetime:
    """Return the time of the database, which is the same for all machines."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT statement_timestamp()")
        now: datetime = cursor.fetchone()[0]
    return now


def count_due_jobs() -> dict[str, int]:
    """Return the number of jobs that could run now, by queue."""
    rows = Job.objects.filter(state=JobState.QUEUED, run_at__lte=Now()).values_list("queue").annotate(Count("id"))
    return dict(rows)


def list_due_soon(within: timedelta) -> list[tuple[str, float]]:
    """Return when jobs become due within this time, as (queue, seconds from now): one for each tenth of a second."""
    # Without its own field Django makes a whole number of it, and the wake-up would come too soon.
    wait = Extract(F("run_at") - Now(), "epoch", output_field=FloatField())
    rows = Job.objects.filter(state=JobState.QUEUED, run_at__gt=Now(), run_at__lte=Now() + within)
    times = rows.annotate(wait=wait).values_list("queue", "wait")
    return sorted({(queue, math.ceil(10 * seconds) / 10) for queue, seconds in times})


def count_ready_processes(role: str, *, host: str = "") -> int:
    """Return how many processes of a role (one of ROLES) can take work now, on `host` or all."""
    silence = timedelta(seconds=3 * settings.JOB_RENEW_SECONDS)
    alive = ProcessBeat.objects.filter(role=role, ready=True, seen_at__gt=Now() - silence)
    return (alive.filter(name__startswith=f"{host}:") if host else alive).count()


def get_fair_queue_position(*, queue: str, object_id: str) -> int | None:
    """Return the position of the object's job in a fair queue (`fair_queue.FAIR_QUEUES`): 1 is next. None when no job
    of it waits.
    """
    limits = {"memory": fair_queue.MEMORY_SECONDS, "horizon": _FOREVER_SECONDS}
    with connection.cursor() as cursor:
        cursor.execute(fair_queue.POSITION_SQL, {"queue": queue, "object_id": object_id, **limits})
        row = cursor.fetchone()
    return None if row is None else int(row[0])


def get_longest_wait_seconds() -> float:
    """Return how many seconds the oldest due job has been waiting; 0 when none waits. Queues in which jobs wait for
    hours (SLOW_QUEUES) do not count.
    """
    due = Job.objects.filter(state=JobState.QUEUED, run_at__lte=Now()).exclude(queue__in=SLOW_QUEUES)
    return float(due.aggregate(seconds=Extract(Now() - Min("run_at"), "epoch"))["seconds"] or 0)


@dataclass(frozen=True)
class QueueState:
    """A queue now: due, running and dead jobs, the longest wait, and jobs done lately.

    Done jobs are kept for at least an hour.
    """

    due: int
    running: int
    dead: int
    oldest_wait_s: float
    done_last_minute: int
    done_last_hour: int


def get_queue_job_counts(queue: str) -> QueueState:
    """Return the current state of a queue, with one query."""
    done = Q(state=JobState.DONE)
    state = Job.objects.filter(queue=queue).aggregate(
        **_build_counts(),
        done_last_minute=Count("id", filter=done & Q(finished_at__gt=Now() - MINUTE)),
        done_last_hour=Count("id", filter=done & Q(finished_at__gt=Now() - HOUR)),
    )
    return QueueState(**_fill_wait(state))


def _build_counts() -> dict[str, Aggregate | Extract]:
    """Return the figures of jobs that are due, running and dead."""
    due = Q(state=JobState.QUEUED, run_at__lte=Now())
    filters = {"due": due, "running": Q(state=JobState.LEASED), "dead": Q(state=JobState.DEAD)}
    counts = {name: Count("id", filter=condition) for name, condition in filters.items()}
    return {**counts, "oldest_wait_s": Extract(Now() - Min("run_at", filter=due), "epoch")}


def _fill_wait(counts: Any) -> dict[str, Any]:
    return {**counts, "oldest_wait_s": float(counts["oldest_wait_s"] or 0)}


ROLES = ("worker", "scheduler", "speech", "media", "telegram")
"""Roles of processes with heartbeats."""


@dataclass(frozen=True)
class KindState:
    """The jobs of one kind in one queue now, and the longest wait."""

    queue: str
    kind: str
    due: int
    running: int
    dead: int
    oldest_wait_s: float


def count_jobs_by_kind() -> list[KindState]:
    """Return due, running and dead jobs by queue and kind, with one query; kinds without any are left out."""
    jobs = Job.objects.filter(state__in=[JobState.QUEUED, JobState.LEASED, JobState.DEAD]).order_by("queue", "kind")
    return [KindState(**_fill_wait(row)) for row in jobs.values("queue", "kind").annotate(**_build_counts())]


def get_heartbeat_ages() -> dict[str, float | None]:
    """Return the seconds since the newest heartbeat of each role, or None."""
    rows = ProcessBeat.objects.values_list("role").annotate(age=Extract(Now() - Max("seen_at"), "epoch"))
    ages = {role: float(seconds) for role, seconds in rows}
    return {role: ages.get(role) for role in ROLES}


def list_periodic_job_ages() -> list[tuple[JobKind, float]]:
    """Return each periodic kind that has run, and the seconds since its newest slot (negative: future)."""
    periodics = {periodic.name: periodic for periodic in list_periodic_kinds()}
    with connection.cursor() as cursor:
        cursor.execute(_SLOT_AGES, [list(periodics)])
        return [(periodics[name], float(age)) for name, age in cursor.fetchall()]


def count_dead_jobs_by_day(
    first_day: date, zone: str, *, excluded_kinds: Collection[str]
) -> dict[tuple[date, str], int]:
    """Return how many jobs died since the local day `first_day`, by day and queue, except kinds in `excluded_kinds`."""
    dead = Job.objects.filter(state=JobState.DEAD, finished_at__gte=get_day_bounds(first_day, zone)[0])
    days = (
        dead.exclude(kind__in=excluded_kinds).annotate(day=TruncDate("finished_at", tzinfo=ZoneInfo(zone))).order_by()
    )
    rows = days.values_list("day", "queue").annotate(number=Count("id"))
    return {(day, queue): number for day, queue, number in rows}
