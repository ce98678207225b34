"""The folder for temporary files of backups, restores and archives that are too large for memory."""

from pathlib import Path

from django.conf import settings
from django.core.files.storage import FileSystemStorage, Storage, default_storage


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
