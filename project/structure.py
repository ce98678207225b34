"""The structure of an empty database: `project/structure.sql`, written from the migrations and loaded in their place.

Running all migrations takes most of a minute, loading what they make takes about two seconds. The file is like Rails'
`structure.sql`: PostgreSQL's own dump, one statement for each object, with the rows that only depend on the code
(migrations, content types, permissions). Rows with ids and times of their own are made when it is loaded.
"""

import re
import subprocess
from collections.abc import Iterable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import ProgrammingError, transaction
from django.db.migrations.loader import MigrationLoader

from apps.backups.postgres_programs import build_database_target, find_postgres_programs
from apps.core.migration_history import list_known_migrations
from project.launcher import structure_file

NAME = structure_file.NAME
STRUCTURE = settings.BASE_DIR / NAME
HEAD = """-- Generated from the migrations by ./talim generate; do not edit.
-- `manage.py migrate` loads it into an empty database.
-- migrations {migrations} statements {statements}
"""
FIRST_ROWS_FUNCTIONS = (
    ("apps.settings.migrations.0001_squashed_0008_message_settings", "make_first_rows"),
    ("apps.courses.migrations.0001_squashed_0008_level_codes_in_any_case_once", "add_levels"),
    ("apps.attendance.migrations.0001_squashed_0005_days_of_study", "add_statuses"),
    ("apps.gamification.migrations.0001_squashed_0005_achievements_that_begin_quietly", "add_achievements"),
    ("apps.payments.migrations.0012_expense_categories", "add_categories"),
)
"""The functions of migrations that insert the rows which every database has from its first day."""

EMPTY_SQL = """
SELECT NOT EXISTS (
    SELECT FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace
    WHERE nspname <> 'information_schema' AND nspname NOT LIKE 'pg\\_%'
      AND NOT EXISTS (SELECT FROM pg_depend WHERE classid = 'pg_class'::regclass AND objid = pg_class.oid AND deptype = 'e')
)
"""  # noqa: E501
MIGRATIONS_SQL = "SELECT app, name FROM django_migrations ORDER BY app, name"
CONTENT_TYPES_SQL = "SELECT app_label, model FROM django_content_type ORDER BY app_label, model"
PERMISSIONS_SQL = """
SELECT app_label, model, name, codename FROM auth_permission
JOIN django_content_type ON django_content_type.id = content_type_id ORDER BY app_label, model, codename
"""


class StructureError(Exception):
    """`structure.sql` cannot be used or written; the text says why and what to do."""


def is_database_empty(connection: Any) -> bool:
    """Return whether the database has no table, view, sequence or type of its own; those of extensions do not count."""
    with connection.cursor() as cursor:
        cursor.execute(EMPTY_SQL)
        return bool(cursor.fetchone()[0])


def is_structure_current() -> bool:
    """Return whether `structure.sql` was written from the migrations as they are now."""
    return bool(_read_current_migrations())


def is_database_current(connection: Any) -> bool:
    """Return whether exactly the migrations of a current `structure.sql` are applied, and the first rows are there.

    This is asked at each start, so it imports no migration. False may also be a database that needs nothing: one that
    was upgraded knows migrations that were squashed since.
    """
    migrations = _read_current_migrations()
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass('django_migrations') IS NOT NULL")
        if not migrations or cursor.fetchone() != (True,):
            return False
        cursor.execute(MIGRATIONS_SQL)
        return set(cursor.fetchall()) == migrations and not lacks_first_rows(connection)


def _read_current_migrations() -> set[tuple[str, str]]:
    """Return the migrations of `structure.sql`; none when the code, Django or another package has other ones."""
    text = STRUCTURE.read_text(encoding="utf-8") if STRUCTURE.exists() else ""
    rows = text.partition("INSERT INTO public.django_migrations")[2].partition(";")[0]
    migrations = set(re.findall(r"^[ ,] \('(\w+)', '(\w+)'\)$", rows, re.MULTILINE))
    of_packages = {
        (app.label, file.stem)
        for app in apps.get_app_configs()
        if not Path(app.path).is_relative_to(settings.BASE_DIR / "apps")
        for file in Path(app.path).glob("migrations/[0-9]*.py")
    }
    is_current = structure_file.read_head(text)[0] == hash_migrations() and of_packages <= migrations
    return migrations if is_current else set()


def hash_migrations() -> str:
    """Return a hash of the files of all migrations of our apps."""
    return structure_file.hash_migrations(settings.BASE_DIR)


def load_structure(connection: Any) -> None:
    """Make tables and first rows in an empty database, all in one transaction.

    Raise StructureError when somebody changed the file, or when the database is not usable: another encoding, letters
    that it does not fold, no right to make tables and extensions.
    """
    text = STRUCTURE.read_text(encoding="utf-8")
    if structure_file.read_head(text)[1] != structure_file.hash_statements(text):
        raise StructureError(
            f"{NAME} was changed by hand, so nothing was made. "
            "Take the file of the release again, or write it anew: ./talim generate"
        )
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        _check_text_of(cursor)
        # Bodies of functions name tables that come later in the file.
        cursor.execute("SET LOCAL check_function_bodies = off")
        try:
            cursor.execute(text)
        except ProgrammingError as error:
            raise StructureError(_explain_refusal(error)) from error
        _make_first_rows_unnoted(cursor)


def lacks_first_rows(connection: Any) -> bool:
    """Return whether the database has the structure and no first rows: `./talim run` loaded the file before Django was
    installed.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass('settings_systemsettings') IS NOT NULL")
        if cursor.fetchone() != (True,):
            return False
        cursor.execute("SELECT NOT EXISTS (SELECT FROM settings_systemsettings)")
        return bool(cursor.fetchone()[0])


def add_first_rows(connection: Any) -> None:
    """Insert the first rows in a database that has the structure alone, in one transaction."""
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        _make_first_rows_unnoted(cursor)


def _make_first_rows_unnoted(cursor: Any) -> None:
    make_first_rows()
    # Triggers noted the first rows for the daily facts. Migrations make the rows before the triggers.
    cursor.execute("DELETE FROM analytics_rowchange")


def make_first_rows() -> None:
    """Insert the rows which every database has from its first day; those that exist stay as they are."""
    for module, function in FIRST_ROWS_FUNCTIONS:
        getattr(import_module(module), function)(apps, None)


def _check_text_of(cursor: Any) -> None:
    """Raise StructureError for a database that does not keep all letters, or that cannot fold them.

    With LC_CTYPE=C, PostgreSQL lowers ASCII only, so no search would find a name in Cyrillic.
    """
    cursor.execute("SELECT current_setting('server_encoding')")
    (encoding,) = cursor.fetchone()
    if encoding == "UTF8":
        cursor.execute("SELECT lower('Ё') = 'ё'")
        if cursor.fetchone() == (True,):
            return
        fault = "its LC_CTYPE folds no letters outside ASCII"
    else:
        fault = f"its encoding is {encoding}"
    raise StructureError(
        f"The database cannot be used, nothing was made: {fault}. Make it anew: "
        "createdb --encoding=UTF8 --template=template0 --locale=C.UTF-8 NAME"
    )


def _explain_refusal(error: ProgrammingError) -> str:
    if getattr(error.__cause__, "sqlstate", "") != "42501":  # insufficient_privilege
        return f"The database cannot be made, nothing was changed: {error}"
    return (
        f"The database cannot be made, nothing was changed: {str(error).strip()}\n"
        "Its user has to own it, or as the server's administrator in this database: GRANT CREATE ON DATABASE … TO …; "
        "GRANT ALL ON SCHEMA public TO …; (it makes tables, a schema and the extensions btree_gist and pg_trgm)"
    )


def build_structure(connection: Any) -> str:
    """Return the text of `structure.sql` from a database in which all migrations ran and nothing else happened.

    The same migrations give the same bytes. Raise BackupError when PostgreSQL's programs are missing.
    """
    server = connection.pg_version // 10000
    programs = find_postgres_programs(minimum_version=server, server_version=server)
    target = build_database_target(connection.settings_dict)
    words = [programs["pg_dump"], "--schema-only", "--no-owner", "--no-comments"]
    dump = subprocess.run(  # noqa: S603
        [*words, target.connection_string], env=target.build_environment(), capture_output=True, text=True, check=True
    ).stdout
    with connection.cursor() as cursor:
        _check_migrations(cursor)
        statements = "\n".join([*_fold_primary_keys(list(_read_statements(dump))), *_list_rows(cursor)]) + "\n"
    return HEAD.format(migrations=hash_migrations(), statements=structure_file.hash_statements(statements)) + statements


def _check_migrations(cursor: Any) -> None:
    """Raise StructureError unless the database knows the migrations of this code, and no other ones."""
    loader = MigrationLoader(None)
    cursor.execute(MIGRATIONS_SQL)
    applied = set(cursor.fetchall())
    if not set(loader.disk_migrations) <= applied <= list_known_migrations(loader):
        raise StructureError("The database has other migrations than this code.")


def _read_statements(dump: str) -> Iterator[list[str]]:
    """Yield the lines of each statement, without comments and settings: several for a table or function, else one."""
    lines: list[str] = []
    in_body = False
    for line in dump.splitlines():
        in_body ^= line.count("$$") % 2 == 1
        if not lines and (not line or line.startswith(("--", "\\", "SET ", "SELECT pg_catalog.set_config"))):
            continue
        lines.append(line)
        if line.endswith(";") and not in_body:
            is_long = lines[0].startswith(("CREATE TABLE", "CREATE FUNCTION"))
            yield lines if is_long else [re.sub(r"\s+", " ", " ".join(lines))]
            lines = []


def _fold_primary_keys(statements: list[list[str]]) -> Iterator[str]:
    """Yield the lines with each primary key as the last line of its table, so a new column changes no other line."""
    keys = {}
    pattern = re.compile(r"ALTER TABLE ONLY (\S+) ADD (CONSTRAINT \S+ PRIMARY KEY .+);")
    for lines in statements:
        if match := pattern.fullmatch(lines[0]):
            keys[match[1]] = match[2]
    for lines in statements:
        if pattern.fullmatch(lines[0]):
            continue
        table = lines[0].removeprefix("CREATE TABLE ").removesuffix(" (")
        if lines[0].startswith("CREATE TABLE") and table in keys:
            yield from [*lines[:-2], f"{lines[-2]},", f"    {keys[table]}", lines[-1]]
        else:
            yield from lines


def _list_rows(cursor: Any) -> Iterator[str]:
    """Yield the rows that follow from the code alone. Commas lead, so that a new row changes no other line."""
    cursor.execute(MIGRATIONS_SQL)
    yield "INSERT INTO public.django_migrations (app, name, applied) SELECT app, name, now() FROM (VALUES"
    yield from _list_values(cursor)
    yield ") AS migration (app, name) ORDER BY app, name;"
    cursor.execute(CONTENT_TYPES_SQL)
    yield "INSERT INTO public.django_content_type (app_label, model) VALUES"
    yield from _list_values(cursor)
    yield ";"
    cursor.execute(PERMISSIONS_SQL)
    yield "INSERT INTO public.auth_permission (name, content_type_id, codename) SELECT name, id, codename FROM (VALUES"
    yield from _list_values(cursor)
    yield ") AS permission (app_label, model, name, codename)"
    yield "JOIN public.django_content_type USING (app_label, model) ORDER BY app_label, model, codename;"


def _list_values(rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    comma = " "
    for row in rows:
        quoted = ", ".join("'" + value.replace("'", "''") + "'" for value in row)
        yield f"{comma} ({quoted})"
        comma = ","
