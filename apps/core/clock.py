"""Moments as milliseconds since the Unix epoch, UTC: as payment providers count them."""

import time
from datetime import UTC, datetime, timedelta

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def now_ms() -> int:
    """Return the current time in milliseconds since the Unix epoch."""
    return time.time_ns() // 1_000_000


def datetime_from_ms(milliseconds: int) -> datetime:
    """Return the exact moment this many milliseconds after the Unix epoch."""
    return EPOCH + timedelta(milliseconds=milliseconds)
