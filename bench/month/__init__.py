"""A month of the demo centre's messages, its time passed in: who was told what, when, at what cost, and why not."""

import os
import tempfile

from bench.database import own_platform
from bench.report import Options, Report

TITLE = "A month of messages"
DAYS = 30


def measure(options: Options) -> Report:
    """The days of a month to come, a quarter of an hour after the other, in a database of its own: lessons and
    registers, homework, bills, announcements; Telegram, Eskiz and the mail server stand on loopback and fail now and
    then.

    `--count`: so many days; then nothing is promised of what needs a month.
    """
    with tempfile.TemporaryDirectory(prefix="talim-bench-") as files:
        from bench.month.providers import start_providers

        with start_providers() as edges:
            os.environ |= edges.env
            with own_platform(files):
                from bench.month import message_checks, simulation

                days = options.count or DAYS
                simulation.simulate_month(edges, days=days)
                figures, note = message_checks.check_messages(edges, days=days, whole=not options.count)
    return Report("month", TITLE, figures, note)
