"""Servers on loopback that tell a time of their own: by HTTP's Date, by NTP; and an old PostgreSQL."""

import socketserver
import struct
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from email.utils import formatdate
from typing import Any

NTP_EPOCH = 2_208_988_800


class _Http(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        self.rfile.readline()
        date = formatdate(time.time() + self.server.off, usegmt=True)  # type: ignore[attr-defined]
        self.wfile.write(f"HTTP/1.1 200 OK\r\nDate: {date}\r\nContent-Length: 0\r\n\r\n".encode())


class _Ntp(socketserver.BaseRequestHandler):
    def handle(self) -> None:
        _asked, link = self.request
        now = time.time() + self.server.off + NTP_EPOCH  # type: ignore[attr-defined]
        answer = b"\x24" + 39 * b"\0" + struct.pack("!II", int(now), int(now % 1 * 2**32))
        link.sendto(answer, self.client_address)


class _OldPostgres(socketserver.BaseRequestHandler):
    """The start of PostgreSQL's protocol 3: no TLS, no password, the version; then nothing more is asked."""

    def handle(self) -> None:
        while True:
            length, code = struct.unpack("!II", self.request.recv(8))
            self.request.recv(length - 8)
            if code == 196_608:
                break
            self.request.sendall(b"N")
        values = {"server_version": "13.4", "server_encoding": "UTF8", "client_encoding": "UTF8", "TimeZone": "UTC"}
        states = b"".join(_message(b"S", f"{name}\0{text}\0".encode()) for name, text in values.items())
        self.request.sendall(_message(b"R", b"\0\0\0\0") + states + _message(b"Z", b"I"))
        self.request.recv(1)


def _message(kind: bytes, body: bytes) -> bytes:
    return kind + struct.pack("!I", len(body) + 4) + body


@contextmanager
def start_web_clock(off: float) -> Iterator[str]:
    """An HTTP server so many seconds ahead; its address."""
    with _running(socketserver.ThreadingTCPServer(("127.0.0.1", 0), _Http), off) as port:
        yield f"http://127.0.0.1:{port}"


@contextmanager
def start_ntp_clock(off: float) -> Iterator[str]:
    """An NTP server so many seconds ahead, as `host:port`."""
    with _running(socketserver.ThreadingUDPServer(("127.0.0.1", 0), _Ntp), off) as port:
        yield f"127.0.0.1:{port}"


@contextmanager
def start_old_postgres() -> Iterator[str]:
    """The URL of a PostgreSQL 13."""
    with _running(socketserver.ThreadingTCPServer(("127.0.0.1", 0), _OldPostgres), 0) as port:
        yield f"postgres://talim:hunter2@127.0.0.1:{port}/talim"


@contextmanager
def _running(server: Any, off: float) -> Iterator[int]:
    server.off, server.daemon_threads = off, True
    with server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        try:
            yield int(server.server_address[1])
        finally:
            server.shutdown()
            thread.join()
