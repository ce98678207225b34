"""Migrations beside a running centre: short waits for locks, tries again, and plain words about what is in the way."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any, TypeVar

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import DatabaseError, InterfaceError, OperationalError
from django.db.migrations.executor import MigrationExecutor

T = TypeVar("T")
LOCK_SECONDS, TRIES, PAUSE_SECONDS = 2.0, 8, 4.0
STATEMENT_TIMEOUT, IDLE_TIMEOUT, CLIENT_LOOK = "30min", "30min", "2s"
NO_LOCK, DEADLOCK = "55P03", "40P01"

LONG_OPEN = """
SELECT pid, coalesce(nullif(application_name, ''), 'no name'), state,
       extract(epoch FROM clock_timestamp() - xact_start)::int
FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid()
  AND clock_timestamp() - xact_start > make_interval(secs => %s)
ORDER BY xact_start LIMIT 3
"""

BUILT_BEFORE = """
SELECT relname, indisvalid FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid
WHERE relname = ANY(%s) AND pg_table_is_visible(indexrelid)
"""


class Busy(Exception):
    """The tables were in use for all of the tries; the text says by whom and what to do."""


@contextmanager
def short_waits(connection: Any, lock_seconds: float) -> Iterator[None]:
    """Statements of this connection wait so long for a lock and may themselves take long; as before afterwards.

    Who wants a table that a migration waits for waits behind it: for `lock_seconds` at most. When this process is
    killed, the server drops within seconds what it was at.
    """
    wanted = {
        "lock_timeout": f"{round(lock_seconds * 1000)}ms",
        "statement_timeout": STATEMENT_TIMEOUT,
        "idle_in_transaction_session_timeout": IDLE_TIMEOUT,
        "client_connection_check_interval": CLIENT_LOOK,
    }
    before = {name: _setting(connection, name) for name in wanted}
    _set(connection, wanted)
    try:
        yield
    finally:
        with suppress(DatabaseError, InterfaceError):
            _set(connection, before)


def patiently(
    work: Callable[[], T],
    connection: Any,
    *,
    lock_seconds: float,
    tries: int,
    pause_seconds: float,
    say: Callable[[str], None],
) -> T:
    """What `work` gives, done again after a pause when it did not get a lock; Busy after `tries`.

    Work that is cut rolls back what it was at, so each try goes on where the last one stopped.
    """
    for left in reversed(range(tries)):
        try:
            with short_waits(connection, lock_seconds):
                return work()
        except OperationalError as error:
            if getattr(error.__cause__, "sqlstate", "") not in (NO_LOCK, DEADLOCK):
                raise
            users = _users(connection, lock_seconds)
            if not left:
                raise Busy(
                    f"A table was in use in each of {tries} tries of {lock_seconds:g} s{users}.\n"
                    "Nothing of this migration was done; those before it stand. Run migrate again at a quieter hour, "
                    "or end what holds the table."
                ) from error
        say(f"  A table is in use{users}. Again in {pause_seconds:g} s, {left} more.")
        time.sleep(pause_seconds)
    raise Busy("no try was allowed")


def drop_half_built(connection: Any, say: Callable[[str], None]) -> None:
    """Drop half-built indexes of migrations that build them beside the traffic and were cut: they serve no question,
    and the migration would fail on them when it is run again. One that is whole stays, and it is said that it is in the
    way: nobody knows here what it was built for.
    """
    executor = MigrationExecutor(connection)
    waiting = [migration for migration, _ in executor.migration_plan(executor.loader.graph.leaf_nodes())]
    names = [
        operation.index.name
        for migration in waiting
        if not migration.atomic
        for operation in migration.operations
        if isinstance(operation, AddIndexConcurrently)
    ]
    with connection.cursor() as cursor:
        cursor.execute(BUILT_BEFORE, [names])
        for name, whole in cursor.fetchall():
            if whole:
                say(f"  The index {name} stands already and is whole. Drop it yourself if it may be built anew.")
                continue
            say(f"  The index {name} was left by a migration that was cut: dropped, to be built anew.")
            cursor.execute(f"DROP INDEX IF EXISTS {connection.ops.quote_name(name)}")


def _setting(connection: Any, name: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting(%s)", [name])
        return str(cursor.fetchone()[0])


def _set(connection: Any, values: dict[str, str]) -> None:
    with connection.cursor() as cursor:
        for name, value in values.items():
            cursor.execute("SELECT set_config(%s, %s, false)", [name, value])


def _users(connection: Any, seconds: float) -> str:
    """Who has had a transaction open for longer than that, in brackets; nothing when nobody is seen."""
    with suppress(DatabaseError, InterfaceError), connection.cursor() as cursor:
        cursor.execute(LONG_OPEN, [seconds])
        found = [f"process {pid}, {name}, {state} for {age} s" for pid, name, state, age in cursor.fetchall()]
        return f" ({'; '.join(found)})" if found else ""
    return ""
