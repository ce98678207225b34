"""Bringing a database back: all refusals first, then one transaction that ends well only if it is what was backed up.

Roles, tables, data, the proof by counts and checksums and a mark that the rest is still to do are committed together.
Whatever ends it before, `kill -9` too, leaves the database as it was.
"""

import re
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

TRANSACTION_TIMEOUT_VERSION = 17
"""The first version that knows `transaction_timeout`, which newer programs set at the head of what they write."""
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
"""Whoever is no superuser is not told of which type another's process is, but only clients have a user."""
SCHEMAS_SQL = """
SELECT nspname FROM pg_namespace WHERE nspname <> 'information_schema' AND nspname NOT LIKE 'pg\\_%'
"""


@dataclass(frozen=True)
class RestorePlan:
    """A restore that may begin. `loaded`: an earlier one of this set was ended when the data were in already."""

    place: BackupLocation
    one: BackupSet
    identities: Sequence[Any]
    manifest: dict[str, Any]
    database: DatabaseTarget
    tools: PostgresPrograms
    server: int
    roles: roles.RolePlan
    before: list[str]
    after: list[str]
    flags: list[str]
    loaded: bool


def prepare_restore(
    place: BackupLocation, one: BackupSet, identities: Sequence[Any], database: DatabaseTarget, *, replace: str
) -> RestorePlan:
    """Look at the set and at where it is to go; BackupError when it cannot or must not go there. Changes nothing."""
    if not identities:
        raise BackupError("Opening a backup needs its private key: --identity FILE, or --passphrase-file FILE.")
    manifest = integrity.read_manifest(place, one, identities)
    _check_migrations_known(manifest, one)
    with snapshot.open_connection(database) as link:
        server = link.info.server_version // 10000
        if server < manifest["server"] // 10000:
            raise BackupError(
                f"The backup is of PostgreSQL {manifest['server'] // 10000}, {database.shown} is PostgreSQL {server}. "
                "Use a server of that version or a newer one."
            )
        if _fetch_value(link, "SELECT current_setting('server_encoding')") != manifest["encoding"]:
            raise BackupError(f"{database.shown} has another encoding than the backup: {manifest['encoding']}.")
        loaded = _get_marker(link) == one.name
        before = [] if loaded else _build_drop_statements(link, database, replace)
        if others := _fetch_value(link, OTHER_CONNECTIONS_SQL):
            raise BackupError(
                f"{others} other connections to {database.shown} are open. Stop Talim (and psql) first: nothing may "
                "write while data come back."
            )
        is_superuser = _fetch_value(link, "SELECT current_setting('is_superuser')") == "on"
        there = {name for (name,) in link.execute("SELECT rolname FROM pg_roles").fetchall()}
    tools = find_postgres_programs(least=int(manifest["dumped_with"]), server=server)
    dumped = integrity.read_part(place, one, sets.ROLES, identities).decode()
    planned = database_roles.plan_roles(dumped, wanted=manifest["roles"], there=there, is_superuser=is_superuser)
    after = (
        database_roles.build_database_grants(database.name, manifest["grants"], there | set(planned.made))
        if is_superuser
        else []
    )
    flags = [*([] if is_superuser else ["--no-owner"]), *(["--no-acl"] if planned.absent else [])]
    if planned.absent and is_superuser:
        flags.append("--no-owner")
    return RestorePlan(place, one, identities, manifest, database, tools, server, planned, before, after, flags, loaded)


def load_database(plan: RestorePlan) -> None:
    """Bring roles, tables and data in and prove them, in one transaction; BackupError and nothing changed."""
    with tempfile.TemporaryFile() as told, tempfile.TemporaryFile() as complaints:
        words = [plan.tools["psql"], "-X", "-q", "-v", "ON_ERROR_STOP=1", "--no-password", "-d", plan.database.words]
        psql = subprocess.Popen(  # noqa: S603
            words, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=told, env=plan.database.environ()
        )
        reader = subprocess.Popen(  # noqa: S603
            [plan.tools["pg_restore"], "-f", "-", *plan.flags],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=complaints,
        )
        try:
            broken = _stream_dump(plan, reader, cast(IO[bytes], psql.stdin))
            # Without its COMMIT psql would wait for more for ever: it is ended, and nothing has changed.
            status = psql.wait() if broken is None else 0
        except BrokenPipeError:
            broken, status = None, psql.wait() or 1
        finally:
            for process in (psql, reader):
                process.kill()
                process.wait()
        if broken is not None:
            raise broken
        if status:
            said = _read_last_errors(told) or _read_last_errors(complaints)
            raise BackupError(f"The database refused what the backup holds, and is as it was: {said}")


def _stream_dump(plan: RestorePlan, reader: "subprocess.Popen[bytes]", to: IO[bytes]) -> BaseException | None:
    """Everything through psql, ended with COMMIT only when every step went well; else the error, and no COMMIT."""
    failed: list[BaseException] = []

    def feed() -> None:
        try:
            with cast(IO[bytes], reader.stdin) as stdin:
                integrity.unseal_part(plan.place, plan.one, sets.DATABASE, stdin, plan.identities)
        except BaseException as error:  # told to whoever waits for the thread
            failed.append(error)

    thread = threading.Thread(target=feed, daemon=True)
    thread.start()
    to.write(
        "\n".join(["BEGIN;", f"{snapshot.STABLE_SETTINGS_SQL};", *plan.before, *plan.roles.statements, ""]).encode()
    )
    source = cast(IO[bytes], reader.stdout)
    head = source.read(HEAD_BYTES)
    if plan.server < TRANSACTION_TIMEOUT_VERSION:
        head = head.replace(b"SET transaction_timeout = 0;\n", b"")
    to.write(head)
    while piece := source.read(1024 * 1024):
        to.write(piece)
    thread.join()
    if reader.wait() and not failed:
        failed.append(BackupError("pg_restore could not read the dump, so the database is as it was."))
    if failed:
        return failed[0]
    ending = [
        snapshot.build_verification_sql(plan.manifest["tables"]),
        *plan.after,
        *_build_marker_statements(plan.one.name),
        "COMMIT;",
        "",
    ]
    to.write("\n".join(ending).encode())
    to.close()
    return None


def finish_restore(database: DatabaseTarget) -> None:
    """Take the mark away: all is done. And let the server count its rows, as a fresh copy has no statistics."""
    with snapshot.open_connection(database) as link:
        link.execute(f"DROP SCHEMA IF EXISTS {RESTORE_SCHEMA} CASCADE")
        link.execute("ANALYZE")


def _check_migrations_known(manifest: dict[str, Any], one: BackupSet) -> None:
    loader = MigrationLoader(None)
    known = set(loader.disk_migrations)
    for migration in loader.disk_migrations.values():
        known.update((app, name) for app, name in migration.replaces)
    unknown = [f"{app}.{name}" for app, name in manifest["migrations"] if (app, name) not in known]
    if unknown:
        raise BackupError(
            f"{one.name} was made by a newer release ({one.release or 'its version is not told'}): this code does not "
            f"know {unknown[0]}{f' and {len(unknown) - 1} more' if unknown[1:] else ''}. Restore it with that release."
        )


def _build_drop_statements(link: "psycopg.Connection[Any]", database: DatabaseTarget, replace: str) -> list[str]:
    """SQL that makes room; BackupError when there is something and nobody said that it may go."""
    filled = _fetch_value(link, RELATIONS_SQL)
    if not filled:
        return []
    if replace != database.name:
        cut = _get_marker(link)
        told = f" An earlier restore of {cut} into it was ended before it was done." if cut else ""
        raise BackupError(
            f"{database.shown} is not empty ({filled} tables and indexes).{told} Restore into an empty database, or "
            f"let all that is in it go: --replace {database.name}"
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
    """The set of which a restore has brought the data, but not ended; "" when there is none."""
    if _fetch_value(link, f"SELECT to_regclass('{RESTORE_SCHEMA}.unfinished') IS NULL"):
        return ""
    return str(_fetch_value(link, f"SELECT name FROM {RESTORE_SCHEMA}.unfinished"))  # noqa: S608


def _fetch_value(link: "psycopg.Connection[Any]", query: str) -> Any:
    row = link.execute(cast(Any, query)).fetchone()
    assert row is not None
    return row[0]


def _read_last_errors(said: IO[bytes]) -> str:
    said.seek(0)
    lines = said.read().decode(errors="replace").strip().splitlines()
    errors = [line for line in lines if re.search(r"ERROR|FATAL|error", line)]
    return " ".join((errors or lines)[:2])[:600]
