"""Runs heavy requests in threads of their own, so that they slow only each other (`api.lanes`).

They wait in the event loop, where waiting costs no thread and no database connection.
"""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, contextmanager
from typing import NamedTuple

from api.lanes import Lane
from apps.core.errors import TooMany, Unavailable


class _Waiting(NamedTuple):
    person: str
    turn: asyncio.Future[None]


class RequestLane:
    """The threads, the places and the queue of one lane. For one event loop."""

    def __init__(self, lane: Lane) -> None:
        self.threads = ThreadPoolExecutor(lane.threads, thread_name_prefix=lane.name)
        self._lane = lane
        self._places = Counter[str]()
        self._running = Counter[str]()
        self._queue: list[_Waiting] = []

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

        Raise Unavailable when too many wait or the wait is too long.
        """
        if not self._may_run(person):
            await self._wait_for_turn(person)
        else:
            self._running[person] += 1
        try:
            yield
        finally:
            self._end(person)

    def _may_run(self, person: str) -> bool:
        return self._running.total() < self._lane.threads and self._running[person] < self._lane.at_once

    def _end(self, person: str) -> None:
        self._running[person] -= 1
        if not self._running[person]:
            del self._running[person]
        self._admit_next()

    async def _wait_for_turn(self, person: str) -> None:
        if len(self._queue) >= self._lane.waiting:
            raise Unavailable(retry_after=self._lane.retry_after)
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

    def _give_up(self, waiting: _Waiting) -> None:
        if waiting in self._queue:
            self._queue.remove(waiting)
        else:  # its turn had just come
            self._end(waiting.person)

    def _admit_next(self) -> None:
        """Give the free thread to the first who waits and may run."""
        for waiting in self._queue:
            if not waiting.turn.done() and self._may_run(waiting.person):
                self._queue.remove(waiting)
                self._running[waiting.person] += 1
                waiting.turn.set_result(None)
                return
