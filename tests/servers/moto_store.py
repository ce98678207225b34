"""A real S3-speaking server on this machine, with a way to it that can be made bad.

    with s3_server() as s3:
        s3.trouble = "503"          # also 500, slow, cut (the answer ends in the middle), refuse (no answer at all)
        s3.times = 2                # only the next two requests; None: all
        s3.only = "PUT"             # only requests of this method
        s3.before = look            # called with method and path of each request before it goes through

What stands in `s3.requests` went through: method and path.
"""

import http.client
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cached_property
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import boto3
from botocore.config import Config
from moto.server import ThreadedMotoServer

ANSWER = b'<?xml version="1.0"?><Error><Code>SlowDown</Code><Message>trouble</Message></Error>'
SLOW_SECONDS = 3.0
HOP = {"connection", "transfer-encoding", "keep-alive"}


class S3Server:
    """The server behind its way; `url` is the way's."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.trouble = ""
        self.times: int | None = None
        self.only = ""
        self.before: Callable[[str, str], None] | None = None
        self.requests: list[tuple[str, str]] = []
        self.ended = threading.Event()
        self._lock = threading.Lock()
        self._front = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self._front.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._front.server_port}"
        threading.Thread(target=self._front.serve_forever, daemon=True).start()

    @cached_property
    def client(self) -> Any:
        """A client of the tests' own, straight to the server."""
        return boto3.client(
            "s3",
            endpoint_url=f"http://127.0.0.1:{self.port}",
            region_name="us-east-1",
            aws_access_key_id="test",
            aws_secret_access_key="test",
            config=Config(s3={"addressing_style": "path"}),
        )

    def keys(self, bucket: str) -> list[str]:
        """What lies in the bucket."""
        return sorted(item["Key"] for item in self.client.list_objects_v2(Bucket=bucket).get("Contents", ()))

    def next_trouble(self, method: str) -> str:
        """What the way does to this request."""
        with self._lock:
            if not self.trouble or (self.only and self.only != method) or self.times == 0:
                return ""
            if self.times is not None:
                self.times -= 1
            return self.trouble

    def well(self) -> None:
        """No trouble any more."""
        self.trouble, self.times, self.only, self.before = "", None, "", None

    def close(self) -> None:
        """Stop the way."""
        self.ended.set()
        self._front.shutdown()
        self._front.server_close()


def _handler(server: S3Server) -> type[BaseHTTPRequestHandler]:
    class Way(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def _pass(self) -> None:
            body = self._body()
            server.requests.append((self.command, self.path))
            if server.before is not None:
                server.before(self.command, self.path)
            trouble = server.next_trouble(self.command)
            if trouble in ("500", "503"):
                self._answer(
                    int(trouble), {"Content-Type": "application/xml"}, b"" if self.command == "HEAD" else ANSWER
                )
                return
            if trouble == "refuse":
                self.close_connection = True
                self.connection.close()
                return
            if trouble == "slow":
                server.ended.wait(SLOW_SECONDS)
            behind = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
            try:
                behind.putrequest(self.command, self.path, skip_host=True, skip_accept_encoding=True)
                for name, value in self.headers.items():
                    if name.lower() not in HOP | {"content-length", "expect"}:
                        behind.putheader(name, value)
                behind.putheader("Content-Length", str(len(body)))
                behind.endheaders(body)
                answer = behind.getresponse()
                content = answer.read()
                headers = {k: v for k, v in answer.getheaders() if k.lower() not in HOP}
            finally:
                behind.close()
            if self.command != "HEAD":
                headers = {k: v for k, v in headers.items() if k.lower() != "content-length"}
            self._answer(answer.status, headers, content, cut=trouble == "cut")

        do_GET = do_PUT = do_POST = do_DELETE = do_HEAD = _pass  # noqa: N815

        def _body(self) -> bytes:
            if self.headers.get("Expect", "").lower() == "100-continue":
                self.send_response_only(100)
                self.end_headers()
            if "chunked" not in self.headers.get("Transfer-Encoding", ""):
                return self.rfile.read(int(self.headers.get("Content-Length") or 0))
            pieces = []
            while size := int(self.rfile.readline().split(b";")[0], 16):
                pieces.append(self.rfile.read(size))
                self.rfile.readline()
            self.rfile.readline()
            return b"".join(pieces)

        def _answer(self, status: int, headers: dict[str, str], content: bytes, *, cut: bool = False) -> None:
            self.send_response_only(status)
            for name, value in headers.items():
                self.send_header(name, value)
            if self.command != "HEAD":
                self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            if cut:
                self.wfile.write(content[: len(content) // 2])
                self.wfile.flush()
                self.close_connection = True
                self.connection.close()
                return
            self.wfile.write(content)

        def log_message(self, *_args: Any) -> None:
            """Quiet."""

    return Way


@contextmanager
def s3_server() -> Iterator[S3Server]:
    """A started server; everything in it is gone with it."""
    moto = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    moto.start()
    _host, port = moto.get_host_and_port()
    server = S3Server(port)
    try:
        yield server
    finally:
        server.close()
        moto.stop()
