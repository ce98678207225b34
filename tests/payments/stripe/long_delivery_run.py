"""The long form of Stripe's bad day, in a database of its own beside the configured one:

python -m tests.payments.stripe.long_delivery_run --count 10000
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
    with own_database("stripe_deliveries"):
        outcome = run(options.count, options.seed)
    return outcome.tell("deliveries of Stripe")


def run(count: int, seed: int) -> LongRunResult:
    """A bad day with a Stripe of our own."""
    from django.conf import settings

    from tests.payments.stripe.bad_day import Day
    from tests.servers.stripe import KEY, SECRET, stripe_server

    began = time.monotonic()
    with stripe_server() as server:
        values = {"stripe_url": server.url, "stripe_secret_key": KEY, "stripe_webhook_secrets": [SECRET]}
        settings.ENV = settings.ENV.model_copy(update=values)
        day = Day(server, seed)
        day.run(count, progress(count))
    return LongRunResult(day.count, day.credited, dict(day.sent), dict(day.wrong), time.monotonic() - began)


if __name__ == "__main__":
    sys.exit(main())
