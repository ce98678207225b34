"""A network between clients and a server that can be cut, frozen and mended: a TCP proxy on a port of its own."""

import asyncio
import contextlib
import threading
from collections.abc import Coroutine
from typing import Any, TypeVar

T = TypeVar("T")
CHUNK = 65_536


class FaultyNetwork:
    """`url` is where clients go; `upstream` is the server's port and may change.

    `cut()` ends every connection and refuses new ones, `freeze()` passes nothing on and ends nothing, `mend()` ends
    both. `lose_answer(marker)` cuts as soon as the server begins to answer a request in which `marker` stands, and the
    answer is lost; `lost` is set then.
    """

    def __init__(self, upstream: int) -> None:
        self.upstream = upstream
        self.lost = threading.Event()
        self.cuts = 0
        self._marker = b""
        self._open: set[asyncio.StreamWriter] = set()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        self.port = 0
        self._flows = self._do(_event())
        self._do(self._listen())
        self.url = f"http://127.0.0.1:{self.port}"

    def cut(self) -> None:
        self._do(self._cut())

    def freeze(self) -> None:
        self._loop.call_soon_threadsafe(self._flows.clear)

    def mend(self) -> None:
        self._loop.call_soon_threadsafe(self._flows.set)
        self._do(self._listen())

    def lose_answer(self, marker: bytes) -> None:
        self.lost.clear()
        self._marker = marker

    def close(self) -> None:
        self._do(self._cut())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(60)

    def _do(self, work: Coroutine[Any, Any, T]) -> T:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(60)

    async def _listen(self) -> None:
        if self.port and self._server.is_serving():
            return
        self._server = await asyncio.start_server(self._meet, "127.0.0.1", self.port)
        self.port = self._server.sockets[0].getsockname()[1]

    async def _cut(self) -> None:
        self.cuts += 1
        self._server.close()
        for writer in list(self._open):
            writer.transport.abort()

    async def _meet(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One client's connection, until either side ends it."""
        marked = asyncio.Event()
        self._open.add(writer)
        with contextlib.suppress(OSError):
            there, server = await asyncio.open_connection("127.0.0.1", self.upstream)
            self._open.add(server)
            ways = [self._pass(reader, server, marked, asks=True), self._pass(there, writer, marked, asks=False)]
            await asyncio.wait([asyncio.create_task(way) for way in ways], return_when=asyncio.FIRST_COMPLETED)
            server.close()
            self._open.discard(server)
        writer.close()
        self._open.discard(writer)

    async def _pass(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, marked: asyncio.Event, *, asks: bool
    ) -> None:
        with contextlib.suppress(OSError):
            while chunk := await reader.read(CHUNK):
                await self._flows.wait()
                if asks and self._marker and self._marker in chunk:
                    self._marker = b""
                    marked.set()
                if not asks and marked.is_set():
                    await self._cut()
                    self.lost.set()
                    return
                writer.write(chunk)
                await writer.drain()


async def _event() -> asyncio.Event:
    event = asyncio.Event()
    event.set()
    return event
