"""A PostgreSQL that is too old."""

import socketserver
import struct
from contextlib import contextmanager

from tests.servers.local_server import run_server


class _OldPostgres(socketserver.BaseRequestHandler):
    """The start of PostgreSQL's protocol 3: no TLS, no password, the version; then nothing more is asked."""

    def handle(self):
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


def _message(kind, body):
    return kind + struct.pack("!I", len(body) + 4) + body


@contextmanager
def start_old_postgres():
    """The URL of a PostgreSQL 13."""
    with run_server(socketserver.ThreadingTCPServer(("127.0.0.1", 0), _OldPostgres)) as server:
        yield f"postgres://talim:hunter2@127.0.0.1:{server.server_address[1]}/talim"
