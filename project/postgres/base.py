"""The database backend: Django's own, but dead pooled connections are thrown away together.

After a restart of Postgres every pooled connection is dead. psycopg_pool's own check takes them one by one with a
growing pause between (1 s, 2 s, 4 s …), so a pool of eight kept requests waiting beyond its time-out. Here the first
dead one empties the pool, and the next try gets a new connection.
"""

from time import monotonic
from typing import Any, ClassVar
from weakref import WeakKeyDictionary

from django.db.backends.postgresql import base
from psycopg import Error

TRIES = 3
DRAIN_PAUSE = 1.0


class DatabaseWrapper(base.DatabaseWrapper):
    """See the module's text. Everything else is Django's."""

    _drained_at: ClassVar[WeakKeyDictionary[Any, float]] = WeakKeyDictionary()

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """A connection that answers; the last error when several in a row do not."""
        if not self.pool:
            return super().get_new_connection(conn_params)
        for _ in range(TRIES - 1):
            connection = super().get_new_connection(conn_params)
            try:
                connection.execute("")
            except Error:
                self.pool.putconn(connection)
                self._drain()
            else:
                return connection
        return super().get_new_connection(conn_params)

    def _drain(self) -> None:
        """Replace what waits in the pool, once for all who find a dead connection at the same moment."""
        pool, now = self.pool, monotonic()
        if now - self._drained_at.get(pool, float("-inf")) > DRAIN_PAUSE:
            self._drained_at[pool] = now
            pool.drain()
