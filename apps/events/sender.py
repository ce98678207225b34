"""Send from synchronous code to the channel layer, with one event-loop thread for each process.

`async_to_sync(group_send)` would create a new loop and a new Redis connection for each call. Sending never waits and
never raises. A lost message loses no stored event: web processes look for new rows every 5 s. A group here is one of
the channel layer, not a group of pupils.
"""

import asyncio
import atexit
import os
import threading
from collections import Counter
from typing import Any

import structlog
from channels.layers import get_channel_layer

SEND_SECONDS = 0.5
"""Timeout of one send."""
MAX_WAITING = 1000
"""Messages that may wait in the queue; further ones are dropped."""
EXIT_SECONDS = 1.0
"""How long a process that ends waits for its queue."""

counters: Counter[str] = Counter()
"""Messages of this process: `sent`, `failed` (error or timeout), `dropped` (queue full, or cleared after a timeout)."""

_log = structlog.get_logger(__name__)
_lock = threading.Lock()
_loop: asyncio.AbstractEventLoop | None = None
_queue: "asyncio.Queue[tuple[str, dict[str, Any]]] | None" = None


def queue_channel_message(group: str, message: dict[str, Any]) -> None:
    """Queue `message` (JSON types only) for a group of the channel layer and return at once.

    Messages are sent in the order of calls. A failure is only logged and counted in `counters`.
    """
    loop = _get_loop()
    loop.call_soon_threadsafe(_enqueue, group, message)


def wait_until_sent(seconds: float = EXIT_SECONDS) -> None:
    """Wait at most `seconds` until each queued message is sent, failed or dropped. Runs when the process ends."""
    if _loop is None or _queue is None:
        return
    queue = _queue
    future = asyncio.run_coroutine_threadsafe(queue.join(), _loop)
    try:
        future.result(seconds)
    except TimeoutError:
        future.cancel()


def _get_loop() -> asyncio.AbstractEventLoop:
    global _loop, _queue
    with _lock:
        if _loop is None:
            _loop, _queue = asyncio.new_event_loop(), asyncio.Queue(MAX_WAITING)
            threading.Thread(target=_run, args=(_loop, _queue), name="realtime-sender", daemon=True).start()
        return _loop


def _run(loop: asyncio.AbstractEventLoop, queue: "asyncio.Queue[tuple[str, dict[str, Any]]]") -> None:
    asyncio.set_event_loop(loop)
    loop.run_until_complete(_send_queued(queue))


def _enqueue(group: str, message: dict[str, Any]) -> None:
    assert _queue is not None
    try:
        _queue.put_nowait((group, message))
    except asyncio.QueueFull:
        counters["dropped"] += 1


async def _send_queued(queue: "asyncio.Queue[tuple[str, dict[str, Any]]]") -> None:
    while True:
        group, message = await queue.get()
        try:
            async with asyncio.timeout(SEND_SECONDS):
                await get_channel_layer().group_send(group, message)
            counters["sent"] += 1
        except Exception as error:
            counters["failed"] += 1
            if isinstance(error, TimeoutError):
                _drop_waiting(queue)
            _log.warning("hint_lost", group=group, error=repr(error), failed=counters["failed"])
        finally:
            queue.task_done()


def _drop_waiting(queue: "asyncio.Queue[tuple[str, dict[str, Any]]]") -> None:
    """Drop all queued messages after a timeout: with a channel layer that hangs, each would take SEND_SECONDS more."""
    while not queue.empty():
        queue.get_nowait()
        queue.task_done()
        counters["dropped"] += 1


def _forget_after_fork() -> None:
    """Reset this module in a forked process: it has the parent's variables, but not the parent's thread."""
    global _lock, _loop, _queue
    _lock, _loop, _queue = threading.Lock(), None, None
    counters.clear()


os.register_at_fork(after_in_child=_forget_after_fork)
atexit.register(wait_until_sent)
