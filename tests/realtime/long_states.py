"""The long form of `tests.realtime.states`, in a database of its own beside the configured one:

python -m tests.realtime.long_states --examples 300 --acts 60
"""

import argparse
import json
import sys

from tests.payments.long_runs import own_database, progress


def main():
    """Play the sequences; the last line is what was counted, as JSON."""
    parser = argparse.ArgumentParser(description="Act at random and compare what clients hold with the truth.")
    parser.add_argument("--examples", type=int, default=300)
    parser.add_argument("--acts", type=int, default=60)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    with own_database("states"):
        from tests.realtime import states

        print(f"   seed {asked.seed}", flush=True)
        found_progress = progress(asked.examples)
        counts, types = states.run(
            examples=asked.examples, acts=asked.acts, number=asked.seed, report_progress=found_progress
        )
    print(json.dumps({**counts, "kinds of events": len(types)}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
