"""What a running engine says of itself: load, batch sizes, speed. Numbers only, nothing about a recording."""

import threading
import time
from collections import deque
from typing import Any

SPAN_SECONDS = 60.0
_LAST_BATCHES = 8


class EngineMetrics:
    """Counts of the last minute. Safe to share between threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._since = time.monotonic()
        self._batches: deque[tuple[float, int]] = deque()
        self._last: deque[float] = deque(maxlen=_LAST_BATCHES)
        self._sound: deque[tuple[float, float]] = deque()
        self._clips = 0
        self._failures = 0

    def batch(self, kind: str, rows: int, seconds: float) -> None:
        """A batch went through the model; only fresh windows count as windows."""
        with self._lock:
            self._last.append(round(seconds, 3))
            if kind == "fresh":
                self._batches.append((time.monotonic(), rows))

    def clip(self, sound_seconds: float, *, failed: bool) -> None:
        """A recording of that many seconds is done."""
        with self._lock:
            self._clips += 1
            self._failures += failed
            self._sound.append((time.monotonic(), sound_seconds))

    def as_json(self) -> dict[str, Any]:
        """`windows_per_s`, `mean_batch`, `real_time_factor` (seconds of sound per second, both of the last minute),
        `last_batches` (seconds of model time), `clips` and `failures` since the start.
        """
        now = time.monotonic()
        with self._lock:
            for batcher in (self._batches, self._sound):
                while batcher and batcher[0][0] < now - SPAN_SECONDS:
                    batcher.popleft()
            span = max(1.0, min(SPAN_SECONDS, now - self._since))
            windows = sum(rows for _, rows in self._batches)
            return {
                "windows_per_s": round(windows / span, 2),
                "mean_batch": round(windows / len(self._batches), 2) if self._batches else 0.0,
                "real_time_factor": round(sum(seconds for _, seconds in self._sound) / span, 2),
                "last_batches": list(self._last),
                "clips": self._clips,
                "failures": self._failures,
            }
