"""The thread pool for synchronous work of sockets; it limits their database connections."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import ParamSpec, TypeVar

from channels.db import database_sync_to_async

THREADS = 4

P = ParamSpec("P")
R = TypeVar("R")

_pool = ThreadPoolExecutor(THREADS, thread_name_prefix="realtime")


async def run_in_thread(function: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
    """Run `function` in a thread of the pool; its database connection is returned afterwards."""
    run = database_sync_to_async(function, thread_sensitive=False, executor=_pool)
    result: R = await run(*args, **kwargs)
    return result
