"""Synchronous work of the sockets: a few threads of their own, so that at most so many connections are
held.
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import ParamSpec, TypeVar

from channels.db import database_sync_to_async

THREADS = 4

P = ParamSpec("P")
R = TypeVar("R")

_pool = ThreadPoolExecutor(THREADS, thread_name_prefix="realtime")


async def run_in_thread(function: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
    """Run `function` in one of the threads; its database connection goes back to the pool afterwards."""
    run = database_sync_to_async(function, thread_sensitive=False, executor=_pool)
    result: R = await run(*args, **kwargs)
    return result
