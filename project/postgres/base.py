"""The database backend: Django's own with our connection pool, query counter, reader of timestamps and compilers."""

from datetime import UTC, datetime
from functools import cache
from typing import Any, ClassVar

from django.db import NotSupportedError
from django.db.backends.base.base import NO_DB_ALIAS
from django.db.backends.postgresql import base, operations
from psycopg import Connection, IsolationLevel
from psycopg.abc import Buffer
from psycopg.adapt import AdaptersMap
from psycopg.types.datetime import TimestamptzLoader

from apps.core import query_count
from project.postgres.pool import ConnectionPool


class TimestampLoader(TimestamptzLoader):
    """Reads a timestamp by Python's own parser, several times as fast as the regular expression that Django uses."""

    timezone = UTC
    """Of the session. Django compares it with its own."""

    def load(self, data: Buffer) -> datetime:
        """Return the instant. The database writes it in ISO 8601."""
        try:
            return datetime.fromisoformat(str(data, "ascii"))
        except ValueError:  # a year above 9999, or before Christ
            return super().load(data)


class DatabaseOperations(operations.DatabaseOperations):
    """Django's operations with our compilers."""

    compiler_module = "project.postgres.compiler"


class DatabaseWrapper(base.DatabaseWrapper):
    """Django's PostgreSQL backend with the changes that the module names."""

    ops_class = DatabaseOperations
    _connection_pools: ClassVar[dict[str, Any]] = {}

    @property
    def pool(self) -> ConnectionPool | None:
        """Return this database's pool; None for plain connections. `OPTIONS["pool"]` has `max_size` and `timeout`."""
        options = self.settings_dict["OPTIONS"].get("pool")
        if self.alias == NO_DB_ALIAS or not options:
            return None
        if self.alias not in self._connection_pools:
            new_pool = ConnectionPool(self._pooled_connection, size=options["max_size"], timeout=options["timeout"])
            self._connection_pools.setdefault(self.alias, new_pool)
        pool: ConnectionPool = self._connection_pools[self.alias]
        return pool

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.execute_wrappers.append(query_count.count_and_execute_statement)

    def get_connection_params(self) -> dict[str, Any]:
        """Return Django's parameters, with `TimestampLoader`."""
        params: dict[str, Any] = super().get_connection_params()
        params["context"] = _add_timestamp_loader(params["context"])
        return params

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """Return a connection of the pool, else a plain one."""
        if self.pool is None:
            return super().get_new_connection(conn_params)
        if "isolation_level" in self.settings_dict["OPTIONS"]:
            raise NotSupportedError("isolation levels by setting are not for pooled connections")
        self.isolation_level = IsolationLevel.READ_COMMITTED
        return self.pool.getconn()

    def fill_pool(self) -> None:
        """Open all connections of the pool, if there is one. Raise psycopg.Error when the server is down."""
        if self.pool is not None:
            self.pool.fill()

    @classmethod
    def get_pool_counts(cls) -> dict[tuple[str, ...], float]:
        """Return how many connections of all pools are `open` and `idle`, and how many threads are `waiting`."""
        totals: dict[tuple[str, ...], float] = {("open",): 0.0, ("idle",): 0.0, ("waiting",): 0.0}
        for pool in list(cls._connection_pools.values()):
            for name, number in pool.get_connection_counts().items():
                totals[name,] += number
        return totals

    def _pooled_connection(self) -> Connection[Any]:
        connection: Connection[Any] = self.Database.connect(**self.get_connection_params(), autocommit=True)
        self._configure_connection(connection)  # type: ignore[attr-defined]
        return connection


@cache
def _add_timestamp_loader(template: AdaptersMap) -> AdaptersMap:
    context = AdaptersMap(template)
    context.register_loader("timestamptz", TimestampLoader)
    return context
