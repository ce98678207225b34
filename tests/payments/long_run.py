"""The long forms of the tests of money, each in a database of its own beside the configured one:

    python -m tests.payments.long_run payme --count 10000
    python -m tests.payments.long_run stripe --count 10000
    python -m tests.payments.long_run races --count 50
    python -m tests.payments.long_run ledger --count 2000 --steps 50

Prints what was done; exit status 1 when something was credited or answered wrongly.
"""

import argparse
import random
import sys
import time

from tests.payments.long_runs import own_database

WHAT = {
    "payme": "deliveries of Payme",
    "stripe": "deliveries of Stripe",
    "races": "rounds of PerformTransaction racing CancelTransaction",
    "ledger": "examples of ledger steps",
}


def main() -> int:
    """Run one of them and print the result; return the exit status."""
    parser = argparse.ArgumentParser(prog="tests.payments.long_run", description=__doc__.split("\n")[0])
    parser.add_argument("run", choices=WHAT)
    parser.add_argument("--count", type=int, required=True)
    parser.add_argument("--steps", type=int, default=50, help="steps of an example of the ledger")
    parser.add_argument("--seed", type=int, default=random.randrange(2**32), help="repeat a run; random unless told")
    options = parser.parse_args()
    print(f"   seed {options.seed}", flush=True)
    began = time.monotonic()
    with own_database(f"long_{options.run}"):
        from tests.payments import long_run_kinds

        outcome = getattr(long_run_kinds, f"run_{options.run}")(options)
    outcome.seconds = time.monotonic() - began
    return outcome.tell(WHAT[options.run])


if __name__ == "__main__":
    sys.exit(main())
