"""How requests share the threads: who waited too long, who left in the middle."""

import asyncio
import json
import logging
import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.urls import path

from apps.core import metrics
from project.asgi_handler import ThreadedHandler

PIECES = 2000
PATIENCE = 30.0

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.urls("tests.api.test_threaded_handler")]


class Work:
    """What the views below did."""

    def __init__(self) -> None:
        self.pieces = 0
        self.closed = threading.Event()
        self.begun = threading.Event()
        self.go_on = threading.Event()
        self.answered: list[str] = []


work = Work()


@pytest.fixture(autouse=True)
def _anew():
    work.__init__()  # type: ignore[misc]


def download(request: HttpRequest) -> StreamingHttpResponse:
    def pieces() -> Iterator[bytes]:
        try:
            for _ in range(PIECES):
                work.pieces += 1
                yield b"x"
        finally:
            work.closed.set()

    return StreamingHttpResponse(pieces())


def slow(request: HttpRequest) -> HttpResponse:
    work.begun.set()
    work.go_on.wait(PATIENCE)
    work.answered.append("slow")
    return HttpResponse("slow")


def quick(request: HttpRequest) -> HttpResponse:
    work.answered.append("quick")
    return HttpResponse("quick")


urlpatterns = [path("api/download/", download), path("api/slow/", slow), path("api/quick/", quick)]


class Client:
    """One request of a client that leaves when `leaves` says so of what it has got."""

    def __init__(self, address: str, leaves: Callable[[list[Any]], bool], *headers: tuple[bytes, bytes]) -> None:
        self.got: list[Any] = []
        self._leaves = leaves
        self._gone = asyncio.Event()
        self._asked = False
        self._scope = {
            "type": "http", "http_version": "1.1", "method": "GET", "path": address, "query_string": b"",
            "root_path": "", "scheme": "http", "server": ("127.0.0.1", 80), "client": ("127.0.0.1", 1),
            "headers": [(b"host", b"127.0.0.1"), *headers],
        }  # fmt: skip

    async def ask(self, handler: ThreadedHandler) -> None:
        await asyncio.wait_for(handler(self._scope, self._receive, self._send), PATIENCE)

    async def _receive(self) -> dict[str, Any]:
        if not self._asked:
            self._asked = True
            if self._leaves(self.got):
                self._gone.set()
            return {"type": "http.request", "body": b"", "more_body": False}
        await self._gone.wait()
        return {"type": "http.disconnect"}

    async def _send(self, message: dict[str, Any]) -> None:
        self.got.append(message)
        if self._leaves(self.got):
            self._gone.set()


def never(got: list[Any]) -> bool:
    return False


async def test_download_ends_at_its_end_or_when_the_client_disconnects():
    handler = ThreadedHandler(threads=1)
    stays, leaves = Client("/api/download/", never), Client("/api/download/", lambda got: len(got) >= 3)
    await stays.ask(handler)
    assert (work.pieces, len(stays.got), work.closed.is_set()) == (PIECES, PIECES + 2, True)
    work.__init__()
    await leaves.ask(handler)
    assert 2 <= work.pieces < PIECES
    assert work.closed.is_set()


async def test_request_of_a_disconnected_client_is_not_started():
    handler = ThreadedHandler(threads=1)
    first = Client("/api/slow/", never)
    in_hand = asyncio.create_task(first.ask(handler))
    assert await asyncio.to_thread(work.begun.wait, PATIENCE)
    gone, stays = Client("/api/quick/", lambda got: True), Client("/api/quick/", never)
    waits = asyncio.create_task(stays.ask(handler))
    await gone.ask(handler)
    work.go_on.set()
    await in_hand
    await waits
    assert (gone.got, work.answered) == ([], ["slow", "quick"])
    assert [client.got[0]["status"] for client in (first, stays)] == [200, 200]


async def test_request_that_waited_too_long_gets_503(settings, caplog):
    settings.CORS_ALLOWED_ORIGINS = ["https://talim.example"]
    series = ("talim_http_requests_total", "GET", "", "503")
    metrics.flush_metric_counts()
    before = metrics.read_metric_counts().get(series, 0.0)
    asks = (b"origin", b"https://talim.example"), (b"accept-language", b"ru"), (b"x-request-id", b"a" * 32)
    client = Client("/api/quick/", never, *asks)
    with caplog.at_level(logging.INFO, "talim.requests"):
        await client.ask(ThreadedHandler(longest_wait=0.0))
    head = {name.lower(): value.decode() for name, value in client.got[0]["headers"]}
    answer = json.loads(client.got[1]["body"])
    assert (client.got[0]["status"], answer["code"], head[b"retry-after"]) == (503, "unavailable", "5")
    assert answer["request_id"] == head[b"x-request-id"] == "a" * 32
    assert head[b"access-control-allow-origin"] == "https://talim.example"
    assert (head[b"content-language"], head[b"cache-control"]) == ("ru", "no-store")
    assert [record.status for record in caplog.records if record.name == "talim.requests"] == [503]
    metrics.flush_metric_counts()
    assert metrics.read_metric_counts()[series] == before + 1
    assert work.answered == []
