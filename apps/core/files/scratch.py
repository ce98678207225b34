"""Folders for temporary files: where they lie, and whose they are.

A process holds its folder by the lock of a file. So another process knows which ones are in use, without a clock.
"""

import fcntl
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from django.conf import settings
from django.core.files.storage import FileSystemStorage, Storage, default_storage

LOCK = "lock"
PRIVATE = 0o700


def get_scratch_folder(store: Storage = default_storage) -> str | None:
    """Return BACKUP_SCRATCH; else the folder of the stored files; else None for the system's default.

    The system's folder (`/tmp`) comes last because it is in memory on many machines. Files there have no name and
    disappear with the process.
    """
    if settings.ENV.backup_scratch:
        return str(settings.ENV.backup_scratch)
    if isinstance(store, FileSystemStorage) and Path(store.location).is_dir():
        return str(store.location)
    return None


@contextmanager
def open_temporary_folder(prefix: str, root: Path) -> Iterator[Path]:
    """Return an empty folder, which is deleted at the end. What killed processes left is deleted at the next call."""
    for left in root.glob(f"{prefix}*"):
        delete_unless_held(left)
    with hold_folder(lambda: Path(tempfile.mkdtemp(prefix=prefix, dir=root))) as folder:
        try:
            work = folder / "work"  # beside the lock, which a program that runs in it does not see
            work.mkdir(mode=PRIVATE)
            yield work
        finally:
            shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def hold_folder(make: Callable[[], Path]) -> Iterator[Path]:
    """Return a folder that `delete_unless_held` leaves alone, in every process, until the end of the block.

    `make` makes the folder and returns it. It is called again when the folder was deleted before it was held. The lock
    ends with this process, however it ends, and programs that it starts do not get it.
    """
    while (lock := _hold(folder := make())) is None:
        pass
    try:
        yield folder
    finally:
        os.close(lock)


def delete_unless_held(folder: Path) -> None:
    """Delete a folder, unless a process holds it. The clock does not decide: that of another process may be ahead."""
    with suppress(OSError), _open_folder(folder) as inside:  # OSError: somebody else's, or no folder
        lock = _lock(inside, fcntl.LOCK_EX | fcntl.LOCK_NB)
        if lock is None:
            return
        try:
            with os.scandir(inside) as found:
                # The lock's file goes last: without it another process may hold the folder anew.
                entries = sorted(found, key=lambda entry: entry.name == LOCK)
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    shutil.rmtree(entry.name, dir_fd=inside)
                else:
                    os.unlink(entry.name, dir_fd=inside)
            folder.rmdir()
        finally:
            os.close(lock)


def _hold(folder: Path) -> int | None:
    try:
        with _open_folder(folder) as inside:
            return _lock(inside, fcntl.LOCK_SH)
    except FileNotFoundError:
        return None


@contextmanager
def _open_folder(folder: Path) -> Iterator[int]:
    """Return the descriptor of a folder. A link is none: in `/tmp` others may have made it, to any folder of ours."""
    inside = os.open(folder, os.O_DIRECTORY | os.O_NOFOLLOW)
    try:
        yield inside
    finally:
        os.close(inside)


def _lock(inside: int, how: int) -> int | None:
    """Return the descriptor that locks a folder; None when it was deleted meanwhile. Raise BlockingIOError where
    another process has the lock.

    A file is locked and not the folder itself: on a shared network folder (NFS) only locks of files count on all
    machines.
    """
    lock = os.open(LOCK, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o600, dir_fd=inside)
    try:
        fcntl.flock(lock, how)
        # Who deleted the folder had the lock of this file too; another may be in its place.
        if os.path.samestat(os.fstat(lock), os.stat(LOCK, dir_fd=inside)):
            return lock
    except FileNotFoundError:
        pass
    except OSError:
        os.close(lock)
        raise
    os.close(lock)
    return None
