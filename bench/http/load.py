"""A load generator in its own process: `python -m bench.http.load` reads commands as lines of JSON.

`closed` (closed loop): each connection sends its next request after the answer; it finds the highest rate. `open` (open
loop): requests arrive at random times with a fixed average rate. A response time starts when the request was due, so
a server that stalls gets the full waiting time (no coordinated omission). Requests are taken in turn from a list.
"""

import asyncio
import json
import random
import sys
import time
from collections import Counter
from typing import Any

from bench.http.http_connection import HttpConnection
from bench.http.machine_noise import get_percentile

MAX_CONNECTIONS = 2000
ANSWER_TIMEOUT_SECONDS = 40.0
MAX_IDLE_SECONDS = 10.0
"""A connection idle for longer is not used again, as in nginx (deploy/nginx): the server may be closing it."""


class LoadGenerator:
    """Sends requests to one server and records the results."""

    def __init__(self, *, host: str, port: int, requests: list[str]) -> None:
        self.host, self.port = host, port
        self.requests = [text.encode("latin-1") for text in requests]
        self.results: list[tuple[float, int]] = []
        self.named_wait = 0
        self._next = 0
        self._free: list[HttpConnection] = []
        self._all: set[HttpConnection] = set()

    async def closed(self, *, connections: int, seconds: float) -> dict[str, Any]:
        """Send requests over this many connections as fast as the server answers."""
        began = time.perf_counter()
        ends = began + seconds
        await asyncio.gather(*(self._send_requests_until(ends) for _ in range(connections)))
        return self._report(time.perf_counter() - began)

    async def open(
        self, *, rate: float, seconds: float, seed: int = 1, patience: float = ANSWER_TIMEOUT_SECONDS
    ) -> dict[str, Any]:
        """Send `rate` requests per second for `seconds`, then wait for open requests up to `patience` seconds.

        The report has `times` (ms of each answer) and `unanswered` (requests without an answer).
        """
        chance = random.Random(seed)
        began = due = time.perf_counter()
        tasks: set[asyncio.Task[None]] = set()
        while (due := due + chance.expovariate(rate)) < began + seconds:
            if (pause := due - time.perf_counter()) > 0:
                await asyncio.sleep(pause)
            task = asyncio.create_task(self._send_request(due))
            tasks.add(task)
            task.add_done_callback(tasks.discard)
        lasted = time.perf_counter() - began
        if tasks:
            await asyncio.wait(tasks, timeout=patience)
        times = [took * 1000 for took, _status in self.results]
        return {**self._report(lasted), "times": times, "unanswered": sum(not task.done() for task in tasks)}

    def close_connections(self) -> None:
        """Close all connections."""
        for wire in list(self._all):
            wire.close()

    async def _send_requests_until(self, ends: float) -> None:
        while (now := time.perf_counter()) < ends:
            await self._send_request(now)

    async def _send_request(self, due: float) -> None:
        request = self.requests[self._next % len(self.requests)]
        self._next += 1
        try:
            wire = self._take_idle_connection() or await self._open_connection()
        except OSError:
            self.results.append((time.perf_counter() - due, 0))
            await asyncio.sleep(0.05)
            return
        answer: asyncio.Future[tuple[int, int]] = asyncio.get_running_loop().create_future()
        wire.send_request(request, lambda status, wait: answer.set_result((status, wait)))
        status, wait = await answer
        wire.answered_at = time.perf_counter()
        self.results.append((wire.answered_at - due, status))
        self.named_wait += bool(wait)
        if wire in self._all:
            self._free.append(wire)

    def _take_idle_connection(self) -> HttpConnection | None:
        while self._free:
            wire = self._free.pop()
            if time.perf_counter() - wire.answered_at < MAX_IDLE_SECONDS:
                return wire
            wire.close()
        return None

    async def _open_connection(self) -> HttpConnection:
        if len(self._all) >= MAX_CONNECTIONS:
            raise OSError("too many connections")
        loop = asyncio.get_running_loop()
        _, wire = await loop.create_connection(lambda: HttpConnection(self._forget_connection), self.host, self.port)
        self._all.add(wire)
        return wire

    def _forget_connection(self, wire: HttpConnection) -> None:
        self._all.discard(wire)
        if wire in self._free:
            self._free.remove(wire)

    def _report(self, seconds: float) -> dict[str, Any]:
        """Return counts by status, the rate and the percentiles (ms) of successful answers, and reset."""
        good = sorted(took for took, status in self.results if 200 <= status < 300)
        statuses = Counter(str(status) for _, status in self.results)
        refused = sorted(took for took, status in self.results if status in (429, 503))
        report = {
            "seconds": seconds,
            "asked": len(self.results),
            "good": len(good),
            "rate": len(good) / seconds,
            "statuses": dict(statuses),
            "named_wait": self.named_wait,
            "connections": len(self._all),
            "refused_p95": _milliseconds(refused, 0.95),
            **{f"p{round(share * 100)}": _milliseconds(good, share) for share in (0.5, 0.95, 0.99, 1)},
        }
        self.results, self.named_wait = [], 0
        return report


def _milliseconds(times: list[float], share: float) -> float | None:
    return get_percentile(times, share) * 1000 if times else None


async def main() -> None:
    """Run the commands until the input ends. `aim` names the server and the requests; it comes first."""
    loop = asyncio.get_running_loop()
    reader = asyncio.StreamReader(limit=2**27)
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
    load: LoadGenerator | None = None
    while line := await reader.readline():
        command = json.loads(line)
        do = command.pop("do")
        answer: Any = True
        if do == "aim":
            if load is not None:
                load.close_connections()
            load = LoadGenerator(**command)
        elif load is not None:
            answer = await getattr(load, do)(**command)
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    import uvloop

    uvloop.run(main())
