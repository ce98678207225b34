"""PerformTransaction racing CancelTransaction, in a database of its own beside the configured one:

python -m tests.payments.payme.long_race_run --rounds 50
"""

import argparse
import sys
import time

from tests.payments.long_runs import LongRunResult, own_database, progress

TORN = "ended in neither story"


def main() -> int:
    """Run the rounds and print how they ended; 1 when one of them was torn."""
    parser = argparse.ArgumentParser(description="Perform and cancel one payment at one moment, again and again.")
    parser.add_argument("--rounds", type=int, default=50)
    options = parser.parse_args()
    with own_database("payme_races"):
        outcome = run(options.rounds)
    return outcome.tell("rounds")


def run(rounds: int) -> LongRunResult:
    """One pupil, a payment for each round."""
    from django.conf import settings

    from tests.payments.payme.bad_day_setup import create_bad_day
    from tests.payments.payme.concurrency import race_perform_and_cancel
    from tests.payments.payme.payme_client import SETTINGS, Payme

    settings.ENV = settings.ENV.model_copy(update=SETTINGS)
    stage = create_bad_day(seed=1)
    began = time.monotonic()
    torn, ends = race_perform_and_cancel(
        Payme(), stage.students[0], stage.group, rounds=rounds, report_progress=progress(rounds)
    )
    wrong = {TORN: torn} if torn else {}
    return LongRunResult(rounds, counts=dict(ends), wrong=wrong, seconds=time.monotonic() - began)


if __name__ == "__main__":
    sys.exit(main())
