"""DOCX, PPTX, XLSX and ODT: the ZIP around them is measured and unpacked once, in pieces, before anybody believes it.

What the directory of the archive claims is checked against what really comes out, so that a bomb is refused whatever
it says of itself; nothing unpacked is kept.
"""

import os
import struct
import zipfile
import zlib
from typing import IO
from xml.parsers import expat
from zipfile import ZIP_DEFLATED, ZIP_STORED

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from apps.core.validators import InvalidValue

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ODT = "application/vnd.oasis.opendocument.text"
MAIN_PARTS = {f"{kind}.main+xml": kind for kind in (DOCX, PPTX, XLSX)}

MAX_ENTRIES = 2000
MAX_UNPACKED_BYTES = 300 * 1024 * 1024
MAX_RATIO = 200
FREE_OF_RATIO = 8 * 1024 * 1024
MAX_DIRECTORY_BYTES = 1024 * 1024
MAX_KEPT_BYTES = 1024 * 1024
PIECE = 256 * 1024
CONTENT_TYPES = "[Content_Types].xml"
ODF_TYPE = "mimetype"
ODF_MANIFEST = "META-INF/manifest.xml"
KEPT = frozenset({CONTENT_TYPES, ODF_TYPE, ODF_MANIFEST})
"""The entries whose content says what the archive is."""
ODF_MACROS = ("Basic/", "Scripts/")
RUNNABLE = (".exe", ".dll", ".scr", ".bat", ".cmd", ".com", ".js", ".jse", ".vbs", ".vbe", ".wsf", ".hta", ".ps1",
            ".lnk", ".jar", ".msi", ".docm", ".dotm", ".xlsm", ".xltm", ".xlam", ".pptm", ".potm", ".ppsm")  # fmt: skip

MACRO_TYPES = ("macroenabled", "vbaproject", "macrosheet")

_END = struct.Struct("<4s4H2LH")
_LONG_END = struct.Struct("<4sQ2H2L4Q4sLQL")
_LOCAL = struct.Struct("<4s5H3L2H")
_ENCRYPTED_BITS = 0x1 | 0x40 | 0x2000

DAMAGED: StrOrPromise = _("This document is damaged or password-protected. Save it again and send it.")
TOO_MUCH: StrOrPromise = _("This document is too large when unpacked.")
MACROS: StrOrPromise = _("Documents with macros or programs are not accepted. Save it without macros.")
SECOND_FILE: StrOrPromise = _("This file has a second file at its end. Send it without that file.")
NOT_OFFICE: StrOrPromise = _("This is an archive and not a document. Send PDF, DOC, DOCX, ODT, PPTX or XLSX.")


def detect_office_type(opened: IO[bytes]) -> str:
    """DOCX, PPTX, XLSX or ODT, by the content types that the archive declares.

    NotValid for damaged or encrypted archives, bombs (entries, bytes unpacked, ratio), names that lead out of it,
    macros, programs inside, and any other ZIP.
    """
    size = opened.seek(0, os.SEEK_END)
    check_directory(opened, size, most_entries=MAX_ENTRIES, most_bytes=MAX_DIRECTORY_BYTES)
    opened.seek(0)
    try:
        with zipfile.ZipFile(opened) as archive:
            entries = archive.infolist()
            _check_entries(entries, size)
            kept = _unpack(opened, entries)
    except InvalidValue:
        raise
    except (zipfile.BadZipFile, zlib.error, struct.error, NotImplementedError, ValueError, EOFError) as error:
        raise InvalidValue(DAMAGED) from error
    names = {entry.filename for entry in entries}
    if kept.get(ODF_TYPE) == ODT.encode():
        return _check_odt(kept.get(ODF_MANIFEST, b""), names)
    return _detect_kind(kept.get(CONTENT_TYPES, b""), names)


def has_zip_ending(opened: IO[bytes]) -> bool:
    """Whether a program that looks for archives would find one at the end of this file."""
    size = opened.seek(0, os.SEEK_END)
    if (end_record := _end_record(opened, size)) is None:
        return False
    at, (_disk, _first_disk, _here, _entries, length, _offset, _comment) = end_record
    opened.seek(max(0, at - length))
    return length == 0 or opened.read(4) == b"PK\x01\x02"


def _end_record(opened: IO[bytes], size: int) -> tuple[int, tuple[int, ...]] | None:
    opened.seek(max(0, size - 65_557))
    tail = opened.read(65_557)
    at = tail.rfind(b"PK\x05\x06")
    if at < 0 or len(tail) - at < _END.size:
        return None
    _mark, *numbers = _END.unpack_from(tail, at)
    return size - len(tail) + at, tuple(numbers)


def check_directory(opened: IO[bytes], size: int, *, most_entries: int, most_bytes: int) -> None:
    """Check the directory of a ZIP of `size` bytes before anything reads it: nothing stands before the archive, nothing
    behind it. Raise InvalidValue with TOO_MUCH for more entries or bytes of it, else with DAMAGED.
    """
    if (end_record := _end_record(opened, size)) is None:
        raise InvalidValue(DAMAGED)
    at, (disk, first_disk, disk_entries, entries, length, offset, comment) = end_record
    if entries > most_entries or length > most_bytes:
        raise InvalidValue(TOO_MUCH)
    is_whole = not disk and not first_disk and disk_entries == entries and at + _END.size + comment == size
    if not is_whole or (offset + length != at and not _is_zip64_end(opened, at, entries, length, offset)):
        raise InvalidValue(DAMAGED)


def _is_zip64_end(opened: IO[bytes], end: int, entries: int, length: int, offset: int) -> bool:
    """Whether only the records of ZIP64, which some programs always write, stand between the directory and the `end`,
    and say the same as the end itself.
    """
    at = offset + length
    opened.seek(at)
    if end - at != _LONG_END.size:
        return False
    mark, size, _by, _for, *fields = _LONG_END.unpack(opened.read(_LONG_END.size))
    return (mark, size, *fields) == (b"PK\x06\x06", 44, 0, 0, entries, entries, length, offset, b"PK\x06\x07", 0, at, 1)


def _check_entries(entries: list[zipfile.ZipInfo], size: int) -> None:
    seen: set[str] = set()
    for entry in entries:
        name = entry.orig_filename
        folded = name.casefold()
        leads_out = name.startswith("/") or "\\" in name or ":" in name or ".." in name.split("/")
        unpackable = not entry.flag_bits & _ENCRYPTED_BITS and entry.compress_type in (ZIP_STORED, ZIP_DEFLATED)
        if folded in seen or leads_out or not unpackable or not name.isprintable():
            raise InvalidValue(DAMAGED)
        seen.add(folded)
        if "vbaproject" in folded or "vbadata" in folded or folded.endswith(RUNNABLE):
            raise InvalidValue(MACROS)
    unpacked = sum(entry.file_size for entry in entries)
    if len(entries) > MAX_ENTRIES or unpacked > MAX_UNPACKED_BYTES or unpacked > FREE_OF_RATIO + MAX_RATIO * size:
        raise InvalidValue(TOO_MUCH)


def _unpack(opened: IO[bytes], entries: list[zipfile.ZipInfo]) -> dict[str, bytes]:
    """Unpack every entry and forget it; the bytes of those in `KEPT`, by name. No two entries share bytes."""
    contents: dict[str, bytes] = {}
    end = 0
    for entry in sorted(entries, key=lambda item: item.header_offset):
        opened.seek(entry.header_offset)
        mark, *_more, names, extra = _LOCAL.unpack(opened.read(_LOCAL.size))
        starts = entry.header_offset + _LOCAL.size + names + extra
        if mark != b"PK\x03\x04" or entry.header_offset < end:
            raise InvalidValue(DAMAGED)
        end = starts + entry.compress_size
        opened.seek(starts)
        kept = _unpack_entry(opened, entry, keep=MAX_KEPT_BYTES if entry.filename in KEPT else 0)
        if entry.filename in KEPT:
            contents[entry.filename] = kept
    return contents


def _unpack_entry(opened: IO[bytes], entry: zipfile.ZipInfo, *, keep: int) -> bytes:
    if keep and entry.file_size > keep:
        raise InvalidValue(TOO_MUCH)
    packed = entry.compress_type == ZIP_DEFLATED
    machine = zlib.decompressobj(-zlib.MAX_WBITS)
    left, out, checksum, kept = entry.compress_size, 0, 0, []
    while left:
        piece = opened.read(min(PIECE, left))
        if not piece:
            raise InvalidValue(DAMAGED)
        left -= len(piece)
        while piece:
            data = machine.decompress(piece, PIECE) if packed else piece
            piece = machine.unconsumed_tail if packed else b""
            out += len(data)
            checksum = zlib.crc32(data, checksum)
            if out > entry.file_size or (packed and machine.unused_data):
                raise InvalidValue(DAMAGED)
            kept += [data] if keep else []
    if packed:
        rest = machine.flush()
        out, checksum = out + len(rest), zlib.crc32(rest, checksum)
        kept += [rest] if keep else []
    if out != entry.file_size or checksum != entry.CRC or (packed and not machine.eof):
        raise InvalidValue(DAMAGED)
    return b"".join(kept)


def _check_odt(manifest: bytes, names: set[str]) -> str:
    if any(name.startswith(ODF_MACROS) for name in names):
        raise InvalidValue(MACROS)
    if "content.xml" not in names or CONTENT_TYPES in names or b"encryption-data" in manifest:
        raise InvalidValue(DAMAGED)
    return ODT


def _detect_kind(types: bytes, names: set[str]) -> str:
    declared: list[tuple[str, str]] = []

    def start(_name: str, attributes: dict[str, str]) -> None:
        declared.append((attributes.get("PartName", ""), attributes.get("ContentType", "").casefold()))

    def refuse(*_declaration: object) -> None:
        raise InvalidValue(DAMAGED)

    parser = expat.ParserCreate()
    parser.StartElementHandler = start
    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    try:
        parser.Parse(types, True)
    except expat.ExpatError as error:
        raise InvalidValue(NOT_OFFICE if not types else DAMAGED) from error
    if any(word in kind for _part, kind in declared for word in MACRO_TYPES):
        raise InvalidValue(MACROS)
    kinds = [MAIN_PARTS[kind] for part, kind in declared if kind in MAIN_PARTS and part.lstrip("/") in names]
    if len(kinds) != 1:
        raise InvalidValue(NOT_OFFICE)
    return kinds[0]
