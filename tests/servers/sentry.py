"""A server on loopback that takes Sentry's envelopes."""

import gzip
import json

from tests.servers.local_server import LocalRequest, LocalServer, run_server


class SentryServer(LocalServer):
    """`envelopes` holds what came, raw; `events` the events in them."""

    def __init__(self):
        super().__init__(_Request)
        self.envelopes: list[str] = []

    @property
    def dsn(self):
        return f"http://0123456789abcdef@127.0.0.1:{self.server_port}/1"

    @property
    def events(self):
        parts = (envelope.splitlines() for envelope in self.envelopes)
        pairs = ((head, body) for lines in parts for head, body in zip(lines[1::2], lines[2::2], strict=False))
        return [json.loads(body) for head, body in pairs if '"event"' in head]


class _Request(LocalRequest):
    def answer(self):
        body = self.read_body()
        packed = self.headers.get("Content-Encoding") == "gzip"
        self.server.envelopes.append((gzip.decompress(body) if packed else body).decode())
        self.send_json(200, {})


def sentry_server():
    """A running server, gone afterwards."""
    return run_server(SentryServer())
