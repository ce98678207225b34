"""The clock of the demo's money: services that move money take the present moment for granted, and the demo's year lies
behind.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from unittest.mock import patch

from django.utils import timezone


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Inside, the time is `moment` and goes on from there, for everything in this process that asks Django or
    `time.time_ns`. Only for a command that has its process to itself.
    """
    began = time.monotonic()

    def now() -> datetime:
        return moment + timedelta(seconds=time.monotonic() - began)

    def time_ns() -> int:
        return int(now().timestamp() * 1_000_000) * 1000

    with patch.object(timezone, "now", now), patch.object(time, "time_ns", time_ns):
        yield
