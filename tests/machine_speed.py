"""How much slower this machine is at this moment than a quiet one: for tests of promises in seconds.

A test suite shares its machine with other programs. Such a test multiplies its limit by the slowdown that it measures
right before and after: on a quiet machine the promise is held as it is written.
"""

import statistics
import time
from collections.abc import Callable

QUIET_SECONDS = 0.010
"""What the work takes on the machine for which docs/performance.md states its figures, with nothing beside it."""
SAMPLES = 15


def measure_slowdown(clock: Callable[[], float] = time.perf_counter) -> float:
    """Return the median time of a fixed piece of work as a multiple of QUIET_SECONDS, at least 1.

    With `time.process_time` as the clock, waiting for a core does not count: for limits on CPU seconds.
    """
    took = []
    for _sample in range(SAMPLES):
        began = clock()
        _work()
        took.append(clock() - began)
    return max(1.0, statistics.median(took) / QUIET_SECONDS)


def _work() -> int:
    return sum(number * number % 7 for number in range(200_000))
