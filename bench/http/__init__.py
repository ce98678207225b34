"""Measures HTTP on one core: requests per second, the cost of each layer, kept answers, a storm of sign-ins."""

import os
import tempfile
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any

from bench.database import use_empty_platform, vacuum_and_analyze
from bench.http.machine_noise import (
    MeasuredRound,
    choose_rounds,
    find_undisturbed_rounds,
    get_percentile,
    measure_round,
)
from bench.report import PERFORMANCE_PAGE, BenchOptions, BenchReport, Figure

TITLE = "Lists over HTTP, and a storm of log-ins"
MIN_ANSWERS_PER_SECOND, MAX_MS = 250, 50
PUPILS, GROUPS, WEEKS = 1000, 80, 52
LIST = "/api/v1/courses/groups/?page_size=20"
ROUNDS, ROUND_SECONDS, STEADY_ROUNDS, STEADY_SECONDS, STORM_SECONDS = 12, 1.5, 16, 3.0, 60.0
CONNECTIONS = 12


def measure(options: BenchOptions) -> BenchReport:
    """Measure servers of each kind on one core, in turn, with clients on another core.

    `--count` is the number of pupils; then each part is short and has no targets.
    """
    is_full_run = not options.count
    with tempfile.TemporaryDirectory(prefix="talim-bench-") as files, use_empty_platform(files):
        from bench.http import layers, login_storm, query_plans, revalidation
        from bench.http.processes import LoadGeneratorProcess, build_request
        from project.demo import school

        os.environ["BENCH_ANSWER"] = str(Path(files) / "answer.json")
        size = school.CentreSize(options.count or PUPILS, GROUPS, WEEKS if is_full_run else 4)
        demo_centre = school.build_demo_centre(size, report_progress=lambda text: print(f"   {text}"))
        vacuum_and_analyze()
        layer_requests = layers.prepare_layers(LIST)
        with ExitStack() as stack:
            servers = {name: stack.enter_context(server) for name, server in layers.build_servers().items()}
            clients = {
                name: stack.enter_context(
                    LoadGeneratorProcess(server, [build_request(*each) for each in layer_requests[name]])
                )
                for name, server in servers.items()
            }
            print("   each layer in turn …")
            rates, counted, fastest = _measure_rates(clients, is_full_run=is_full_run)
            print("   at 70 % of what was reached …")
            steady, own = _measure_steady_load(
                clients["ours"], rate=0.7 * rates["ours"][0], fastest=fastest, is_full_run=is_full_run
            )
        figures = layers.build_figures(rates, least=MIN_ANSWERS_PER_SECOND if is_full_run else 0) + steady
        figures += layers.compare_query_counts(LIST)
        print("   kept answers …")
        figures += revalidation.measure(is_full_run=is_full_run)
        print("   every list's queries …")
        explained, slow = query_plans.measure(is_full_run=is_full_run)
        figures += explained
        print("   a storm of log-ins …")
        seconds = STORM_SECONDS if is_full_run else 4
        readers = [build_request(*each) for each in layers.build_office_requests(LIST)]
        figures += login_storm.measure(readers, seconds=seconds, is_full_run=is_full_run)
    note = (
        f"{demo_centre.counts['pupils']:,} pupils, {demo_centre.counts['groups']} groups. "
        "Each server alone on one core, clients on "
        f"the other with PostgreSQL and Redis: {CONNECTIONS} kept connections, {ROUNDS} rounds, the layers in turn "
        "within each, medians. Rounds in which the host took more than 1 % of a core's time from any layer, or in "
        "which the server's core added numbers at less than nine tenths of its best, are left out where three are left "
        f"(`bench.http.machine_noise`): {counted}, at 70 % {own}; the spread names the slowest and the fastest "
        f"of all rounds. "
        "Latency at 70 % is of clients that come by chance, from the moment each was due. Django REST Framework "
        "answers the same rows and fields of the "
        "same query with ModelSerializers, PageNumberPagination and TokenAuthentication, without limits, log lines and "
        f"permissions by role, which ours has. {slow}"
    ).strip()
    return BenchReport("http", TITLE, figures, note, page=PERFORMANCE_PAGE)


def _measure_rates(
    clients: dict[str, Any], *, is_full_run: bool
) -> tuple[dict[str, tuple[float, float, float]], str, float]:
    """Good answers a second of each layer: median of the rounds that count, lowest and highest of all; how many count,
    in words; the most that the server's core did (`bench.http.machine_noise`).
    """
    seconds, rounds = (ROUND_SECONDS, ROUNDS) if is_full_run else (1.0, 2)
    measured: dict[str, list[MeasuredRound]] = {name: [] for name in clients}
    for client in clients.values():
        client.closed(connections=CONNECTIONS, seconds=1)
    for _ in range(rounds):
        for name, client in clients.items():
            answer = measure_round(partial(client.closed, connections=CONNECTIONS, seconds=seconds))
            if answer.value["good"] != answer.value["asked"]:
                raise RuntimeError(f"{name}: {answer.value['statuses']}")
            measured[name].append(answer)
    fastest = max(measured_round.speed for kept in measured.values() for measured_round in kept)
    turns, counted = choose_rounds(
        find_undisturbed_rounds(list(zip(*measured.values(), strict=True)), fastest=fastest), rounds
    )
    rates = {name: [measured_round.value["rate"] for measured_round in kept] for name, kept in measured.items()}
    table = {
        name: (median(layer_rates[turn] for turn in turns), min(layer_rates), max(layer_rates))
        for name, layer_rates in rates.items()
    }
    return table, counted, fastest


def _measure_steady_load(clients: Any, *, rate: float, fastest: float, is_full_run: bool) -> tuple[list[Figure], str]:
    """Measure latency at this rate and new database connections. Return figures, and the counted rounds in words."""
    from bench.http.database_connections import count_opened_connections

    clients.open(rate=rate, seconds=2)
    seconds, rounds = (STEADY_SECONDS, STEADY_ROUNDS) if is_full_run else (1.0, 3)
    with count_opened_connections() as connections:
        measured = [
            measure_round(partial(clients.open, rate=rate, seconds=seconds, seed=seed)) for seed in range(rounds)
        ]
    turns, counted = choose_rounds(
        find_undisturbed_rounds([[measured_round] for measured_round in measured], fastest=fastest), rounds
    )
    times, all_times = _collect_times([measured[turn] for turn in turns]), _collect_times(measured)
    requested, good = (sum(measured_round.value[name] for measured_round in measured) for name in ("asked", "good"))
    p99 = get_percentile(times, 0.99)
    figures = [
        Figure(
            "at 70 % of that: lists offered a second",
            requested / sum(measured_round.value["seconds"] for measured_round in measured),
            "",
        ),
        Figure("… P50", get_percentile(times, 0.5), "ms", spread=f"in all rounds {get_percentile(all_times, 0.5):.0f}"),
        Figure(
            "… P95", get_percentile(times, 0.95), "ms", spread=f"in all rounds {get_percentile(all_times, 0.95):.0f}"
        ),
        Figure(
            "… P99",
            p99,
            "ms",
            f"≤ {MAX_MS}" if is_full_run else "",
            p99 <= MAX_MS if is_full_run else None,
            f"in all rounds {get_percentile(all_times, 0.99):.0f}, worst {all_times[-1]:.0f}",
        ),
        Figure("… not answered with 200", requested - good, "", "0", requested == good),
        Figure(
            "… new connections to the database",
            connections.count,
            "",
            "0",
            connections.count == 0,
            f"{connections.held} held",
        ),
    ]
    return figures, counted


def _collect_times(rounds: list[MeasuredRound]) -> list[float]:
    return sorted(took for measured_round in rounds for took in measured_round.value["times"])
