"""Tells whether connections wait for locks."""

from django.db import connection


def is_blocking_another_connection():
    return count_blocked_connections() > 0


def count_blocked_connections():
    """Return how many other connections wait for a lock that this one holds.

    It reads `pg_locks`, because within a transaction `pg_stat_activity` keeps its first snapshot
    (`stats_fetch_consistency`) and does not show connections opened later.
    """
    with connection.cursor() as cursor:
        blocked = "NOT granted AND pg_backend_pid() = ANY(pg_blocking_pids(pid))"
        cursor.execute(f"SELECT count(*) FROM pg_locks WHERE {blocked}")
        return cursor.fetchone()[0]
