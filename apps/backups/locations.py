"""Where backups lie: a folder, or a prefix of an S3 bucket. Every object appears whole or not at all."""

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Protocol
from urllib.parse import urlsplit

from apps.backups.errors import BackupError, DamagedBackup
from apps.backups.sealing import ByteSource, ByteTarget
from apps.core.files import flush_folder

UNFINISHED_SUFFIX = ".part"
BACKUP_OBJECT_NAME = re.compile(
    r"key\.age|files/[0-9a-f]{2}/[0-9a-f]{64}\.[0-9a-f]{8}\.age"
    r"|sets/\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d\.\d{3}Z/[a-z]+\.?[a-z]*"
)
"""What objects of backups are called. Whatever else lies at a place is left alone."""
DAMAGED_PREFIX = "damaged/"


class BackupLocation(Protocol):
    """Objects by name, with `/` between the parts of it."""

    shown: str

    def begin(self, name: str) -> str:
        """Under which name a set is written until it is whole."""

    def finish(self, unfinished: str, name: str) -> None:
        """Give the whole set its name."""

    @contextmanager
    def writer(self, name: str) -> Iterator[ByteTarget]:
        """Write a new object, which is there when the block ends well and leaves nothing when not."""

    @contextmanager
    def opened(self, name: str) -> Iterator[ByteSource]:
        """Read an object; Damaged without one."""

    def size(self, name: str) -> int | None:
        """In bytes; None when it is not there."""

    def walk(self, prefix: str) -> Iterator[tuple[str, int]]:
        """Every object under a prefix that ends with `/`, by name in order, with its size."""

    def folders(self, prefix: str) -> list[str]:
        """The names directly under a prefix that others stand under."""

    def delete(self, name: str) -> None:
        """Remove an object; nothing happens without one."""

    def delete_all(self, prefix: str) -> None:
        """Remove everything under a prefix."""

    def set_aside(self, name: str) -> bool:
        """Move an object under `DAMAGED_PREFIX`, where no backup looks for it; whether it was there."""

    def clear(self) -> None:
        """Remove what a killed run left half written of `BACKUP_OBJECT_NAME`."""


class FolderLocation:
    """A folder of this machine or of one mounted here."""

    def __init__(self, root: Path) -> None:
        self.root = root.absolute()
        self.shown = str(self.root)

    def begin(self, name: str) -> str:
        """See Place."""
        return f"{name}{UNFINISHED_SUFFIX}"

    def finish(self, unfinished: str, name: str) -> None:
        """See Place."""
        (self.root / unfinished).rename(self.root / name)
        flush_folder((self.root / name).parent)

    @contextmanager
    def writer(self, name: str) -> Iterator[ByteTarget]:
        """See Place."""
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
    def opened(self, name: str) -> Iterator[ByteSource]:
        """See Place."""
        try:
            source = (self.root / name).open("rb")
        except FileNotFoundError:
            raise DamagedBackup(f"{name} is not there") from None
        with source:
            yield source

    def size(self, name: str) -> int | None:
        """See Place."""
        try:
            return (self.root / name).stat().st_size
        except FileNotFoundError:
            return None

    def walk(self, prefix: str) -> Iterator[tuple[str, int]]:
        """See Place."""
        for path in self._entries(prefix):
            name = f"{prefix}{path.name}"
            if path.is_dir():
                yield from self.walk(f"{name}/")
            elif not name.endswith(UNFINISHED_SUFFIX):
                yield name, path.stat().st_size

    def folders(self, prefix: str) -> list[str]:
        """See Place."""
        return [path.name for path in self._entries(prefix) if path.is_dir()]

    def delete(self, name: str) -> None:
        """See Place."""
        (self.root / name).unlink(missing_ok=True)

    def delete_all(self, prefix: str) -> None:
        """See Place."""
        for path in self._entries(prefix):
            if path.is_dir():
                self.delete_all(f"{prefix}{path.name}/")
            else:
                path.unlink(missing_ok=True)
        with suppress(FileNotFoundError):
            (self.root / prefix).rmdir()

    def set_aside(self, name: str) -> bool:
        """See Place."""
        path, aside = self.root / name, self.root / DAMAGED_PREFIX / name
        if not path.exists():
            return False
        aside.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        path.rename(aside)
        return True

    def clear(self) -> None:
        """See Place."""
        for path in self.root.glob(f"files/*/*{UNFINISHED_SUFFIX}"):
            path.unlink(missing_ok=True)
        (self.root / f"key.age{UNFINISHED_SUFFIX}").unlink(missing_ok=True)

    def _entries(self, prefix: str) -> list[Path]:
        try:
            return sorted((self.root / prefix).iterdir(), key=lambda path: path.name)
        except FileNotFoundError:
            return []


def open_location(text: str) -> BackupLocation:
    """The place that a path or `s3://bucket/prefix` names."""
    if text.startswith("s3://"):
        parts = urlsplit(text)
        if not parts.netloc:
            raise BackupError(f"{text} names no bucket: s3://bucket/prefix.")
        from apps.backups.bucket import (
            BucketLocation,  # here only: AWS's library makes every process larger, its start slower
        )

        return BucketLocation(parts.netloc, parts.path)
    return FolderLocation(Path(text).expanduser())
