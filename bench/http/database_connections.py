"""Counts connections to the bench's database, from the server's statistics."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

FLUSH_SECONDS = 1.5
"""Seconds until a new session appears in the statistics."""


class ConnectionCount:
    """Connections opened within the block, and connections open at its end."""

    count = 0
    held = 0


@contextmanager
def count_opened_connections() -> Iterator[ConnectionCount]:
    """Count connections that are opened within the block; `count` and `held` are set at its end."""
    count = ConnectionCount()
    time.sleep(FLUSH_SECONDS)
    before, backends_before = _count_sessions(), _list_backends()
    yield count
    time.sleep(FLUSH_SECONDS)
    backends_after = _list_backends()
    count.count = max(_count_sessions() - before, len(backends_after - backends_before))
    count.held = len(backends_after)


def _count_sessions() -> int:
    return _fetch_number("SELECT sessions FROM pg_stat_database WHERE datname = current_database()")


def _list_backends() -> set[int]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pid FROM pg_stat_activity WHERE datname = current_database()")
        return {pid for (pid,) in cursor.fetchall()}


def _fetch_number(sql: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return int(cursor.fetchone()[0])
