"""The folder for temporary files of backups, restores and archives that are too large for memory."""

import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from django.conf import settings
from django.core.files.storage import FileSystemStorage, Storage, default_storage

from apps.core.durations import HOUR


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
    """Return an empty folder, which is deleted at the end; what killed processes left is deleted after an hour."""
    for left in root.glob(f"{prefix}*"):
        with suppress(FileNotFoundError):
            if left.stat().st_mtime < time.time() - HOUR.total_seconds():
                shutil.rmtree(left, ignore_errors=True)
    with tempfile.TemporaryDirectory(prefix=prefix, dir=root) as folder:
        yield Path(folder)
