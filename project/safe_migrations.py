"""Safe migrations on a running centre: short waits for locks, retries, and messages that name what blocks them."""

import gc
import os
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any, TypeVar

import psycopg
from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import DatabaseError, InterfaceError, OperationalError
from django.db.migrations.executor import MigrationExecutor
from psycopg.sql import SQL, Identifier

from apps.backups.postgres_programs import build_database_target

T = TypeVar("T")
LOCK_SECONDS, TRIES, PAUSE_SECONDS = 2.0, 8, 4.0
STATEMENT_TIMEOUT, IDLE_TIMEOUT, CONNECTION_CHECK_INTERVAL = "30min", "30min", "2s"
LOCK_TIMEOUT_STATE, DEADLOCK_STATE = "55P03", "40P01"
MIGRATION_LOCK_KEY = 0x7A11_0B4D
"""Key of the advisory lock that allows one `migrate` at a time."""

LOCK_HOLDER_SQL = """
SELECT a.pid, coalesce(nullif(a.application_name, ''), 'no name'),
       coalesce(to_char(a.backend_start AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS "UTC"'), 'nobody knows when')
FROM pg_locks l JOIN pg_stat_activity a USING (pid)
WHERE l.locktype = 'advisory' AND l.granted AND l.classid = 0 AND l.objid = %s::bigint::oid AND l.objsubid = 1
  AND a.datname = current_database()
"""

LONG_TRANSACTIONS_SQL = """
SELECT pid, coalesce(nullif(application_name, ''), 'no name'), state,
       extract(epoch FROM clock_timestamp() - xact_start)::int
FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid()
  AND clock_timestamp() - xact_start > make_interval(secs => %s)
ORDER BY xact_start LIMIT 3
"""

EXISTING_INDEXES_SQL = """
SELECT relname, indisvalid FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid
WHERE relname = ANY(%s) AND pg_table_is_visible(indexrelid)
"""


KEEPALIVES = {"tcp_keepalives_idle": 30, "tcp_keepalives_interval": 10, "tcp_keepalives_count": 3}
"""TCP keepalives: within a minute the server notices that the machine of a `migrate` is gone and frees its locks."""
END_PROCESS_ADVICE = (
    " If nobody waits for that one any more: end that process on its machine first, which its name tells as host:pid; "
    "its work has a connection of its own. Only when it is gone and still seen here: SELECT pg_terminate_backend({});"
)
LOCK_LOST_TEXT = (
    "The connection that keeps a second migrate away was ended, so this one stops.\n"
    "What it has applied stands. See that no other migrate runs, then run it again."
)


class MigrationBlocked(Exception):
    """Tables were locked in every try, or another `migrate` runs. The text names the process and the remedy."""


@contextmanager
def hold_migration_lock(
    connection: Any, *, tries: int, pause_seconds: float, say: Callable[[str], None]
) -> Iterator[Callable[[], None]]:
    """Hold the lock that allows one `migrate` at a time. Raise Busy when another process holds it after all tries.

    Yield a function that checks the lock; call it before each try of the work. It raises Busy when the lock was lost.
    Without the lock two processes would drop the indexes that the other is building. It is a session lock on its own
    connection: no migration releases it, it holds no transaction open, and it ends with the process.
    """
    name = f"talim migrate {socket.gethostname()[:30]}:{os.getpid()}"
    values = {**build_database_target(connection.settings_dict).values, "application_name": name}
    try:
        link = psycopg.connect(**values, connect_timeout=10, autocommit=True)
    except psycopg.Error as error:
        raise OperationalError(str(error)) from error
    with link:
        link.execute("SET idle_session_timeout = 0")
        for setting, seconds in KEEPALIVES.items():
            link.execute(SQL("SET {} = {}").format(Identifier(setting), seconds))
        for left in reversed(range(tries)):
            if link.execute("SELECT pg_try_advisory_lock(%s)", [MIGRATION_LOCK_KEY]).fetchone() == (True,):
                break
            holder = link.execute(LOCK_HOLDER_SQL, [MIGRATION_LOCK_KEY]).fetchone()
            if holder is None:
                who, remedy = "", ""
            else:
                who = f": process {holder[0]}, {holder[1]}, since {holder[2]}"
                remedy = END_PROCESS_ADVICE.format(holder[0])
            if not left:
                raise MigrationBlocked(
                    f"Another migrate of this database is running{who}.\n"
                    f"Nothing was done. Run migrate again when it has ended.{remedy}"
                )
            say(f"  Another migrate of this database is running{who}. Again in {pause_seconds:g} s, {left} more.")
            time.sleep(pause_seconds)
        yield lambda: _check_lock_held(link)


def _check_lock_held(link: "psycopg.Connection[Any]") -> None:
    try:
        link.execute("SELECT 1")
    except psycopg.Error as error:
        raise MigrationBlocked(LOCK_LOST_TEXT) from error


@contextmanager
def limit_lock_waits(connection: Any, lock_seconds: float) -> Iterator[None]:
    """Within the block, statements wait at most `lock_seconds` for a lock but may run long.

    Other queries queue behind a migration that waits for a table, so that wait must be short. When this process is
    killed, the server rolls back within seconds; within a minute when its machine is gone.
    """
    wanted = {
        "lock_timeout": f"{round(lock_seconds * 1000)}ms",
        "statement_timeout": STATEMENT_TIMEOUT,
        "idle_in_transaction_session_timeout": IDLE_TIMEOUT,
        "client_connection_check_interval": CONNECTION_CHECK_INTERVAL,
        **{name: str(seconds) for name, seconds in KEEPALIVES.items()},
    }
    before = {name: _get_setting(connection, name) for name in wanted}
    _set_settings(connection, wanted)
    try:
        yield
    finally:
        with suppress(DatabaseError, InterfaceError):
            _set_settings(connection, before)


@contextmanager
def reduce_garbage_collection() -> Iterator[None]:
    """Within the block, run Python's garbage collector less often.

    Migrating an empty database creates tens of thousands of model classes: this saves a quarter to a third of the CPU
    time and costs about 60 MB of memory.
    """
    before = gc.get_threshold()
    gc.set_threshold(100_000, 10, 5)
    try:
        yield
    finally:
        gc.set_threshold(*before)


def retry_on_lock_timeout(
    work: Callable[[], T],
    connection: Any,
    *,
    lock_seconds: float,
    tries: int,
    pause_seconds: float,
    say: Callable[[str], None],
) -> T:
    """Call `work`, again after a pause when it does not get a lock. Raise Busy after `tries`.

    A migration that fails is rolled back, so each try continues where the last one stopped.
    """
    for left in reversed(range(tries)):
        try:
            with limit_lock_waits(connection, lock_seconds):
                return work()
        except OperationalError as error:
            if getattr(error.__cause__, "sqlstate", "") not in (LOCK_TIMEOUT_STATE, DEADLOCK_STATE):
                raise
            users = _describe_long_transactions(connection, lock_seconds)
            if not left:
                raise MigrationBlocked(
                    f"A table was in use in each of {tries} tries of {lock_seconds:g} s{users}.\n"
                    "Nothing of this migration was done; those before it stand. Run migrate again at a quieter hour, "
                    "or end what holds the table."
                ) from error
        say(f"  A table is in use{users}. Again in {pause_seconds:g} s, {left} more.")
        time.sleep(pause_seconds)
    raise MigrationBlocked("no try was allowed")


def drop_invalid_indexes(connection: Any, say: Callable[[str], None]) -> None:
    """Drop invalid indexes that an interrupted `CREATE INDEX CONCURRENTLY` of a waiting migration left.

    The migration would fail on them when it runs again. A valid index of the same name stays and is reported.
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
        cursor.execute(EXISTING_INDEXES_SQL, [names])
        for name, is_valid in cursor.fetchall():
            if is_valid:
                say(f"  The index {name} stands already and is whole. Drop it yourself if it may be built anew.")
                continue
            say(f"  The index {name} was left by a migration that was cut: dropped, to be built anew.")
            cursor.execute(f"DROP INDEX IF EXISTS {connection.ops.quote_name(name)}")


def _get_setting(connection: Any, name: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting(%s)", [name])
        return str(cursor.fetchone()[0])


def _set_settings(connection: Any, values: dict[str, str]) -> None:
    with connection.cursor() as cursor:
        for name, value in values.items():
            cursor.execute("SELECT set_config(%s, %s, false)", [name, value])


def _describe_long_transactions(connection: Any, seconds: float) -> str:
    """Return the processes with a transaction open for longer than `seconds`, in brackets; empty without any."""
    with suppress(DatabaseError, InterfaceError), connection.cursor() as cursor:
        cursor.execute(LONG_TRANSACTIONS_SQL, [seconds])
        descriptions = [f"process {pid}, {name}, {state} for {age} s" for pid, name, state, age in cursor.fetchall()]
        return f" ({'; '.join(descriptions)})" if descriptions else ""
    return ""
