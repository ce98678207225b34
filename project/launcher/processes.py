"""Starts, stops and finds processes."""

import contextlib
import ctypes
import os
import re
import selectors
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from project.launcher.files import read_text
from project.launcher.terminal import LauncherError, ProgressStep

CommandLine = list[str | Path]  # a command and its arguments

PR_SET_PDEATHSIG, PR_SET_CHILD_SUBREAPER = 1, 36  # linux/prctl.h
_PRCTL = ctypes.CDLL(None).prctl  # bound here: what runs between fork and exec must take no lock


def _build_tie_to_parent(death_signal: int) -> Callable[[], None]:
    """Return what a new process runs first: the kernel sends it `death_signal` when the thread that started it ends."""
    parent = os.getpid()

    def tie_to_parent() -> None:
        _PRCTL(PR_SET_PDEATHSIG, death_signal)
        if os.getppid() != parent:
            os._exit(1)

    return tie_to_parent


_logged: set[subprocess.Popen[bytes]] = set()
"""The processes that `run_logged` waits for now, in any thread."""


def end_logged_processes() -> None:
    """End what `run_logged` still runs, with their children: a background thread that waits for them ends with this
    process and cleans up nothing.
    """
    for process in list(_logged):
        _end_process_group(process)


def _end_process_group(process: subprocess.Popen[bytes]) -> None:
    signal_process_group(process.pid, signal.SIGTERM)
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(5)
    signal_process_group(process.pid, signal.SIGKILL)


def run_logged(
    argv: CommandLine,
    *,
    step: ProgressStep,
    log: Path,
    env: Mapping[str, str],
    cwd: Path | None = None,
    on_line: Callable[[str], str] = lambda line: "",
    pass_fds: Sequence[int] = (),
) -> int:
    """Run `argv` to its end and return its exit status. Output goes to `log`; `on_line` turns lines into progress.

    On an interruption the whole process group is ended first. The process ends with this one. `pass_fds`: open files
    that it inherits.
    """
    with log.open("ab") as out:
        out.write(f"\n$ {' '.join(map(str, argv))}\n".encode())
        process = subprocess.Popen(
            argv,
            env=dict(env),
            cwd=cwd,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            preexec_fn=_build_tie_to_parent(signal.SIGTERM),
            pass_fds=pass_fds,
        )
        _logged.add(process)
        assert process.stdout is not None
        os.set_blocking(process.stdout.fileno(), False)
        buffered = b""
        try:
            with selectors.DefaultSelector() as selector:
                selector.register(process.stdout, selectors.EVENT_READ)
                while True:
                    if selector.select(timeout=0.5):
                        chunk = os.read(process.stdout.fileno(), 65536)
                        if not chunk:
                            break
                        out.write(chunk)
                        out.flush()
                        *lines, buffered = re.split(rb"[\r\n]+", buffered + chunk)
                        for line in lines:
                            step.show_progress(on_line(line.decode(errors="replace")))
                    step.show_progress(on_line(""))
            return process.wait()
        finally:
            if process.poll() is None:
                _end_process_group(process)
            process.stdout.close()
            _logged.discard(process)


@dataclass(frozen=True)
class ServerAccount:
    """The account that servers run as; `uid` None is the current account."""

    uid: int | None = None
    gid: int | None = None

    def take_ownership(self, path: Path) -> None:
        """Make this account the owner of a file or folder."""
        if self.uid is not None and self.gid is not None:
            os.chown(path, self.uid, self.gid)


CURRENT_ACCOUNT = ServerAccount()
"""The account that runs this command."""


def spawn_process(
    argv: CommandLine,
    *,
    env: Mapping[str, str],
    log: IO[bytes] | int | None,
    cwd: Path | str,
    death_signal: int = signal.SIGTERM,
    owner: ServerAccount = CURRENT_ACCOUNT,
) -> subprocess.Popen[bytes]:
    """Start a process in its own session. The kernel sends it `death_signal` when this process dies.

    Call this from the main thread, or from `BackgroundWork`: the kernel sends the signal when the starting thread ends.
    What the process creates is private to its account.
    """
    account: dict[str, Any] = {}
    if owner.uid is not None:
        account = {"user": owner.uid, "group": owner.gid, "extra_groups": []}
    return subprocess.Popen(
        argv,
        env=dict(env),
        cwd=cwd,
        stdin=subprocess.DEVNULL,
        stdout=log,
        stderr=None if log is None else subprocess.STDOUT,
        start_new_session=True,
        preexec_fn=_build_tie_to_parent(death_signal),
        umask=0o077,
        **account,
    )


class AdoptedProcess:
    """A process that another one forked and left to this one: what `subprocess.Popen` offers of it."""

    def __init__(self, pid: int) -> None:
        self.pid = pid
        self.returncode: int | None = None

    def poll(self) -> int | None:
        """Return its status, negative for a signal; None while it runs."""
        return self._wait(os.WNOHANG)

    def wait(self) -> int | None:
        """Return its status when it has ended."""
        return self._wait(0)

    def _wait(self, options: int) -> int | None:
        if self.returncode is None:
            pid, status = os.waitpid(self.pid, options)
            if pid:
                self.returncode = os.waitstatus_to_exitcode(status)
        return self.returncode

    def send_signal(self, signum: int) -> None:
        """Send a signal while it runs."""
        if self.poll() is None:
            os.kill(self.pid, signum)

    def terminate(self) -> None:
        """Send SIGTERM while it runs."""
        self.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        """Send SIGKILL while it runs."""
        self.send_signal(signal.SIGKILL)


ChildProcess = subprocess.Popen[bytes] | AdoptedProcess


@contextlib.contextmanager
def adopt_orphans() -> Iterator[bool]:
    """Within the block, processes whose parent ends become children of this one, not of the system's first one.

    Yield whether the system allows that.
    """
    try:
        yield _PRCTL(PR_SET_CHILD_SUBREAPER, 1) == 0
    finally:
        _PRCTL(PR_SET_CHILD_SUBREAPER, 0)


def signal_process_group(pid: int, signum: int) -> None:
    """Send a signal to a process group, if it still exists."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(pid, signum)


def stop_process(process: ChildProcess, signum: int, patience: float) -> None:
    """Stop a process with `signum`; kill its process group after `patience` seconds."""
    if process.poll() is None:
        with contextlib.suppress(ProcessLookupError):
            process.send_signal(signum)
        wait_until(lambda: process.poll() is not None, patience)
    signal_process_group(process.pid, signal.SIGKILL)
    process.wait()


class ForcedStop:
    """Set by a second Ctrl-C: `wait_until` then returns at once."""

    is_requested = False


def wait_until(ready: Callable[[], bool], seconds: float) -> bool:
    """Poll `ready` until it is true or the time is over. Return whether it became true."""
    deadline = time.monotonic() + seconds
    while not ready():
        if time.monotonic() > deadline or ForcedStop.is_requested:
            return ready()
        time.sleep(0.03)
    return True


def get_process_start_ticks(pid: int) -> int | None:
    """Return a process's start in clock ticks since boot (proc(5), field 22); None when it is gone or a zombie."""
    stat = read_text(f"/proc/{pid}/stat")
    fields = stat.rpartition(")")[2].split()
    if len(fields) < 20 or fields[0] in {"Z", "X"}:
        return None
    return int(fields[19])


def find_processes_in(folder: Path) -> list[int]:
    """Return the running processes whose working directory is `folder`; servers run in their data folder."""
    pids = []
    wanted = str(folder.resolve())
    for entry in Path("/proc").iterdir():
        if not entry.name.isdigit():
            continue
        with contextlib.suppress(OSError):
            if str((entry / "cwd").readlink()) == wanted and get_process_start_ticks(int(entry.name)) is not None:
                pids.append(int(entry.name))
    return pids


def end_leftover_processes(folder: Path, main: int | None, first_signal: int, second_signal: int) -> None:
    """End server processes an earlier, killed command left in `folder`.

    `main` (a postmaster) is asked first with `polite`; what is left gets `rough`, then SIGKILL.
    """
    if main in find_processes_in(folder):
        send_signal([main], first_signal)
        wait_until(lambda: not find_processes_in(folder), 15)
    for signum in (second_signal, signal.SIGKILL):
        send_signal(find_processes_in(folder), signum)
        if wait_until(lambda: not find_processes_in(folder), 5):
            return
    raise LauncherError(
        f"Processes of an earlier start still use {folder}: {find_processes_in(folder)}.",
        f"End them: kill -9 {' '.join(map(str, find_processes_in(folder)))}",
    )


def send_signal(pids: Sequence[int | None], signum: int) -> None:
    """Send a signal to those of `pids` that still exist."""
    for pid in pids:
        if pid:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.kill(pid, signum)


def find_free_port(host: str = "127.0.0.1") -> int:
    """Return a port that is free now."""
    with socket.socket() as probe:
        probe.bind((host, 0))
        return int(probe.getsockname()[1])
