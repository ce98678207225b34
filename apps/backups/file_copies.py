"""Copy stored files into a backup and restore them, one by one, in constant memory."""

import errno
import json
import tempfile
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from django.core.files.base import File
from django.core.files.storage import FileSystemStorage, Storage

from apps.backups.errors import BackupError, DamagedBackup, WrongKey
from apps.backups.locations import BackupLocation
from apps.backups.progress import ProgressReporter
from apps.backups.sealing import ByteSource, ByteTarget, ContentHash, Sealer, unseal_stream
from apps.backups.sets import SortedNames, build_object_name, hash_source
from apps.backups.snapshot import StoredFileRow
from apps.core.files.scratch import get_scratch_folder
from apps.core.models import StoredFile

AGE_MIN_OVERHEAD, AGE_MAX_OVERHEAD = 150, 4000
"""Bytes that the age format adds, besides 16 bytes for each 64 KiB."""
MAX_MEMORY_BYTES = 8 * 1024 * 1024
READ_CYCLE_NIGHTS = 31
"""Every file is read once in so many nights. A prime number, so that a backup every second night reaches all of them
too.
"""
MAX_NAMED_FILES = 100
"""Missing files that are listed by name."""
FROM_BEFORE = "the backup has it from before"


@dataclass
class FileReport:
    """What happened to the stored files in one backup. Its fields are stored in the manifest."""

    count: int = 0
    size: int = 0
    copied: int = 0
    sealed: int = 0
    missing: int = 0
    damaged: int = 0
    gone: int = 0
    named: list[str] = field(default_factory=list)

    def add_missing(self, path: str, why: str) -> None:
        """Count and list a file that is missing."""
        self.missing += 1
        self._list(path, why)

    def add_damaged(self, path: str, why: str) -> None:
        """Count and list a file that is damaged."""
        self.damaged += 1
        self._list(path, why)

    def _list(self, path: str, why: str) -> None:
        if len(self.named) < MAX_NAMED_FILES:
            self.named.append(f"{path}: {why}")


def parse_reported_paths(lines: Iterable[str]) -> frozenset[str]:
    """Return the paths that a `FileReport` listed in these lines."""
    return frozenset(line.partition(": ")[0] for line in lines)


@dataclass(frozen=True)
class BackupFile:
    """One line of the list of files."""

    path: str
    size: int
    sha256: str
    object: str


@dataclass
class FileCopier:
    """Copies stored files into a backup location, in the night of the day `on`.

    `named_before`: files that are checked in any case, because the last backup reported them.
    """

    store: Storage
    place: BackupLocation
    sealer: Sealer
    reporter: ProgressReporter
    on: date
    named_before: Collection[str] = ()
    report: FileReport = field(default_factory=FileReport)

    def copy(self, rows: Iterable[StoredFileRow]) -> Iterator[BackupFile]:
        """Copy each file that the backup location does not have yet, and yield each file that it has then.

        `rows` and the listing of the location are sorted by hash, so both are read once. A file that the store lost,
        cannot read, or has with another content is counted and listed in `report`, also when the location has an older
        copy (`_check`, by the share of the night). A file whose row is gone was deleted on purpose.
        """
        listing = SortedNames(self.place.walk("files/"))
        last_object = ""
        for row in rows:
            name = build_object_name(row.sha256, self.sealer.recipients_hash)
            is_copied = name == last_object
            if not is_copied:
                size = listing.find_size(name)
                is_copied = size is not None and _is_plausible_size(size, row.size)
                if size is None or not is_copied:
                    if (sealed := self._copy(row, name)) is None:
                        continue
                    size = sealed.size
                    self.report.copied += size
                self.report.sealed += size
                last_object = name
            if is_copied:
                self._check(row)
            self.report.count += 1
            self.report.size += row.size
            self.reporter.report_count("files", self.report.size, self.report.count)
            yield BackupFile(row.path, row.size, row.sha256, name)

    def _copy(self, row: StoredFileRow, name: str) -> ContentHash | None:
        try:
            with open_stored_file(self.store, row.path) as source, self.place.open_writer(name) as target:
                plain, sealed = self.sealer.seal(_ReadErrorSource(source), target)
                if (plain.size, plain.sha256) != (row.size, row.sha256):
                    raise DamagedBackup(row.path)
            return sealed
        except FileNotStored:
            if StoredFile.objects.filter(path=row.path).exists():
                self.report.add_missing(row.path, "the store has not got it")
            else:
                self.report.gone += 1
        except DamagedBackup:
            self.report.add_damaged(row.path, "its content is not what its row says")
        except FileNotReadable as error:
            self.report.add_damaged(row.path, f"the store does not let it be read ({error})")
        return None

    def _check(self, row: StoredFileRow) -> None:
        """Check that the store still has a file that was copied before. In a folder every file is checked and those of
        tonight are read; in a bucket, where each check is a request, only those of tonight are checked.
        """
        night = self.on.toordinal() % READ_CYCLE_NIGHTS
        tonight = row.path in self.named_before or int(row.sha256[:8], 16) % READ_CYCLE_NIGHTS == night
        in_folder = isinstance(self.store, FileSystemStorage)
        if not (tonight or in_folder):
            return
        try:
            changed = self.store.size(row.path) != row.size
            if tonight and in_folder and not changed:
                with open_stored_file(self.store, row.path) as opened:
                    changed = hash_source(opened) != (row.size, row.sha256)
        except (FileNotFoundError, FileNotStored):
            if StoredFile.objects.filter(path=row.path).exists():
                self.report.add_missing(row.path, f"the store has lost it; {FROM_BEFORE}")
        except OSError as error:
            self.report.add_damaged(row.path, f"the store does not let it be read ({error.strerror}); {FROM_BEFORE}")
        else:
            if changed:
                self.report.add_damaged(row.path, f"the store has another content now; {FROM_BEFORE}")


@contextmanager
def open_stored_file(store: Storage, path: str) -> Iterator[ByteSource]:
    """Open a stored file for one read; raise FileNotStored without one. From a bucket it is streamed, because `open`
    would first download it.
    """
    with ExitStack() as stack:
        opened: ByteSource
        try:
            stream_object = getattr(store, "stream_object", None)  # of an S3 store
            opened = stack.enter_context(stream_object(path) if stream_object else store.open(path, "rb"))
        except FileNotFoundError as error:
            raise FileNotStored(path) from error
        yield opened


class _ReadErrorSource:
    """A source that raises FileNotReadable for disk errors of its own, as an OSError of the location would end the
    backup.
    """

    def __init__(self, source: ByteSource) -> None:
        self._source = source

    def read(self, size: int = -1, /) -> bytes:
        """Read from the source."""
        try:
            return self._source.read(size)
        except OSError as error:
            if error.errno != errno.EIO:
                raise
            raise FileNotReadable(error.strerror) from error


class FileNotStored(Exception):
    """The store has no file of that name."""


class FileNotReadable(Exception):
    """The disk cannot read a part of the file."""


def _is_plausible_size(sealed: int, plain: int) -> bool:
    return AGE_MIN_OVERHEAD <= sealed - plain - 16 * max(1, -(-plain // 65536)) <= AGE_MAX_OVERHEAD


@contextmanager
def spool_rows(rows: Iterable[StoredFileRow]) -> Iterator[Iterator[StoredFileRow]]:
    """Store rows in a temporary file, so that the database snapshot can end before files are copied."""
    with tempfile.TemporaryFile("w+", encoding="utf-8", dir=get_scratch_folder()) as spooled:
        spooled.writelines(json.dumps([row.sha256, row.size, row.path]) + "\n" for row in rows)
        spooled.seek(0)
        yield (StoredFileRow(*json.loads(line)) for line in spooled)


@dataclass(frozen=True)
class FileRestorer:
    """Writes files of a backup into a store. `left_out`: is told of the files that the backup lost."""

    place: BackupLocation
    identities: Sequence[Any]
    store: Storage
    reporter: ProgressReporter
    left_out: Callable[[str], object] | None = None

    def restore(self, entries: Iterable[BackupFile]) -> tuple[int, int, int]:
        """Write each file into the store and compare it with its hash. Return the number of files, their bytes, and how
        many were there already.

        Raise DamagedBackup when the backup lost one; with `left_out` the others are restored.
        """
        count = size = already_there = 0
        if isinstance(self.store, FileSystemStorage):
            Path(self.store.location).mkdir(parents=True, exist_ok=True)
        for entry in entries:
            try:
                if _is_stored_intact(entry, self.store):
                    already_there += 1
                else:
                    self._write(entry)
            except DamagedBackup as error:
                if self.left_out is None:
                    raise
                self.left_out(f"{entry.path}: {error}")
                continue
            count, size = count + 1, size + entry.size
            self.reporter.report_count("files", size, count)
        return count, size, already_there

    def _write(self, entry: BackupFile) -> None:
        store = self.store
        with tempfile.SpooledTemporaryFile(max_size=MAX_MEMORY_BYTES, dir=get_scratch_folder(store)) as content:
            check_file_content(entry, place=self.place, identities=self.identities, into=content)
            content.seek(0)
            try:
                store.delete(entry.path)
                written = store.save(entry.path, File(content, name=entry.path))
            except OSError as error:
                raise BackupError(f"{entry.path} cannot be written: {error.strerror or error}") from error
        if written != entry.path or not _is_stored_intact(entry, store):
            raise BackupError(f"{entry.path} was written, but the store answers something else.")


def _is_stored_intact(entry: BackupFile, store: Storage) -> bool:
    """Return whether the store has the complete file; a file that the disk cannot read does not count."""
    try:
        if not store.exists(entry.path) or store.size(entry.path) != entry.size:
            return False
        with open_stored_file(store, entry.path) as opened:
            return hash_source(opened) == (entry.size, entry.sha256)
    except (FileNotFoundError, FileNotStored):
        return False
    except OSError as error:
        if error.errno != errno.EIO:
            raise BackupError(f"{entry.path} cannot be read: {error.strerror or error}") from error
        return False


def check_file_content(
    entry: BackupFile, *, place: BackupLocation, identities: Sequence[Any], into: ByteTarget | None = None
) -> None:
    """Decrypt the object of a file and compare it with its hash. Raise DamagedBackup when it differs or the disk cannot
    read it.

    The key must be the one of the list of files; so an object that it does not decrypt has a damaged header.
    """
    with place.open_reader(entry.object) as source:
        try:
            plain, _sealed = unseal_stream(source, into, identities)
        except (DamagedBackup, WrongKey) as error:
            problem = "its head was changed" if isinstance(error, WrongKey) else error
            raise DamagedBackup(f"{entry.object}: {problem}") from None
        except OSError as error:
            if error.errno != errno.EIO:
                raise
            raise DamagedBackup(f"{entry.object}: {error.strerror}") from error
    if (plain.size, plain.sha256) != (entry.size, entry.sha256):
        raise DamagedBackup(f"{entry.object} holds another file than its name says")
