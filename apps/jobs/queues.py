"""The Huey queues. A message only wakes a worker; the work is in the job rows.

When Redis is down, the lost wake-up is logged and counted, and the request continues. The sweeper of the scheduler
wakes the queue later.
"""

import heapq
import os
import threading
import time
from collections import Counter
from collections.abc import Callable
from datetime import datetime
from functools import cache, partial
from typing import Any, NamedTuple

import redis
import structlog
from django.conf import settings
from django.db import transaction
from django.utils import timezone
from huey import Huey
from huey.serializer import SignedSerializer
from huey.storage import RedisStorage
from redis.backoff import NoBackoff
from redis.retry import Retry

from apps.core import sealing

log = structlog.get_logger(__name__)

CONNECT_SECONDS = 0.5
ANSWER_SECONDS = 1.5
PAUSE_SECONDS = 5.0
CLOCK_MARGIN_SECONDS = 0.02
"""Added to the due time, so that it has passed on the clock of the database."""
WAITING_MESSAGES_MAX = 32

lost_wake_ups: Counter[str] = Counter()
_away_until = 0.0


class HueyStorage(RedisStorage):  # type: ignore[misc]
    """Huey's Redis storage with our prefix in every key."""

    def __init__(self, name: str, **options: Any) -> None:
        super().__init__(name, clean_name=False, **options)
        self.queue_key = name
        self.schedule_key = f"{name}:schedule"
        self.result_key = f"{name}:results"
        self.counter_key = f"{name}:counters"


def create_redis_pool(url: str) -> redis.ConnectionPool:
    """Return connections that give up soon when Redis is down; one retry for a connection that was cut."""
    return redis.ConnectionPool.from_url(
        url,
        socket_connect_timeout=CONNECT_SECONDS,
        socket_timeout=ANSWER_SECONDS,
        retry=Retry(NoBackoff(), 1, supported_errors=(redis.ConnectionError,)),
        max_connections=1000,
    )


def _create_huey(queue: str) -> Huey:
    secret = sealing.derive_keys("jobs.messages")[0].hex()
    return Huey(
        f"{settings.REDIS_PREFIX}:jobs:{queue}",
        storage_class=HueyStorage,
        serializer=SignedSerializer(secret=secret, salt=queue),
        results=False,
        immediate=False,
        connection_pool=create_redis_pool(settings.REDIS_URL),
    )


_wake_handlers: dict[str, Callable[[], None]] = {}


class _Queue(NamedTuple):
    """A queue's messages, and what sends one."""

    huey: Huey
    send_wake_up: Callable[[], Any]


@cache
def _get_queue(queue: str) -> _Queue:
    """Return a queue, with the settings of its first use: importing this module reads none."""

    def wake_up() -> None:
        _wake_handlers[queue]()

    huey = _create_huey(queue)
    return _Queue(huey, huey.task(name=f"wake_{queue}")(wake_up))


def get_huey(queue: str) -> Huey:
    """Return the messages of a queue."""
    return _get_queue(queue).huey


def set_wake_handler(queue: str, handler: Callable[[], None]) -> None:
    """Set what a wake-up does in this process; call it once, before the consumer starts.

    Each thread of the consumer also calls it at its start: an earlier wake-up may have been lost.
    """
    _wake_handlers[queue] = handler
    get_huey(queue).on_startup(name="look")(handler)


def wake_queue(queue: str, times: int = 1) -> bool:
    """Send `times` wake-ups to a queue. Return False when Redis did not take them (logged and counted).

    After a failure no tries are made for a few seconds, so that requests do not wait for Redis.
    """
    global _away_until
    if time.monotonic() < _away_until:
        lost_wake_ups[queue] += times
        return False
    try:
        for _ in range(times):
            _get_queue(queue).send_wake_up()
    except (redis.RedisError, OSError) as error:
        _away_until = time.monotonic() + PAUSE_SECONDS
        lost_wake_ups[queue] += times
        log.warning("wake-up lost", queue=queue, lost=lost_wake_ups[queue], error=repr(error))
        return False
    return True


class _DelayedWakeUps(threading.Thread):
    """A thread that sends wake-ups later. The sweeper covers those that are lost at the end of the process."""

    def __init__(self) -> None:
        super().__init__(name="alarm", daemon=True)
        self._set: list[tuple[float, str]] = []
        self._change = threading.Condition()

    def add(self, queue: str, seconds: float) -> None:
        """Wake the queue after so many seconds."""
        with self._change:
            heapq.heappush(self._set, (time.monotonic() + seconds, queue))
            self._change.notify()

    def run(self) -> None:
        """Run the thread: wait for the next time and wake its queue."""
        while True:
            queue = self._next()
            if not _is_full(queue):
                wake_queue(queue)

    def _next(self) -> str:
        with self._change:
            while not self._set or self._set[0][0] > time.monotonic():
                self._change.wait(self._set[0][0] - time.monotonic() if self._set else None)
            return heapq.heappop(self._set)[1]


@cache
def _get_delayed_wake_ups(process: int) -> _DelayedWakeUps:
    alarm = _DelayedWakeUps()
    alarm.start()
    return alarm


def wake_queue_later(queue: str, seconds: float) -> None:
    """Send one wake-up in so many seconds, without waiting."""
    _get_delayed_wake_ups(os.getpid()).add(queue, seconds)


def count_unread_wake_ups(queue: str) -> int:
    """Return the number of unread wake-ups. Raise redis.RedisError when Redis is down; when it answers, wake-ups are
    sent again.
    """
    global _away_until
    count = int(get_huey(queue).storage.queue_size())
    _away_until = 0.0
    return count


def _is_full(queue: str) -> bool:
    """Return whether there are enough unread wake-ups."""
    try:
        return time.monotonic() >= _away_until and count_unread_wake_ups(queue) >= WAITING_MESSAGES_MAX
    except (redis.RedisError, OSError):
        return False


def wake_queue_at(queue: str, run_at: datetime) -> None:
    """Wake the queue at `run_at`, after the commit, if that is before the sweeper would find the job."""
    seconds = (run_at - timezone.now()).total_seconds()
    if seconds <= settings.JOB_SWEEP_SECONDS:
        transaction.on_commit(partial(wake_queue_later, queue, max(0.0, seconds) + CLOCK_MARGIN_SECONDS), robust=True)


def wake_queues_after_commit(queues: list[str]) -> None:
    """Flush hook of the unit of work: send one wake-up for each new job, after the commit."""
    for queue, jobs in Counter(queues).items():
        transaction.on_commit(partial(wake_queue, queue, min(jobs, WAITING_MESSAGES_MAX)), robust=True)
