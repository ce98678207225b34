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
from collections.abc import Callable
from contextlib import closing, contextmanager
from functools import cached_property

import boto3
from botocore.config import Config
from moto.server import ThreadedMotoServer

from tests.servers.local_server import LocalRequest, LocalServer, run_server

ANSWER = b'<?xml version="1.0"?><Error><Code>SlowDown</Code><Message>trouble</Message></Error>'
SLOW_SECONDS = 3.0
HOP = {"connection", "transfer-encoding", "keep-alive"}


class S3Server:
    """The server behind its way; `url` is the way's."""

    def __init__(self, port):
        self.port = port
        self.trouble = ""
        self.times: int | None = None
        self.only = ""
        self.before: Callable[[str, str], None] | None = None
        self.requests: list[tuple[str, str]] = []
        self.ended = threading.Event()
        self._lock = threading.Lock()
        self.front = LocalServer(_handler(self))
        self.url = self.front.url

    @cached_property
    def client(self):
        """A client of the tests' own, straight to the server."""
        address, config = f"http://127.0.0.1:{self.port}", Config(s3={"addressing_style": "path"})
        account = {"aws_access_key_id": "test", "aws_secret_access_key": "test", "region_name": "us-east-1"}
        return boto3.client("s3", endpoint_url=address, config=config, **account)

    def keys(self, bucket):
        """What lies in the bucket."""
        return sorted(item["Key"] for item in self.client.list_objects_v2(Bucket=bucket).get("Contents", ()))

    def next_trouble(self, method):
        """What the way does to this request."""
        with self._lock:
            if not self.trouble or (self.only and self.only != method) or self.times == 0:
                return ""
            if self.times is not None:
                self.times -= 1
            return self.trouble

    def well(self):
        """No trouble any more."""
        self.trouble, self.times, self.only, self.before = "", None, "", None


def _handler(server):
    class Way(LocalRequest):
        protocol_version = "HTTP/1.1"

        def answer(self):
            body = self._body()
            server.requests.append((self.command, self.path))
            if server.before is not None:
                server.before(self.command, self.path)
            trouble = server.next_trouble(self.command)
            if trouble in ("500", "503"):
                content = b"" if self.command == "HEAD" else ANSWER
                self._answer(int(trouble), {"Content-Type": "application/xml"}, content)
                return
            if trouble == "refuse":
                self.close_connection = True
                self.connection.close()
                return
            if trouble == "slow":
                server.ended.wait(SLOW_SECONDS)
            behind = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
            with closing(behind):
                behind.putrequest(self.command, self.path, skip_host=True, skip_accept_encoding=True)
                for name, value in self.headers.items():
                    if name.lower() not in HOP | {"content-length", "expect"}:
                        behind.putheader(name, value)
                behind.putheader("Content-Length", str(len(body)))
                behind.endheaders(body)
                answer = behind.getresponse()
                content = answer.read()
            dropped = HOP if self.command == "HEAD" else HOP | {"content-length"}
            headers = {name: value for name, value in answer.getheaders() if name.lower() not in dropped}
            self._answer(answer.status, headers, content, cut=trouble == "cut")

        def _body(self):
            if self.headers.get("Expect", "").lower() == "100-continue":
                self.send_response_only(100)
                self.end_headers()
            if "chunked" not in self.headers.get("Transfer-Encoding", ""):
                return self.read_body()
            pieces = []
            while size := int(self.rfile.readline().split(b";")[0], 16):
                pieces.append(self.rfile.read(size))
                self.rfile.readline()
            self.rfile.readline()
            return b"".join(pieces)

        def _answer(self, status, headers, content, *, cut=False):
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

    return Way


@contextmanager
def s3_server():
    """A started server; everything in it is gone with it."""
    moto = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    moto.start()
    _host, port = moto.get_host_and_port()
    server = S3Server(port)
    try:
        with run_server(server.front):
            yield server
    finally:
        server.ended.set()
        moto.stop()
