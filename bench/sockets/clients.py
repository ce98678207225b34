"""Many sockets on one stream in a separate process, controlled by JSON lines: `python -m bench.sockets.clients`.

Each socket keeps the number of its last event and reconnects with a new ticket and `after`; with `batch` it asks for
batched frames. Doubled, unordered and lost events are counted, in how many orders they came, and the latency of each
event by the time that it carries (CLOCK_MONOTONIC). A message of chat carries a number in place of the time.
"""

import asyncio
import json
import random
import resource
import sys
import time
import zlib
from array import array
from collections import Counter, defaultdict
from contextlib import suppress
from typing import Any

import orjson

from bench.sockets.websocket_client import WebSocketClient, connect_websocket

MAX_CONNECTING = 40
"""Sockets that connect at the same time."""
MAX_PAUSE = 2.0


class ClientPool:
    """All sockets and their shared counts."""

    def __init__(self, *, url: str, stream: str, tickets: list[list[str]], batch: bool = False) -> None:
        self.url, self.stream, self.tickets, self.batch = url, stream, tickets, batch
        self.members: list[PoolClient] = []
        self.counts: Counter[str] = Counter()
        self.delays: list[int] = []
        self.arrivals: defaultdict[int, array[int]] = defaultdict(lambda: array("q"))
        self.door = asyncio.Semaphore(MAX_CONNECTING)

    async def grow(self, count: int) -> None:
        """Open sockets until there are so many that listen."""
        new = [PoolClient(self, number) for number in range(len(self.members), count)]
        self.members += new
        await asyncio.gather(*(member.connect() for member in new))

    async def wait_until_all_at(self, seq: int, seconds: float) -> bool:
        """Return whether every socket reaches this number in time."""
        ends = time.monotonic() + seconds
        while time.monotonic() < ends:
            if all(member.seq >= seq for member in self.members):
                return True
            await asyncio.sleep(0.05)
        return False

    def cut_connections(self, count: int) -> None:
        """Cut some connections."""
        for member in random.sample(self.members, count):
            if member.wire is not None:
                member.wire.abort()

    def report(self, seq: int) -> dict[str, Any]:
        """Return the counts since the last report; `lost`: events up to `seq` that a socket did not get."""
        late = sum(max(0, seq - member.seq) for member in self.members)
        report = {**get_latency(self.delays), **self.counts}
        report["lost"] = late + self.counts["skipped"]
        report["orders"] = len({member.order for member in self.members})
        self.delays, self.counts = [], Counter()
        return report

    def report_messages(self, began: list[int]) -> dict[str, Any]:
        """Return how long messages of chat took to the sockets since `began`: nanoseconds by the message's number."""
        return get_latency([at - began[number] for number, found in self.arrivals.items() for at in found])


def get_latency(nanoseconds: list[int]) -> dict[str, Any]:
    """Return percentiles and the worst of these times, in ms, and how many there are."""
    times = sorted(nanoseconds)
    percentiles = {f"p{share}": times[len(times) * share // 100] / 1e6 if times else None for share in (50, 95, 99)}
    return {**percentiles, "worst": times[-1] / 1e6 if times else None, "samples": len(times)}


class PoolClient:
    """One socket of the pool over all its connections, always of the same user."""

    def __init__(self, crowd: ClientPool, number: int) -> None:
        self.crowd = crowd
        self.tickets = crowd.tickets[number % len(crowd.tickets)]
        self.wire: WebSocketClient | None = None
        self.seq = -1
        self.order = 0
        self.listens = asyncio.Event()
        self._settled = asyncio.Event()
        self.pause = 0.05
        self._connecting: asyncio.Task[None] | None = None

    def connect(self) -> asyncio.Task[None]:
        """Connect until it listens."""
        self._connecting = asyncio.create_task(self._connect())
        return self._connecting

    async def _connect(self) -> None:
        while not self.listens.is_set():
            async with self.crowd.door:
                with suppress(OSError, TimeoutError):
                    self._settled.clear()
                    self.wire = await connect_websocket(self.crowd.url, self._on_open, self._on_message, self._on_close)
                    await asyncio.wait_for(self._settled.wait(), 20)
                if self.listens.is_set():
                    self.pause = 0.05
                    return
                if self.wire is not None:
                    self.wire.abort()
            await asyncio.sleep(self.pause * (0.5 + random.random()))
            self.pause = min(MAX_PAUSE, 2 * self.pause)

    def _on_open(self, wire: WebSocketClient) -> None:
        self.wire = wire
        self._send(type="hello", id=1, ticket=self.tickets.pop())

    def _on_message(self, text: bytes) -> None:
        frame = orjson.loads(text)
        kind = frame["type"]
        if frame.get("stream") == self.crowd.stream:
            if kind == "events":
                for event in frame["events"]:
                    self._on_event(event)
            elif "id" not in frame and "seq" in frame:
                self._on_event(frame)
            elif kind == "subscribed":
                self._on_subscribed(frame)
            elif kind == "unsubscribed":
                self.crowd.counts["resynced"] += 1
                self._subscribe()
        elif kind == "welcome":
            self._subscribe()
        elif kind == "error":
            self.crowd.counts[f"refused {frame['code']}"] += 1

    def _subscribe(self) -> None:
        after = {} if self.seq < 0 else {"after": self.seq}
        batch = {"batch": True} if self.crowd.batch else {}
        self._send(type="subscribe", id=2, stream=self.crowd.stream, **after, **batch)

    def _on_subscribed(self, frame: dict[str, Any]) -> None:
        if "snapshot" in frame:
            if self.seq >= 0:
                self.crowd.counts["resynced"] += 1
            self.seq = frame["seq"]
        self.listens.set()
        self._settled.set()

    def _on_event(self, frame: dict[str, Any]) -> None:
        seq = frame["seq"]
        counts = self.crowd.counts
        if seq <= self.seq:
            counts["doubled"] += 1
            return
        counts["received"] += 1
        counts["skipped"] += seq - self.seq - 1
        self.seq = seq
        data = frame["data"]
        if frame["type"] == "message.sent":
            words = data["message"]["text"]
            self.order = zlib.crc32(words.encode(), self.order)
            self.crowd.arrivals[int(words.partition(" ")[0])].append(time.monotonic_ns())
        elif "at" in data:
            self.crowd.delays.append(time.monotonic_ns() - data["at"])

    def _on_close(self) -> None:
        self.wire = None
        self._settled.set()
        if self.listens.is_set():
            self.listens.clear()
            self.crowd.counts["cut"] += 1
            if self._connecting is not None and self._connecting.done():
                self.connect()

    def _send(self, **frame: Any) -> None:
        if self.wire is not None:
            self.wire.send(orjson.dumps(frame))


async def main() -> None:
    """Run commands, one for each line, until the input ends."""
    loop = asyncio.get_running_loop()
    reader = asyncio.StreamReader(limit=2**26)
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
    crowd = ClientPool(**json.loads(await reader.readline()))
    while line := await reader.readline():
        command = json.loads(line)
        answer: Any = True
        match command.pop("do"):
            case "grow":
                await crowd.grow(command["count"])
            case "cut":
                crowd.cut_connections(command["count"])
            case "all_at":
                answer = await crowd.wait_until_all_at(**command)
            case "report":
                answer = crowd.report(**command)
            case "report_messages":
                answer = crowd.report_messages(**command)
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    asyncio.run(main())
