"""Stored files into a backup and out of it again, one after the other, in constant memory."""

import json
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from django.core.files.base import File
from django.core.files.storage import FileSystemStorage, Storage

from apps.backups.errors import BackupError, Damaged
from apps.backups.places import Place
from apps.backups.scratch import scratch_folder
from apps.backups.sealing import Sealer, Source, Weighed, unseal
from apps.backups.sets import hash_of, object_name
from apps.backups.snapshot import StoredRow
from apps.backups.telling import Teller
from apps.core.models import StoredFile
from apps.core.s3 import S3Store

AGE_LEAST, AGE_MOST = 150, 4000
"""What the age format adds to a content, apart from 16 bytes for each 64 KiB."""
IN_MEMORY = 8 * 1024 * 1024
NAMED_MOST = 100
"""Missing files that are named one by one."""


@dataclass
class Filed:
    """What became of the stored files of one backup."""

    count: int = 0
    size: int = 0
    copied: int = 0
    sealed: int = 0
    missing: int = 0
    damaged: int = 0
    gone: int = 0
    named: list[str] = field(default_factory=list)

    def lost(self, path: str, why: str) -> None:
        """Name a file that is not in the backup."""
        if len(self.named) < NAMED_MOST:
            self.named.append(f"{path}: {why}")


@dataclass(frozen=True)
class Entry:
    """A line of the list of files."""

    path: str
    size: int
    sha256: str
    object: str


def file_away(
    rows: Iterable[StoredRow], *, store: Storage, place: Place, sealer: Sealer, filed: Filed, teller: Teller
) -> Iterator[Entry]:
    """Copy each file that the place has not got yet, and tell of each that it has by then.

    `rows` come in the order of their hashes, as does what the place tells of itself, so both are read only once.
    A file that the store has lost, or has in another form than its row says, is counted and named in `filed`; one whose
    row has gone meanwhile was deleted on purpose.
    """
    there = _Sorted(place.walk("files/"))
    last = ""
    for row in rows:
        name = object_name(row.sha256, sealer.mark)
        if name != last:
            size = there.find(name)
            if size is None or not _plausible(size, row.size):
                sealed = _copy(row, name, store=store, place=place, sealer=sealer, filed=filed)
                if sealed is None:
                    continue
                size, filed.copied = sealed.size, filed.copied + sealed.size
            filed.sealed += size
            last = name
        filed.count += 1
        filed.size += row.size
        teller.count("files", filed.size, filed.count)
        yield Entry(row.path, row.size, row.sha256, name)


def _copy(row: StoredRow, name: str, *, store: Storage, place: Place, sealer: Sealer, filed: Filed) -> Weighed | None:
    try:
        with _reading(store, row.path) as source, place.writer(name) as target:
            plain, sealed = sealer.seal(source, target)
            if (plain.size, plain.sha256) != (row.size, row.sha256):
                raise Damaged(row.path)
    except NotStored:
        if StoredFile.objects.filter(path=row.path).exists():
            filed.missing += 1
            filed.lost(row.path, "the store has not got it")
        else:
            filed.gone += 1
        return None
    except Damaged:
        filed.damaged += 1
        filed.lost(row.path, "its content is not what its row says")
        return None
    return sealed


@contextmanager
def _reading(store: Storage, path: str) -> Iterator[Source]:
    """Read a stored file from its beginning to its end; NotStored without one. From a bucket it is streamed, as what
    `open` gives there was fetched onto this machine first.
    """
    with ExitStack() as stack:
        opened: Source
        try:
            if isinstance(store, S3Store):
                opened = stack.enter_context(store.streamed(path))
            else:
                opened = stack.enter_context(store.open(path, "rb"))
        except FileNotFoundError as error:
            raise NotStored(path) from error
        yield opened


class NotStored(Exception):
    """The store has no file of that name."""


def _plausible(sealed: int, plain: int) -> bool:
    more = sealed - plain - 16 * max(1, -(-plain // 65536))
    return AGE_LEAST <= more <= AGE_MOST


class _Sorted:
    """Finds names that are asked for in order in a listing that comes in order."""

    def __init__(self, listing: Iterator[tuple[str, int]]) -> None:
        self._listing = listing
        self._head: tuple[str, int] | None = ("", 0)

    def find(self, name: str) -> int | None:
        while self._head is not None and self._head[0] < name:
            self._head = next(self._listing, None)
        return self._head[1] if self._head is not None and self._head[0] == name else None


class SpooledRows:
    """Rows put down in a temporary file, so that the database need not keep its moment while files are copied."""

    def __init__(self, rows: Iterable[StoredRow]) -> None:
        folder = scratch_folder()
        self._file: IO[str] = tempfile.TemporaryFile("w+", encoding="utf-8", dir=folder)  # noqa: SIM115
        for row in rows:
            self._file.write(json.dumps([row.sha256, row.size, row.path]) + "\n")

    def __iter__(self) -> Iterator[StoredRow]:
        self._file.seek(0)
        for line in self._file:
            yield StoredRow(*json.loads(line))

    def close(self) -> None:
        """Give the file up."""
        self._file.close()


def bring_back(
    entries: Iterable[Entry], *, place: Place, identities: Sequence[Any], store: Storage, teller: Teller
) -> tuple[int, int, int]:
    """Write each file into the store and hold what lies there then against its hash; how many, their bytes, and how
    many of them were there already.
    """
    count = size = kept = 0
    if isinstance(store, FileSystemStorage):
        Path(store.location).mkdir(parents=True, exist_ok=True)
    for entry in entries:
        if _is_there(entry, store):
            kept += 1
        else:
            _write(entry, place=place, identities=identities, store=store)
        count, size = count + 1, size + entry.size
        teller.count("files", size, count)
    return count, size, kept


def _is_there(entry: Entry, store: Storage) -> bool:
    try:
        if not store.exists(entry.path) or store.size(entry.path) != entry.size:
            return False
        with _reading(store, entry.path) as opened:
            return hash_of(opened) == (entry.size, entry.sha256)
    except (FileNotFoundError, NotStored):
        return False


def _write(entry: Entry, *, place: Place, identities: Sequence[Any], store: Storage) -> None:
    with tempfile.SpooledTemporaryFile(max_size=IN_MEMORY, dir=scratch_folder(store)) as content:
        check_content(entry, place=place, identities=identities, into=content.write)
        content.seek(0)
        try:
            store.delete(entry.path)
            written = store.save(entry.path, File(content, name=entry.path))
        except OSError as error:
            raise BackupError(f"{entry.path} cannot be written: {error.strerror or error}") from error
    if written != entry.path or not _is_there(entry, store):
        raise BackupError(f"{entry.path} was written, but the store answers something else.")


class _Into:
    def __init__(self, write: Callable[[bytes], object]) -> None:
        self.write = write


def check_content(
    entry: Entry, *, place: Place, identities: Sequence[Any], into: Callable[[bytes], object] | None = None
) -> None:
    """Open the object of a file and hold it against its hash; Damaged when it is not that file."""
    with place.opened(entry.object) as source:
        try:
            plain, _sealed = unseal(source, None if into is None else _Into(into), identities)
        except Damaged as error:
            raise Damaged(f"{entry.object}: {error}") from None
    if (plain.size, plain.sha256) != (entry.size, entry.sha256):
        raise Damaged(f"{entry.object} holds another file than its name says")
