"""Measures analytics on five years of a centre with 100,000 pupils: facts, dashboards, corrections."""

import tempfile
from pathlib import Path

from bench.database import use_empty_platform
from bench.report import BenchOptions, BenchReport

PUPILS = 100_000


def measure(options: BenchOptions) -> BenchReport:
    """Fill the years, count their facts, and read the dashboards. `--count`: fewer pupils, who have no targets."""
    pupils = options.count or PUPILS
    with tempfile.TemporaryDirectory(prefix="talim-bench-") as folder, use_empty_platform(str(Path(folder, "media"))):
        from bench.analytics.centre import measure_centre

        figures = measure_centre(pupils, is_full=pupils >= PUPILS)
    note = (
        "Events are marks of lessons, homework and its attempts, attempts at quizzes, messages, replies and coins. "
        "Answers are those of the API without the network, each asked for another period; garbage of earlier answers "
        "is collected before each dashboard and series, and P95 of few answers is the slowest one. The slowest query "
        "is that of the database. Tables of events are never read from end to end: each query's plan is looked at."
    )
    return BenchReport("analytics", "Analytics", figures, note)
