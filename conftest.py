"""What every test stands on: nothing reaches the internet, and emptied tables get their first rows back."""

import contextlib
import socket
from collections.abc import Iterator
from importlib import import_module
from typing import Any
from urllib.parse import urlsplit

import pytest
import redis
from django.apps import apps
from django.conf import settings
from django.db.backends.postgresql.operations import DatabaseOperations

FIRST_ROWS = (
    ("apps.settings.migrations.0002_first_rows_and_append_only", "make_first_rows"),
    ("apps.courses.migrations.0003_first_levels_and_seats", "add_levels"),
    ("apps.attendance.migrations.0002_first_statuses", "add_statuses"),
)
"""What migrations put into tables that are never empty."""

_reached: list[str] = []


class OffLoopback(OSError):
    """A test tried to reach another machine."""


def _allowed(address: Any) -> bool:
    if not isinstance(address, tuple):
        return True
    host = str(address[0])
    return host.startswith("127.") or host in {"::1", "localhost", "", urlsplit(settings.ENV.redis_url).hostname}


def _watched(original: Any) -> Any:
    def connect(self: socket.socket, address: Any) -> Any:
        if not _allowed(address):
            _reached.append(str(address))
            raise OffLoopback(f"a test tried to reach {address}")
        return original(self, address)

    return connect


@pytest.fixture(scope="session", autouse=True)
def _watch_sockets() -> Iterator[None]:
    patch = pytest.MonkeyPatch()
    patch.setattr(socket.socket, "connect", _watched(socket.socket.connect))
    patch.setattr(socket.socket, "connect_ex", _watched(socket.socket.connect_ex))
    yield
    patch.undo()


@pytest.fixture(autouse=True)
def _stay_on_this_machine() -> Iterator[None]:
    """Fail the test that opened a socket off loopback, even when it swallowed the refusal."""
    _reached.clear()
    yield
    assert not _reached, f"reached for {_reached}"


@pytest.fixture(scope="session", autouse=True)
def _forget_limits_of_earlier_runs() -> None:
    """What was counted an hour ago would refuse the same clients now. Without Redis there is nothing to forget."""
    with contextlib.suppress(redis.RedisError):
        counters = redis.Redis.from_url(settings.ENV.redis_url)
        for key in counters.scan_iter(match=f"{settings.ENV.redis_prefix}:limit:*", count=1000):
            counters.delete(key)


@pytest.fixture(scope="session", autouse=True)
def _empty_tables_fast() -> Iterator[None]:
    """Tests that commit leave empty tables behind, by DELETE: for a few rows far quicker than Django's TRUNCATE.

    Foreign keys are checked at the end of the transaction, so the order is free. The audit log has to be let, and
    the rows that are always there are put back.
    """
    patch = pytest.MonkeyPatch()
    original = DatabaseOperations.execute_sql_flush
    first_rows = [getattr(import_module(module), function) for module, function in FIRST_ROWS]
    always_there = {"django_content_type", "auth_permission"}

    def sql_flush(self: DatabaseOperations, style: Any, tables: list[str], **options: Any) -> list[str]:
        return [f"DELETE FROM {self.quote_name(table)}" for table in sorted(set(tables) - always_there)]  # noqa: S608

    def execute_sql_flush(self: DatabaseOperations, sql_list: list[str]) -> None:
        around = "ALTER TABLE settings_auditlog {} TRIGGER USER"
        checked = "SET CONSTRAINTS ALL IMMEDIATE"
        original(self, [around.format("DISABLE"), *sql_list, checked, around.format("ENABLE")])
        for make in first_rows:
            make(apps, None)

    patch.setattr(DatabaseOperations, "sql_flush", sql_flush)
    patch.setattr(DatabaseOperations, "execute_sql_flush", execute_sql_flush)
    yield
    patch.undo()
