"""A pool of database connections.

The thread that needs a connection opens it when none is idle. So a server that is down is noticed at once, and the next
request uses it when it is back. (psycopg_pool opens connections in the background, with growing pauses between tries.)
"""

import select
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from threading import BoundedSemaphore, Lock
from time import monotonic
from typing import Any

from psycopg import Connection, Error
from psycopg.pq import TransactionStatus
from psycopg_pool import PoolTimeout

MAX_LIFETIME_SECONDS = 3600.0
"""A connection older than this is replaced: the server's memory for it grows."""
MAX_IDLE_SECONDS = 600.0
"""A connection unused for longer than this is closed."""


class ConnectionPool:
    """At most `size` connections, opened by `connect`. PoolTimeout when none is free within `timeout` seconds."""

    close_returns = False

    def __init__(self, connect: Callable[[], Connection[Any]], *, size: int, timeout: float) -> None:
        self._connect, self._size, self._timeout = connect, size, timeout
        self._free_slots = BoundedSemaphore(size)
        self._idle: deque[tuple[Connection[Any], float]] = deque()
        self._created_at: dict[Connection[Any], float] = {}
        self._lock = Lock()
        self._waiting = 0

    def getconn(self) -> Connection[Any]:
        """Return a connection that is still open on the server. Raise psycopg's error when none can be opened."""
        if not self._free_slots.acquire(blocking=False) and not self._wait_for_slot():
            raise PoolTimeout(f"no connection was free within {self._timeout:g} s")
        try:
            return self._take_idle_connection() or self._open_connection()
        except BaseException:
            self._free_slots.release()
            raise

    def putconn(self, connection: Connection[Any]) -> None:
        """Take a connection back: an open transaction is rolled back, a broken connection is closed."""
        try:
            now = monotonic()
            if _roll_back_to_idle(connection) and now - self._created_at.get(connection, 0.0) < MAX_LIFETIME_SECONDS:
                self._idle.append((connection, now))
            else:
                self._close_connection(connection)
            self._close_long_idle(now)
        finally:
            self._free_slots.release()

    def fill(self) -> None:
        """Open connections up to `size`, before the first request. Raise psycopg's error when one fails."""
        while len(self._created_at) < self._size and self._free_slots.acquire(blocking=False):
            try:
                self._idle.appendleft((self._open_connection(), monotonic()))
            finally:
                self._free_slots.release()

    def close(self) -> None:
        """Close all idle connections."""
        while (connection := self._pop_idle_connection()) is not None:
            self._close_connection(connection)

    def get_connection_counts(self) -> dict[str, int]:
        """Return how many connections are `open`, how many of them `idle`, and how many threads are `waiting`."""
        return {"open": len(self._created_at), "idle": len(self._idle), "waiting": self._waiting}

    def _wait_for_slot(self) -> bool:
        with self._lock:
            self._waiting += 1
        try:
            return self._free_slots.acquire(timeout=self._timeout)
        finally:
            with self._lock:
                self._waiting -= 1

    def _take_idle_connection(self) -> Connection[Any] | None:
        while (connection := self._pop_idle_connection()) is not None:
            if not _is_closed_by_server(connection):
                return connection
            self._close_connection(connection)
        return None

    def _pop_idle_connection(self) -> Connection[Any] | None:
        try:
            return self._idle.pop()[0]
        except IndexError:
            return None

    def _open_connection(self) -> Connection[Any]:
        connection = self._connect()
        connection._pool = self  # type: ignore[assignment]  # where Django looks for it
        self._created_at[connection] = monotonic()
        return connection

    def _close_connection(self, connection: Connection[Any]) -> None:
        self._created_at.pop(connection, None)
        connection.close()

    def _close_long_idle(self, now: float) -> None:
        """Close connections that were idle for long. The newest idle one is used first, so old ones are on the left."""
        with self._lock, suppress(IndexError):  # taken by another thread meanwhile
            while self._idle and now - self._idle[0][1] > MAX_IDLE_SECONDS:
                self._close_connection(self._idle.popleft()[0])


def _roll_back_to_idle(connection: Connection[Any]) -> bool:
    """Roll back an open transaction. Return whether the connection is idle and can be used again."""
    status = connection.pgconn.transaction_status
    if status in (TransactionStatus.INTRANS, TransactionStatus.INERROR):
        try:
            connection.rollback()
        except Error:
            return False
        status = connection.pgconn.transaction_status
    return status == TransactionStatus.IDLE


def _is_closed_by_server(connection: Connection[Any]) -> bool:
    """Return whether the server has closed the connection.

    An idle connection has nothing to read, so only one with data waiting is tested with a query.
    """
    if connection.closed:
        return True
    waiting = select.poll()
    waiting.register(connection.fileno(), select.POLLIN)
    if waiting.poll(0):
        try:
            connection.execute("")
        except Error:
            return True
    return False
