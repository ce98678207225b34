"""Real processes for tests: `manage.py` commands, uvicorn and daphne, with the database of the current test.

    def test_…(processes):                         # the fixture, which tests/conftest.py imports
        worker = processes.spawn(["worker"], env={"REDIS_URL": valkey.url})
        worker.wait_for("worker ready")
        base_url = processes.serve_url("uvicorn")      # "http://127.0.0.1:PORT"
        worker.kill()                              # kill -9; `stop()` is SIGTERM

All processes of a test are killed when it ends. They see committed rows only, so such tests use `transactional_db`.
"""

import http.client
import os
import signal
import socket
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import TypeVar
from urllib.parse import quote, urlsplit

import pytest
from django.conf import settings
from django.db import connection

from tests.process_forker import ROOT, process_forker

POLL_SECONDS = 0.02
START_TIMEOUT_SECONDS = 120
"""Seconds: on a busy machine the imports of a server alone take a minute."""
T = TypeVar("T")
SERVERS = {
    "web": ["manage.py", "web", "--port", "{port}"],
    "uvicorn": ["-m", "uvicorn", "--host", "127.0.0.1", "--port", "{port}", "project.asgi:application"],
    "daphne": ["manage.py", "sockets", "--port", "{port}"],
}


def get_test_database_url() -> str:
    """Return the URL of the current test database (of this xdist worker)."""
    return with_database_name(settings.ENV.database_url, connection.settings_dict["NAME"])


def with_database_name(url: str, name: str) -> str:
    """Return the URL with another database name; server and options stay."""
    parts = urlsplit(url)
    query = f"?{parts.query}" if parts.query else ""
    return f"{parts.scheme}://{parts.netloc}/{quote(name, safe='')}{query}"


def wait_until(condition: Callable[[], T], *, timeout: float = START_TIMEOUT_SECONDS, what: str = "that") -> T:
    """Wait until `found()` returns something true, and return it. Fail the test after `timeout` seconds."""
    ends = time.monotonic() + timeout
    while not (answer := condition()):
        if time.monotonic() > ends:
            pytest.fail(f"{what} did not come within {timeout:g} s")
        time.sleep(POLL_SECONDS)
    return answer


def run_python(words: Sequence[str], *, env: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
    """Run `python <words>` with exactly this environment to its end."""
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as errors:
        status = process_forker.start(words, env=env, out=out, errors=errors).wait(120)
        output = []
        for file in (out, errors):
            file.seek(0)
            output.append(file.read().decode(errors="replace"))
    return subprocess.CompletedProcess(list(words), status, *output)


class StartedProcess:
    """One started process; its output goes to a file."""

    def __init__(
        self, args: Sequence[str], *, env: Mapping[str, str], log: Path, door: socket.socket | None = None
    ) -> None:
        self.args = list(args)
        self._log = log
        with log.open("wb") as out:
            self._child = process_forker.start(self.args, env=env, out=out, door=door)
        self.pid = self._child.pid

    def output(self) -> str:
        """Return all output so far."""
        return self._log.read_text(encoding="utf-8", errors="replace")

    def is_running(self) -> bool:
        """Return whether it still runs."""
        return self._child.poll() is None

    def wait_for(self, text: str, timeout: float = START_TIMEOUT_SECONDS) -> None:
        """Wait until its output contains `text`. Fail the test when it ends before or takes too long."""
        ends = time.monotonic() + timeout
        while True:
            running = self.is_running()  # first: one that ends may have said it just before
            if text in self.output():
                return
            if not running or time.monotonic() > ends:
                state = "still running" if running else f"ended with {self._child.poll()}"
                pytest.fail(f"{self.args} did not say {text!r} ({state}):\n{self.output()[-4000:]}")
            time.sleep(POLL_SECONDS)

    def wait(self, timeout: float = START_TIMEOUT_SECONDS) -> int:
        """Wait for its end and return its exit status (minus the signal's number when killed)."""
        try:
            return self._child.wait(timeout)
        except TimeoutError:
            pytest.fail(f"{self.args} did not end within {timeout:g} s:\n{self.output()[-4000:]}")

    def signal(self, number: signal.Signals) -> None:
        """Send it a signal."""
        self._child.send_signal(number)

    def kill(self) -> None:
        """Kill it with SIGKILL and wait. Its own children live on until the test ends."""
        self._child.send_signal(signal.SIGKILL)
        self._child.wait()

    def stop(self, timeout: float = START_TIMEOUT_SECONDS) -> int:
        """Send SIGTERM, wait for its end, and return its exit status."""
        self._child.send_signal(signal.SIGTERM)
        return self.wait(timeout)

    def kill_group(self) -> None:
        """Kill it and everything it started."""
        with suppress(ProcessLookupError):
            os.killpg(self.pid, signal.SIGKILL)
        self._child.wait()


class ProcessStarter:
    """Starts processes and kills all of them at the end."""

    def __init__(self, folder: Path) -> None:
        self.env: dict[str, str] = {}
        self._folder = folder
        self._started: list[StartedProcess] = []

    def spawn(
        self, args: Sequence[str], *, env: Mapping[str, str] | None = None, door: socket.socket | None = None
    ) -> StartedProcess:
        """Start `manage.py <args>`; arguments that begin with `-m` or a path go to Python directly.

        A listening socket `door` is inherited; `{door}` in the words is its file descriptor. The environment is ours
        with the test database, settings `tests.process_settings`, logs at INFO, `self.env` and `env`.
        """
        plain = args[0] == "-m" or "/" in args[0]
        return self._start([*([] if plain else ["manage.py"]), *args], env, door)

    def serve_url(self, server: str = "uvicorn", *, env: Mapping[str, str] | None = None) -> str:
        """Start the ASGI application on a free port and return its base URL once it answers."""
        base_url, _ = self.start_server(server, env=env)
        return base_url

    def start_server(
        self, server: str = "uvicorn", *, env: Mapping[str, str] | None = None, port: int | None = None
    ) -> tuple[str, StartedProcess]:
        """Start a server and return its base URL and process. `port` is for a server that is started again.

        Without `port`, another one is tried when the free port was taken meanwhile.
        """
        tried = port or find_free_port()
        process = self._start([part.format(port=tried) for part in SERVERS[server]], env)
        base_url = f"http://127.0.0.1:{tried}"
        ends = time.monotonic() + START_TIMEOUT_SECONDS
        while not (_is_listening(process.pid, tried) and _is_answering(f"{base_url}/api/v1/health/")):
            if not process.is_running() and not port and "ddress already in use" in process.output():
                return self.start_server(server, env=env)
            if not process.is_running() or time.monotonic() > ends:
                pytest.fail(f"{server} does not answer:\n{process.output()[-4000:]}")
            time.sleep(POLL_SECONDS)
        return base_url, process

    def kill_all(self, *, show: bool = True) -> None:
        """Kill all processes and print their output (pytest shows it when the test failed)."""
        for process in reversed(self._started):
            process.kill_group()
        for process in self._started if show else ():
            print(f"---- {' '.join(process.args)}\n{process.output()[-4000:]}")

    def _start(
        self, command: list[str], env: Mapping[str, str] | None, door: socket.socket | None = None
    ) -> StartedProcess:
        environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "tests.process_settings",
            "DATABASE_URL": get_test_database_url(),
            "PYTHONPATH": str(ROOT),
            "PYTHONUNBUFFERED": "1",
            "LOG_LEVEL": "INFO",
            "LOG_FORMAT": "console",
            **self.env,
            **(env or {}),
        }
        log = self._folder / f"{len(self._started)}.log"
        process = StartedProcess(command, env=environment, log=log, door=door)
        self._started.append(process)
        return process


@contextmanager
def start_processes(folder: Path, *, show: bool = True) -> Iterator[ProcessStarter]:
    """Within the block, processes can be started; all are killed after it, and what they said is shown."""
    started = ProcessStarter(folder)
    try:
        yield started
    finally:
        started.kill_all(show=show)


def send_request(base_url: str, path: str, method: str = "GET", **headers: str) -> tuple[int, dict[str, str], bytes]:
    """Send one request; return status, headers by lower-case name, and body. `Accept_Encoding=…` is a header."""
    with closing(http.client.HTTPConnection(urlsplit(base_url).netloc, timeout=60)) as link:
        link.request(method, path, headers={name.replace("_", "-"): value for name, value in headers.items()})
        answer = link.getresponse()
        return answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read()


def find_free_port() -> int:
    """Return a free TCP port on loopback."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _is_listening(pid: int, port: int) -> bool:
    """Return whether this process listens on the port (proc(5): net/tcp, state 0A, inode)."""
    rows = (line.split() for line in Path("/proc/net/tcp").read_text(encoding="ascii").splitlines())
    doors = {f"socket:[{row[9]}]" for row in rows if row[1] == f"0100007F:{port:04X}" and row[3] == "0A"}
    with suppress(OSError):  # it has ended, or closed a file meanwhile
        return any(str(file.readlink()) in doors for file in Path(f"/proc/{pid}/fd").iterdir())
    return False


def _is_answering(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=5):
            return True
    except urllib.error.HTTPError:
        return True
    except OSError:
        return False


@pytest.fixture
def processes(transactional_db: None) -> Iterator[ProcessStarter]:
    """Start real processes; all are killed before the test's rows are deleted."""
    with tempfile.TemporaryDirectory(prefix="talim-processes-") as folder, start_processes(Path(folder)) as started:
        yield started
