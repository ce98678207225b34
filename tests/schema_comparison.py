"""Compares the schema that an earlier commit's migrations make with that of this tree: columns, constraints, indexes,
triggers, functions, sequences, extensions and the rows that migrations write.

    python -m tests.schema_comparison REF        (DATABASE_URL names the server; two databases are made and dropped)
"""

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import psycopg

from tests.upgrade_check import extract_release

ROOT = Path(__file__).resolve().parent.parent
NAMES = ("talim_schema_before", "talim_schema_now")
CASTS = re.compile(r"::(character varying|text)(\[\])?|[()]")
QUERIES = {
    "columns": """SELECT table_name, string_agg(concat_ws(' ', column_name, udt_name, character_maximum_length,
        is_nullable, column_default, identity_generation), ', ' ORDER BY ordinal_position)
        FROM information_schema.columns WHERE table_schema IN ('public', 'ai') GROUP BY table_name""",
    "constraints": """SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid), convalidated
        FROM pg_constraint WHERE connamespace IN ('public'::regnamespace, to_regnamespace('ai'))""",
    "indexes": "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname IN ('public', 'ai')",
    "triggers": """SELECT tgrelid::regclass::text, tgname, pg_get_triggerdef(oid) FROM pg_trigger
        WHERE NOT tgisinternal""",
    "functions": """SELECT proname, prosrc FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND NOT EXISTS (
        SELECT FROM pg_depend WHERE objid = pg_proc.oid AND deptype = 'e')""",
    "sequences": """SELECT sequencename, start_value, increment_by, max_value, data_type::text FROM pg_sequences
        WHERE schemaname = 'public'""",
    "extensions": "SELECT extname FROM pg_extension",
}
FIRST_ROWS = {
    "gamification_achievement": "code, name, counter, threshold, coins, position, quiet",
    "attendance_attendancestatus": "code, name, counts_as, charged, built_in, position",
    "courses_level": "code, name, position",
    "settings_branch": "name, is_default",
    "settings_systemsettings": "id, version, default_language, languages, audit_keep_days",
}
"""Tables that migrations write rows into, and what of these is the same in every database."""


def read_schema(connection):
    """Return the schema by kind of object, sorted."""
    with connection.cursor() as cursor:
        return {kind: _fetch_sorted(cursor, query) for kind, query in QUERIES.items()}


def read_first_rows(connection):
    """Return the rows that migrations wrote, by table."""
    with connection.cursor() as cursor:
        return {table: _fetch_sorted(cursor, f"SELECT {names} FROM {table}") for table, names in FIRST_ROWS.items()}


def _fetch_sorted(cursor, query):
    """Return the rows without casts to text and brackets: PostgreSQL writes these in another way after a restore."""
    cursor.execute(query)
    rows = [tuple(CASTS.sub("", value) if isinstance(value, str) else value for value in row) for row in cursor]
    return sorted(rows, key=str)


def main(ref):
    """Migrate two databases, with the code of `ref` and with this tree; print what differs, return the exit status."""
    server = os.environ["DATABASE_URL"].rpartition("/")[0]
    schemas = []
    with tempfile.TemporaryDirectory() as folder, psycopg.connect(f"{server}/postgres", autocommit=True) as admin:
        extract_release(ref, Path(folder))
        for name, tree in zip(NAMES, (Path(folder), ROOT), strict=True):
            admin.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
            admin.execute(f"CREATE DATABASE {name} TEMPLATE template0")
            command = [sys.executable, "manage.py", "migrate", "--no-input", "--skip-checks", "--verbosity", "0"]
            subprocess.run(command, cwd=tree, env={**os.environ, "DATABASE_URL": f"{server}/{name}"}, check=True)
            with psycopg.connect(f"{server}/{name}") as connection:
                schemas.append({**read_schema(connection), **read_first_rows(connection)})
            admin.execute(f"DROP DATABASE {name} WITH (FORCE)")
    before, now = schemas
    for kind in before:
        lost = [row for row in before[kind] if row not in now[kind]]
        new = [row for row in now[kind] if row not in before[kind]]
        print(f"{kind}: {len(before[kind])} before, {len(now[kind])} now, {len(lost) + len(new)} differ")
        print("".join(f"  - {row}\n" for row in lost) + "".join(f"  + {row}\n" for row in new), end="")
    return int(before != now)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
