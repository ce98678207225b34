"""What kept answers save: bytes and time of a 304 beside the 200 of the same address, in turn over one connection."""

import http.client
import time
from collections.abc import Mapping
from statistics import median

from django.conf import settings
from django.test import Client

from apps.accounts.models import User
from apps.core.permissions import Role
from bench.http.layers import build_office_requests
from bench.http.processes import BenchServer
from bench.report import Figure

GROUPS = "/api/v1/courses/groups/?page_size=20"
COURSES = "/api/v1/courses/courses/?page_size=20"
SETTINGS = "/api/v1/settings/public/"
SCHEMA = "/api/v1/openapi.json"


def measure(*, is_full_run: bool) -> list[Figure]:
    """Measure a list, the catalogue, the public settings and the schema."""
    office = build_office_requests(GROUPS)[0][1]
    kept = {
        "a list of 20 groups": (GROUPS, office),
        "the catalogue of courses": (COURSES, {}),
        "the public settings": (SETTINGS, {}),
        "the OpenAPI schema": (SCHEMA, _sign_in_to_admin()),
    }
    with BenchServer() as server:
        return [
            figure
            for name, (path, headers) in kept.items()
            for figure in _compare(server, name, path, headers, times=100 if is_full_run else 30)
        ]


def _compare(server: BenchServer, name: str, path: str, headers: Mapping[str, str], *, times: int) -> list[Figure]:
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=20)
    whole, etag, _ = _ask(connection, path, headers)
    taken: dict[int, list[float]] = {200: [], 304: []}
    sizes: dict[int, int] = {}
    for _round in range(times):
        for expected, condition in ((200, {}), (304, {"If-None-Match": etag})):
            size, _etag, seconds = _ask(connection, path, {**headers, **condition}, expected=expected)
            taken[expected].append(seconds * 1000)
            sizes[expected] = size
    connection.close()
    saved = 100 * (1 - sizes[304] / whole)
    return [
        Figure(f"{name}: bytes of a 304", sizes[304], "", "", None, f"200: {whole}, so {saved:.0f} % less"),
        Figure("… P50 of a 304", median(taken[304]), "ms", "", None, f"200: {median(taken[200]):.2f} ms"),
    ]


def _ask(
    connection: http.client.HTTPConnection, path: str, headers: Mapping[str, str], *, expected: int = 200
) -> tuple[int, str, float]:
    """Return the bytes of head and body, the ETag and the seconds of one answer."""
    began = time.perf_counter()
    connection.request("GET", path, headers=dict(headers))
    answer = connection.getresponse()
    body = answer.read()
    seconds = time.perf_counter() - began
    if answer.status != expected:
        raise RuntimeError(f"{path}: {answer.status} instead of {expected}")
    return len(str(answer.headers).encode()) + len(body), answer.headers["ETag"], seconds


def _sign_in_to_admin() -> dict[str, str]:
    """Return the cookie of an administrator, for whom the schema is open."""
    browser = Client()
    administrator = User.objects.filter(role=Role.ADMIN).earliest("created_at")
    browser.force_login(administrator, backend="apps.accounts.backends.LoginBackend")
    return {"Cookie": f"{settings.SESSION_COOKIE_NAME}={browser.cookies[settings.SESSION_COOKIE_NAME].value}"}
