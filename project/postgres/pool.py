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

LIFE_SECONDS = 3600.0
"""A connection older than this is replaced: the server's memory for it grows."""
REST_SECONDS = 600.0
"""A connection unused for longer than this is closed."""


class Pool:
    """At most `size` connections, opened by `connect`. PoolTimeout when none is free within `timeout` seconds."""

    close_returns = False

    def __init__(self, connect: Callable[[], Connection[Any]], *, size: int, timeout: float) -> None:
        self._connect, self._size, self._timeout = connect, size, timeout
        self._places = BoundedSemaphore(size)
        self._resting: deque[tuple[Connection[Any], float]] = deque()
        self._made: dict[Connection[Any], float] = {}
        self._lock = Lock()
        self._waiting = 0

    def getconn(self) -> Connection[Any]:
        """Return a connection that is still open on the server. Raise psycopg's error when none can be opened."""
        if not self._places.acquire(blocking=False) and not self._waited():
            raise PoolTimeout(f"no connection was free within {self._timeout:g} s")
        try:
            return self._rested() or self._new()
        except BaseException:
            self._places.release()
            raise

    def putconn(self, connection: Connection[Any]) -> None:
        """Take a connection back: an open transaction is rolled back, a broken connection is closed."""
        try:
            now = monotonic()
            if _cleaned(connection) and now - self._made.get(connection, 0.0) < LIFE_SECONDS:
                self._resting.append((connection, now))
            else:
                self._forget(connection)
            self._trim(now)
        finally:
            self._places.release()

    def fill(self) -> None:
        """Open connections up to `size`, before the first request. Raise psycopg's error when one fails."""
        while len(self._made) < self._size and self._places.acquire(blocking=False):
            try:
                self._resting.appendleft((self._new(), monotonic()))
            finally:
                self._places.release()

    def close(self) -> None:
        """Close all idle connections."""
        while (connection := self._last()) is not None:
            self._forget(connection)

    def states(self) -> dict[str, int]:
        """Return how many connections are `open`, how many of them `idle`, and how many threads are `waiting`."""
        return {"open": len(self._made), "idle": len(self._resting), "waiting": self._waiting}

    def _waited(self) -> bool:
        with self._lock:
            self._waiting += 1
        try:
            return self._places.acquire(timeout=self._timeout)
        finally:
            with self._lock:
                self._waiting -= 1

    def _rested(self) -> Connection[Any] | None:
        while (connection := self._last()) is not None:
            if not _ended(connection):
                return connection
            self._forget(connection)
        return None

    def _last(self) -> Connection[Any] | None:
        try:
            return self._resting.pop()[0]
        except IndexError:
            return None

    def _new(self) -> Connection[Any]:
        connection = self._connect()
        connection._pool = self  # type: ignore[assignment]  # where Django looks for it
        self._made[connection] = monotonic()
        return connection

    def _forget(self, connection: Connection[Any]) -> None:
        self._made.pop(connection, None)
        connection.close()

    def _trim(self, now: float) -> None:
        """Close connections that were idle for long. The newest idle one is used first, so old ones are on the left."""
        with self._lock, suppress(IndexError):  # taken by another thread meanwhile
            while self._resting and now - self._resting[0][1] > REST_SECONDS:
                self._forget(self._resting.popleft()[0])


def _cleaned(connection: Connection[Any]) -> bool:
    """Roll back an open transaction. Return whether the connection is idle and can be used again."""
    status = connection.pgconn.transaction_status
    if status in (TransactionStatus.INTRANS, TransactionStatus.INERROR):
        try:
            connection.rollback()
        except Error:
            return False
        status = connection.pgconn.transaction_status
    return status == TransactionStatus.IDLE


def _ended(connection: Connection[Any]) -> bool:
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
