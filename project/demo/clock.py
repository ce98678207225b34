"""Runs services in the past: they use the current time, but what the demo tells is days or months old."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from unittest.mock import patch

from django.utils import timezone


@contextmanager
def shift_clock_to(moment: datetime) -> Iterator[None]:
    """Within the block, the current time starts at `moment` and runs on, for `timezone.now` and `time.time_ns`.

    It patches the whole process, so use it only in a command.
    """
    began = time.monotonic()

    def now() -> datetime:
        return moment + timedelta(seconds=time.monotonic() - began)

    def time_ns() -> int:
        return int(now().timestamp() * 1_000_000) * 1000

    with patch.object(timezone, "now", now), patch.object(time, "time_ns", time_ns):
        yield
