"""Restore a database: all checks first, then one transaction that commits only when the data equals the backup.

Roles, tables, data, the verification by counts and checksums, and a marker for the remaining steps are committed
together. Any interruption before that, also `kill -9`, leaves the database unchanged.
"""

import re
import shutil
import subprocess
import tempfile
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from typing import IO, Any, cast

import psycopg
from django.db.migrations.loader import MigrationLoader
from psycopg import sql

from apps.backups import database_roles, integrity, sets, snapshot
from apps.backups.errors import BackupError
from apps.backups.locations import BackupLocation
from apps.backups.postgres_programs import DatabaseTarget, PostgresPrograms, find_postgres_programs
from apps.backups.queries import RESTORE_SCHEMA
from apps.backups.sets import BackupSet
from apps.core.migration_history import find_partly_applied_squashed_migrations, list_known_migrations

TRANSACTION_TIMEOUT_VERSION = 17
"""The first version with `transaction_timeout`, which newer programs set at the beginning of a dump."""
HEAD_BYTES = 4096
RELATIONS_SQL = """
SELECT count(*) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE n.nspname <> 'information_schema' AND n.nspname NOT LIKE 'pg\\_%' AND c.relpersistence <> 't'
  AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid
                  AND d.deptype = 'e')
"""
OTHER_CONNECTIONS_SQL = """
SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()
  AND application_name <> 'talim backup' AND coalesce(backend_type, 'client backend') = 'client backend'
  AND usesysid IS NOT NULL
"""
"""Users who are not superusers cannot see the type of other processes, but only clients have a user."""
SCHEMAS_SQL = """
SELECT nspname FROM pg_namespace WHERE nspname <> 'information_schema' AND nspname NOT LIKE 'pg\\_%'
"""


@dataclass(frozen=True)
class RestorePlan:
    """A restore that may start. `loaded`: an earlier attempt with this set has already committed the data."""

    place: BackupLocation
    backup_set: BackupSet
    identities: Sequence[Any]
    manifest: dict[str, Any]
    database: DatabaseTarget
    tools: PostgresPrograms
    server: int
    roles: database_roles.RolePlan
    before: list[str]
    after: list[str]
    flags: list[str]
    loaded: bool


def plan_restore(
    place: BackupLocation, backup_set: BackupSet, identities: Sequence[Any], database: DatabaseTarget, *, replace: str
) -> RestorePlan:
    """Check the set and the database. Raise BackupError when the restore cannot or must not run. Changes nothing."""
    if not identities:
        raise BackupError("Opening a backup needs its private key: --identity FILE, or --passphrase-file FILE.")
    manifest = integrity.read_manifest(place, backup_set, identities)
    _check_migrations_known(manifest, backup_set)
    with snapshot.open_connection(database) as connection:
        server = connection.info.server_version // 10000
        if server < manifest["server"] // 10000:
            raise BackupError(
                f"The backup is of PostgreSQL {manifest['server'] // 10000}, {database.display_name} is PostgreSQL "
                f"{server}. Use a server of that version or a newer one."
            )
        if _fetch_value(connection, "SELECT current_setting('server_encoding')") != manifest["encoding"]:
            raise BackupError(f"{database.display_name} has another encoding than the backup: {manifest['encoding']}.")
        loaded = _get_marker(connection) == backup_set.name
        before = [] if loaded else _build_drop_statements(connection, database, replace)
        if other_connections := _fetch_value(connection, OTHER_CONNECTIONS_SQL):
            raise BackupError(
                f"{other_connections} other connections to {database.display_name} are open. Stop Talim (and psql) "
                "first: nothing may write while data come back."
            )
        is_superuser = _fetch_value(connection, "SELECT current_setting('is_superuser')") == "on"
        existing_roles = {name for (name,) in connection.execute("SELECT rolname FROM pg_roles").fetchall()}
    tools = find_postgres_programs(minimum_version=int(manifest["dumped_with"]), server_version=server)
    roles_dump = integrity.read_part(place, backup_set, sets.ROLES, identities).decode()
    needed = manifest["roles"]
    role_plan = database_roles.plan_roles(
        roles_dump, needed_roles=needed, existing_roles=existing_roles, is_superuser=is_superuser
    )
    roles = existing_roles | set(role_plan.created)
    after = database_roles.build_database_grants(database.name, manifest["grants"], roles) if is_superuser else []
    # Rights on PostgreSQL's own functions only a superuser may restore.
    kept = ["--no-owner", "--exclude-schema=pg_catalog"]
    flags = ["--no-owner", "--no-acl"] if role_plan.missing else [] if is_superuser else kept
    return RestorePlan(
        place, backup_set, identities, manifest, database, tools, server, role_plan, before, after, flags, loaded
    )


def restore_database(plan: RestorePlan) -> None:
    """Restore roles, tables and data and verify them, in one transaction. Raise BackupError with nothing changed."""
    with tempfile.TemporaryFile() as psql_errors, tempfile.TemporaryFile() as restore_errors:
        environment = plan.database.build_environment()
        options = ["-X", "-q", "-v", "ON_ERROR_STOP=1", "--no-password", "-d", plan.database.connection_string]
        command = [plan.tools["psql"], *options]
        psql = subprocess.Popen(  # noqa: S603
            command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=psql_errors, env=environment
        )
        command = [plan.tools["pg_restore"], "-f", "-", *plan.flags]
        reader = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=restore_errors)  # noqa: S603
        try:
            error = _stream_dump(plan, reader, cast(IO[bytes], psql.stdin))
            # Without its COMMIT psql would wait for more for ever: it is ended, and nothing has changed.
            status = psql.wait() if error is None else 0
        except BrokenPipeError:
            error, status = None, psql.wait() or 1
        finally:
            for process in (psql, reader):
                process.kill()
                process.wait()
        if error is not None:
            raise error
        if status:
            error_text = _read_last_errors(psql_errors) or _read_last_errors(restore_errors)
            raise BackupError(f"The database refused what the backup holds, and is as it was: {error_text}")


def _stream_dump(plan: RestorePlan, reader: "subprocess.Popen[bytes]", to: IO[bytes]) -> BaseException | None:
    """Send everything through psql, with COMMIT only when every step succeeded; else return the error,
    without COMMIT.
    """
    errors: list[BaseException] = []

    def feed() -> None:
        try:
            with cast(IO[bytes], reader.stdin) as stdin:
                integrity.unseal_part(plan.place, plan.backup_set, sets.DATABASE, stdin, plan.identities)
        except BaseException as error:  # told to whoever waits for the thread
            errors.append(error)

    thread = threading.Thread(target=feed, daemon=True)
    thread.start()
    beginning = ["BEGIN;", f"{snapshot.STABLE_SETTINGS_SQL};", *plan.before, *plan.roles.statements, ""]
    to.write("\n".join(beginning).encode())
    source = cast(IO[bytes], reader.stdout)
    head = source.read(HEAD_BYTES)
    if plan.server < TRANSACTION_TIMEOUT_VERSION:
        head = head.replace(b"SET transaction_timeout = 0;\n", b"")
    to.write(head)
    shutil.copyfileobj(source, to, 1024 * 1024)
    thread.join()
    if reader.wait() and not errors:
        errors.append(BackupError("pg_restore could not read the dump, so the database is as it was."))
    if errors:
        return errors[0]
    marker = _build_marker_statements(plan.backup_set.name)
    ending = [snapshot.build_verification_sql(plan.manifest["tables"]), *plan.after, *marker, "COMMIT;", ""]
    to.write("\n".join(ending).encode())
    to.close()
    return None


def remove_restore_marker_and_analyze(database: DatabaseTarget) -> None:
    """Remove the marker, and update the server's statistics, which a new copy lacks."""
    with snapshot.open_connection(database) as link:
        link.execute(f"DROP SCHEMA IF EXISTS {RESTORE_SCHEMA} CASCADE")
        link.execute("ANALYZE")


def _check_migrations_known(manifest: dict[str, Any], backup_set: BackupSet) -> None:
    loader = MigrationLoader(None)
    known = list_known_migrations(loader)
    unknown = [f"{app}.{name}" for app, name in manifest["migrations"] if (app, name) not in known]
    if unknown:
        raise BackupError(
            f"{backup_set.name} was made by a newer release ({backup_set.release or 'its version is not told'}): this "
            f"code does not know {unknown[0]}{f' and {len(unknown) - 1} more' if unknown[1:] else ''}. Restore it with "
            "that release."
        )
    if old := find_partly_applied_squashed_migrations(loader, [(app, name) for app, name in manifest["migrations"]]):
        raise BackupError(
            f"{backup_set.name} is older than this release can migrate ({'.'.join(old[0])} replaces only a part of its "
            "migrations). Restore it with the release that made it, and upgrade release by release."
        )


def _build_drop_statements(link: "psycopg.Connection[Any]", database: DatabaseTarget, replace: str) -> list[str]:
    """Return SQL that empties the database. Raise BackupError when it is not empty and `replace` does not name it."""
    relation_count = _fetch_value(link, RELATIONS_SQL)
    if not relation_count:
        return []
    if replace != database.name:
        unfinished = _get_marker(link)
        hint = f" An earlier restore of {unfinished} into it was ended before it was done." if unfinished else ""
        raise BackupError(
            f"{database.display_name} is not empty ({relation_count} tables and indexes).{hint} Restore into an empty "
            f"database, or let all that is in it go: --replace {database.name}"
        )
    schemas = [sql.Identifier(name).as_string() for (name,) in link.execute(SCHEMAS_SQL).fetchall()]
    return [
        *(f"DROP SCHEMA {name} CASCADE;" for name in schemas),
        "CREATE SCHEMA public; ALTER SCHEMA public OWNER TO pg_database_owner;",
        "GRANT USAGE ON SCHEMA public TO PUBLIC;",
    ]


def _build_marker_statements(name: str) -> list[str]:
    quoted = sql.Literal(name).as_string()
    return [
        f"CREATE SCHEMA {RESTORE_SCHEMA};",
        f"CREATE TABLE {RESTORE_SCHEMA}.unfinished AS SELECT {quoted}::text AS name;",
    ]


def _get_marker(link: "psycopg.Connection[Any]") -> str:
    """Return the set of an unfinished restore; "" for none."""
    if _fetch_value(link, f"SELECT to_regclass('{RESTORE_SCHEMA}.unfinished') IS NULL"):
        return ""
    return str(_fetch_value(link, f"SELECT name FROM {RESTORE_SCHEMA}.unfinished"))  # noqa: S608


def _fetch_value(link: "psycopg.Connection[Any]", query: str) -> Any:
    return link.execute(cast(Any, query)).fetchall()[0][0]


def _read_last_errors(output: IO[bytes]) -> str:
    output.seek(0)
    lines = output.read().decode(errors="replace").strip().splitlines()
    errors = [line for line in lines if re.search(r"ERROR|FATAL|error", line)]
    return " ".join((errors or lines)[:2])[:600]
