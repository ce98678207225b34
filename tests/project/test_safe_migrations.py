"""Migrations beside a running centre: nobody is held up, what is cut is run again, what is careless is refused."""

import gc
import re
from concurrent.futures import ThreadPoolExecutor
from threading import Event
from types import NoneType

import pytest
from django.db import OperationalError, connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader

from api.monitoring.readiness import run_readiness_checks
from project import migration_lint, safe_migrations
from tests.processes import wait_until
from tests.project.sql import invalidate_index, is_valid_index, query

APP = "upgrading"
SETTINGS = {"DJANGO_SETTINGS_MODULE": "tests.project.upgrading.settings"}
READER_SECONDS = 3


@pytest.fixture
def table(transactional_db, settings):
    """The app's first migration is done; its table goes with the test."""
    settings.INSTALLED_APPS = [*settings.INSTALLED_APPS, "tests.project.upgrading"]
    migrate("0001_initial")
    yield
    migrate(None)


def migrate(name, **more):
    """Bring the app to that migration as the command does; return the lines it printed."""
    output_lines = []
    options = {"lock_seconds": 2.0, "tries": 2, "pause_seconds": 0.1, **more}

    def work():
        safe_migrations.drop_invalid_indexes(connection, output_lines.append)
        MigrationExecutor(connection).migrate([(APP, name)])

    safe_migrations.retry_on_lock_timeout(work, connection, say=output_lines.append, **options)
    return output_lines


def columns():
    with connection.cursor() as cursor:
        return {column.name for column in connection.introspection.get_table_description(cursor, "upgrading_note")}


def in_thread(work):
    """Start it with a connection of its own; return its future."""

    def run():
        try:
            return work()
        finally:
            connection.close()

    return ThreadPoolExecutor(1).submit(run)


def read():
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL statement_timeout = '{READER_SECONDS}s'")
        cursor.execute("SELECT count(*) FROM upgrading_note")


def somebody_waits():
    return query("SELECT 1 FROM pg_locks WHERE NOT granted AND relation = 'upgrading_note'::regclass")


@pytest.mark.slow  # 3 s
@pytest.mark.parametrize("protected", [True, False], ids=["short waits", "control: waits as long as it takes"])
def test_waiting_migration_does_not_block_readers(table, protected):
    with transaction.atomic():
        read()  # and the transaction stays open
        more = {"lock_seconds": 0.3, "tries": 1000} if protected else {"lock_seconds": 60.0, "tries": 1}
        migration = in_thread(lambda: migrate("0002_colour", **more))
        wait_until(somebody_waits, what="the migration at the table's door")
        refusal = in_thread(read).exception()
    assert isinstance(refusal, NoneType if protected else OperationalError), refusal
    assert bool(migration.result()) == protected
    assert "colour" in columns()


@pytest.mark.slow  # 5 s
def test_migrate_gives_up_with_an_explanation_and_can_be_repeated(table):
    reading, over = Event(), Event()

    def keep_open():
        with transaction.atomic():
            read()
            reading.set()
            over.wait(60)

    other = in_thread(keep_open)
    assert reading.wait(60)
    try:
        blocked = r"in use in each of 2 tries of 0\.1 s .*idle in transaction"
        with pytest.raises(safe_migrations.MigrationBlocked, match=blocked):
            migrate("0002_colour", lock_seconds=0.1)
    finally:
        over.set()
        other.result()
    assert "colour" not in columns()
    assert migrate("0002_colour") == []
    assert "colour" in columns()


@pytest.mark.slow  # 9 s
def test_killed_migrate_leaves_no_partial_changes_and_can_continue(processes, table):
    with transaction.atomic():
        query("SELECT pg_advisory_xact_lock(70301)")
        process = processes.spawn(["migrate", APP, "0003", "--lock-seconds", "60"], env=SETTINGS)
        process.wait_for("0003_size_and_a_long_step")
        wait_until(at_the_long_step, what="the long step")
        process.kill()
        wait_until(lambda: not at_the_long_step(), what="the server's notice of the death")
    assert columns() == {"id", "name", "colour"}
    (database,) = [part for part in run_readiness_checks() if part["name"] == "database"]
    assert not database["ok"]
    assert "the first is upgrading.0003_size_and_a_long_step" in database["detail"]
    assert migrate("0003_size_and_a_long_step") == []
    assert "size" in columns()


def at_the_long_step():
    return query("SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND objid = 70301 AND NOT granted")


def test_invalid_index_is_rebuilt(table):
    migrate("0003_size_and_a_long_step")
    query("CREATE INDEX upgrading_by_name ON upgrading_note (name)")
    invalidate_index("upgrading_by_name")
    (line,) = migrate("0004_found_by_name")
    assert "upgrading_by_name was left by a migration that was cut" in line
    assert is_valid_index("upgrading_by_name")


@pytest.mark.slow
@pytest.mark.parametrize("locked", [True, False], ids=["one at a time", "control: without the lock"])
def test_second_migrate_does_not_drop_the_index_of_the_first(processes, table, locked):
    migrate("0003_size_and_a_long_step")
    env = SETTINGS if locked else {"DJANGO_SETTINGS_MODULE": f"{SETTINGS['DJANGO_SETTINGS_MODULE']}_without_the_lock"}
    with transaction.atomic():
        query("LOCK TABLE upgrading_note IN ROW EXCLUSIVE MODE")
        first = processes.spawn(["migrate", APP, "0004", "--lock-seconds", "600"], env=env)
        wait_until(half_built, what="the index that waits for the table")
        words = ["migrate", APP, "0004", "--lock-seconds", "0.3", "--tries", "2", "--pause-seconds", "0.1"]
        second = processes.spawn(words, env=env)
        assert second.wait() == 1
        assert half_built()
    assert first.wait() == 0
    output = second.output()
    assert ("upgrading_by_name was left by a migration that was cut: dropped" in output) != locked
    pattern = rf"Another migrate of this database is running: process \d+, talim migrate \S+:{first.pid}, since"
    holder = re.search(pattern, output)
    assert bool(holder) == ("Nothing was done. Run migrate again" in output) == locked, output
    assert ("end that process on its machine first" in output) == locked
    again = processes.spawn(["migrate", APP, "0004", "--tries", "1"], env=env)
    assert again.wait() == 0, again.output()


def half_built():
    return is_valid_index("upgrading_by_name") is False


@pytest.mark.slow  # 9 s
def test_migrate_that_lost_its_lock_stops(processes, table):
    with transaction.atomic():
        query("LOCK TABLE upgrading_note IN ROW EXCLUSIVE MODE")
        words = ["migrate", APP, "0002", "--lock-seconds", "0.3", "--tries", "200", "--pause-seconds", "0.1"]
        first = processes.spawn(words, env=SETTINGS)
        first.wait_for("A table is in use")
        ended = query(
            "SELECT pg_terminate_backend(l.pid) FROM pg_locks l JOIN pg_stat_activity a USING (pid) "
            "WHERE l.objid = %s::bigint::oid AND a.datname = current_database()",
            safe_migrations.MIGRATION_LOCK_KEY,
        )
        assert ended == [(True,)]
        assert first.wait() == 1
    assert "See that no other migrate runs, then run it again" in first.output()
    assert columns() == {"id", "name"}


@pytest.mark.django_db
def test_migration_connection_has_tcp_keepalives():
    def alive_asked_after():
        [(seconds, is_socket)] = query("SELECT current_setting('tcp_keepalives_idle'), inet_client_addr() IS NULL")
        return "30" if is_socket else str(seconds)

    before = alive_asked_after()
    with safe_migrations.limit_lock_waits(connection, 1.0):
        assert alive_asked_after() == "30"
    assert alive_asked_after() == before


def test_garbage_collector_thresholds_are_restored_after_migrate():
    before = gc.get_threshold()
    with pytest.raises(OperationalError), safe_migrations.reduce_garbage_collection():
        assert gc.get_threshold() > before
        raise OperationalError
    assert gc.get_threshold() == before


def test_valid_index_of_the_same_name_is_not_dropped(table):
    migrate("0003_size_and_a_long_step")
    output_lines = []
    query("CREATE INDEX upgrading_by_name ON upgrading_note (name)")
    safe_migrations.drop_invalid_indexes(connection, output_lines.append)
    text = "  The index upgrading_by_name stands already and is whole. Drop it yourself if it may be built anew."
    assert output_lines == [text]
    assert is_valid_index("upgrading_by_name")


@pytest.mark.django_db(transaction=True)
def test_lint_refuses_unsafe_migrations_and_accepts_safe_ones(settings):
    settings.INSTALLED_APPS = [*settings.INSTALLED_APPS, "tests.project.upgrading"]
    loader = MigrationLoader(connection, replace_migrations=True)
    new = migration_lint.find_unreleased_migrations(loader, {APP: "0001_initial"})
    objections = migration_lint.find_unsafe_operations(loader, new)
    violations = {(objection.migration.partition(".")[2], objection.rule) for objection in objections}
    assert violations == {
        ("0005_careless", "ban-drop-default"),
        ("0005_careless", "require-concurrent-index-creation"),
        ("0005_careless", "ban-drop-column"),
        ("0006_two_beside", migration_lint.ONE_OPERATION),
    }
    listed = [{"migration": f"{APP}.{name}", "rule": rule, "reason": "seen"} for name, rule in violations]
    assert migration_lint.find_unsafe_operations(loader, new, listed) == []
    without_reason = [{**exception, "reason": " "} for exception in listed]
    assert len(migration_lint.find_unsafe_operations(loader, new, without_reason)) == len(violations)
