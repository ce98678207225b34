"""Counts connections to the bench's database, from the server's statistics."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

FLUSH_SECONDS = 1.5
"""Seconds until a new session appears in the statistics."""


class Opened:
    """Connections opened within the block, and connections open at its end."""

    count = 0
    held = 0


@contextmanager
def opened() -> Iterator[Opened]:
    """Count connections that are opened within the block; `count` and `held` are set at its end."""
    count = Opened()
    time.sleep(FLUSH_SECONDS)
    before, backends_before = _sessions(), _backends()
    yield count
    time.sleep(FLUSH_SECONDS)
    backends_after = _backends()
    count.count = max(_sessions() - before, len(backends_after - backends_before))
    count.held = len(backends_after)


def _sessions() -> int:
    return _one("SELECT sessions FROM pg_stat_database WHERE datname = current_database()")


def _backends() -> set[int]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pid FROM pg_stat_activity WHERE datname = current_database()")
        return {pid for (pid,) in cursor.fetchall()}


def _one(sql: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return int(cursor.fetchone()[0])
