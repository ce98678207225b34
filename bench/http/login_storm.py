"""Measures a hundred sign-ins per second, each of another account and address, while other users read lists."""

import json
from typing import Any

from apps.accounts.models import User
from apps.accounts.passwords import hash_secret
from apps.core.permissions import Role
from bench.http.processes import BenchServer, LoadGeneratorProcess, build_request
from bench.report import Figure

LOGINS_PER_SECOND = 100
READS_PER_SECOND = 20
MIN_LOGINS_PER_SECOND, MAX_MS = 8, 300
PASSWORD = "storm-of-log-ins"
LOGIN = "/api/v1/auth/login/"


def build_login_requests(count: int) -> list[bytes]:
    """Create users and return their sign-in requests, each from another forwarded address."""
    encoded = hash_secret(PASSWORD)
    users = User.objects.bulk_create(
        User(role=Role.STUDENT, first_name=f"Storm {number}", email=f"storm-{number}@example.uz", password=encoded)
        for number in range(count)
    )
    return [
        build_request(
            LOGIN,
            {"X-Forwarded-For": f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"},
            method="POST",
            body=json.dumps({"login": user.email, "password": PASSWORD}).encode(),
        )
        for number, user in enumerate(users)
    ]


def measure(reads: list[bytes], *, seconds: float, is_full_run: bool) -> list[Figure]:
    """Run the storm against one web process on all cores, with one trusted proxy and the default rate limits."""
    logins = build_login_requests(round(LOGINS_PER_SECOND * seconds * 1.3))
    with (
        BenchServer(env={"TRUSTED_PROXIES": "1"}, pinned=False) as server,
        LoadGeneratorProcess(server, logins) as storm,
        LoadGeneratorProcess(server, reads) as readers,
    ):
        readers.closed(connections=4, seconds=1)
        calm = readers.open(rate=READS_PER_SECOND, seconds=min(10, seconds))
        readers.send_command(do="open", rate=READS_PER_SECOND, seconds=seconds)
        login_result = storm.open(rate=LOGINS_PER_SECOND, seconds=seconds)
        meanwhile = readers.read_reply()
    return build_figures(login_result, meanwhile, calm, is_full_run=is_full_run)


def build_figures(logins: Any, meanwhile: Any, calm: Any, *, is_full_run: bool) -> list[Figure]:
    """Return the figures of the storm."""
    statuses = {int(status): count for status, count in logins["statuses"].items()}
    refused = statuses.get(429, 0) + statuses.get(503, 0)
    others = logins["asked"] - logins["good"] - refused
    return [
        Figure("log-ins offered a second", logins["asked"] / logins["seconds"], ""),
        Figure(
            "… that succeeded a second",
            logins["rate"],
            "",
            f"≥ {MIN_LOGINS_PER_SECOND}" if is_full_run else "",
            logins["rate"] >= MIN_LOGINS_PER_SECOND if is_full_run else None,
            f"P95 {logins['p95'] or 0:.0f} ms",
        ),
        Figure(
            "… refused with 429 or 503, a second",
            refused / logins["seconds"],
            "",
            spread=f"429: {statuses.get(429, 0)}, 503: {statuses.get(503, 0)}, P95 {logins['refused_p95'] or 0:.0f} ms",
        ),
        Figure(
            "… refused without Retry-After", refused - logins["named_wait"], "", "0", refused == logins["named_wait"]
        ),
        Figure("… that ended in any other way", others, "", "0", others == 0),
        Figure(
            f"{READS_PER_SECOND} lists a second meanwhile, P95",
            meanwhile["p95"] or 0,
            "ms",
            f"< {MAX_MS}" if is_full_run else "",
            (meanwhile["p95"] or MAX_MS) < MAX_MS if is_full_run else None,
            f"calm {calm['p95'] or 0:.0f}",
        ),
        Figure(
            "… not answered with 200",
            meanwhile["asked"] - meanwhile["good"],
            "",
            "0",
            meanwhile["asked"] == meanwhile["good"],
        ),
    ]
