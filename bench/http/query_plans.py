"""Measures every query of every list with EXPLAIN ANALYZE, in a demo centre with a year of history."""

import json
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from api.app import api
from api.openapi_components import expand_components
from apps.accounts.models import User
from apps.core.permissions import Role
from apps.courses.models import Group
from apps.payments.models import Payment
from bench.payments.filling import PUPILS, payment_row
from bench.report import Figure
from bench.school.api_client import ApiClient, sign_in_as
from bench.school.sample_rows import create_sample_rows
from project.demo.school.bulk_insert import analyze_tables

MAX_MS = 20
KINDS = ("Page", "Feed")
TIMES = 3
PAYMENTS = 10_000


def measure(*, is_full_run: bool) -> tuple[list[Figure], str]:
    """Measure all lists as an administrator and as a teacher. Return the slowest query and a note on slow lists."""
    things = create_sample_rows(sign_in_as("admin").user)
    pupils = list(User.objects.filter(role=Role.STUDENT).order_by("number")[:PUPILS])
    if len(pupils) == PUPILS:
        group = Group.objects.order_by("id")[0]
        Payment.objects.bulk_create(payment_row(number, pupils, group, is_open=True) for number in range(PAYMENTS))
    analyze_tables(Payment)
    worst: dict[str, float] = {}
    explained = queries = 0
    for login in ("admin", "teacher01"):
        asker = sign_in_as(login)
        for path in find_list_paths(things):
            sqls = _capture_queries(asker, path)
            explained += bool(sqls)
            queries += len(sqls)
            for sql in sqls:
                worst[path] = max(worst.get(path, 0.0), _explain_milliseconds(sql))
    slowest = sorted(worst.items(), key=lambda item: -item[1])
    slow = [f"{path} ({took:.0f} ms)" for path, took in slowest if took > MAX_MS]
    path, took = slowest[0]
    figures = [
        Figure("lists whose queries were explained", explained, "", spread=f"{queries} queries of two people"),
        Figure("… the slowest query in the database", took, "ms", f"≤ {MAX_MS}" if is_full_run else "",
               took <= MAX_MS if is_full_run else None, path),
    ]  # fmt: skip
    return figures, "Slow: " + ", ".join(slow) + "." if slow else ""


def find_list_paths(things: Mapping[str, UUID]) -> list[str]:
    """Return the paths of all lists in the schema, with known ids; paths that need other ids are left out."""
    paths = []
    for path, operations in expand_components(api.get_openapi_schema(path_prefix=""))["paths"].items():
        content = operations.get("get", {}).get("responses", {}).get("200", {}).get("content", {})
        schema = content.get("application/json", {}).get("schema", {}).get("$ref", "").rpartition("/")[2]
        if not schema.endswith(KINDS) and not schema.startswith(("PageOf", "FeedOf")):
            continue
        for beginning, thing in things.items():
            if path.startswith(beginning):
                path = path.replace("{id}", str(thing)).replace("{lesson_id}", str(thing))
        path = path.replace("{membership_id}", str(things["{membership_id}"]))
        if "{" not in path:
            paths.append(path)
    return paths


def _capture_queries(asker: ApiClient, path: str) -> list[str]:
    """Return the SELECT statements of one request; none when it does not answer 200."""
    with CaptureQueriesContext(connection) as captured:
        answer = asker.client.get(f"/api/v1{path}")
    if answer.status_code != 200:
        return []
    return [query["sql"] for query in captured.captured_queries if query["sql"].startswith("SELECT")]


def _explain_milliseconds(sql: str) -> float:
    """Return planning plus execution time in ms, the best of `TIMES` runs."""
    took: list[float] = []
    for _ in range(TIMES):
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("EXPLAIN (ANALYZE, FORMAT JSON) " + sql.replace("%", "%%"), ())
            plan: Any = cursor.fetchone()[0]
        first_plan = (json.loads(plan) if isinstance(plan, str) else plan)[0]
        took.append(first_plan["Planning Time"] + first_plan["Execution Time"])
    return min(took)
