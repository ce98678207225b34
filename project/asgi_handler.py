"""The ASGI handler: each HTTP request is answered in one thread of a small pool.

Django's own handler switches between the event loop and a new thread for each request and for each synchronous
middleware. All our code is synchronous, so one switch is enough. The threads are reused, and no more requests than
threads use the database.

Python runs one thread at a time, so requests that start together all end late. `RequestGate` lets few start at a time,
in the order of arrival; a request that waits for the database or a lock does not block the next.

Heavy requests have threads of their own (`project.request_lanes`).
"""

import asyncio
import contextvars
import gc
import time
from collections import deque
from collections.abc import AsyncIterator, Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, asynccontextmanager
from typing import Any, ParamSpec, TypeVar

from django.core.exceptions import RequestAborted
from django.core.handlers.asgi import ASGIHandler, get_script_prefix
from django.core.handlers.base import BaseHandler
from django.core.signals import request_started
from django.db import close_old_connections
from django.urls import set_script_prefix

from api.body_limits import REFUSAL_KEY
from api.lanes import LANES, Lane
from apps.core.errors import DomainError, Unavailable
from project.request_lanes import RequestLane

THREADS = 16
MAX_WAIT_SECONDS = 4.0
"""Seconds: a request that found no thread by then is answered with 503 and `Retry-After`."""
GC_THRESHOLD = 20_000
"""Allocations between two runs of the garbage collector: an answer creates thousands of objects, few in cycles."""

MAX_STARTING = 3
"""How many requests may be starting at a time: while one computes, the others wait for the database."""
STARTING_SECONDS = 0.05
"""Seconds after its start at which a request no longer counts as starting."""

FindLane = Callable[[Any], tuple[Lane, str] | None]
P = ParamSpec("P")
R = TypeVar("R")


def leave_loaded_objects_out_of_collections() -> None:
    """Let the garbage collector look only at what is created from now on, and less often."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(GC_THRESHOLD, 20, 20)


class RequestGate:
    """Lets `width` requests start at a time, in the order of arrival. After `seconds` a request no longer counts.

    For one event loop.
    """

    def __init__(self, width: int = MAX_STARTING, seconds: float = STARTING_SECONDS) -> None:
        self._free, self._seconds = width, seconds
        self._waiting: deque[asyncio.Future[None]] = deque()

    @asynccontextmanager
    async def enter(self) -> AsyncIterator[None]:
        """Wait for a free place, then run the block."""
        loop = asyncio.get_running_loop()
        if self._free:
            self._free -= 1
        else:
            await self._wait_for_turn(loop)
        counts = True

        def grow_old() -> None:
            nonlocal counts
            if counts:
                counts = False
                self._admit_next()

        ageing = loop.call_later(self._seconds, grow_old)
        try:
            yield
        finally:
            ageing.cancel()
            grow_old()

    async def _wait_for_turn(self, loop: asyncio.AbstractEventLoop) -> None:
        turn = loop.create_future()
        self._waiting.append(turn)
        try:
            await turn
        except asyncio.CancelledError:
            if turn.done() and not turn.cancelled():
                self._admit_next()
            raise

    def _admit_next(self) -> None:
        while self._waiting:
            turn = self._waiting.popleft()
            if not turn.done():
                turn.set_result(None)
                return
        self._free += 1


class ThreadedHandler(ASGIHandler):
    """Django's ASGI handler with a fixed pool of threads.

    A request that finds no thread within `longest_wait` seconds is refused with 503. When the client disconnects, a
    request that has not started is dropped, and a streamed answer ends. `find_lane` names the lane and the person of a
    heavy request (`api.lane_rules`); without it all requests share the threads.
    """

    def __init__(
        self, threads: int = THREADS, longest_wait: float = MAX_WAIT_SECONDS, *, find_lane: FindLane | None = None
    ) -> None:
        BaseHandler.__init__(self)
        self.load_middleware()
        self._longest_wait = longest_wait
        self._find_lane = find_lane
        self._lanes = {lane: RequestLane(lane) for lane in LANES} if find_lane else {}
        self._threads = ThreadPoolExecutor(threads, thread_name_prefix="requests")
        self._gate = RequestGate()
        leave_loaded_objects_out_of_collections()

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Handle one request: read the body, get the response in a thread, send it."""
        with ExitStack() as place:
            await self._handle(scope, receive, send, self._take_place(scope, place))

    def _take_place(self, scope: Any, place: ExitStack) -> tuple[RequestLane, str] | None:
        """Return the lane and the person of a heavy request. Refuse it, before its body is read, when the person has no
        place left.
        """
        found = self._find_lane(scope) if self._find_lane and REFUSAL_KEY not in scope else None
        if found is None:
            return None
        lane, person = self._lanes[found[0]], found[1]
        try:
            place.enter_context(lane.hold_place(person))
        except DomainError as error:
            scope[REFUSAL_KEY] = error
            return None
        return lane, person

    async def _handle(self, scope: Any, receive: Any, send: Any, place: tuple[RequestLane, str] | None) -> None:
        try:
            body = await self.read_body(receive)
        except RequestAborted:
            return
        left = asyncio.create_task(self._wait_for_disconnect(scope, receive))
        try:
            response = await self._get_response_in_turn(scope, body, left, place)
            if response is None:
                return
            if not response.streaming:
                # BodyLimit still reads a refused body: only one coroutine may call `receive`.
                left.cancel()
                await self.send_response(response, send)
                return
            try:
                await self._send_stream(response, send, left)
            finally:
                await self._run_in_thread(response.close)
        finally:
            left.cancel()

    async def _wait_for_disconnect(self, scope: Any, receive: Any) -> None:
        """Return when the client disconnects. Never for a refused request: BodyLimit reads its body."""
        if REFUSAL_KEY in scope:
            await asyncio.Event().wait()
        while (await receive())["type"] != "http.disconnect":
            await asyncio.sleep(0)

    async def _get_response_in_turn(
        self, scope: Any, body: Any, left: asyncio.Task[None], place: tuple[RequestLane, str] | None
    ) -> Any:
        """Return the response, made in a thread of the lane; None when the client left before it started."""
        came = time.monotonic()
        if place is not None:
            lane, person = place
            try:
                async with lane.run(person):
                    return await self._get_response_in_thread(lane.threads, scope, body, left, time.monotonic())
            except DomainError as error:
                scope = {**scope, REFUSAL_KEY: error}
        async with self._gate.enter():
            return await self._get_response_in_thread(self._threads, scope, body, left, came)

    async def _get_response_in_thread(
        self, threads: ThreadPoolExecutor, scope: Any, body: Any, left: asyncio.Task[None], came: float
    ) -> Any:
        if left.done():
            body.close()
            return None
        loop = asyncio.get_running_loop()
        answer = loop.create_future()
        work = threads.submit(contextvars.copy_context().run, self._respond, scope, body, came)
        left.add_done_callback(lambda _left: work.cancel())
        work.add_done_callback(lambda work: _deliver_result(loop, work, answer, body))
        return await answer

    def _respond(self, scope: Any, body: Any, came: float) -> Any:
        """Return the response; 503 when it waited too long. A complete one is closed: its connection is released."""
        try:
            if time.monotonic() - came > self._longest_wait:
                scope = {REFUSAL_KEY: Unavailable(retry_after=5), **scope}
            return self._make_response(scope, body)
        finally:
            body.close()

    def _make_response(self, scope: Any, body: Any) -> Any:
        set_script_prefix(get_script_prefix(scope))
        request_started.send(sender=type(self), scope=scope)
        request, refusal = self.create_request(scope, body)
        response: Any = self.get_response(request) if request is not None else refusal
        response._handler_class = type(self)
        if response.streaming:
            # Other threads read the stream; the database connection belongs to this thread.
            close_old_connections()
        else:
            response.close()
        return response

    async def _send_stream(self, response: Any, send: Any, left: asyncio.Task[None]) -> None:
        """Send headers and parts of a streamed response until the client disconnects; read each part in a thread."""
        head = [(name.encode("ascii"), value.encode("latin-1")) for name, value in response.items()]
        head += [
            (b"Set-Cookie", cookie.output(header="").encode("ascii").strip()) for cookie in response.cookies.values()
        ]
        await send({"type": "http.response.start", "status": response.status_code, "headers": head})
        pieces: Iterator[bytes] = iter(response)
        while (piece := await self._run_in_thread(next, pieces, None)) is not None:
            if left.done():
                return
            await send({"type": "http.response.body", "body": piece, "more_body": True})
        await send({"type": "http.response.body"})

    async def _run_in_thread(self, function: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        context = contextvars.copy_context()
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._threads, lambda: context.run(function, *args, **kwargs))


def _deliver_result(loop: asyncio.AbstractEventLoop, work: Future[Any], answer: asyncio.Future[Any], body: Any) -> None:
    """Set the result or the exception of `work` on `answer`, in the event loop.

    Work that was cancelled before its start gives None, and its body is closed here.
    """
    if work.cancelled():
        body.close()

    def give() -> None:
        if answer.done():
            return
        if work.cancelled():
            answer.set_result(None)
        elif (error := work.exception()) is not None:
            answer.set_exception(error)
        else:
            answer.set_result(work.result())

    if not loop.is_closed():
        loop.call_soon_threadsafe(give)
