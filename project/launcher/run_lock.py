"""The lock that allows one run per checkout, the state file of a run, and the cleanup after a killed one."""

import fcntl
import json
import os
import signal
from pathlib import Path
from typing import IO, Any

from project.launcher.files import read_text
from project.launcher.processes import get_process_start_ticks, signal_process_group, wait_until
from project.launcher.terminal import print_line


def read_run_state(path: Path) -> dict[str, Any]:
    """Return the state that a running or killed command wrote; empty without any."""
    try:
        state = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return state if isinstance(state, dict) else {}


def end_stray_processes(state_file: Path) -> None:
    """End processes that a killed command left. A process id that now belongs to another process is skipped."""
    for name, (pid, began) in read_run_state(state_file).get("children", {}).items():
        if began is None or get_process_start_ticks(pid) != began:
            continue
        print_line(f"   Ending the {name} process of an earlier start ({pid}).")
        signal_process_group(pid, signal.SIGTERM)
        wait_until(lambda pid=pid, began=began: get_process_start_ticks(pid) != began, 5)  # type: ignore[misc]
        signal_process_group(pid, signal.SIGKILL)
    state_file.unlink(missing_ok=True)


class RunLock:
    """The lock for this checkout's services: one command at a time holds it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.file: IO[str] | None = None

    def acquire(self) -> bool:
        """Take the lock. Return False when another command holds it."""
        self.path.touch(mode=0o600)
        file = self.path.open("a+")
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.close()
            return False
        file.truncate(0)
        file.write(str(os.getpid()))
        file.flush()
        self.file = file
        return True

    def get_holder_pid(self) -> int:
        """Return the process id of the holder; 0 when unknown."""
        text = read_text(self.path).strip()
        return int(text) if text.isdigit() else 0

    def release(self) -> None:
        """Release the lock."""
        if self.file:
            self.file.close()
            self.file = None
