"""Tests that measure time have the workers for themselves: the others wait until such a test has ended.

Each test holds a lock that all may share; one marked `alone` holds it exclusively. The gate is passed before the lock:
while a test waits to be alone, no other begins.
"""

import fcntl
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def hold_turn(*, alone: bool) -> Iterator[None]:
    """Hold the turn of a test among the workers of this run; alone, wait until no other test runs."""
    run = os.environ.get("PYTEST_XDIST_TESTRUNUID")
    if run is None:
        yield
        return
    gate_path, turn_path = _get_lock_paths(run)
    with gate_path.open("w") as gate, turn_path.open("w") as turn:
        fcntl.flock(gate, fcntl.LOCK_EX)
        fcntl.flock(turn, fcntl.LOCK_EX if alone else fcntl.LOCK_SH)
        fcntl.flock(gate, fcntl.LOCK_UN)
        yield


def remove_locks(run: str) -> None:
    """Remove the files of the locks when all tests of this run have ended."""
    for path in _get_lock_paths(run):
        path.unlink(missing_ok=True)


def _get_lock_paths(run: str) -> tuple[Path, Path]:
    folder = Path(tempfile.gettempdir())
    return folder / f"talim-gate-{run}", folder / f"talim-turn-{run}"
