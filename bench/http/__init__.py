"""Measures HTTP on one core: requests per second, the cost of each layer, and a storm of sign-ins."""

import os
import tempfile
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any

from bench.database import own_platform, settle
from bench.http.quiet import Round, chosen, share_of, undisturbed, watched
from bench.report import PERFORMANCE, Figure, Options, Report

TITLE = "Lists over HTTP, and a storm of log-ins"
LEAST, MOST_MS = 250, 50
PUPILS, GROUPS, WEEKS = 1000, 80, 52
LIST = "/api/v1/courses/groups/?page_size=20"
ROUNDS, ROUND_SECONDS, STEADY_ROUNDS, STEADY_SECONDS, STORM_SECONDS = 12, 1.5, 16, 3.0, 60.0
CONNECTIONS = 12


def measure(options: Options) -> Report:
    """Measure servers of each kind on one core, in turn, with clients on another core.

    `--count` is the number of pupils; then each part is short and has no targets.
    """
    whole = not options.count
    with tempfile.TemporaryDirectory(prefix="talim-bench-") as files, own_platform(files):
        from bench.http import layers, plans, storm
        from bench.http.stage import Clients, request
        from project.demo import school

        os.environ["BENCH_ANSWER"] = str(Path(files) / "answer.json")
        size = school.Size(options.count or PUPILS, GROUPS, WEEKS if whole else 4)
        demo_centre = school.build(size, say=lambda text: print(f"   {text}"))
        settle()
        layer_requests = layers.prepare(LIST)
        with ExitStack() as stack:
            servers = {name: stack.enter_context(server) for name, server in layers.servers().items()}
            clients = {
                name: stack.enter_context(Clients(server, [request(*layer_requests[name])]))
                for name, server in servers.items()
            }
            print("   each layer in turn …")
            rates, counted, fastest = _rates(clients, whole=whole)
            print("   at 70 % of what was reached …")
            steady, own = _steady(clients["ours"], rate=0.7 * rates["ours"][0], fastest=fastest, whole=whole)
        figures = layers.table(rates, least=LEAST if whole else 0) + steady
        figures += layers.queries(LIST)
        print("   every list's queries …")
        explained, slow = plans.measure(whole=whole)
        figures += explained
        print("   a storm of log-ins …")
        seconds = STORM_SECONDS if whole else 4
        figures += storm.measure(request(*layers.by_the_office(LIST)), seconds=seconds, whole=whole)
    note = (
        f"{demo_centre.counts['pupils']:,} pupils, {demo_centre.counts['groups']} groups. "
        "Each server alone on one core, clients on "
        f"the other with PostgreSQL and Redis: {CONNECTIONS} kept connections, {ROUNDS} rounds, the layers in turn "
        "within each, medians. Rounds in which the host took more than 1 % of a core's time from any layer, or in "
        "which the server's core added numbers at less than nine tenths of its best, are left out where three are left "
        f"(`bench.http.quiet`): {counted}, at 70 % {own}; the spread names the slowest and the fastest of all rounds. "
        "Latency at 70 % is of clients that come by chance, from the moment each was due. Django REST Framework "
        "answers the same rows and fields of the "
        "same query with ModelSerializers, PageNumberPagination and TokenAuthentication, without limits, log lines and "
        f"permissions by role, which ours has. {slow}"
    ).strip()
    return Report("http", TITLE, figures, note, page=PERFORMANCE)


def _rates(clients: dict[str, Any], *, whole: bool) -> tuple[dict[str, tuple[float, float, float]], str, float]:
    """Good answers a second of each layer: median of the rounds that count, lowest and highest of all; how many count,
    in words; the most that the server's core did (`bench.http.quiet`).
    """
    seconds, rounds = (ROUND_SECONDS, ROUNDS) if whole else (1.0, 2)
    measured: dict[str, list[Round]] = {name: [] for name in clients}
    for one in clients.values():
        one.closed(connections=CONNECTIONS, seconds=1)
    for _ in range(rounds):
        for name, one in clients.items():
            answer = watched(partial(one.closed, connections=CONNECTIONS, seconds=seconds))
            if answer.value["good"] != answer.value["asked"]:
                raise RuntimeError(f"{name}: {answer.value['statuses']}")
            measured[name].append(answer)
    fastest = max(one.speed for kept in measured.values() for one in kept)
    turns, counted = chosen(undisturbed(list(zip(*measured.values(), strict=True)), fastest=fastest), rounds)
    rates = {name: [one.value["rate"] for one in kept] for name, kept in measured.items()}
    table = {
        name: (median(layer_rates[turn] for turn in turns), min(layer_rates), max(layer_rates))
        for name, layer_rates in rates.items()
    }
    return table, counted, fastest


def _steady(clients: Any, *, rate: float, fastest: float, whole: bool) -> tuple[list[Figure], str]:
    """Measure latency at this rate and new database connections. Return figures, and the counted rounds in words."""
    from bench.http.sessions import opened

    clients.open(rate=rate, seconds=2)
    seconds, rounds = (STEADY_SECONDS, STEADY_ROUNDS) if whole else (1.0, 3)
    with opened() as connections:
        measured = [watched(partial(clients.open, rate=rate, seconds=seconds, seed=seed)) for seed in range(rounds)]
    turns, counted = chosen(undisturbed([[measured_round] for measured_round in measured], fastest=fastest), rounds)
    times, all_times = _times([measured[turn] for turn in turns]), _times(measured)
    requested, good = (sum(measured_round.value[name] for measured_round in measured) for name in ("asked", "good"))
    p99 = share_of(times, 0.99)
    figures = [
        Figure("at 70 % of that: lists offered a second",
               requested / sum(measured_round.value["seconds"] for measured_round in measured), ""),
        Figure("… P50", share_of(times, 0.5), "ms", spread=f"in all rounds {share_of(all_times, 0.5):.0f}"),
        Figure("… P95", share_of(times, 0.95), "ms", spread=f"in all rounds {share_of(all_times, 0.95):.0f}"),
        Figure("… P99", p99, "ms", f"≤ {MOST_MS}" if whole else "", p99 <= MOST_MS if whole else None,
               f"in all rounds {share_of(all_times, 0.99):.0f}, worst {all_times[-1]:.0f}"),
        Figure("… not answered with 200", requested - good, "", "0", requested == good),
        Figure("… new connections to the database", connections.count, "", "0", connections.count == 0,
               f"{connections.held} held"),
    ]  # fmt: skip
    return figures, counted


def _times(rounds: list[Round]) -> list[float]:
    return sorted(took for measured_round in rounds for took in measured_round.value["times"])
