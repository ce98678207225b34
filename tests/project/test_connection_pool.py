"""A pool that is filled makes no connection later; after Postgres ended them all, it answers again at once."""

import time
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import OperationalError, connections
from django.db.backends.postgresql.base import DatabaseWrapper as DjangosWrapper

from project.postgres.base import DatabaseWrapper
from tests.processes import wait_until
from tests.project.sql import query

FULL, TIMEOUT = 8, 6


@pytest.fixture
def cut_off(transactional_db):
    """`cut_off(wrapper)`: a connection of that class whose pool was full when the server ended all of it."""
    made = []

    def _cut_off(wrapper, *, checks):
        name = f"pool of {wrapper.__module__}"
        make = apart(wrapper, name, checks=checks)
        made.append(make())
        use_all(make)
        ended = query("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = %s", name)
        assert ended == [(True,)] * FULL
        wait_until(lambda: not backends(name), what="the end of the connections")
        return made[-1]

    yield _cut_off
    for database_wrapper in made:
        database_wrapper.close()
        database_wrapper.close_pool()


def apart(wrapper, name, *, checks=False):
    """What makes connections of that class with a pool of their own, known to the server by this name."""
    settings = {**connections["default"].settings_dict, "CONN_HEALTH_CHECKS": checks}
    pool = {"min_size": FULL, "max_size": FULL, "timeout": TIMEOUT}
    settings["OPTIONS"] = {**settings["OPTIONS"], "pool": pool, "application_name": name}
    own = type("Apart", (wrapper,), {"_connection_pools": {}})
    return lambda: own(settings, "default")


def use_all(make):
    """Have all connections of a pool in use at one time, and give them back."""
    together = Barrier(FULL, timeout=60)

    def _use(_):
        database_wrapper = make()
        database_wrapper.ensure_connection()
        together.wait()
        database_wrapper.close()

    with ThreadPoolExecutor(FULL) as threads:
        list(threads.map(_use, range(FULL)))
    connections["default"].close()


def test_pool_recovers_at_once_after_a_database_restart(cut_off):
    ours = cut_off(DatabaseWrapper, checks=False)
    began = time.monotonic()
    with ours.cursor() as cursor:
        cursor.execute("SELECT 1")
        assert cursor.fetchone() == (1,)
    assert time.monotonic() - began < TIMEOUT / 2


def test_control_psycopg_pool_times_out_after_a_restart(cut_off):
    djangos = cut_off(DjangosWrapper, checks=True)
    with pytest.raises(OperationalError, match="couldn't get a connection"):
        djangos.ensure_connection()


def test_filled_pool_opens_no_further_connections(transactional_db):
    make = apart(DatabaseWrapper, "a filled pool")
    database_wrapper = make()
    with database_wrapper.cursor() as cursor:
        cursor.execute("SELECT 1")
        database_wrapper.fill_pool()
    before = backends("a filled pool")
    assert len(before) == FULL
    database_wrapper.close()
    use_all(make)
    assert backends("a filled pool") == before
    database_wrapper.fill_pool()
    assert backends("a filled pool") == before
    database_wrapper.close_pool()


def backends(name):
    """The server's processes that serve that application."""
    return {pid for (pid,) in query("SELECT pid FROM pg_stat_activity WHERE application_name = %s", name)}
