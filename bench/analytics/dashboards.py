"""Reads every dashboard and every series as those who see them; explains each query once."""

import json
import re
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.db import connection
from django.utils import timezone

from apps.accounts.models import User
from apps.analytics.scopes import list_visible_measures
from bench.analytics.history import EVENTS, History
from bench.http.machine_noise import get_percentile
from bench.report import Figure
from bench.school.api_client import WARM_UP, ApiClient
from project.asgi_handler import leave_loaded_objects_out_of_collections

MAX_MS = 300
TIMES, SERIES_TIMES = 20, 6
"""How many answers of a dashboard and of a series are asked for; more would pass the limit of requests of a person."""
STEPS = {"day": 60, "week": 52, "month": 34}
"""How many steps each answer has."""
LONGEST = 3
"""So many of the slowest series are named."""


@dataclass
class Queries:
    """What the answers asked of the database: the slowest query, and one example of each statement."""

    slowest: tuple[float, str] = (0.0, "")
    examples: dict[str, tuple[str, Any]] = field(default_factory=dict)

    def note(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        """Run a query, as `connection.execute_wrapper` calls it."""
        began = time.perf_counter()
        try:
            return execute(sql, params, many, context)
        finally:
            took = 1000 * (time.perf_counter() - began)
            self.slowest = max(self.slowest, (took, sql))
            self.examples.setdefault(sql, (sql, params))


def measure_dashboards(history: History, *, is_full: bool) -> list[Figure]:
    """Return the P95 of each dashboard, the slowest series, and how many events a query reads from end to end."""
    people = {
        "director": history.director,
        "manager": history.manager,
        "teacher": history.teacher,
        "pupil": history.pupil,
    }
    branch = str(history.manager.branches.order_by("pk")[0].pk)
    dashboards = [
        *((who, "/dashboard/", {}) for who in people),
        ("director", "/analytics/platform/", {}),
        ("director", "/analytics/platform/", {"branch": branch}),
        ("manager", "/analytics/platform/", {}),
        ("teacher", "/analytics/teacher/", {}),
        ("pupil", "/analytics/student/", {}),
    ]
    queries = Queries()
    figures = list[Figure]()
    for who, path, query in dashboards:
        p95, middle = _time_answers(people[who], path, query, queries)
        name = f"{path}{' of one branch' if query else ''} of the {who}"
        figures.append(_build_figure(name, p95, f"P50 {middle:.0f}", is_full))
    series = sorted((
        (_time_answers(people[who], "/analytics/series/", query, queries, SERIES_TIMES)[0], who, query)
        for who in ("director", "manager", "teacher")
        for query in _list_series(people[who])
    ), key=lambda found: -found[0])  # fmt: skip
    named = "; ".join(
        f"{query['measure']} by {query.get('by', 'all')}, {who} {p95:.0f}" for p95, who, query in series[:LONGEST]
    )
    figures.append(_build_figure(f"slowest of {len(series)} series", series[0][0], named, is_full))
    took, statement = queries.slowest
    print(f"   slowest query, {took:.0f} ms: {' '.join(statement.split())[:2000]}")
    read, plans = _explain(queries)
    figures += [
        Figure("slowest query", took, "ms"),
        Figure("queries that read all events of a table", len(read), "", "0" if is_full else "",
               not read if is_full else None, f"of {plans} different ones"),
    ]  # fmt: skip
    return figures


def _build_figure(name: str, p95: float, spread: str, is_full: bool) -> Figure:
    return Figure(
        f"{name}: P95", p95, "ms", f"≤ {MAX_MS}" if is_full else "", p95 <= MAX_MS if is_full else None, spread
    )


def _list_series(user: User) -> list[dict[str, str]]:
    """Return the queries of all measures that the person sees, together and by each subject they are counted by."""
    return [
        {"measure": measure.name} | ({"by": grain.value} if grain else {})
        for measure in list_visible_measures(user)
        for grain in (None, *(grain for grain in measure.grains if grain.value != "person"))
    ]


def _time_answers(
    user: User, path: str, query: dict[str, str], queries: Queries, times: int = TIMES
) -> tuple[float, float]:
    """Return the P95 and the median of answers of other periods, in milliseconds.

    The garbage of earlier answers is collected before: the test client leaves each request in a cycle of references.
    """
    leave_loaded_objects_out_of_collections()
    client, took = ApiClient(user), list[float]()
    today = timezone.now().date()
    with connection.execute_wrapper(queries.note):
        for number in range(-WARM_UP, times):
            step = list(STEPS)[number % len(STEPS)]
            last = today - timedelta(days=abs(number) * 17)
            days = STEPS[step] * {"day": 1, "week": 7, "month": 30}[step]
            period = {"step": step, "from": (last - timedelta(days=days)).isoformat(), "to": last.isoformat()}
            began = time.perf_counter()
            client.get(path, **period, **query)
            if number >= 0:
                took.append(1000 * (time.perf_counter() - began))
    return get_percentile(sorted(took), 0.95), statistics.median(took)


def _explain(queries: Queries) -> tuple[list[str], int]:
    """Return the statements whose plan reads a table of events from end to end, and how many plans were looked at."""
    events = {model._meta.db_table for model in EVENTS}
    found, plans = [], 0
    for sql, params in queries.examples.values():
        if not re.match(r"\s*(SELECT|WITH)", sql):
            continue
        with connection.cursor() as cursor:
            cursor.execute(f"EXPLAIN (FORMAT JSON) {sql}", params)
            plan = cursor.fetchone()[0]
        plans += 1
        scans = _list_scans((plan if isinstance(plan, list) else json.loads(plan))[0]["Plan"])
        if scans & events:
            found.append(sql)
            print(f"   reads all of {scans & events}: {' '.join(sql.split())[:600]}")
    return found, plans


def _list_scans(node: dict[str, Any]) -> set[str]:
    """Return the tables that a plan reads from end to end."""
    own = {node["Relation Name"]} if node["Node Type"] == "Seq Scan" else set()
    return own.union(*(_list_scans(child) for child in node.get("Plans", [])))
