"""Fixtures of all tests: no network access beyond loopback, a template database, first rows after each cleanup."""

import contextlib
import gc
import socket
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
import redis
from django.conf import settings
from django.db import connection, transaction
from django.test import TransactionTestCase

from project.launcher.addresses import EXAMPLE_ADDRESSES
from project.structure import make_first_rows
from tests import template_database

gc.disable()  # until what is collected is loaded

UNCHANGED_TABLES = ("django_content_type", "auth_permission", "django_migrations")
"""Tables that no test changes; they are never emptied."""

APPEND_ONLY_TABLES = (
    "settings_auditlog", "payments_ledgertransfer", "payments_ledgerentry", "gamification_cointransaction",
    "ai.lesson_interactions_raw", "ai.quiz_attempts_raw", "ai.ml_models",
)  # fmt: skip
"""Append-only tables: triggers refuse deletions; only the cleanup of tests may delete."""

_refused_addresses: list[str] = []
_copy_statements: list[str] = []


class NetworkAccessRefused(OSError):
    """A test tried to reach another machine."""


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Iterator[None]:
    """Switch the garbage collector on again after collection, also in the xdist controller, which collects nothing."""
    try:
        return (yield)
    finally:
        gc.enable()


def _is_loopback(address: Any) -> bool:
    if not isinstance(address, tuple):
        return True
    host = str(address[0])
    return host.startswith("127.") or host in {"::1", "localhost", "", urlsplit(settings.ENV.redis_url).hostname}


def _is_route_lookup(asking: socket.socket, address: Any) -> bool:
    """Return whether a UDP connect only looks up the route to a documentation address: that sends nothing."""
    return asking.type == socket.SOCK_DGRAM and address[0] in EXAMPLE_ADDRESSES.values()


def _guard_connect(original: Any) -> Any:
    def connect(self: socket.socket, address: Any) -> Any:
        if not (_is_loopback(address) or _is_route_lookup(self, address)):
            _refused_addresses.append(str(address))
            raise NetworkAccessRefused(f"a test tried to reach {address}")
        return original(self, address)

    return connect


@pytest.fixture(scope="session", autouse=True)
def _watch_sockets() -> Iterator[None]:
    patch = pytest.MonkeyPatch()
    patch.setattr(socket.socket, "connect", _guard_connect(socket.socket.connect))
    patch.setattr(socket.socket, "connect_ex", _guard_connect(socket.socket.connect_ex))
    yield
    patch.undo()


@pytest.fixture(autouse=True)
def _stay_on_this_machine() -> Iterator[None]:
    """Fail a test that opened a socket beyond loopback, even when it caught the exception."""
    _refused_addresses.clear()
    yield
    assert not _refused_addresses, f"reached for {_refused_addresses}"


@pytest.fixture(scope="session", autouse=True)
def _forget_limits_of_earlier_runs() -> None:
    """Delete rate-limit counters of earlier runs. Do nothing without Redis."""
    with contextlib.suppress(redis.RedisError):
        counters = redis.Redis.from_url(settings.ENV.redis_url)
        for key in counters.scan_iter(match=f"{settings.ENV.redis_prefix}:limit:*", count=1000):
            counters.delete(key)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None,
    django_db_keepdb: bool,
    django_db_createdb: bool,
    django_db_blocker: Any,
) -> None:
    """Create the test database as a copy of the template, unless an existing one is kept."""
    with django_db_blocker.unblock():
        if django_db_keepdb and not django_db_createdb and _database_exists(connection.creation._get_test_db_name()):
            return
        connection.settings_dict["TEST"]["TEMPLATE"] = template_database.get_template_name(connection)


def _database_exists(database: str) -> bool:
    with connection._nodb_cursor() as cursor:
        return bool(connection.creation._database_exists(cursor, database))


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> None:
    """Set up the test database and keep copies of the first rows, to restore them after each cleanup."""
    with django_db_blocker.unblock(), transaction.atomic(), connection.cursor() as cursor:
        _delete_all(cursor)
        make_first_rows()
        cursor.execute("DROP SCHEMA IF EXISTS first_rows CASCADE; CREATE SCHEMA first_rows")
        for table in _list_written_tables(cursor):
            cursor.execute(f'SELECT EXISTS (SELECT 1 FROM public."{table}")')  # noqa: S608
            if cursor.fetchone() == (False,):
                continue
            cursor.execute(f'CREATE TABLE first_rows."{table}" AS TABLE public."{table}"')
            columns = ", ".join(
                f'"{column.name}"' for column in connection.introspection.get_table_description(cursor, table)
            )
            _copy_statements.append(
                f'INSERT INTO public."{table}" ({columns}) SELECT {columns} FROM first_rows."{table}"'  # noqa: S608
            )


@pytest.fixture(scope="session", autouse=True)
def _empty_tables_fast() -> Iterator[None]:
    """Empty the tables after committing tests with DELETE: for few rows it is much faster than Django's TRUNCATE.

    The first rows are inserted again.
    """

    def put_back(case: TransactionTestCase) -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            _delete_all(cursor)
            cursor.execute("; ".join(_copy_statements))

    patch = pytest.MonkeyPatch()
    patch.setattr(TransactionTestCase, "_fixture_teardown", put_back)
    yield
    patch.undo()


def _delete_all(cursor: Any) -> None:
    """Delete all rows of all tables, also of `APPEND_ONLY`.

    A superuser switches triggers off, so foreign keys are not checked row by row. Other roles check constraints at the
    end, so the order of the tables does not matter.
    """
    deletions = [f'DELETE FROM "{table}"' for table in _list_written_tables(cursor)]  # noqa: S608
    cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'ai'")
    deletions += [f"DELETE FROM ai.{table}" for (table,) in cursor.fetchall()]  # noqa: S608
    cursor.execute("SELECT current_setting('is_superuser')")
    if cursor.fetchone() == ("on",):
        let = ["SET LOCAL session_replication_role = replica"]
        kept = ["SET LOCAL session_replication_role = DEFAULT"]
    else:
        let = [f"ALTER TABLE {table} DISABLE TRIGGER USER" for table in APPEND_ONLY_TABLES]
        kept = [
            "SET CONSTRAINTS ALL IMMEDIATE",
            *(f"ALTER TABLE {table} ENABLE TRIGGER USER" for table in APPEND_ONLY_TABLES),
        ]
    cursor.execute("; ".join([*let, *deletions, *kept]))


def _list_written_tables(cursor: Any) -> list[str]:
    """Return the tables that have rows, or had some recently."""
    cursor.execute(
        "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace "
        "AND pg_relation_size(oid) > 0 AND relname <> ALL(%s)",
        [list(UNCHANGED_TABLES)],
    )
    return [name for (name,) in cursor.fetchall()]
