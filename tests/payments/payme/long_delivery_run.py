"""The long form of Payme's bad day, in a database of its own beside the configured one:

python -m tests.payments.payme.long_delivery_run --count 10000
"""

import argparse
import sys
import time

from tests.payments.long_runs import LongRunResult, own_database, progress


def main() -> int:
    """Send so many deliveries and print what was sent; 1 when something was credited or answered wrongly."""
    parser = argparse.ArgumentParser(description="Deliveries doubled, at once, out of order, stale, forged, altered.")
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    with own_database("payme_deliveries"):
        outcome = run(options.count, options.seed)
    return outcome.tell("deliveries of Payme")


def run(count: int, seed: int) -> LongRunResult:
    """Both of Payme's desks set up, a bad day."""
    from django.conf import settings

    from tests.payments.payme.bad_day_setup import create_bad_day
    from tests.payments.payme.payme_client import SETTINGS

    settings.ENV = settings.ENV.model_copy(update=SETTINGS)
    began = time.monotonic()
    day = create_bad_day(seed)
    day.run(count, progress(count))
    return LongRunResult(day.count, day.credited, dict(day.sent), dict(day.wrong), time.monotonic() - began)


if __name__ == "__main__":
    sys.exit(main())
