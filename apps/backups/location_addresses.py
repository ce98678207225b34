"""Opens the place of backups that an address names: a path or `s3://bucket/prefix`."""

from pathlib import Path
from urllib.parse import urlsplit

from apps.backups.errors import BackupError
from apps.backups.locations import BackupLocation, FolderLocation


def open_backup_location(text: str) -> BackupLocation:
    """Return the location that a path or `s3://bucket/prefix` names."""
    if text.startswith("s3://"):
        parts = urlsplit(text)
        if not parts.netloc:
            raise BackupError(f"{text} names no bucket: s3://bucket/prefix.")
        # Imported here only: AWS's library makes every process larger and its start slower.
        from apps.backups.bucket import BucketLocation

        return BucketLocation(parts.netloc, parts.path)
    return FolderLocation(Path(text).expanduser())
