"""Lua scripts in Redis for checks that every request makes, on one connection for each thread.

The pool, retries and metrics of redis-py 8 cost several times more than the round trip.
"""

import os
import threading
from collections.abc import Sequence
from functools import cache
from hashlib import sha1
from typing import Any

import redis
from redis.backoff import NoBackoff
from redis.exceptions import NoScriptError
from redis.retry import Retry


class RedisScripts:
    """Runs scripts on the Redis at `url`; each thread has its own connection."""

    def __init__(self, url: str, *, timeout: float) -> None:
        pool: Any = redis.ConnectionPool.from_url(
            url, socket_timeout=timeout, socket_connect_timeout=timeout, retry=Retry(NoBackoff(), 0)
        )
        self._kind, self._settings = pool.connection_class, pool.connection_kwargs
        self._mine = threading.local()

    def run(self, script: str, keys: Sequence[str], values: Sequence[str | int] = ()) -> Any:
        """Run the script and return its answer. A broken connection is opened again once.

        Raise redis.RedisError (also redis.TimeoutError) when Redis is down.
        """
        try:
            return self._ask(script, keys, values)
        except redis.ConnectionError:
            return self._ask(script, keys, values)

    def _ask(self, script: str, keys: Sequence[str], values: Sequence[str | int]) -> Any:
        connection = self._connection()
        try:
            try:
                connection.send_command("EVALSHA", _compute_script_hash(script), len(keys), *keys, *values)
                return connection.read_response()
            except NoScriptError:
                connection.send_command("EVAL", script, len(keys), *keys, *values)
                return connection.read_response()
        except redis.ResponseError:
            raise
        except BaseException:
            connection.disconnect()  # an answer that still comes would be taken for the next one's
            raise

    def _connection(self) -> Any:
        if getattr(self._mine, "process", None) != os.getpid():  # a child's parent goes on with its own
            self._mine.connection, self._mine.process = self._kind(**self._settings), os.getpid()
        return self._mine.connection


@cache
def _compute_script_hash(script: str) -> str:
    return sha1(script.encode(), usedforsecurity=False).hexdigest()
