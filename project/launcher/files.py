"""Small helpers for files: read, write privately, lock, read the end of a log."""

import contextlib
import fcntl
import os
import re
import time
from collections.abc import Iterator
from pathlib import Path

from project.launcher.terminal import ProgressStep

MAKE_ROOM = "The disk is full: make room and run the command again."
DISK_FULL_ADVICE = f"{MAKE_ROOM} No data is lost."


def is_disk_full(text: str) -> bool:
    """Return whether an error's text says that the disk is full."""
    return bool(re.search(r"No space left on device|Disk quota exceeded|could not extend file|Errno 28|DiskFull", text))


def read_text(path: str | Path) -> str:
    """Return a file's text; empty when it cannot be read."""
    try:
        return Path(path).read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""


def read_log_tail(path: Path, lines: int = 12, since: int = 0) -> str:
    """Return the last lines of a log, from byte `since` on, indented for printing under a message."""
    try:
        with path.open("rb") as log:
            log.seek(max(since, path.stat().st_size - 20_000))
            text = log.read().decode(errors="replace")
    except OSError:
        return ""
    return "\n".join(f"     | {line[:200]}" for line in text.splitlines()[-lines:])


def keep_new_files_private() -> None:
    """From now on, what this process and those it starts create is readable by its owner only."""
    os.umask(0o077)


def write_private_file(path: Path, text: str) -> None:
    """Write a file that only its owner may read; replace an existing one."""
    path.unlink(missing_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(text)


@contextlib.contextmanager
def hold_file_lock(path: Path, waiting_message: str) -> Iterator[None]:
    """Hold the file lock `path`; while someone else does, say `waiting` and wait."""
    path.touch(mode=0o600)
    with path.open("a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            with ProgressStep(waiting_message) as step:
                while True:
                    with contextlib.suppress(BlockingIOError):
                        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                        break
                    step.show_progress("")
                    time.sleep(0.5)
        yield
