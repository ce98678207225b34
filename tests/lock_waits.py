"""Tells whether connections wait for locks."""

from django.db import connection


def is_blocking_another_connection():
    """Return whether another connection waits for a lock that this one holds.

    It reads `pg_locks`, because within a transaction `pg_stat_activity` keeps its first snapshot
    (`stats_fetch_consistency`) and does not show connections opened later.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY(pg_blocking_pids(pid))")
        return cursor.fetchone() is not None
