"""The figures of a filled centre, in the order in which they depend on each other."""

import hashlib
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any, TypeVar

from django.db import connection, transaction
from django.utils import timezone

from apps.analytics.fact_sql import TABLES
from apps.analytics.models import FactsBuild, FactsState, StaleDay
from apps.analytics.services import risk_learning, risk_listing
from apps.analytics.services.building import build_stale_days, count_remaining
from apps.analytics.services.following import take_up_changes
from apps.analytics.services.proof import compare_cells, prove_sample
from apps.analytics.services.runs import bring_up_to_date
from apps.attendance.models import Attendance
from apps.core.measures import all_measures
from apps.lessons.models import Lesson
from bench.analytics.busy_day import fill_day
from bench.analytics.dashboards import MAX_MS, measure_dashboards
from bench.analytics.history import EVENTS, History, fill_history
from bench.analytics.online_course import fill_online_course, measure_course_board
from bench.database import vacuum_and_analyze
from bench.report import ROOT, Figure, format_value
from tests.processes import get_test_database_url

T = TypeVar("T")

MAX_JOB_SECONDS = 300
SAMPLE = 200
KILLED_DAYS = 365
KILL_AFTER_SECONDS = 8.0
LEARNER_SHARE = 20
"""One of so many pupils learns the large online course."""


def measure_centre(pupils: int, *, is_full: bool) -> list[Figure]:
    """Fill, count and read. Targets are those of the full centre."""
    history, filling = _time(lambda: fill_history(pupils))
    vacuum_and_analyze()
    events = sum(_count(model._meta.db_table) for model in EVENTS)
    print(f"   {events:,} events in {filling:.0f} s")
    figures = [Figure("events of five years", events, "", "≥ 10,000,000" if is_full else "",
                      events >= 10_000_000 if is_full else None, f"{pupils:,} pupils")]  # fmt: skip
    figures += _show(_measure_first_build(events))
    vacuum_and_analyze()
    figures += _show(_measure_equality())
    figures += _show(measure_dashboards(history, is_full=is_full))
    figures += _show([_measure_course(history, pupils // LEARNER_SHARE, is_full=is_full)])
    figures += _show(_measure_day(is_full=is_full))
    figures += _show(_measure_correction())
    figures += _show(_measure_kill(history))
    return figures


def _show(figures: list[Figure]) -> list[Figure]:
    """Print figures as soon as they are known: a run takes most of an hour, and what comes later may fail."""
    for figure in figures:
        value = "–" if figure.value is None else format_value(figure.value)
        print(f"   {figure.what}: {value} {figure.unit} ({figure.target or '–'}) {figure.spread}", flush=True)
    return figures


def _measure_course(history: History, learners: int, *, is_full: bool) -> Figure:
    course = fill_online_course(learners)
    vacuum_and_analyze()
    return measure_course_board(history.director, course, learners=learners, most_ms=MAX_MS if is_full else None)


def _measure_first_build(events: int) -> list[Figure]:
    _, took = _time(bring_up_to_date)
    facts = sum(_count(table.name) for table in TABLES.values())
    size = sum(_read(f"SELECT pg_total_relation_size('{table.name}')") for table in TABLES.values())
    print(f"   {facts:,} facts in {took:.0f} s")
    return [
        Figure("counting all days for the first time", took, "s"),
        Figure("… a million events", took / events * 1_000_000, "s"),
        Figure("… facts", facts, ""),
        Figure("… size on disk", size / 2**20, "MiB"),
    ]


def _measure_equality() -> list[Figure]:
    proof, took = _time(lambda: prove_sample(size=SAMPLE, rng=random.Random(35)))
    assert proof is not None
    different = proof.difference_count
    return [
        Figure("random cells compared with the raw rows", proof.cells, "", spread=f"{took:.1f} s"),
        Figure("… differences", different, "", "0", different == 0, proof.differing),
    ]


def _measure_day(*, is_full: bool) -> list[Figure]:
    """One day of 1,000 pupils with 100 events each, then what the night does with it."""
    plain, noted, events = fill_day()
    vacuum_and_analyze()
    taking, took_up = _time(_take_up_all)
    built, building = _time(build_stale_days)
    proof, proving = _time(lambda: prove_sample(size=SAMPLE, rng=random.Random(36)))
    _, risks = _time(risk_listing.list_today)
    assert proof is not None
    total = took_up + building + proving + risks
    _, learning = _time(lambda: risk_learning.learn(report=lambda _read, _total: None))
    return [
        Figure("events of one day", events, "", spread="1,000 pupils × 100"),
        Figure("… writing them with the notes of changes, ratio to without", noted / plain, "x",
               spread=f"{noted:.1f} s, {plain:.1f} s"),
        Figure("nightly job for that day", total, "s", f"≤ {MAX_JOB_SECONDS}" if is_full else "",
               total <= MAX_JOB_SECONDS if is_full else None,
               f"changes {took_up:.1f}, counting {building:.1f}, proof {proving:.1f}, who may leave {risks:.1f}"),
        Figure("… changes taken up", taking, "", spread=f"{built} days of measures counted again"),
        Figure("… differences after it", proof.difference_count, "", "0", proof.difference_count == 0),
        Figure("learning who may leave anew, once a week", learning, "s"),
    ]  # fmt: skip


def _measure_correction() -> list[Figure]:
    """A mark of two years ago is corrected: what the next run of the job costs."""
    around = timezone.now() - timedelta(days=730)
    lesson = Lesson.objects.filter(starts_at__lte=around).order_by("-starts_at")[0]
    mark = Attendance.objects.filter(lesson=lesson).order_by("pk")[0]
    other = Attendance.objects.exclude(status=mark.status_id).order_by("pk").values_list("status", flat=True)[0]
    Attendance.objects.filter(pk=mark.pk).update(status=other)
    _, took = _time(bring_up_to_date)
    days = [lesson.starts_at.date() + timedelta(days=number) for number in (-1, 0, 1)]
    different = compare_cells(all_measures()["attendance"], days)
    return [
        Figure("counting again after a correction of two years ago", took, "s"),
        Figure("… differences", len(different), "", "0", not different),
    ]


def _measure_kill(history: History) -> list[Figure]:
    """Facts of a year are emptied and counted by a command that is killed in the middle, then run again."""
    first = history.first + timedelta(days=365)
    last = first + timedelta(days=KILLED_DAYS - 1)
    before = _hash_facts(first, last)
    _empty_facts(first, last)
    command = [sys.executable, "manage.py", "build_facts", "--from", first.isoformat(), "--to", last.isoformat()]
    env = {**os.environ, "DATABASE_URL": get_test_database_url(), "LOG_LEVEL": "ERROR"}
    with subprocess.Popen(command, cwd=ROOT, env=env, stdout=subprocess.DEVNULL) as killed:
        until = time.monotonic() + 120
        while not _is_half_done() and killed.poll() is None and time.monotonic() < until:
            time.sleep(0.2)
        killed.send_signal(signal.SIGKILL)
    build = FactsBuild.objects.get(first=first, last=last)
    left = count_remaining(build)
    _, took = _time(lambda: subprocess.run(command, cwd=ROOT, env=env, check=True, stdout=subprocess.DEVNULL))
    same = _hash_facts(first, last) == before and not StaleDay.objects.exists()
    resumed = 0 < left < build.total
    return [
        Figure("a build of a year, killed with kill -9: days of measures left", left, "", f"> 0, < {build.total}",
               resumed, f"then {took:.0f} s"),
        Figure("… facts after it went on", 1 if same else 0, "", "the same", same),
    ]  # fmt: skip


def _is_half_done() -> bool:
    build = FactsBuild.objects.filter(finished_at=None).first()
    return build is not None and build.total > 0 and count_remaining(build) < build.total / 2


def _take_up_all() -> int:
    total = 0
    while count := take_up_changes():
        total += count
    return total


def _hash_facts(first: date, last: date) -> str:
    """Return a hash of all stored facts of these days."""
    digest = hashlib.sha256()
    for table in TABLES.values():
        columns = f"measure, {table.stored_columns}"
        rows = f"SELECT {columns} FROM {table.name} WHERE day BETWEEN %s AND %s"
        found = _read(f"SELECT md5(string_agg(r::text, '' ORDER BY r::text)) FROM ({rows}) r", first, last)
        digest.update(str(found).encode())
    return digest.hexdigest()


def _empty_facts(first: date, last: date) -> None:
    with connection.cursor() as cursor:
        for table in TABLES.values():
            cursor.execute(f"DELETE FROM {table.name} WHERE day BETWEEN %s AND %s", [first, last])
    assert FactsState.objects.exists()


def _time(work: Callable[[], T]) -> tuple[T, float]:
    began = time.monotonic()
    result = work()
    return result, time.monotonic() - began


def _count(table: str) -> int:
    return int(_read(f"SELECT count(*) FROM {table}"))


def _read(statement: str, *parameters: Any) -> Any:
    """Return one value. It may take longer than the platform allows a statement."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = 0")
        cursor.execute(statement, parameters)
        return cursor.fetchone()[0]
