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
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from project.launcher.files import read_text
from project.launcher.terminal import LauncherError, ProgressStep

CommandLine = list[str | Path]  # a command and its arguments

PR_SET_PDEATHSIG = 1  # linux/prctl.h
_LIBC = ctypes.CDLL(None, use_errno=True)


def run_logged(
    argv: CommandLine,
    *,
    step: ProgressStep,
    log: Path,
    env: Mapping[str, str],
    cwd: Path | None = None,
    on_line: Callable[[str], str] = lambda line: "",
) -> int:
    """Run `argv` to its end and return its exit status. Output goes to `log`; `on_line` turns lines into progress.

    On an interruption the whole process group is ended first.
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
        )
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
                signal_process_group(process.pid, signal.SIGTERM)
                with contextlib.suppress(subprocess.TimeoutExpired):
                    process.wait(5)
                signal_process_group(process.pid, signal.SIGKILL)
            process.stdout.close()


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

    Call this from the main thread: the kernel sends the signal when the starting thread ends.
    """
    parent = os.getpid()

    def tie_to_parent() -> None:
        _LIBC.prctl(PR_SET_PDEATHSIG, death_signal)
        if os.getppid() != parent:
            os._exit(1)

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
        preexec_fn=tie_to_parent,
        **account,
    )


def signal_process_group(pid: int, signum: int) -> None:
    """Send a signal to a process group, if it still exists."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(pid, signum)


def stop_process(process: subprocess.Popen[bytes], signum: int, patience: float) -> None:
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
