"""How much slower this machine is at this moment than a quiet one: for tests of promises in seconds.

A test suite shares its machine with other programs. Such a test multiplies its limit by the slowdown that it measures
right before, or before and after where nothing of its own still runs. On a quiet machine the promise is held as it is
written.
"""

import statistics
import time
from collections.abc import Callable

QUIET_SECONDS = 0.010
"""What the work takes on the machine for which docs/performance.md states its figures, with nothing beside it."""
SAMPLES = 15
MAX_SLOWDOWN = 3.0


def measure_slowdown(clock: Callable[[], float] = time.perf_counter) -> float:
    """Return the median time of a fixed piece of work as a multiple of QUIET_SECONDS, from 1 to MAX_SLOWDOWN.

    With `time.process_time` as the clock, waiting for a core does not count: for limits on CPU seconds.
    """
    took = []
    for _sample in range(SAMPLES):
        began = clock()
        _work()
        took.append(clock() - began)
    return min(max(1.0, statistics.median(took) / QUIET_SECONDS), MAX_SLOWDOWN)


def _work() -> int:
    return sum(number * number % 7 for number in range(200_000))
