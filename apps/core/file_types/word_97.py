"""Detect DOC, the documents of Word 97 to 2003: a compound file with a stream `WordDocument` in its root.

The layout is that of [MS-CFB] (header, sectors, directory) and [MS-DOC] (the first bytes of the stream). Only the
directory and these bytes are read.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO

from apps.core.file_types.office_documents import DAMAGED, MACROS, SECOND_FILE, has_zip_ending
from apps.core.validators import InvalidValue

DOC = "application/msword"
COMPOUND_FILE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
MAX_ENTRIES = 4096
MAX_TABLE_PARTS = 256
"""Sectors that list more of the table: enough for 2 GB."""
RUNNABLE = frozenset({"macros", "vba", "_vba_project", "_vba_project_cur", "\x01ole10native"})
"""Entries of macros, and of files of any kind that were put into the document."""

_HEADER = struct.Struct("<8s18xHHHH14xI4xI8xII109I")
_ENTRY = struct.Struct("<64sHB1xIII36xIQ")
_FIRST_BYTES = struct.Struct("<H8xH")
_SECTOR_BITS = {3: 9, 4: 12}
_WORD_MARK = 0xA5EC
_ENCRYPTED_BIT = 0x0100
_SMALL_STREAM = 4096
_LAST_SECTOR = 0xFFFFFFFA
"""Numbers above it are no sectors."""
_FREE = 0xFFFFFFFF


@dataclass(frozen=True)
class _Item:
    name: str
    left: int
    right: int
    child: int
    start: int
    size: int


def detect_doc(opened: IO[bytes]) -> str | None:
    """Return the content type; None for a compound file that is no document of Word.

    Raise InvalidValue for a damaged or encrypted document, one with macros or other files inside, and one with an
    archive behind it. The archive that Word itself puts inside (the theme) is no reason.
    """
    try:
        return _detect(_CompoundFile(opened))
    except (struct.error, IndexError, UnicodeDecodeError) as error:
        raise InvalidValue(DAMAGED) from error


def _detect(file: "_CompoundFile") -> str | None:
    entries = file.read_directory()
    document = next((entry for entry in _list_root(entries) if entry.name == "worddocument"), None)
    if document is None:
        return None
    if any(entry.name in RUNNABLE for entry in entries):
        raise InvalidValue(MACROS)
    if file.has_bytes_behind() and has_zip_ending(file.opened):
        raise InvalidValue(SECOND_FILE)
    mark, flags = _FIRST_BYTES.unpack(file.read_sector(document.start)[: _FIRST_BYTES.size])
    if document.size < _SMALL_STREAM or mark != _WORD_MARK or flags & _ENCRYPTED_BIT:
        raise InvalidValue(DAMAGED)
    return DOC


def _list_root(entries: list[_Item]) -> Iterator[_Item]:
    """Yield the entries of the root, which are a tree by `left` and `right`."""
    ahead, seen = [entries[0].child], set[int]()
    while ahead:
        number = ahead.pop()
        if number >= len(entries) or number in seen:
            continue
        seen.add(number)
        yield entries[number]
        ahead += [entries[number].left, entries[number].right]


class _CompoundFile:
    """The sectors of a compound file and what follows what."""

    def __init__(self, opened: IO[bytes]) -> None:
        opened.seek(0)
        header = _HEADER.unpack(opened.read(_HEADER.size))
        mark, major, order, bits, mini_bits, self._directory, cutoff, more, more_count, *table = header
        fixed = (mark, order, mini_bits, cutoff, bits)
        if fixed != (COMPOUND_FILE, 0xFFFE, 6, _SMALL_STREAM, _SECTOR_BITS.get(major)):
            raise InvalidValue(DAMAGED)
        self.opened, self._sector_bytes = opened, 1 << bits
        self._table = table
        self._read_more_of_table(more, more_count)

    def read_sector(self, number: int) -> bytes:
        """Return one sector. Raise InvalidValue for one that is not in the file."""
        self.opened.seek((number + 1) * self._sector_bytes)
        sector = self.opened.read(self._sector_bytes)
        if number > _LAST_SECTOR or len(sector) < self._sector_bytes:
            raise InvalidValue(DAMAGED)
        return sector

    def read_directory(self) -> list[_Item]:
        """Return all entries, the root first."""
        entries: list[_Item] = []
        sector = self._directory
        while sector <= _LAST_SECTOR:
            data = self.read_sector(sector)
            for name, length, kind, left, right, child, start, size in _ENTRY.iter_unpack(data):
                folded = name[: max(0, length - 2)].decode("utf-16-le").casefold() if kind else ""
                entries.append(_Item(folded, left, right, child, start, size))
            if len(entries) > MAX_ENTRIES:
                raise InvalidValue(DAMAGED)
            sector = self._get_next(sector)
        return entries

    def has_bytes_behind(self) -> bool:
        """Return whether the file goes on behind the last sector in use. Raise InvalidValue when it ends before."""
        numbers = self._sector_bytes // 4
        for place, sector in reversed(list(enumerate(self._table))):
            if sector <= _LAST_SECTOR:
                states = struct.unpack(f"<{numbers}I", self.read_sector(sector))
                used = [number for number, state in enumerate(states) if state != _FREE]
                if used:
                    self.read_sector(place * numbers + used[-1])
                    return bool(self.opened.read(1))
        raise InvalidValue(DAMAGED)

    def _get_next(self, sector: int) -> int:
        """Return the sector that follows in the chain, or a number that is no sector."""
        numbers = self._sector_bytes // 4
        part = self.read_sector(self._table[sector // numbers])
        following: int = struct.unpack_from("<I", part, sector % numbers * 4)[0]
        return following

    def _read_more_of_table(self, sector: int, count: int) -> None:
        """Add the sectors of the table that do not fit into the header; the last number of each leads to the next.

        Raise InvalidValue for a table with one sector twice: reading it could take hours.
        """
        if count > MAX_TABLE_PARTS:
            raise InvalidValue(DAMAGED)
        for _number in range(count):
            *numbers, sector = struct.unpack(f"<{self._sector_bytes // 4}I", self.read_sector(sector))
            self._table += numbers
        used = [number for number in self._table if number <= _LAST_SECTOR]
        if len(used) != len(set(used)):
            raise InvalidValue(DAMAGED)
