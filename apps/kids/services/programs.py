"""Runs a program of others: for a limited time, keeping little of what it says, and with its children until its end."""

import contextlib
import os
import signal
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from threading import Thread
from typing import IO

KEPT_BYTES = 4096
"""Of the end of each output."""
CHUNK = 65536
PATIENCE_SECONDS = 5.0
"""How long the rest of its output is waited for, which a process that left the group may hold."""


@dataclass(frozen=True)
class ProgramResult:
    """How a program ended, and the end of what it said."""

    status: int
    output: bytes
    errors: bytes


class ProgramFailed(Exception):
    """The program could not be started, or did not end in time."""


def run_limited(
    words: Sequence[str], *, environment: Mapping[str, str], folder: Path, longest: timedelta
) -> ProgramResult:
    """Run a program and return how it ended. It has a process group of its own, which is killed when it ends or when
    its time is over. Raise ProgramFailed.
    """
    try:
        process = subprocess.Popen(  # noqa: S603
            words,
            env=dict(environment),
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            start_new_session=True,
        )
    except (OSError, ValueError) as error:
        raise ProgramFailed(str(error)) from error
    assert process.stdout is not None
    assert process.stderr is not None
    ends = [_OutputEnd(process.stdout), _OutputEnd(process.stderr)]
    try:
        status = process.wait(longest.total_seconds())
    except subprocess.TimeoutExpired as error:
        raise ProgramFailed(f"it did not end within {longest}") from error
    finally:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        output, errors = (end.take() for end in ends)
    return ProgramResult(status, output, errors)


class _OutputEnd:
    """Reads an output to its end in a thread and keeps the last KEPT_BYTES."""

    def __init__(self, source: IO[bytes]) -> None:
        self._source, self._kept = source, b""
        self._thread = Thread(target=self._read, daemon=True)
        self._thread.start()

    def take(self) -> bytes:
        """Return what was kept, once the output ended or PATIENCE_SECONDS are over."""
        self._thread.join(PATIENCE_SECONDS)
        return self._kept

    def _read(self) -> None:
        with self._source:
            while chunk := os.read(self._source.fileno(), CHUNK):
                self._kept = (self._kept + chunk)[-KEPT_BYTES:]
