"""Half an hour of a centre's evening: reads, registers, submissions that the engine scores, payments, 500 sockets; then
outages of the database and Redis.
"""

import os
import tempfile
from pathlib import Path

from bench.database import use_empty_platform, vacuum_and_analyze, vacuum_regularly
from bench.report import PERFORMANCE_PAGE, BenchOptions, BenchReport, Figure

TITLE = "Half an hour of everything at once, and parts that go away"
MINUTES, SOCKETS = 30.0, 500
SLOPE_MIB = 1.0
PUPILS, GROUPS, WEEKS = 1000, 80, 4


def measure(options: BenchOptions) -> BenchReport:
    """Run web, worker, scheduler and speech process as in production, with a Redis of their own.

    `--minutes` for a quick run and `--count` for fewer sockets; then the target for the growth of memory does not
    apply.
    """
    from tests.services import start_private_valkey

    minutes, sockets = options.minutes or MINUTES, options.count or SOCKETS
    is_full_run = minutes >= MINUTES and sockets >= SOCKETS
    with tempfile.TemporaryDirectory(prefix="talim-bench-") as files, start_private_valkey(durable=False) as redis:
        os.environ["REDIS_URL"] = redis.url
        with use_empty_platform(files):
            from bench.live import mixed_load, outages
            from project.demo import school
            from tests.processes import ProcessStarter

            size = school.CentreSize(PUPILS, GROUPS, WEEKS)
            school.build_demo_centre(size, report_progress=lambda text: print(f"   {text}"))
            vacuum_and_analyze()
            processes = ProcessStarter(Path(files))
            try:
                with vacuum_regularly():
                    result = mixed_load.run_mixed_load(processes, minutes=minutes, sockets=sockets)
                figures = _figures(result, minutes, sockets, is_full_run=is_full_run)
                print("   parts go away …")
                figures += outages.measure_outages(processes, redis)
            finally:
                processes.kill_all(show=False)
    note = (
        "Requests of each kind arrive at random, at a rate of their own. The slope of resident memory is from"
        " the lowest sample of the first third to the lowest of the last third, without the first fifth: a "
        "batch of speech takes and gives back up to half a gigabyte. What speech keeps depends on the largest"
        " batch, which runs before the load begins. Errors are answers that are neither a success nor a "
        "refusal named here. If the server's autovacuum is off, VACUUM runs once a minute."
    )
    return BenchReport("live", TITLE, figures, note, page=PERFORMANCE_PAGE)


def _figures(result: "evening.Evening", minutes: float, sockets: int, *, is_full_run: bool) -> list[Figure]:  # type: ignore[name-defined]  # noqa: F821
    figures = [
        Figure(
            "minutes of mixed load", minutes, "", f"≥ {MINUTES:g}" if is_full_run else "", True if is_full_run else None
        ),
        Figure("requests answered", result.answered, "", spread=f"{result.answered / minutes / 60:.1f} a second"),
    ]
    figures += [Figure(f"… {what}", count, "") for what, count in result.kinds.items()]
    figures += [
        Figure("… P50", result.p50, "ms"),
        Figure("… P95", result.p95, "ms"),
        Figure(
            "… refused (429, 503)",
            result.refused,
            "",
            "0" if is_full_run else "",
            not result.refused if is_full_run else None,
            f"429: {result.too_many}",
        ),
        Figure("… errors", result.errors, "", "0", result.errors == 0, result.error_statuses),
        Figure("submissions without a result afterwards", result.unscored, "", "0", result.unscored == 0),
        Figure("jobs given up", result.dead, "", "0", result.dead == 0),
        Figure("events published to the sockets", result.events, "", spread=f"{sockets} sockets"),
        Figure("… lost", result.lost, "", "0", result.lost == 0),
    ]
    for process, memory in result.memory.items():
        slope = memory.slope
        figures.append(
            Figure(f"memory of {process}, slope", slope, "MiB a minute", f"< {SLOPE_MIB:g}" if is_full_run else "",
                   slope < SLOPE_MIB if is_full_run else None, f"{memory.lowest:.0f}-{memory.highest:.0f} MiB")
        )  # fmt: skip
    for process, most in result.connections.items():
        cap = result.caps.get(process)
        target = f"≤ {cap}" if cap else ""
        figures.append(Figure(f"connections of {process}, most", most, "", target, most <= cap if cap else None))
    return figures
