"""A process that ends this one when a step of it hangs.

A thread stuck in native code (a GPU call that never returns) can neither be interrupted nor cancelled, and may hold the
interpreter's lock. So a small child process keeps the deadlines: whoever begins a step tells it by a pipe, and when the
step's end does not come in time the child kills us (SIGKILL). The leases of what we held run out then, as after any
other death. The child is run as a script (`python watchdog.py <pipe>`), imports the standard library only, and ends
when its pipe closes.
"""

import contextlib
import fcntl
import itertools
import json
import logging
import os
import select
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

log = logging.getLogger(__name__)

TICK_SECONDS = 1.0
"""How often the child looks at its own clock; when it was stopped itself, the deadlines move by that time."""
_NAME_LETTERS = 80


class Watchdog:
    """Kills this process when a step hangs. Make it before heavy libraries load. Safe to share between threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._numbers = itertools.count()
        self._open: dict[int, bytes] = {}
        self._closed = False
        self._child: subprocess.Popen[bytes] | None = None
        self._pipe = -1
        self._start()

    @contextmanager
    def step(self, name: str, *, seconds: float) -> Iterator[None]:
        """The block must end within `seconds` of wall time; otherwise the process is killed, and `name` is logged."""
        number = next(self._numbers)
        step = {"name": name[:_NAME_LETTERS], "s": seconds}
        line = _build_line({"begin": number, "at": time.monotonic() + seconds, **step})
        with self._lock:
            self._open[number] = line
            self._tell(line)
        try:
            yield
        finally:
            with self._lock:
                del self._open[number]
                self._tell(_build_line({"end": number}))

    @property
    def pid(self) -> int:
        """The child's process id; 0 when closed."""
        return self._child.pid if self._child else 0

    def close(self) -> None:
        """Ends the watching; steps that are open, or come later, are no longer watched."""
        with self._lock:
            self._closed = True
            self._stop()

    def _tell(self, line: bytes) -> None:
        """Sends a line. A child that died or no longer reads is replaced, and told of all open steps."""
        if self._closed:
            return
        try:
            os.write(self._pipe, line)
        except OSError:
            log.warning("the watchdog was gone and is started again")
            self._stop()
            self._start()
            for opened in self._open.values():
                os.write(self._pipe, opened)

    def _start(self) -> None:
        theirs, ours = os.pipe()
        fcntl.fcntl(ours, fcntl.F_SETFL, fcntl.fcntl(ours, fcntl.F_GETFL) | os.O_NONBLOCK)
        try:
            self._child = subprocess.Popen(  # noqa: S603
                [sys.executable, "-I", "-S", __file__, str(theirs)],
                pass_fds=[theirs],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                env={},
                cwd="/",
            )
        except OSError:
            os.close(ours)
            raise
        finally:
            os.close(theirs)
        self._pipe = ours

    def _stop(self) -> None:
        if self._child is None:
            return
        os.close(self._pipe)
        self._pipe = -1
        with contextlib.suppress(ProcessLookupError):
            self._child.kill()
        self._child.wait()
        self._child = None


def _build_line(message: dict[str, object]) -> bytes:
    return json.dumps(message).encode() + b"\n"


def main() -> None:
    """The child: reads steps until the pipe closes; kills its parent when one is late."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    pipe = int(sys.argv[1])
    parent = os.getppid()
    handle = os.pidfd_open(parent)
    if os.getppid() != parent:
        return
    deadlines: dict[int, tuple[float, str, float]] = {}
    rest = b""
    while True:
        began = time.monotonic()
        nearest = min((at for at, _, _ in deadlines.values()), default=began + TICK_SECONDS)
        wait = min(TICK_SECONDS, max(0.0, nearest - began))
        readable, _, _ = select.select([pipe], [], [], wait)
        slept = time.monotonic() - began - wait
        if slept > TICK_SECONDS:
            deadlines = {key: (at + slept, name, s) for key, (at, name, s) in deadlines.items()}
        if readable:
            data = os.read(pipe, 65_536)
            if not data:
                return
            *lines, rest = (rest + data).split(b"\n")
            _note_deadlines(deadlines, lines)
        now = time.monotonic()
        for at, name, seconds in deadlines.values():
            if at <= now and not readable:
                _kill(handle, parent, name, seconds)
                return


def _note_deadlines(deadlines: dict[int, tuple[float, str, float]], lines: list[bytes]) -> None:
    for line in lines:
        message = json.loads(line)
        if "end" in message:
            deadlines.pop(message["end"], None)
        else:
            deadlines[message["begin"]] = (message["at"], message["name"], message["s"])


def _kill(handle: int, pid: int, name: str, seconds: float) -> None:
    facts = {"event": "a step hung: the process is killed", "level": "critical", "step": name, "seconds": seconds}
    with contextlib.suppress(OSError):
        os.write(2, _build_line({**facts, "pid": pid}))
    with contextlib.suppress(ProcessLookupError):
        signal.pidfd_send_signal(handle, signal.SIGKILL)


if __name__ == "__main__":
    main()
