"""One snapshot of the database that pg_dump, the counts and checksums and the list of files share."""

import json
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, cast

import psycopg
from django.conf import settings

from apps.backups.errors import BackupError
from apps.backups.postgres_programs import DatabaseTarget

LOCK_ID = 0x7A11_0B4C
"""Advisory lock: one backup at a time."""
STABLE_SETTINGS_SQL = (
    "SET statement_timeout = 0; SET lock_timeout = '60s'; SET idle_in_transaction_session_timeout = 0; "
    "SET timezone = 'UTC'; SET datestyle = 'ISO, YMD'; SET intervalstyle = 'postgres'; SET bytea_output = 'hex'; "
    "SET extra_float_digits = 1"
)
"""Settings under which the text of a row, and so its checksum, is the same everywhere."""
CHECKSUM_SQL = (
    "count(*), coalesce(sum(('x' || encode(substring(sha256(convert_to(t::text, 'UTF8')) FROM 1 FOR 8), 'hex'))"
    "::bit(64)::bigint::numeric), 0)::text"
)
"""Number of rows of the table `t`, and a sum of hashes that does not depend on their order."""
TABLES_SQL = """
SELECT format('%I.%I', n.nspname, c.relname) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind = 'r' AND c.relpersistence <> 't' AND n.nspname NOT IN ('pg_catalog', 'information_schema')
  AND n.nspname NOT LIKE 'pg\\_toast%' ORDER BY 1
"""
ROLES_SQL = """
WITH RECURSIVE wanted(id) AS (
    SELECT d.refobjid FROM pg_shdepend d JOIN pg_database b ON b.datname = current_database()
    WHERE d.refclassid = 'pg_authid'::regclass
      AND (d.dbid = b.oid OR d.classid = 'pg_database'::regclass AND d.objid = b.oid)
    UNION SELECT datdba FROM pg_database WHERE datname = current_database()
    UNION SELECT m.roleid FROM wanted JOIN pg_auth_members m ON m.member = wanted.id
) SELECT rolname FROM pg_roles JOIN wanted ON wanted.id = pg_roles.oid WHERE rolname NOT LIKE 'pg\\_%' ORDER BY 1
"""
GRANTS_SQL = """
SELECT coalesce(r.rolname, ''), a.privilege_type, a.is_grantable
FROM pg_database d, aclexplode(d.datacl) a LEFT JOIN pg_roles r ON r.oid = a.grantee
WHERE d.datname = current_database() AND a.grantee <> d.datdba ORDER BY 1, 2
"""
CENTRE_SQL = """
SELECT encode(sha256(convert_to(system_identifier || ' ' || current_database(), 'UTF8')), 'hex')
FROM pg_control_system()
"""
FILES_SQL = "SELECT sha256, size, path FROM core_storedfile WHERE sha256 <> '' ORDER BY sha256 COLLATE \"C\", path"


@dataclass(frozen=True)
class StoredFileRow:
    """A stored file as its row says."""

    sha256: str
    size: int
    path: str


class DatabaseSnapshot:
    """An open transaction with one snapshot."""

    def __init__(self, link: "psycopg.Connection[Any]", database: DatabaseTarget) -> None:
        self._link = link
        self.database = database
        self.id = str(self._one("SELECT pg_export_snapshot()"))
        self.server = link.info.server_version // 10000
        self.is_superuser = self._one("SELECT current_setting('is_superuser')") == "on"

    def facts(self) -> dict[str, Any]:
        """Return what the manifest says about the database, with counts and checksums of all tables."""
        tables = self._rows(TABLES_SQL)
        return {
            "server": self._link.info.server_version,
            "database": self.database.name,
            "encoding": self._one("SELECT current_setting('server_encoding')"),
            "migrations": self._rows("SELECT app, name FROM django_migrations ORDER BY app, name"),
            "roles": [name for (name,) in self._rows(ROLES_SQL)],
            "grants": self._rows(GRANTS_SQL),
            "tables": {name: self._rows(f"SELECT {CHECKSUM_SQL} FROM ONLY {name} t")[0] for (name,) in tables},  # noqa: S608
        }

    def files(self) -> Iterator[StoredFileRow]:
        """Yield all stored files by hash, a few thousand rows in memory at a time."""
        with self._link.cursor(name="stored_files") as cursor:
            cursor.itersize = 5000
            for row in cursor.execute(FILES_SQL):
                yield StoredFileRow(*row)

    def _one(self, query: str) -> Any:
        return self._rows(query)[0][0]

    def _rows(self, query: str) -> list[Any]:
        return [list(row) for row in self._link.execute(cast(Any, query)).fetchall()]


@contextmanager
def open_connection(database: DatabaseTarget) -> "Iterator[psycopg.Connection[Any]]":
    """Open a separate connection without pool and time limits. Raise BackupError when that fails."""
    try:
        connection = psycopg.connect(**database.values, connect_timeout=10, application_name="talim backup")
    except psycopg.Error as error:
        raise BackupError(f"The database {database.display_name} does not answer: {str(error).strip()}") from error
    with connection:
        connection.autocommit = True
        for part in STABLE_SETTINGS_SQL.split("; "):
            connection.execute(cast(Any, part))
        yield connection


def get_centre_id(database: DatabaseTarget) -> str:
    """Return a hash that identifies the database and its server. A database that was restored elsewhere has another."""
    with open_connection(database) as link:
        return str(link.execute(CENTRE_SQL).fetchall()[0][0])


@contextmanager
def hold_backup_lock(database: DatabaseTarget) -> Iterator[None]:
    """Hold the lock for backups of this database. Raise BackupError when another process has it.

    Its transaction has no snapshot, so it does not delay vacuum.
    """
    with open_connection(database) as connection, connection.transaction():
        if connection.execute("SELECT pg_try_advisory_xact_lock(%s)", [LOCK_ID]).fetchone() != (True,):
            raise BackupError("Another backup of this database is running. Wait until it has ended.")
        yield


@contextmanager
def open_snapshot(database: DatabaseTarget) -> Iterator[DatabaseSnapshot]:
    """Open a read-only transaction with one snapshot; other connections can use it by its id while it is open."""
    with open_connection(database) as link:
        link.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
        yield DatabaseSnapshot(link, database)
        link.execute("COMMIT")


def build_verification_sql(tables: dict[str, list[Any]]) -> str:
    """Return SQL that fails, and so rolls back its transaction, unless the tables have these counts and checksums."""
    expected = json.dumps([{"name": name, "rows": rows, "sum": total} for name, (rows, total) in tables.items()])
    assert "$wanted$" not in expected
    return f"""
SET search_path = pg_catalog;
{STABLE_SETTINGS_SQL};
DO $proof$
DECLARE one record; n bigint; total text; wrong text := '';
BEGIN
    FOR one IN SELECT * FROM json_to_recordset($wanted${expected}$wanted$) AS t(name text, rows bigint, sum text) LOOP
        EXECUTE format('SELECT {CHECKSUM_SQL.replace("'", "''")} FROM ONLY %s t', one.name) INTO n, total;
        IF n <> one.rows OR total <> one.sum THEN
            wrong := wrong || format(' %s (%s rows, %s in the backup)', one.name, n, one.rows);
        END IF;
    END LOOP;
    IF wrong <> '' THEN RAISE EXCEPTION 'differs from the backup:%', wrong; END IF;
END $proof$;
"""  # noqa: S608


def get_platform_version() -> str:
    """Return the version of this code; "" when it is unknown."""
    try:
        with (settings.BASE_DIR / "pyproject.toml").open("rb") as file:
            return str(tomllib.load(file)["project"]["version"])
    except OSError:
        return ""
