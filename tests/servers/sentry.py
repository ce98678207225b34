"""A server on loopback that takes Sentry's envelopes."""

import gzip
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


class SentryServer(ThreadingHTTPServer):
    """`envelopes` holds what came, raw; `events` the events in them."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Request)
        self.envelopes: list[str] = []

    @property
    def dsn(self) -> str:
        return f"http://0123456789abcdef@127.0.0.1:{self.server_address[1]}/1"

    @property
    def events(self) -> list[dict[str, Any]]:
        results = []
        for envelope in self.envelopes:
            lines = envelope.splitlines()
            results += [
                json.loads(body) for head, body in zip(lines[1::2], lines[2::2], strict=False) if '"event"' in head
            ]
        return results


class _Request(BaseHTTPRequestHandler):
    server: SentryServer

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        packed = self.headers.get("Content-Encoding") == "gzip"
        self.server.envelopes.append((gzip.decompress(body) if packed else body).decode())
        self.send_response(200)
        self.send_header("Content-Length", "2")
        self.end_headers()
        self.wfile.write(b"{}")

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        pass


@contextmanager
def sentry_server() -> Iterator[SentryServer]:
    """A running server, gone afterwards."""
    with SentryServer() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()
