"""Benchmark of a thousand sockets on one stream: latency, memory for each socket, and no lost events under faults."""

import os
import tempfile
import time
from pathlib import Path

from bench.report import BenchOptions, BenchReport, Figure

TITLE = "Sockets"
SOCKETS = 1000
STORM_SOCKETS = 200
CUTS, REDIS_RESTARTS, KILLS = 200, 20, 20
EVENTS, A_SECOND = 120, 4.0
MOST_MS, MOST_KIB = 250, 60
WARM = 20


def measure(options: BenchOptions) -> BenchReport:
    """Measure one web process with its own Redis and database; the clients run in another process.

    `--count` is the number of sockets; the faults are scaled with it.
    """
    from bench.database import use_empty_platform
    from tests.services import start_private_valkey

    sockets = options.count or SOCKETS
    share = sockets / SOCKETS
    with tempfile.TemporaryDirectory(prefix="talim-bench-") as files, start_private_valkey(durable=False) as redis:
        os.environ["REDIS_URL"] = redis.url
        with use_empty_platform(files):
            from bench.sockets.setup import WebProcess
            from tests.processes import ProcessStarter

            processes = ProcessStarter(Path(files))
            try:
                web = WebProcess(processes, env={"LOG_FORMAT": "console"})
                figures = _measure_idle(web, sockets, is_full_run=not options.count)
                figures += _measure_storm(web, redis, sockets, share, is_full_run=not options.count)
            finally:
                processes.kill_all(show=False)
    note = (
        f"{sockets:,} sockets of pupils of one group; an event's time is from just before its commit until the "
        f"client has read it. The storm: {min(STORM_SOCKETS, sockets)} sockets, the last events while Redis is away."
    )
    return BenchReport("sockets", TITLE, figures, note)


def _measure_idle(web: object, sockets: int, *, is_full_run: bool) -> list[Figure]:
    """Measure latency and memory of sockets that only listen."""
    from bench.sockets.setup import ClientProcess, WebProcess, create_audience, get_last_number, publish_beats

    assert isinstance(web, WebProcess)
    stream, tickets = create_audience(sockets, tickets=2 * sockets + WARM)
    with ClientProcess(url=web.url, stream=stream, tickets=tickets) as crowd:
        crowd.send_command("grow", count=min(WARM, sockets))
        publish_beats(stream, 20)
        before, began = web.get_memory_bytes(), time.monotonic()
        crowd.send_command("grow", count=sockets)
        opening = time.monotonic() - began
        bytes_each = (web.get_memory_bytes() - before) / max(1, sockets - WARM) / 1024
        crowd.send_command("all_at", seq=get_last_number(stream), seconds=30)
        crowd.send_command("report", seq=0)
        for _ in range(EVENTS):
            publish_beats(stream)
            time.sleep(1 / A_SECOND)
        crowd.send_command("all_at", seq=get_last_number(stream), seconds=30)
        report = crowd.send_command("report", seq=get_last_number(stream))
    worst = report["p99"]
    return [
        Figure("an event at a socket, P50", report["p50"], "ms", spread=f"n {report['samples']:,}"),
        Figure("… P95", report["p95"], "ms"),
        Figure("… P99", worst, "ms", f"≤ {MOST_MS}" if is_full_run else "", worst <= MOST_MS if is_full_run else None,
               f"worst {report['worst']:.0f}"),
        Figure("events not received meanwhile", report["lost"], "", "0", report["lost"] == 0),
        Figure("memory of an idle socket", bytes_each, "KiB", f"≤ {MOST_KIB}" if is_full_run else "",
               bytes_each <= MOST_KIB if is_full_run else None),
        Figure("sockets opened a second, tickets and snapshots included", (sockets - WARM) / opening, ""),
    ]  # fmt: skip


def _measure_storm(web: object, redis: object, sockets: int, share: float, *, is_full_run: bool) -> list[Figure]:
    """Measure what is lost under faults."""
    from bench.sockets.faults import run_storm
    from bench.sockets.setup import ClientProcess, WebProcess, create_audience

    assert isinstance(web, WebProcess)
    listening = min(STORM_SOCKETS, sockets)
    cuts, restarts, kills = (max(2, round(share * count)) for count in (CUTS, REDIS_RESTARTS, KILLS))
    stream, tickets = create_audience(listening, tickets=3 * listening * (kills + 2) + 2 * cuts)
    with ClientProcess(url=web.url, stream=stream, tickets=tickets) as crowd:
        crowd.send_command("grow", count=listening)
        began = time.monotonic()
        result = run_storm(
            crowd=crowd, web=web, redis=redis, stream=stream, cuts=cuts, redis_restarts=restarts, kills=kills
        )
        seconds = time.monotonic() - began
    blows = f"{cuts} cuts, {restarts} restarts of Redis, {kills} × kill -9"
    return [
        Figure("storm: events published", result["seq"], "", spread=f"{blows}, {seconds:.0f} s"),
        Figure("storm: connections that came back", result["cut"], ""),
        Figure("storm: events lost or out of order", result["lost"], "", "0", result["lost"] == 0),
        Figure("storm: events doubled", result["doubled"], "", "0", result["doubled"] == 0),
        Figure("storm: sockets that had to start anew", result["resynced"], "", "0", result["resynced"] == 0),
    ]
