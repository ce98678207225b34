"""Measures fifty reads per second of office, teachers and pupils beside 500 idle sockets."""

import tempfile
from pathlib import Path

from bench.database import use_empty_platform, vacuum_and_analyze, vacuum_regularly
from bench.http.machine_noise import get_percentile
from bench.reads.result import ReadResult
from bench.report import PERFORMANCE_PAGE, BenchOptions, BenchReport, Figure

TITLE = "Fifty reads a second beside 500 idle sockets"
MINUTES, SOCKETS = 5.0, 500
P95_MS, P99_MS = 50.0, 150.0
PUPILS, GROUPS, WEEKS = 1000, 80, 52


def measure(options: BenchOptions) -> BenchReport:
    """Run web, worker, scheduler and speech processes with a demo centre of a thousand pupils, and measure reads.

    `--minutes` shortens the run, `--count` is the number of sockets; a smaller run has no time targets.
    """
    minutes, sockets = options.minutes or MINUTES, options.count or SOCKETS
    with tempfile.TemporaryDirectory(prefix="talim-bench-") as folder, use_empty_platform(str(Path(folder, "media"))):
        from bench.reads import readers
        from project.demo import school
        from tests.processes import ProcessStarter

        school.build_demo_centre(
            school.CentreSize(PUPILS, GROUPS, WEEKS), report_progress=lambda text: print(f"   {text}")
        )
        vacuum_and_analyze()
        processes = ProcessStarter(Path(folder))
        try:
            with vacuum_regularly():
                result = readers.run_readers(processes, minutes=minutes, sockets=sockets)
        finally:
            processes.kill_all(show=False)
    return build_report(result, minutes=minutes, sockets=sockets)


def build_report(result: ReadResult, *, minutes: float, sockets: int) -> BenchReport:
    """Return the table. A shorter run, or one with fewer sockets, has no time targets."""
    is_full_run = minutes >= MINUTES and sockets >= SOCKETS
    p95, p99 = get_percentile(result.times, 0.95), get_percentile(result.times, 0.99)
    figures = [
        Figure("minutes of reading", minutes, "", f"≥ {MINUTES:g}" if is_full_run else "", is_full_run or None),
        Figure("reads answered", len(result.times), "", spread=f"{len(result.times) / result.seconds:.1f} a second"),
        Figure("… P50", get_percentile(result.times, 0.5), "ms"),
        Figure("… P95", p95, "ms", f"≤ {P95_MS:g}" if is_full_run else "", p95 <= P95_MS if is_full_run else None),
        Figure("… P99", p99, "ms", f"≤ {P99_MS:g}" if is_full_run else "", p99 <= P99_MS if is_full_run else None,
               f"worst {result.times[-1]:.0f}"),
        Figure("… not a success", result.errors, "", "0", not result.errors, result.statuses),
        Figure("… answered 429, with the shipped limits", result.too_many, "", "0", not result.too_many),
        Figure("… never answered", result.unanswered, "", "0", not result.unanswered),
        Figure("sockets open meanwhile", sockets, "", f"≥ {SOCKETS}" if is_full_run else "", is_full_run or None),
        Figure("… cut", result.cut, "", "0", not result.cut),
        Figure("processor time that the host gave to others, most", 100 * result.stolen, "% of a core"),
    ]  # fmt: skip
    note = (
        "Seven kinds of reads each for the office (four of ten reads), teachers and pupils (three of ten "
        "each), by twenty managers, forty teachers and a pupil of each: lists, members of a group, a register, the "
        "review queue, the user's own data. They arrive at random, and a time is measured from the moment the read "
        "was due. The web process logs every request. If the server's autovacuum is off, VACUUM runs once a "
        "minute."
    )
    return BenchReport("reads", TITLE, figures, note, page=PERFORMANCE_PAGE)
