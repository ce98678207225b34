"""Lets programs outside of Python (browser and Node tests) call methods of a test over HTTP."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from django.db import connection


@contextmanager
def serve_methods(stage: object) -> Iterator[str]:
    """Serve the public methods of an object: `POST /<method>` with the arguments as JSON. Yield the address."""

    class Door(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            arguments = json.loads(self.rfile.read(int(self.headers["Content-Length"])) or b"{}")
            try:
                status, answer = 200, getattr(stage, self.path.strip("/"))(**arguments)
            except Exception as error:
                status, answer = 500, repr(error)
            finally:
                connection.close()
            body = json.dumps(answer).encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Door)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
