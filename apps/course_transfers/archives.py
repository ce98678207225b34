"""Read untrusted archives: ZIP, and tar.gz as Moodle writes it. Nothing is unpacked to a path that an archive names.

The kind is told by the first bytes. An archive is refused as a whole for too many entries, bytes or levels, for names
that lead out of it, links, encryption and entries that share bytes.
"""

import gzip
import stat
import struct
import tarfile
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, Protocol

from apps.core.file_types.office_documents import TOO_MUCH, check_directory
from apps.core.files.scratch import get_scratch_folder
from apps.core.validators import InvalidValue
from apps.course_transfers.reports import FileUnreadable, PackageRefused

MAX_ENTRIES = 10_000
MAX_UNPACKED_BYTES = 4 * 1024**3
MAX_RATIO = 100
FREE_OF_RATIO = 64 * 1024**2
MAX_NAME = 500
MAX_LEVELS = 20
MAX_HEADER_BYTES = 64 * 1024
MAX_DIRECTORY_BYTES = 8 * 1024**2
"""Of the directory of a ZIP, which is read at once."""
MAX_TEXT_BYTES = 128 * 1024**2
"""Of all that is read as texts: a small file may be named many times."""
PIECE = 1024 * 1024
_ZIP_HEADER_BYTES = 30
_ENCRYPTED_BITS = 0x1 | 0x40 | 0x2000
_DAMAGED = (zipfile.BadZipFile, tarfile.TarError, gzip.BadGzipFile, zlib.error, EOFError)


class Archive(Protocol):
    """An open archive. `sizes`: the files in it, with their size in bytes. `text_bytes`: how much `read_entry` read."""

    sizes: dict[str, int]
    text_bytes: int

    def open(self, name: str) -> IO[bytes]:
        """Open a file of the archive; it may not be seekable."""
        ...


@contextmanager
def open_archive(package: IO[bytes], *, most_entries: int = MAX_ENTRIES) -> Iterator[Archive]:
    """Open a ZIP or a tar.gz. Raise PackageRefused for one that is not safe to read, now or while it is read, or that
    has more entries than `most_entries`.
    """
    head = package.read(4)
    package.seek(0)
    try:
        if head.startswith(b"PK\x03\x04"):
            with _open_zip(package, most_entries) as opened:
                yield _ZipArchive(opened, package.seek(0, 2), most_entries)
        elif head.startswith(b"\x1f\x8b"):
            with tempfile.TemporaryFile(dir=get_scratch_folder()) as content:
                _unpack_gzip(package, content)
                with tarfile.open(fileobj=content, mode="r:", tarinfo=_CarefulTarInfo) as archive:
                    yield _TarArchive(archive, most_entries)
        else:
            raise PackageRefused("not_a_package")
    except _DAMAGED as error:
        raise PackageRefused("damaged") from error


def read_entry(archive: Archive, name: str, *, most: int) -> bytes:
    """Return the bytes of a small file. Raise FileUnreadable when it is missing or has more than `most` bytes,
    PackageRefused after MAX_TEXT_BYTES of all files.
    """
    if name not in archive.sizes:
        raise FileUnreadable("file_missing", name=name[:200])
    if archive.sizes[name] > most:
        raise FileUnreadable("file_too_large", name=name[:200], megabytes=most // 1024**2)
    archive.text_bytes += archive.sizes[name]
    if archive.text_bytes > MAX_TEXT_BYTES:
        raise PackageRefused("too_large_unpacked")
    with archive.open(name) as opened:
        return opened.read(most + 1)


@contextmanager
def copy_entry(archive: Archive, name: str) -> Iterator[IO[bytes]]:
    """Give a file of the archive as a seekable temporary file, at its start."""
    with tempfile.TemporaryFile(dir=get_scratch_folder()) as target:
        with archive.open(name) as opened:
            while piece := opened.read(PIECE):
                target.write(piece)
        target.seek(0)
        yield target


def _open_zip(package: IO[bytes], most_entries: int) -> zipfile.ZipFile:
    try:
        check_directory(package, package.seek(0, 2), most_entries=2 * most_entries, most_bytes=MAX_DIRECTORY_BYTES)
        package.seek(0)
        return zipfile.ZipFile(package)
    except InvalidValue as error:
        if error.message is not TOO_MUCH:
            raise PackageRefused("damaged") from error
        raise PackageRefused("too_many_files", count=most_entries) from error
    except (ValueError, NotImplementedError, struct.error) as error:
        raise PackageRefused("damaged") from error


class _ZipArchive:
    text_bytes = 0

    def __init__(self, archive: zipfile.ZipFile, size: int, most_entries: int) -> None:
        self._archive = archive
        entries = archive.infolist()
        _check_totals(len(entries), sum(entry.file_size for entry in entries), size, most_entries)
        end = 0
        self.sizes: dict[str, int] = {}
        for entry in sorted(entries, key=lambda each: each.header_offset):
            mode = entry.external_attr >> 16
            is_plain = not stat.S_IFMT(mode) or stat.S_ISREG(mode) or stat.S_ISDIR(mode)
            packed = entry.compress_type in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
            if entry.flag_bits & _ENCRYPTED_BITS or not packed:
                raise PackageRefused("damaged")
            if not is_plain:
                raise PackageRefused("link_inside", name=entry.filename[:200])
            if entry.header_offset < end:
                raise PackageRefused("damaged")
            end = entry.header_offset + _ZIP_HEADER_BYTES + entry.compress_size
            if not entry.is_dir():
                _add_name(self.sizes, entry.orig_filename, entry.file_size)

    def open(self, name: str) -> IO[bytes]:
        return self._archive.open(name)


class _TarArchive:
    text_bytes = 0

    def __init__(self, archive: tarfile.TarFile, most_entries: int) -> None:
        self._archive = archive
        self._members: dict[str, tarfile.TarInfo] = {}
        self.sizes: dict[str, int] = {}
        total = 0
        for count, member in enumerate(archive, 1):
            total += member.size
            _check_totals(count, total, total, most_entries)
            if member.isdir():
                continue
            if not member.isreg() or member.issparse():
                raise PackageRefused("link_inside", name=member.name[:200])
            name = member.name.removeprefix("./")
            _add_name(self.sizes, name, member.size)
            self._members[name] = member

    def open(self, name: str) -> IO[bytes]:
        opened = self._archive.extractfile(self._members[name])
        if opened is None:
            raise PackageRefused("damaged")
        return opened


class _CarefulTarInfo(tarfile.TarInfo):
    """Refuses headers of many bytes, which tarfile reads at once."""

    def _proc_member(self, archive: tarfile.TarFile) -> tarfile.TarInfo:
        if not self.isreg() and not self.isdir() and self.size > MAX_HEADER_BYTES:
            raise PackageRefused("damaged")
        member: tarfile.TarInfo = super()._proc_member(archive)  # type: ignore[misc]
        return member


def _unpack_gzip(package: IO[bytes], target: IO[bytes]) -> None:
    size = package.seek(0, 2)
    package.seek(0)
    most = min(MAX_UNPACKED_BYTES, FREE_OF_RATIO + MAX_RATIO * size)
    total = 0
    with gzip.open(package) as opened:
        while piece := opened.read(PIECE):
            total += len(piece)
            if total > most:
                raise PackageRefused("too_large_unpacked")
            target.write(piece)
    target.seek(0)


def _check_totals(count: int, unpacked: int, size: int, most_entries: int) -> None:
    if count > most_entries:
        raise PackageRefused("too_many_files", count=most_entries)
    if unpacked > MAX_UNPACKED_BYTES or unpacked > FREE_OF_RATIO + MAX_RATIO * size:
        raise PackageRefused("too_large_unpacked")


def _add_name(sizes: dict[str, int], name: str, size: int) -> None:
    levels = name.split("/")
    leads_out = name.startswith("/") or "\\" in name or ".." in levels or levels[0].endswith(":")
    if leads_out or not name.isprintable() or len(name) > MAX_NAME or len(levels) > MAX_LEVELS:
        raise PackageRefused("bad_name", name="".join(letter for letter in name if letter.isprintable())[:200])
    if name in sizes:
        raise PackageRefused("name_twice", name=name[:200])
    sizes[name] = size
