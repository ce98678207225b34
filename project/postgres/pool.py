"""Connections that are kept between requests.

A connection is made by the thread that needs it, when none rests: a server that is away is found out at once instead
of after a wait, and one that is back is used by the next request. (psycopg_pool makes them in the background, and its
pauses between tries grow while the server is away.) Never more than `size` at a time.
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
"""So old a connection is made anew: the server's memory of it grows."""
REST_SECONDS = 600.0
"""So long unused, one is closed."""


class Pool:
    """At most `size` connections; `connect` makes one. PoolTimeout for who gets none in `timeout` seconds."""

    close_returns = False

    def __init__(self, connect: Callable[[], Connection[Any]], *, size: int, timeout: float) -> None:
        self._connect, self._size, self._timeout = connect, size, timeout
        self._places = BoundedSemaphore(size)
        self._resting: deque[tuple[Connection[Any], float]] = deque()
        self._made: dict[Connection[Any], float] = {}
        self._lock = Lock()
        self._waiting = 0

    def getconn(self) -> Connection[Any]:
        """One that the server has not hung up on; the error of the try when no connection can be made."""
        if not self._places.acquire(blocking=False) and not self._waited():
            raise PoolTimeout(f"no connection was free within {self._timeout:g} s")
        try:
            return self._rested() or self._new()
        except BaseException:
            self._places.release()
            raise

    def putconn(self, connection: Connection[Any]) -> None:
        """Take one back: at rest it is kept, in a transaction it is rolled back first, a broken one goes."""
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
        """Make all that are missing, before anybody asks for one; the error of a try that fails."""
        while len(self._made) < self._size and self._places.acquire(blocking=False):
            try:
                self._resting.appendleft((self._new(), monotonic()))
            finally:
                self._places.release()

    def close(self) -> None:
        """Hang up on all that rest."""
        while (connection := self._last()) is not None:
            self._forget(connection)

    def states(self) -> dict[str, int]:
        """How many connections are `open`, how many of those are `idle`, and how many threads are `waiting` for one."""
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
        """Close what has been resting for long: the last one taken is the first to be used again."""
        with self._lock, suppress(IndexError):  # taken by another thread meanwhile
            while self._resting and now - self._resting[0][1] > REST_SECONDS:
                self._forget(self._resting.popleft()[0])


def _cleaned(connection: Connection[Any]) -> bool:
    """Whether it is at rest, after a rollback where one is needed."""
    status = connection.pgconn.transaction_status
    if status in (TransactionStatus.INTRANS, TransactionStatus.INERROR):
        try:
            connection.rollback()
        except Error:
            return False
        status = connection.pgconn.transaction_status
    return status == TransactionStatus.IDLE


def _ended(connection: Connection[Any]) -> bool:
    """Whether the server has hung up: on a connection that rests there is nothing to read, so only one that can be
    read is asked.
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
