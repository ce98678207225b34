"""How fast money moves: the month's billing of a whole centre, and providers' calls among 100,000 payments."""

import tempfile

from bench.database import use_empty_platform
from bench.report import BenchOptions, BenchReport

TITLE = "Money"
PAYMENTS_PER_ROUND = 50
"""In a quick look the tables hold so many payments for each round that is asked for."""


def measure(options: BenchOptions) -> BenchReport:
    """Everything in a database of its own beside the configured one. `--count`: so many pupils are billed and so many
    payments paid; then nothing is promised.
    """
    with tempfile.TemporaryDirectory(prefix="talim-bench-") as files, use_empty_platform(files):
        from bench.payments import monthly, webhooks

        count, promised = options.count, not options.count
        monthly.make_centre(pupils=count or monthly.PUPILS)
        billed, how = monthly.measure(promised=promised)
        rounds = count or webhooks.ROUNDS
        payments = min(webhooks.PAYMENTS, rounds * PAYMENTS_PER_ROUND) if count else webhooks.PAYMENTS
        called, among = webhooks.measure(rounds=rounds, payments=payments, promised=promised)
    return BenchReport("payments", TITLE, billed + called, f"{how} {among}")
