"""Where backups, restores and archives put down for a moment what memory should not hold."""

from pathlib import Path

from django.conf import settings
from django.core.files.storage import FileSystemStorage, Storage, default_storage


def get_scratch_folder(store: Storage = default_storage) -> str | None:
    """BACKUP_SCRATCH; else the folder of the stored files, whose disk has room for any of them; else the system's.

    The system's own (`/tmp`) is memory on many machines, so it comes last. What is written there has no name and goes
    with the process, however that ends.
    """
    if settings.ENV.backup_scratch:
        return str(settings.ENV.backup_scratch)
    if isinstance(store, FileSystemStorage) and Path(store.location).is_dir():
        return str(store.location)
    return None
