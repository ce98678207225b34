"""Runs heavy requests in threads of their own, so that they slow only each other (`api.lanes`).

They wait in the event loop, where waiting costs no thread and no database connection. A free thread goes to the person
who has used the lane least of late, so those who send much wait for those who send little.
"""

import asyncio
import time
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, contextmanager
from typing import NamedTuple

from api.lanes import Lane
from apps.core.errors import TooMany, Unavailable

HALF_LIFE_SECONDS = 10.0
"""After so long, half of what a person has used of a lane is forgotten."""
FORGOTTEN_SECONDS = 0.001
"""Who has used less than this counts as new."""


class _Waiting(NamedTuple):
    person: str
    turn: asyncio.Future[None]


class _Use:
    """Seconds that each person has lately held a thread of the lane."""

    def __init__(self) -> None:
        self._seconds: dict[str, float] = {}
        self._at = time.monotonic()

    def add(self, person: str, seconds: float) -> None:
        """Add to what a person has used, after the past has faded."""
        now = time.monotonic()
        left = 0.5 ** ((now - self._at) / HALF_LIFE_SECONDS)
        self._at = now
        faded = {name: used * left for name, used in self._seconds.items()}
        self._seconds = {name: used for name, used in faded.items() if used >= FORGOTTEN_SECONDS}
        self._seconds[person] = self._seconds.get(person, 0.0) + seconds

    def get(self, person: str) -> float:
        """Return what a person has used, for comparison with others at the same moment."""
        return self._seconds.get(person, 0.0)


class RequestLane:
    """The threads, the places and the queue of one lane. For one event loop."""

    def __init__(self, lane: Lane) -> None:
        self.threads = ThreadPoolExecutor(lane.threads, thread_name_prefix=lane.name)
        self._lane = lane
        self._places = Counter[str]()
        self._running = Counter[str]()
        self._queue: list[_Waiting] = []
        self._use = _Use()

    @contextmanager
    def hold_place(self, person: str) -> Iterator[None]:
        """Hold one of the person's places. Raise TooMany when all of them are taken."""
        if self._places[person] >= self._lane.places:
            raise TooMany(retry_after=self._lane.retry_after)
        self._places[person] += 1
        try:
            yield
        finally:
            self._places[person] -= 1
            if not self._places[person]:
                del self._places[person]

    @asynccontextmanager
    async def run(self, person: str) -> AsyncIterator[None]:
        """Wait until a thread is free and few enough requests of this person run, then run the block.

        Raise Unavailable when the wait is too long, or when too many wait and nobody of them has used the lane more.
        """
        if not self._may_run(person):
            await self._wait_for_turn(person)
        else:
            self._running[person] += 1
        began = time.monotonic()
        try:
            yield
        finally:
            self._use.add(person, time.monotonic() - began)
            self._end(person)

    def _may_run(self, person: str) -> bool:
        most = max(map(self._use.get, self._running), default=0.0)
        spare = self._lane.spare if 2 * self._use.get(person) > most else 0
        return self._running.total() < self._lane.threads - spare and self._running[person] < self._lane.at_once

    def _end(self, person: str) -> None:
        self._running[person] -= 1
        if not self._running[person]:
            del self._running[person]
        self._admit_next()

    async def _wait_for_turn(self, person: str) -> None:
        if len(self._queue) >= self._lane.waiting:
            self._make_room(person)
        waiting = _Waiting(person, asyncio.get_running_loop().create_future())
        self._queue.append(waiting)
        try:
            async with asyncio.timeout(self._lane.seconds):
                await waiting.turn
        except (TimeoutError, asyncio.CancelledError) as error:
            self._give_up(waiting)
            if isinstance(error, TimeoutError):
                raise Unavailable(retry_after=self._lane.retry_after) from error
            raise

    def _make_room(self, person: str) -> None:
        """Refuse the newest request of who has used the lane most, or this one."""
        waiting = [one for one in reversed(self._queue) if not one.turn.done()]
        most = max(waiting, key=lambda one: self._use.get(one.person), default=None)
        if most is None or self._use.get(most.person) <= self._use.get(person):
            raise Unavailable(retry_after=self._lane.retry_after)
        self._queue.remove(most)
        most.turn.set_exception(Unavailable(retry_after=self._lane.retry_after))

    def _give_up(self, waiting: _Waiting) -> None:
        if waiting in self._queue:
            self._queue.remove(waiting)
        elif waiting.turn.exception() is None:  # its turn had just come
            self._end(waiting.person)

    def _admit_next(self) -> None:
        """Give the free thread to who may run and has used the lane least; of equals, to the first who came."""
        ready = [waiting for waiting in self._queue if not waiting.turn.done() and self._may_run(waiting.person)]
        if not ready:
            return
        waiting = min(ready, key=lambda one: self._use.get(one.person))
        self._queue.remove(waiting)
        self._running[waiting.person] += 1
        waiting.turn.set_result(None)
