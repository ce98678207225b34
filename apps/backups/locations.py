"""Where backups are stored: a folder, or a prefix of an S3 bucket. Every object appears completely or not at all."""

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Protocol

from apps.backups.errors import DamagedBackup
from apps.backups.sealing import ByteSource, ByteTarget
from apps.core.files.stored import fsync_folder

UNFINISHED_SUFFIX = ".part"
BACKUP_OBJECT_NAME = re.compile(
    r"key\.age|files/[0-9a-f]{2}/[0-9a-f]{64}\.[0-9a-f]{8}\.age"
    r"|sets/\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d\.\d{3}Z/[a-z]+\.?[a-z]*"
)
"""Names of backup objects. Other files at a location are never touched."""
DAMAGED_PREFIX = "damaged/"


class BackupLocation(Protocol):
    """Objects by name, with `/` between its parts."""

    display_name: str

    def begin_set(self, name: str) -> str:
        """Return the temporary name of a set until it is complete."""

    def finish_set(self, unfinished: str, name: str) -> None:
        """Give the complete set its name."""

    @contextmanager
    def open_writer(self, name: str) -> Iterator[ByteTarget]:
        """Write a new object. It exists when the block ends without error; else nothing is left."""

    @contextmanager
    def open_reader(self, name: str) -> Iterator[ByteSource]:
        """Read an object. Raise DamagedBackup without one."""

    def size(self, name: str) -> int | None:
        """Return the size in bytes, or None when it does not exist."""

    def walk(self, prefix: str) -> Iterator[tuple[str, int]]:
        """Yield every object under a prefix that ends with `/`, sorted by name, with its size."""

    def folders(self, prefix: str) -> list[str]:
        """Return the names directly under a prefix that contain others."""

    def delete(self, name: str) -> None:
        """Delete an object, if it exists."""

    def delete_all(self, prefix: str) -> None:
        """Delete everything under a prefix."""

    def set_aside(self, name: str) -> bool:
        """Move an object under DAMAGED_PREFIX, where backups do not look; return whether it existed."""

    def remove_unfinished(self) -> None:
        """Remove unfinished objects of killed runs."""


class FolderLocation:
    """A folder of this machine, or one mounted here."""

    def __init__(self, root: Path) -> None:
        self.root = root.absolute()
        self.display_name = str(self.root)

    def begin_set(self, name: str) -> str:
        """See BackupLocation."""
        return f"{name}{UNFINISHED_SUFFIX}"

    def finish_set(self, unfinished: str, name: str) -> None:
        """See BackupLocation."""
        (self.root / unfinished).rename(self.root / name)
        fsync_folder((self.root / name).parent)

    @contextmanager
    def open_writer(self, name: str) -> Iterator[ByteTarget]:
        """See BackupLocation."""
        path = self.root / name
        scratch = path.with_name(path.name + UNFINISHED_SUFFIX)
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        try:
            with os.fdopen(os.open(scratch, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as opened:
                yield opened
                opened.flush()
                os.fsync(opened.fileno())
            scratch.rename(path)
        except BaseException:
            scratch.unlink(missing_ok=True)
            raise

    @contextmanager
    def open_reader(self, name: str) -> Iterator[ByteSource]:
        """See BackupLocation."""
        try:
            source = (self.root / name).open("rb")
        except FileNotFoundError:
            raise DamagedBackup(f"{name} is not there") from None
        with source:
            yield source

    def size(self, name: str) -> int | None:
        """See BackupLocation."""
        try:
            return (self.root / name).stat().st_size
        except FileNotFoundError:
            return None

    def walk(self, prefix: str) -> Iterator[tuple[str, int]]:
        """See BackupLocation."""
        for path in self._entries(prefix):
            name = f"{prefix}{path.name}"
            if path.is_dir():
                yield from self.walk(f"{name}/")
            elif not name.endswith(UNFINISHED_SUFFIX):
                yield name, path.stat().st_size

    def folders(self, prefix: str) -> list[str]:
        """See BackupLocation."""
        return [path.name for path in self._entries(prefix) if path.is_dir()]

    def delete(self, name: str) -> None:
        """See BackupLocation."""
        (self.root / name).unlink(missing_ok=True)

    def delete_all(self, prefix: str) -> None:
        """See BackupLocation."""
        for path in self._entries(prefix):
            if path.is_dir():
                self.delete_all(f"{prefix}{path.name}/")
            else:
                path.unlink(missing_ok=True)
        with suppress(FileNotFoundError):
            (self.root / prefix).rmdir()

    def set_aside(self, name: str) -> bool:
        """See BackupLocation."""
        path, aside = self.root / name, self.root / DAMAGED_PREFIX / name
        if not path.exists():
            return False
        aside.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        path.rename(aside)
        return True

    def remove_unfinished(self) -> None:
        """See BackupLocation."""
        for path in self.root.glob(f"files/*/*{UNFINISHED_SUFFIX}"):
            path.unlink(missing_ok=True)
        (self.root / f"key.age{UNFINISHED_SUFFIX}").unlink(missing_ok=True)

    def _entries(self, prefix: str) -> list[Path]:
        try:
            return sorted((self.root / prefix).iterdir(), key=lambda path: path.name)
        except FileNotFoundError:
            return []
