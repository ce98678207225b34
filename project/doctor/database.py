"""Checks PostgreSQL: version, encoding, extensions, migrations, connections."""

from collections.abc import Iterator

import redis
from django.conf import settings
from django.db import connection
from django.db.migrations.exceptions import InconsistentMigrationHistory
from django.db.migrations.executor import MigrationExecutor
from django.db.utils import Error, NotSupportedError

from apps.core import metrics
from apps.core.migration_history import find_unknown_migrations
from apps.jobs import queries
from project.doctor.findings import Finding, bad, ok, warn

TESTED_VERSIONS = range(15, 19)
EXTENSIONS = ("btree_gist", "pg_trgm")
JOB_CONNECTIONS = 6
"""Connections that a job process may hold: its threads, the lease renewer and one spare."""


def check_database_server() -> Iterator[Finding]:
    """Check that PostgreSQL answers, in a supported version and encoding and with the extensions."""
    try:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT current_setting('server_version_num')::int, current_setting('server_encoding'),"
                " (SELECT array_agg(extname::text) FROM pg_extension), pg_is_in_recovery()"
            )
            number, encoding, extensions, is_copy = cursor.fetchone()
    except NotSupportedError as error:
        yield bad("database", f"{error}".splitlines()[0], "Move the data to PostgreSQL 15 to 18 (docs/operations.md).")
        return
    except Error as error:
        yield bad("database", f"PostgreSQL does not answer: {_first_line(error)}", "Start it, or mend DATABASE_URL.")
        return
    version = number // 10000
    if version < TESTED_VERSIONS.start:
        yield bad("database", f"PostgreSQL {version} is too old", "Move the data to PostgreSQL 15 to 18.")
    elif version >= TESTED_VERSIONS.stop:
        yield warn("database", f"PostgreSQL {version} is newer than what is tested", "Keep to 15 to 18 if you can.")
    else:
        yield ok("database", f"PostgreSQL {version} answers")
    if encoding != "UTF8":
        yield bad("database", f"its encoding is {encoding}", "Make a new database with ENCODING 'UTF8' and restore.")
    if is_copy:
        yield bad("database", "it is a copy that takes no writes", "Point DATABASE_URL to the primary server.")
    if missing := [name for name in EXTENSIONS if name not in (extensions or [])]:
        yield warn("database", f"extensions are missing: {', '.join(missing)}", "Run: manage.py migrate")


def check_migrations() -> Iterator[Finding]:
    """Check that code and database have the same migrations, and that no index is invalid."""
    try:
        executor = MigrationExecutor(connection)
        executor.loader.check_consistent_history(connection)
    except InconsistentMigrationHistory as error:
        yield bad("migrations", str(error), "Restore the last backup, or put django_migrations right by hand.")
        return
    except Error as error:
        yield bad("migrations", f"they cannot be read: {_first_line(error)}", "See the line about the database.")
        return
    found = find_unknown_migrations(executor.loader, executor.loader.applied_migrations)
    unknown = [f"{app}.{name}" for app, name in found]
    if unknown:
        yield bad(
            "migrations",
            f"the database knows {len(unknown)} that this code does not: {_join_names(unknown)}",
            "Start the newer release that made them, or restore the backup from before it.",
        )
    waiting = [
        f"{migration.app_label}.{migration.name}"
        for migration, _ in executor.migration_plan(executor.loader.graph.leaf_nodes())
    ]
    if waiting:
        yield bad("migrations", f"{len(waiting)} are not applied: {_join_names(waiting)}", "Run: manage.py migrate")
    if broken := _find_invalid_indexes():
        yield bad(
            "migrations",
            f"indexes were left half-made: {_join_names(broken)}",
            f"Drop each and migrate again: DROP INDEX CONCURRENTLY {broken[0]};",
        )
    if not unknown and not waiting and not broken:
        yield ok("migrations", "all are applied")


def check_connection_limit() -> Iterator[Finding]:
    """Check that max_connections is enough for all processes together."""
    try:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT current_setting('max_connections')::int"
                " - current_setting('superuser_reserved_connections')::int,"
                " (SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend')"
            )
            most, used = cursor.fetchone()
        web, others = _count_processes()
    except Error:
        return
    wanted = web * settings.ENV.database_pool_size + others * JOB_CONNECTIONS
    text = f"{used} of {most} connections are taken; our processes may want {wanted}"
    if used >= most * 0.9:
        yield bad("connections", text, "Raise max_connections in postgresql.conf, or stop what holds them.")
    elif wanted > most:
        yield warn("connections", text, "Lower DATABASE_POOL_SIZE or raise max_connections in postgresql.conf.")
    else:
        yield ok("connections", text)


def _count_processes() -> tuple[int, int]:
    """Return the numbers of web and job processes that run, at least two and three (the usual set)."""
    try:
        serving = sum(1 for state in metrics.list_reporting_processes() if state.role == "web")
    except (redis.RedisError, OSError):
        serving = 0
    return max(2, serving), max(3, sum(queries.count_ready_processes(role) for role in queries.ROLES))


def _find_invalid_indexes() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT indexrelid::regclass::text FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid"
            " WHERE NOT indisvalid AND relnamespace = 'public'::regnamespace ORDER BY 1"
        )
        return [name for (name,) in cursor.fetchall()]


def _join_names(names: list[str]) -> str:
    return ", ".join(names[:3]) + (" …" if len(names) > 3 else "")


def _first_line(error: Exception) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0]
