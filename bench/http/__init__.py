"""What one core serves over real HTTP, what each layer of it costs, and whether a storm of log-ins is borne."""

import os
import tempfile
from contextlib import ExitStack
from pathlib import Path
from statistics import median
from typing import Any

from bench.database import own_platform, settle
from bench.report import PERFORMANCE, Figure, Options, Report

TITLE = "Lists over HTTP, and a storm of log-ins"
LEAST, MOST_MS = 250, 50
PUPILS, GROUPS, WEEKS = 1000, 80, 52
LIST = "/api/v1/courses/groups/?page_size=20"
ROUNDS, ROUND_SECONDS, STEADY_SECONDS, STORM_SECONDS = 5, 4.0, 30.0, 60.0
CONNECTIONS = 12


def measure(options: Options) -> Report:
    """Servers of each kind as `./talim` starts its own, all on one core, asked in turn by clients on the other.

    `--count` is how many pupils; then each part is short and nothing is promised.
    """
    whole = not options.count
    with tempfile.TemporaryDirectory(prefix="talim-bench-") as files, own_platform(files):
        from bench.http import layers, plans, storm
        from bench.http.stage import Clients, request
        from project.demo import school

        os.environ["BENCH_ANSWER"] = str(Path(files) / "answer.json")
        size = school.Size(options.count or PUPILS, GROUPS, WEEKS if whole else 4)
        made = school.build(size, say=lambda text: print(f"   {text}"))
        settle()
        asked = layers.prepare(LIST)
        with ExitStack() as stack:
            servers = {name: stack.enter_context(server) for name, server in layers.servers().items()}
            clients = {
                name: stack.enter_context(Clients(server, [request(*asked[name])])) for name, server in servers.items()
            }
            print("   each layer in turn …")
            rates = _rates(clients, whole=whole)
            print("   at 70 % of what was reached …")
            steady = _steady(clients["ours"], rate=0.7 * rates["ours"][0], seconds=STEADY_SECONDS if whole else 3)
        figures = layers.table(rates, least=LEAST if whole else 0) + steady
        figures += layers.queries(LIST)
        print("   every list's queries …")
        explained, slow = plans.measure(whole=whole)
        figures += explained
        print("   a storm of log-ins …")
        seconds = STORM_SECONDS if whole else 4
        figures += storm.measure(request(*layers.by_the_office(LIST)), seconds=seconds, whole=whole)
    note = (
        f"{made.counts['pupils']:,} pupils, {made.counts['groups']} groups. Each server alone on one core, clients on "
        f"the other with PostgreSQL and Redis: {CONNECTIONS} kept connections, {ROUNDS} rounds, the layers in turn "
        "within each, medians; the spread names the slowest and the fastest round. Latency at 70 % is of clients that "
        "come by chance, from the moment each was due. Django REST Framework answers the same rows and fields of the "
        "same query with ModelSerializers, PageNumberPagination and TokenAuthentication, without limits, log lines and "
        f"permissions by role, which ours has. {slow}"
    ).strip()
    return Report("http", TITLE, figures, note, page=PERFORMANCE)


def _rates(clients: dict[str, Any], *, whole: bool) -> dict[str, tuple[float, float, float]]:
    """Good answers a second of each layer: median, lowest, highest."""
    seconds, rounds = (ROUND_SECONDS, ROUNDS) if whole else (1.0, 2)
    found: dict[str, list[float]] = {name: [] for name in clients}
    for one in clients.values():
        one.closed(connections=CONNECTIONS, seconds=1)
    for _ in range(rounds):
        for name, one in clients.items():
            answer = one.closed(connections=CONNECTIONS, seconds=seconds)
            if answer["good"] != answer["asked"]:
                raise RuntimeError(f"{name}: {answer['statuses']}")
            found[name].append(answer["rate"])
    return {name: (median(rates), min(rates), max(rates)) for name, rates in found.items()}


def _steady(clients: Any, *, rate: float, seconds: float) -> list[Figure]:
    """Latency at this rate, and whether a connection to the database was opened meanwhile."""
    from bench.http.sessions import opened

    clients.open(rate=rate, seconds=2)
    with opened() as connections:
        answer = clients.open(rate=rate, seconds=seconds)
    whole = seconds == STEADY_SECONDS
    return [
        Figure("at 70 % of that: lists offered a second", answer["asked"] / answer["seconds"], ""),
        Figure("… P50", answer["p50"], "ms"),
        Figure("… P95", answer["p95"], "ms"),
        Figure("… P99", answer["p99"], "ms", f"≤ {MOST_MS}" if whole else "",
               answer["p99"] <= MOST_MS if whole else None, f"worst {answer['p100']:.0f}"),
        Figure("… not answered with 200", answer["asked"] - answer["good"], "", "0",
               answer["asked"] == answer["good"]),
        Figure("… new connections to the database", connections.count, "", "0", connections.count == 0,
               f"{connections.held} held"),
    ]  # fmt: skip
