"""Who waits for whom in the database."""

from django.db import connection


def somebody_waits_for_us() -> bool:
    """Whether another connection waits for a lock that this one holds. Asked within a transaction as well, so of
    `pg_locks`: `pg_stat_activity` shows a transaction the connections that there were when it first asked
    (`stats_fetch_consistency`), and one that was opened later never appears.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY(pg_blocking_pids(pid))")
        return cursor.fetchone() is not None
