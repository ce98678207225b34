"""The processes of the bench: servers on one core, a load generator on another."""

import json
import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Any

from bench.http.machine_noise import CLIENT_CORE, SERVER_CORE
from bench.report import ROOT
from project.launcher.platform_processes import build_web_command
from tests.processes import find_free_port, get_test_database_url

PRODUCT = "project"


def build_server_command(application: str, port: int) -> list[str]:
    """Return the command of the web process as `./talim` starts it, or of another application."""
    if application == PRODUCT:
        return [str(word) for word in build_web_command(Path(sys.executable), "127.0.0.1", port)]
    return [sys.executable, "-m", "bench.http.applications", application, str(port)]


class BenchServer:
    """One server process, pinned to one core by default."""

    def __init__(
        self, application: str = PRODUCT, *, env: Mapping[str, str] | None = None, pinned: bool = True
    ) -> None:
        self.port = find_free_port()
        self.process = subprocess.Popen(
            build_server_command(application, self.port),
            cwd=ROOT,
            stderr=subprocess.DEVNULL,
            env={
                **os.environ,
                "LOG_LEVEL": "INFO",
                "DATABASE_URL": get_test_database_url(),
                "PYTHONPATH": str(ROOT),
                **(env or {}),
            },
        )
        if pinned:
            os.sched_setaffinity(self.process.pid, {SERVER_CORE})

    def __enter__(self) -> "BenchServer":
        ends = time.monotonic() + 60
        while not self.is_answering("/api/v1/health/"):
            if self.process.poll() is not None or time.monotonic() > ends:
                raise RuntimeError("the server does not start")
            time.sleep(0.1)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.process.terminate()
        try:
            self.process.wait(15)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def is_answering(self, path: str) -> bool:
        """Return whether the server answers this path."""
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=5).close()
        except urllib.error.HTTPError:
            return True
        except OSError:
            return False
        return True

    def read(self, path: str, headers: Mapping[str, str]) -> bytes:
        """Return the body of one answer. An error ends the bench."""
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}{path}", headers=dict(headers))
        with urllib.request.urlopen(request, timeout=20) as response:
            body: bytes = response.read()
        return body


class LoadGeneratorProcess:
    """The load generator's process, pinned to the other core by default. `server` has a `port`."""

    def __init__(self, server: Any, requests: list[bytes], *, pinned: bool = True) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "bench.http.load"],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
        )
        if pinned:
            os.sched_setaffinity(self._process.pid, {CLIENT_CORE})
        texts = [request.decode("latin-1") for request in requests]
        self.send_command(do="aim", host="127.0.0.1", port=server.port, requests=texts)
        self.read_reply()

    def __enter__(self) -> "LoadGeneratorProcess":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._process.kill()
        self._process.communicate()

    def closed(self, *, connections: int, seconds: float) -> Any:
        """Run a closed loop (`bench.http.load`)."""
        self.send_command(do="closed", connections=connections, seconds=seconds)
        return self.read_reply()

    def open(self, *, rate: float, seconds: float, seed: int = 1) -> Any:
        """Run an open loop at this rate (`bench.http.load`)."""
        self.send_command(do="open", rate=rate, seconds=seconds, seed=seed)
        return self.read_reply()

    def send_command(self, **line: Any) -> None:
        """Send a command; `answer` waits for its result."""
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(line) + "\n")
        self._process.stdin.flush()

    def read_reply(self) -> Any:
        """Wait for the result of the last command."""
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line:
            raise RuntimeError("the clients have died")
        return json.loads(line)


def build_request(path: str, headers: Mapping[str, str], *, method: str = "GET", body: bytes = b"") -> bytes:
    """Return the bytes of a keep-alive request."""
    lines = [f"{method} {path} HTTP/1.1", "Host: 127.0.0.1", *(f"{name}: {value}" for name, value in headers.items())]
    if body:
        lines += [] if "Content-Type" in headers else ["Content-Type: application/json"]
        lines += [f"Content-Length: {len(body)}"]
    return "\r\n".join(lines).encode("latin-1") + b"\r\n\r\n" + body
