"""A month of messages of the demo centre in simulated time: to whom, when, at what cost, and why not."""

import os
import tempfile

from bench.database import use_empty_platform
from bench.report import BenchOptions, BenchReport

TITLE = "A month of messages"
DAYS = 30


def measure(options: BenchOptions) -> BenchReport:
    """Simulate the days of a future month in steps of 15 minutes, in a separate database: lessons and registers,
    homework, payments, announcements. Telegram, Eskiz and the mail server run on loopback and sometimes fail.

    `--count`: so many days; then targets that need a month do not apply.
    """
    with tempfile.TemporaryDirectory(prefix="talim-bench-") as files:
        from bench.month.providers import start_providers

        with start_providers() as edges:
            os.environ |= edges.env
            with use_empty_platform(files):
                from bench.month import message_checks, simulation

                days = options.count or DAYS
                simulation.simulate_month(edges, days=days)
                figures, note = message_checks.check_messages(edges, days=days, is_full_run=not options.count)
    return BenchReport("month", TITLE, figures, note)
