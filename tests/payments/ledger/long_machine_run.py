"""The long form of the bookkeeping machine, in a database of its own beside the configured one:

python -m tests.payments.ledger.long_machine_run --examples 2000 --steps 50
"""

import argparse
import random
import sys
import time

from tests.payments.long_runs import LongRunResult, own_database, progress

BROKEN = "the books broke"


def main() -> int:
    """Run the machine and print how much it did; 1 when a step broke the books."""
    parser = argparse.ArgumentParser(description="Move money in any order and check the books after every step.")
    parser.add_argument("--examples", type=int, default=2000)
    parser.add_argument("--steps", type=int, default=50)
    parser.add_argument("--seed", type=int, default=None, help="repeat a run; random unless told")
    options = parser.parse_args()
    with own_database("machine"):
        outcome = run(
            options.examples, options.steps, random.randrange(2**32) if options.seed is None else options.seed
        )
    return outcome.tell(f"examples of up to {options.steps} steps")


def run(examples: int, steps: int, seed: int) -> LongRunResult:
    """Play the examples; the seed is printed first, so that a broken run can be repeated."""
    from tests.payments.ledger import machine_runner

    print(f"   seed {seed}", flush=True)
    began = time.monotonic()
    try:
        steps_done = machine_runner.run_machine(
            examples=examples, steps=steps, seed=seed, report_progress=progress(examples)
        )
    except AssertionError as error:
        print(f"broken: {error}", file=sys.stderr)
        return LongRunResult(0, wrong={BROKEN: 1}, seconds=time.monotonic() - began)
    return LongRunResult(examples, counts={"steps taken": steps_done}, seconds=time.monotonic() - began)


if __name__ == "__main__":
    sys.exit(main())
