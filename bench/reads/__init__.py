"""Measures fifty reads per second of office, teachers and pupils beside 500 idle sockets."""

import tempfile
from dataclasses import dataclass, field
from pathlib import Path

from bench.database import own_platform, settle, tidied
from bench.http.quiet import share_of
from bench.report import PERFORMANCE, Figure, Options, Report

TITLE = "Fifty reads a second beside 500 idle sockets"
RATE, MINUTES, SOCKETS = 50.0, 5.0, 500
P95_MS, P99_MS = 50.0, 150.0
PUPILS, GROUPS, WEEKS = 1000, 80, 52


@dataclass
class Found:
    """The result of all segments: sorted response times (ms), errors, unanswered requests, duration, the largest
    stolen share of a core, cut sockets, counts by status.
    """

    times: list[float] = field(default_factory=list)
    errors: int = 0
    unanswered: int = 0
    seconds: float = 0.0
    stolen: float = 0.0
    cut: int = 0
    said: str = ""


def measure(options: Options) -> Report:
    """Run web, worker, scheduler and speech processes with a demo centre of a thousand pupils, and measure reads.

    `--minutes` shortens the run, `--count` is the number of sockets; a smaller run has no time targets.
    """
    minutes, sockets = options.minutes or MINUTES, options.count or SOCKETS
    with tempfile.TemporaryDirectory(prefix="talim-bench-") as folder, own_platform(str(Path(folder, "media"))):
        from bench.reads import reading
        from project.demo import school
        from tests.processes import Processes

        school.build(school.Size(PUPILS, GROUPS, WEEKS), say=lambda text: print(f"   {text}"))
        settle()
        processes = Processes(Path(folder))
        try:
            with tidied():
                result = reading.read(processes, minutes=minutes, sockets=sockets)
        finally:
            processes.clear_away(show=False)
    return report(result, minutes=minutes, sockets=sockets)


def report(result: Found, *, minutes: float, sockets: int) -> Report:
    """Return the table. A shorter run, or one with fewer sockets, has no time targets."""
    whole = minutes >= MINUTES and sockets >= SOCKETS
    p95, p99 = share_of(result.times, 0.95), share_of(result.times, 0.99)
    figures = [
        Figure("minutes of reading", minutes, "", f"≥ {MINUTES:g}" if whole else "", True if whole else None),
        Figure("reads answered", len(result.times), "", spread=f"{len(result.times) / result.seconds:.1f} a second"),
        Figure("… P50", share_of(result.times, 0.5), "ms"),
        Figure("… P95", p95, "ms", f"≤ {P95_MS:g}" if whole else "", p95 <= P95_MS if whole else None),
        Figure("… P99", p99, "ms", f"≤ {P99_MS:g}" if whole else "", p99 <= P99_MS if whole else None,
               f"worst {result.times[-1]:.0f}"),
        Figure("… not a success", result.errors, "", "0", not result.errors, result.said),
        Figure("… never answered", result.unanswered, "", "0", not result.unanswered),
        Figure("sockets open meanwhile", sockets, "", f"≥ {SOCKETS}" if whole else "", True if whole else None),
        Figure("… cut", result.cut, "", "0", not result.cut),
        Figure("processor time that the host gave to others, most", 100 * result.stolen, "% of a core"),
    ]  # fmt: skip
    note = (
        "Reads of seven kinds each for office (four of ten), teachers and pupils (three of ten each), by forty "
        "teachers and a pupil of each: lists, members of a group, a register, what waits for a mark, the person's own. "
        "They arrive by chance, and a time runs from the moment the read was due. The web process logs every request. "
        "Where the server's autovacuum is off, the database is tidied once a minute."
    )
    return Report("reads", TITLE, figures, note, page=PERFORMANCE)
