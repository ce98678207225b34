"""How HTTP requests reach Django: each is answered from beginning to end in one thread of a small pool.

Django's own ASGI handler runs the middleware in the event loop and sends what is synchronous, middleware by
middleware, to a thread that it makes for the request. Everything here is synchronous, so one crossing is enough. The
threads live on: nothing is built up per request, and no more requests than threads ask the database.

The threads of one interpreter compute by turns, so requests that begin together all end late. Few are let in at a time
(`Gate`), in the order in which they came; what waits for something holds up nobody.
"""

import asyncio
import contextvars
import gc
import time
from collections import deque
from collections.abc import AsyncIterator, Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import asynccontextmanager
from typing import Any, ParamSpec, TypeVar

from django.core.exceptions import RequestAborted
from django.core.handlers.asgi import ASGIHandler, get_script_prefix
from django.core.handlers.base import BaseHandler
from django.core.signals import request_started
from django.db import close_old_connections
from django.urls import set_script_prefix

from api.bodies import REFUSAL
from apps.core.errors import Unavailable

THREADS = 16
LONGEST_WAIT = 4.0
"""Seconds: who could not begin by then is asked to come back; the work would only make others wait."""
GARBAGE = 20_000
"""New objects between two looks for circular garbage: an answer makes thousands, hardly any of them circular."""

YOUNG = 3
"""How many requests may be young at a time: while one computes, the others ask the database."""
YOUNG_SECONDS = 0.05
"""So long after its beginning a request is taken for one that waits for something."""

P = ParamSpec("P")
R = TypeVar("R")


class Gate:
    """Lets in `width` at a time in the order in which they came; who was let in `seconds` ago no longer counts.

    For one event loop.
    """

    def __init__(self, width: int = YOUNG, seconds: float = YOUNG_SECONDS) -> None:
        self._free, self._seconds = width, seconds
        self._waiting: deque[asyncio.Future[None]] = deque()

    @asynccontextmanager
    async def entered(self) -> AsyncIterator[None]:
        """Waits until it is one's turn; the block is what one came for."""
        loop = asyncio.get_running_loop()
        if self._free:
            self._free -= 1
        else:
            await self._turn(loop)
        counts = True

        def grow_old() -> None:
            nonlocal counts
            if counts:
                counts = False
                self._next()

        ageing = loop.call_later(self._seconds, grow_old)
        try:
            yield
        finally:
            ageing.cancel()
            grow_old()

    async def _turn(self, loop: asyncio.AbstractEventLoop) -> None:
        turn = loop.create_future()
        self._waiting.append(turn)
        try:
            await turn
        except asyncio.CancelledError:
            if turn.done() and not turn.cancelled():
                self._next()
            raise

    def _next(self) -> None:
        while self._waiting:
            turn = self._waiting.popleft()
            if not turn.done():
                turn.set_result(None)
                return
        self._free += 1


class ThreadedHandler(ASGIHandler):
    """Django's ASGI handler with the whole of the work in threads that live as long as the process.

    Whoever found no thread within `longest_wait` seconds is refused. Who left is not served any more: what has not
    begun is not begun, and of a long answer no further piece is made.
    """

    def __init__(self, threads: int = THREADS, longest_wait: float = LONGEST_WAIT) -> None:
        BaseHandler.__init__(self)
        self.load_middleware()
        self._longest_wait = longest_wait
        self._threads = ThreadPoolExecutor(threads, thread_name_prefix="requests")
        self._gate = Gate()
        gc.collect()
        gc.freeze()
        gc.set_threshold(GARBAGE, 20, 20)

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """One request: its body is read here, its answer is made in a thread and sent from here."""
        try:
            body = await self.read_body(receive)
        except RequestAborted:
            return
        left = asyncio.create_task(self._left(scope, receive))
        try:
            response = await self._answer(scope, body, left)
            if response is None:
                return
            if not response.streaming:
                # A cut body is still being read by whoever sends: nobody else may wait for what the client says.
                left.cancel()
                await self.send_response(response, send)
                return
            try:
                await self._send_pieces(response, send, left)
            finally:
                await self._in_thread(response.close)
        finally:
            left.cancel()

    async def _left(self, scope: Any, receive: Any) -> None:
        """Ends when the client has left; never for a refused request, whose body is read on while it is answered."""
        if REFUSAL in scope:
            await asyncio.Event().wait()
        while (await receive())["type"] != "http.disconnect":
            await asyncio.sleep(0)

    async def _answer(self, scope: Any, body: Any, left: asyncio.Task[None]) -> Any:
        """The response, made in a thread; None when the client left before it was begun."""
        context, came = contextvars.copy_context(), time.monotonic()
        loop = asyncio.get_running_loop()
        async with self._gate.entered():
            if left.done():
                body.close()
                return None
            answer = loop.create_future()
            work = self._threads.submit(context.run, self._answered, scope, body, came)
            left.add_done_callback(lambda _left: work.cancel())
            work.add_done_callback(lambda work: _pass_on(loop, work, answer, body))
            return await answer

    def _answered(self, scope: Any, body: Any, came: float) -> Any:
        """The response; a finished one is closed already, so that its connection is back in the pool."""
        try:
            if time.monotonic() - came > self._longest_wait:
                scope = {REFUSAL: Unavailable(retry_after=5), **scope}
            return self._made(scope, body)
        finally:
            body.close()

    def _made(self, scope: Any, body: Any) -> Any:
        set_script_prefix(get_script_prefix(scope))
        request_started.send(sender=type(self), scope=scope)
        request, refusal = self.create_request(scope, body)
        response: Any = self.get_response(request) if request is not None else refusal
        response._handler_class = type(self)
        if response.streaming:
            # The pieces are read by other threads; a connection belongs to this one.
            close_old_connections()
        else:
            response.close()
        return response

    async def _send_pieces(self, response: Any, send: Any, left: asyncio.Task[None]) -> None:
        """Head and pieces of a file, until the client has left; each piece is read in a thread."""
        head = [(name.encode("ascii"), value.encode("latin-1")) for name, value in response.items()]
        head += [
            (b"Set-Cookie", cookie.output(header="").encode("ascii").strip()) for cookie in response.cookies.values()
        ]
        await send({"type": "http.response.start", "status": response.status_code, "headers": head})
        pieces: Iterator[bytes] = iter(response)
        while (piece := await self._in_thread(next, pieces, None)) is not None:
            if left.done():
                return
            await send({"type": "http.response.body", "body": piece, "more_body": True})
        await send({"type": "http.response.body"})

    async def _in_thread(self, function: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        context = contextvars.copy_context()
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._threads, lambda: context.run(function, *args, **kwargs))


def _pass_on(loop: asyncio.AbstractEventLoop, work: Future[Any], answer: asyncio.Future[Any], body: Any) -> None:
    """Have the event loop give `answer` what came of the work: nothing where it was not begun, and nobody else closes
    the body.
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
