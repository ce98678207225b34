"""An empty database is made from `structure.sql`; it comes out as the migrations make it, or not at all."""

import io
import time
from contextlib import contextmanager

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from apps.core.generated_files import OutOfDate
from project import structure
from tests.migration_states import use_empty_database
from tests.processes import ProcessStarter, processes  # noqa: F401
from tests.schema_comparison import read_first_rows, read_schema
from tests.template_database import use_database

pytestmark = pytest.mark.django_db(transaction=True)
PLAIN = {"DJANGO_SETTINGS_MODULE": "project.settings"}
"""Settings without the tests' own models, which the file does not have."""
CODE_ROWS = {
    "migrations": structure.MIGRATIONS_SQL,
    "content types": structure.CONTENT_TYPES_SQL,
    "permissions": structure.PERMISSIONS_SQL,
}
TABLES_SQL = """
SELECT format('%I.%I', table_schema, table_name) FROM information_schema.tables
WHERE table_type = 'BASE TABLE' AND table_schema IN ('public', 'ai') ORDER BY 1
"""
PRIVILEGES_SQL = """
SELECT relname, relacl::text FROM pg_class WHERE relacl IS NOT NULL AND relname !~ '^pg_'
UNION SELECT proname, proacl::text FROM pg_proc WHERE proacl IS NOT NULL AND proname ~ '^talim'
"""


def read_all():
    """Return everything that two fresh databases have in common."""
    found = {**read_schema(connection), **read_first_rows(connection)}
    with connection.cursor() as cursor:
        for name, query in {**CODE_ROWS, "privileges": PRIVILEGES_SQL}.items():
            cursor.execute(query)
            found[name] = sorted(cursor.fetchall())
        cursor.execute(TABLES_SQL)
        counts = "UNION ALL ".join(f"SELECT '{table}', count(*) FROM {table} " for (table,) in cursor.fetchall())
        cursor.execute(counts)
        found["counts"] = sorted(cursor.fetchall())
    return found


def migrate(**options):
    output = io.StringIO()
    call_command("migrate", interactive=False, skip_checks=True, no_color=True, stdout=output, **options)
    return output.getvalue()


def run_migrate(processes, *words, **env):  # noqa: F811
    process = processes.spawn(["migrate", "--no-input", "--skip-checks", *words], env={**PLAIN, **env})
    assert process.wait(300) == 0, process.output()


@contextmanager
def created_database(options):
    """Within the block, the connection uses a database that was created with these options."""
    name = f"{connection.settings_dict['NAME']}_other"
    with connection.cursor() as cursor:
        cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE template0 {options}')
    try:
        with use_database(connection, name):
            yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.mark.slow  # 60 s
def test_loaded_database_equals_the_migrated_one(processes):  # noqa: F811
    with use_empty_database():
        run_migrate(processes, "--from-history")
        migrated = read_all()
        if connection.pg_version // 10000 == 18:  # the version that writes the file
            assert structure.build_structure(connection) == structure.STRUCTURE.read_text(encoding="utf-8")
    with use_empty_database():
        run_migrate(processes)
        loaded = read_all()
    assert {kind: len(rows) for kind, rows in loaded.items()} == {kind: len(rows) for kind, rows in migrated.items()}
    assert loaded == migrated
    assert len(loaded["columns"]) > 300


def load_without_rows():
    """Load the file as `./talim run` does before Django is installed: in one transaction, without the first rows."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL check_function_bodies = off")
        cursor.execute(structure.STRUCTURE.read_text(encoding="utf-8"))


@pytest.mark.slow  # 60 s
@pytest.mark.parametrize("prepare", [lambda: None, load_without_rows], ids=["empty", "without first rows"])
def test_killed_load_leaves_an_empty_or_a_whole_database(processes, prepare):  # noqa: F811
    with use_empty_database():
        prepare()
        began = time.monotonic()
        run_migrate(processes)
        seconds, whole = time.monotonic() - began, read_all()
    for tenth in range(10):
        with use_empty_database():
            prepare()
            process = processes.spawn(["migrate", "--no-input", "--skip-checks"], env=PLAIN)
            time.sleep(seconds * (tenth + 1) / 10)  # the moment of the kill is what is tried
            process.kill()
            run_migrate(processes)
            assert read_all() == whole


def test_first_rows_are_added_to_a_loaded_structure_once():
    with use_empty_database():
        migrate()
        whole = read_all()
    with use_empty_database():
        load_without_rows()
        assert structure.lacks_first_rows(connection)
        assert not structure.is_database_current(connection)
        for expected in ("Running migrations", "  No migrations to apply.\n"):
            assert expected in migrate(if_needed=True)
            assert not structure.lacks_first_rows(connection)
            assert read_all() == whole


def test_first_rows_come_after_migrations_that_are_newer_than_the_loaded_structure():
    with use_empty_database(), connection.cursor() as cursor:
        load_without_rows()
        cursor.execute("ALTER TABLE settings_systemsettings DROP COLUMN change_float_limit")
        cursor.execute("DELETE FROM django_migrations WHERE app = 'settings' AND name >= '0034'")
        assert "Applying settings.0034_change_float_limit... OK" in migrate(if_needed=True)
        assert structure.is_database_current(connection)


def test_failed_first_rows_leave_none(monkeypatch):
    monkeypatch.setattr(structure, "FIRST_ROWS_FUNCTIONS", (*structure.FIRST_ROWS_FUNCTIONS, ("time", "no_function")))
    with use_empty_database():
        load_without_rows()
        with pytest.raises(AttributeError, match="no_function"):
            migrate()
        assert structure.lacks_first_rows(connection)


def test_migrate_if_needed_names_a_newer_release_and_adds_what_is_missing():
    with use_empty_database(), connection.cursor() as cursor:
        migrate()
        assert migrate(if_needed=True) == "  No migrations to apply.\n"
        cursor.execute("INSERT INTO django_migrations (app, name, applied) VALUES ('kids', '9999_later', now())")
        assert "A newer release migrated this database: kids.9999_later" in migrate(if_needed=True)
        cursor.execute("DELETE FROM django_migrations WHERE app = 'sessions'")
        cursor.execute("DROP TABLE django_session")
        assert "Applying sessions.0001_initial... OK" in migrate(if_needed=True)


def test_migrate_if_needed_applies_a_new_migration_of_a_package(monkeypatch, tmp_path):
    older = tmp_path / "structure.sql"
    line = "\n, ('sessions', '0001_initial')\n"
    text = structure.STRUCTURE.read_text()
    assert line in text
    older.write_text(text.replace(line, "\n"))
    with use_empty_database(), connection.cursor() as cursor:
        migrate()
        monkeypatch.setattr(structure, "STRUCTURE", older)
        cursor.execute("DELETE FROM django_migrations WHERE app = 'sessions'")
        cursor.execute("DROP TABLE django_session")
        assert "Applying sessions.0001_initial... OK" in migrate(if_needed=True)


def test_migrate_if_needed_does_what_is_asked_of_one_app():
    with use_empty_database():
        migrate()
        assert "Unapplying sessions.0001_initial... OK" in migrate(
            app_label="sessions", migration_name="zero", if_needed=True
        )


def test_structure_changed_by_hand_is_refused_and_nothing_made(monkeypatch, tmp_path):
    changed = tmp_path / "structure.sql"
    changed.write_text(structure.STRUCTURE.read_text().replace(" integer NOT NULL", " bigint NOT NULL", 1))
    monkeypatch.setattr(structure, "STRUCTURE", changed)
    with use_empty_database():
        with pytest.raises(CommandError, match=r"structure\.sql was changed by hand"):
            migrate()
        assert structure.is_database_empty(connection)


def test_new_migration_without_its_structure_fails_lint(monkeypatch, tmp_path):
    call_command("structure", check=True)
    older = tmp_path / "structure.sql"
    older.write_text(structure.STRUCTURE.read_text().replace(structure.hash_migrations(), "0" * 16))
    monkeypatch.setattr(structure, "STRUCTURE", older)
    with pytest.raises(OutOfDate, match=r"structure\.sql\. Run \./talim generate"):
        call_command("structure", check=True)


@pytest.mark.parametrize(
    ("options", "fault"),
    [
        ("ENCODING 'SQL_ASCII' LOCALE_PROVIDER libc LC_COLLATE 'C' LC_CTYPE 'C'", "its encoding is SQL_ASCII"),
        ("ENCODING 'UTF8' LOCALE_PROVIDER libc LC_COLLATE 'C' LC_CTYPE 'C'", "folds no letters outside ASCII"),
    ],
)
def test_database_that_cannot_fold_all_letters_is_named(options, fault):
    with created_database(options):
        with pytest.raises(CommandError, match=fault):
            migrate()
        assert structure.is_database_empty(connection)


def test_user_without_the_right_to_make_extensions_is_named():
    with use_empty_database(), connection.cursor() as cursor:
        cursor.execute("CREATE ROLE talim_nobody; SET ROLE talim_nobody")
        try:
            with pytest.raises(CommandError, match="GRANT CREATE ON DATABASE"):
                migrate()
        finally:
            cursor.execute("RESET ROLE; DROP ROLE talim_nobody")
        assert structure.is_database_empty(connection)


def test_database_with_a_table_of_its_own_is_migrated_step_by_step():
    with use_empty_database(), connection.cursor() as cursor:
        assert structure.is_database_empty(connection)
        cursor.execute("CREATE EXTENSION pg_trgm")
        assert structure.is_database_empty(connection)
        cursor.execute("CREATE TABLE kept (note text)")
        assert not structure.is_database_empty(connection)
