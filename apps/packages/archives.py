"""Read the zip of a package without believing what it says of itself.

Names and kinds of entries are checked before anything is unpacked. Sizes are counted while the bytes come out, in
pieces, so a bomb stops at its limit and memory stays flat.
"""

import stat
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import IO

from apps.core.file_types.office_documents import TOO_MUCH, check_directory
from apps.core.validators import InvalidValue
from apps.packages.refusals import PackageRefused

MAX_FILES = 5000
MAX_DIRECTORY_BYTES = 4 * 1024 * 1024
MAX_BYTES = 1024 * 1024 * 1024 - 1
"""Unpacked, all files together: less than 1 GiB."""
MAX_RATIO = 200
FREE_OF_RATIO = 8 * 1024 * 1024
MAX_PATH = 240
MAX_DEPTH = 20
PIECE = 64 * 1024
UTF8_NAMES = 0x800
ENCRYPTED = 0x1 | 0x40 | 0x2000
LEFT_OUT = ("__MACOSX/", ".DS_Store", "Thumbs.db", "desktop.ini")
"""What systems put into zips; it is no part of a package."""


class PackageArchive:
    """An open archive. `files`: the entries by their paths, folders left out."""

    def __init__(self, archive: zipfile.ZipFile, size: int) -> None:
        self._archive = archive
        self._left = min(MAX_BYTES, FREE_OF_RATIO + MAX_RATIO * size)
        self._is_bomb = self._left < MAX_BYTES
        self.files = _check_entries(archive.infolist())
        self.bytes = 0
        if sum(info.file_size for info in self.files.values()) > self._left:
            raise self._build_too_large()

    def iterate(self, path: str) -> Iterator[bytes]:
        """Return the pieces of a file. Raise PackageRefused when it is damaged or the archive unpacks to too much."""
        try:
            with self._archive.open(self.files[path]) as opened:
                while piece := opened.read(PIECE):
                    self.bytes += len(piece)
                    if self.bytes > self._left:
                        raise self._build_too_large()
                    yield piece
        except _DAMAGED as error:
            raise PackageRefused("damaged") from error

    def read(self, path: str, most: int) -> bytes:
        """Return a small file. It does not count as unpacked. Raise PackageRefused("manifest") when it is larger than
        `most` bytes.
        """
        counted, pieces = self.bytes, []
        for piece in self.iterate(path):
            pieces.append(piece)
            if self.bytes - counted > most:
                raise PackageRefused("manifest")
        self.bytes = counted
        return b"".join(pieces)

    def _build_too_large(self) -> PackageRefused:
        return PackageRefused("bomb" if self._is_bomb else "size")


_DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError)


@contextmanager
def open_archive(file: IO[bytes], size: int) -> Iterator[PackageArchive]:
    """Open the zip of `size` bytes. Raise PackageRefused for one that is not accepted."""
    try:
        check_directory(file, size, most_entries=2 * MAX_FILES, most_bytes=MAX_DIRECTORY_BYTES)
    except InvalidValue as error:
        raise PackageRefused("files" if error.message is TOO_MUCH else "damaged") from error
    file.seek(0)
    try:
        archive = zipfile.ZipFile(file)
    except _DAMAGED as error:
        raise PackageRefused("damaged") from error
    with archive:
        yield PackageArchive(archive, size)


def _check_entries(entries: list[zipfile.ZipInfo]) -> dict[str, zipfile.ZipInfo]:
    """Return the files by their paths. Raise PackageRefused for names, kinds and numbers that are not accepted."""
    files: dict[str, zipfile.ZipInfo] = {}
    seen: set[str] = set()
    for entry in entries:
        path = _read_name(entry)
        if entry.flag_bits & ENCRYPTED or entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise PackageRefused("encrypted")
        if stat.S_IFMT(entry.external_attr >> 16) not in (0, stat.S_IFREG, stat.S_IFDIR):
            raise PackageRefused("link")
        _check_path(path.removesuffix("/"))
        if path.endswith("/") or path.startswith(LEFT_OUT) or path.endswith(LEFT_OUT):
            continue
        if path.casefold() in seen:
            raise PackageRefused("names")
        seen.add(path.casefold())
        files[path] = entry
    if len(files) > MAX_FILES:
        raise PackageRefused("files")
    return files


def _read_name(entry: zipfile.ZipInfo) -> str:
    """Return the name as links in pages spell it: NFC. Many programs write UTF-8 without saying so."""
    name = entry.orig_filename
    if not entry.flag_bits & UTF8_NAMES:
        with suppress(UnicodeError):
            name = name.encode("cp437").decode()
    return unicodedata.normalize("NFC", name)


def _check_path(path: str) -> None:
    parts = path.split("/")
    if len(parts) > MAX_DEPTH:
        raise PackageRefused("files")
    is_plain = path.isprintable() and "\\" not in path and ":" not in path and len(path.encode()) <= MAX_PATH
    if not is_plain or any(part in ("", ".", "..") for part in parts):
        raise PackageRefused("names")
