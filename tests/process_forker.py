"""Starts processes for tests quickly: a process that has imported what they need forks each of them.

Imports take most of a process's start. A process with the settings `tests.process_settings` is forked when Django, our
models and the API are loaded, and reads the settings anew from its own environment; any other one when third-party
libraries are. It has its own session, environment and output and runs as `python <words>` does.

`python -m tests.process_forker FD [SETTINGS]` is the process that forks; it ends when the process that started it ends.
"""

import contextlib
import gc
import json
import os
import runpy
import select
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import import_module, reload
from pathlib import Path
from types import ModuleType
from typing import BinaryIO

ROOT = Path(__file__).resolve().parent.parent
PRELOADED_MODULES = (
    "argon2", "autobahn.websocket.protocol", "django.core.management.commands.runserver", "django.test.client",
    "django.db.backends.postgresql.psycopg_any", "email_validator", "httpx", "huey.consumer", "icalendar", "jwt", "nh3",
    "numpy", "openpyxl", "phonenumbers", "psycopg_pool", "pydantic_settings", "rapidfuzz", "redis.asyncio",
    "service_identity", "structlog", "twisted.internet.asyncioreactor", "twisted.web.http", "uvicorn.main",
)  # fmt: skip
"""Modules that most processes import, need no settings, and have no side effects."""
LOADED_SETTINGS = "tests.process_settings"
LOADED_MODULES = (
    "channels.auth", "project.asgi_handler", "project.urls", "project.management.commands.web", "realtime.routing",
)  # fmt: skip
"""Modules that the servers import, with what those import. `project.asgi` is none: its import sets Django up."""
REQUEST_BYTES = 200_000


class ForkedProcess:
    """A forked process."""

    def __init__(self, status: socket.socket) -> None:
        self._status = status
        self._lines = status.makefile("rb")
        self.pid = self._read_number()
        self._handle: int | None = None
        with contextlib.suppress(ProcessLookupError):  # it has ended already, and its status waits in the socket
            self._handle = os.pidfd_open(self.pid)
        self._ended: int | None = None

    def poll(self) -> int | None:
        """Return its exit status (minus the signal's number when killed); None while it runs."""
        return self._wait(0)

    def wait(self, timeout: float | None = None) -> int:
        """Wait for its end and return its exit status. Raise TimeoutError."""
        status = self._wait(timeout)
        if status is None:
            raise TimeoutError
        return status

    def send_signal(self, number: signal.Signals) -> None:
        """Send it a signal. Do nothing when it has ended."""
        with contextlib.suppress(ProcessLookupError):
            if self.poll() is None and self._handle is not None:
                signal.pidfd_send_signal(self._handle, number)

    def _wait(self, timeout: float | None) -> int | None:
        if self._ended is None and select.select([self._status], [], [], timeout)[0]:
            self._ended = self._read_number()
            if self._handle is not None:
                os.close(self._handle)
            self._lines.close()
            self._status.close()
        return self._ended

    def _read_number(self) -> int:
        line = self._lines.readline()
        if not line:
            raise RuntimeError("the forking process has died")
        return int(line)


class ProcessForker:
    """Starts processes through forking processes, which are started at first use."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._sockets: dict[str, socket.socket] = {}

    def start(
        self,
        words: Sequence[str],
        *,
        env: Mapping[str, str],
        out: BinaryIO,
        errors: BinaryIO | None = None,
        door: socket.socket | None = None,
    ) -> ForkedProcess:
        """Start `python <words>` with exactly this environment. Output goes to `out`, errors to `errors` or `out`.

        The socket `door` is inherited; `{door}` in the words is replaced by its file descriptor.
        """
        request = json.dumps({"words": list(words), "env": dict(env)}).encode()
        settings = LOADED_SETTINGS if env.get("DJANGO_SETTINGS_MODULE") == LOADED_SETTINGS else ""
        ours, theirs = socket.socketpair()
        with theirs, self._lock:
            if settings not in self._sockets:
                self._sockets[settings] = self._start_forker(settings)
            files = [theirs.fileno(), out.fileno(), (errors or out).fileno(), *([door.fileno()] if door else [])]
            socket.send_fds(self._sockets[settings], [request], files)
        return ForkedProcess(ours)

    def _start_forker(self, settings: str) -> socket.socket:
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        ours.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 2 * REQUEST_BYTES)
        with theirs:
            file = theirs.fileno()
            words = [sys.executable, "-u", "-m", __name__, str(file), *([settings] if settings else [])]
            subprocess.Popen(words, cwd=ROOT, pass_fds=[file], stdin=subprocess.DEVNULL, start_new_session=True)
        return ours


process_forker = ProcessForker()


def serve_fork_requests(door: socket.socket, bytecode: str) -> list[str]:
    """Fork one child per request until the other end closes. Return only in the children, with their words."""
    poller = select.poll()
    poller.register(door, select.POLLIN)
    running: dict[int, tuple[int, socket.socket]] = {}
    while True:
        for ready, _ in poller.poll():
            if ready in running:
                pid, status = running.pop(ready)
                poller.unregister(ready)
                os.close(ready)
                _send_number(status, os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
                status.close()
                continue
            message, files, _, _ = socket.recv_fds(door, REQUEST_BYTES, 4)
            if not message:
                for left, _ in running.values():  # of a run that was ended in the middle
                    os.kill(left, signal.SIGKILL)
                shutil.rmtree(bytecode)
                sys.exit()
            request = json.loads(message)
            status = socket.socket(fileno=files[0])
            pid = os.fork()
            if pid == 0:
                for file in (door.detach(), *running, *(other.detach() for _, other in running.values())):
                    os.close(file)
                set_up_process(request["env"], *files[1:3], bytecode=bytecode)
                _send_number(status, os.getpid())
                status.close()
                return [word.replace("{door}", str(files[-1])) for word in request["words"]]
            for file in files[1:]:
                os.close(file)
            handle = os.pidfd_open(pid)
            running[handle] = (pid, status)
            poller.register(handle, select.POLLIN)


def _send_number(status: socket.socket, number: int) -> None:
    with contextlib.suppress(BrokenPipeError):
        status.sendall(b"%d\n" % number)


def set_up_process(env: Mapping[str, str], out: int, errors: int, *, bytecode: str) -> None:
    """Set up a forked child: new session, environment, output files.

    Where bytecode must not be written beside the sources, it goes to the folder `bytecode`.
    """
    os.setsid()
    os.dup2(out, 1)
    os.dup2(errors, 2)
    os.close(out)
    os.close(errors)
    os.environ.clear()
    os.environ.update(env)
    if sys.dont_write_bytecode:
        sys.dont_write_bytecode, sys.pycache_prefix = False, bytecode


def run_python(words: list[str]) -> None:
    """Run what `python <words>` runs."""
    if words[0] == "-m":
        sys.argv = words[1:]
        runpy.run_module(words[1], run_name="__main__", alter_sys=True)
    elif words[0] == "-c":
        sys.argv, sys.modules["__main__"] = ["-c", *words[2:]], ModuleType("__main__")
        exec(compile(words[1], "<string>", "exec"), vars(sys.modules["__main__"]))
    else:
        sys.argv = words
        runpy.run_path(words[0], run_name="__main__")


def load_project(settings: str) -> None:
    """Load Django with these settings, our models and the API."""
    os.environ["DJANGO_SETTINGS_MODULE"] = settings
    import django

    django.setup(set_prefix=False)
    for name in LOADED_MODULES:
        import_module(name)


def read_settings_anew(module: str) -> None:
    """Take Django's settings from this process's environment, after `load_project(module)` in its parent."""
    import django
    from asgiref.local import Local
    from django.apps import apps
    from django.conf import settings
    from django.db import connections
    from django.test.signals import setting_changed  # the module whose receivers drop what was made of a setting
    from django.utils.functional import empty

    before = {name: getattr(settings, name) for name in dir(settings) if name.isupper()}
    for name in ("project.settings", module):
        reload(sys.modules[name])
    settings._wrapped = empty
    connections.settings = connections.configure_settings(None)
    connections._connections = Local(connections.thread_critical)  # type: ignore[attr-defined]
    for name in before.keys() - {"DATABASES"}:
        if before[name] != (value := getattr(settings, name)):
            setting_changed.send(sender=None, setting=name, value=value, enter=True)
    # What the process's own code sets up, at its first call: servers set up logging before that.
    django.setup = cache(lambda set_prefix=True: apps.get_app_config("project").ready())


if __name__ == "__main__":
    for name in PRELOADED_MODULES:
        import_module(name)
    if loaded := sys.argv[2:]:
        load_project(*loaded)
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)  # theirs too: they mostly import, and little of that is garbage
    words = serve_fork_requests(socket.socket(fileno=int(sys.argv[1])), tempfile.mkdtemp(prefix="talim-bytecode-"))
    if loaded:
        read_settings_anew(*loaded)
    run_python(words)
