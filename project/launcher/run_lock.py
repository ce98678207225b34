"""One run a checkout: the lock of a running command, what it wrote about itself, what a killed one left."""

import fcntl
import json
import os
import signal
from pathlib import Path
from typing import IO, Any

from project.launcher.files import read_text
from project.launcher.processes import kill_group, start_time, wait_for
from project.launcher.talking import say


def read_state(path: Path) -> dict[str, Any]:
    """What a running or killed command wrote about itself; empty when there is nothing."""
    try:
        state = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return state if isinstance(state, dict) else {}


def end_strays(path: Path) -> None:
    """End children that a killed command left; a number that another process has by now is left alone."""
    for name, (pid, began) in read_state(path).get("children", {}).items():
        if began is None or start_time(pid) != began:
            continue
        say(f"   Ending the {name} process of an earlier start ({pid}).")
        kill_group(pid, signal.SIGTERM)
        wait_for(lambda pid=pid, began=began: start_time(pid) != began, 5)  # type: ignore[misc]
        kill_group(pid, signal.SIGKILL)
    path.unlink(missing_ok=True)


class RunLock:
    """The right to run this checkout's services: one command at a time holds it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.file: IO[str] | None = None

    def take(self) -> bool:
        """Take it; False when a living command holds it."""
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

    def holder(self) -> int:
        """The process id written by whoever holds it; 0 when unknown."""
        text = read_text(self.path).strip()
        return int(text) if text.isdigit() else 0

    def release(self) -> None:
        """Give it back."""
        if self.file:
            self.file.close()
            self.file = None
