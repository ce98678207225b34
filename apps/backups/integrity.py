"""Proving that a backup is whole: without a key by sizes and hashes, with it by opening all that is sealed."""

import json
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from apps.backups import sets
from apps.backups.errors import DamagedBackup
from apps.backups.file_copies import BackupFile, check_file_content
from apps.backups.locations import BackupLocation
from apps.backups.progress import ProgressReporter
from apps.backups.sealing import ByteTarget, unseal_stream
from apps.backups.sets import BackupSet
from apps.core.files import scratch_folder


@dataclass(frozen=True)
class BackupProblem:
    """Something that is wrong with a set. `object`: the stored file's object whose content is not what it should be.
    `fatal`: whether nothing can be brought back for it; without a stored file, or the list of objects, the rest can.
    """

    text: str
    object: str = ""
    fatal: bool = True

    def __str__(self) -> str:
        return self.text


def find_problems(
    place: BackupLocation, one: BackupSet, *, identities: Sequence[Any] = (), teller: ProgressReporter | None = None
) -> Iterator[BackupProblem]:
    """What is wrong with a set; nothing when it is whole.

    Parts are read and hashed, objects looked up; with `identities` all of them are opened too, and their contents held
    against the list of files. Raises WrongKey.
    """
    teller = teller or ProgressReporter()
    broken = set()
    for part, (size, sha256) in one.parts.items():
        teller.count(part, 0)
        if (found := place.size(one.prefix + part)) != size:
            broken.add(part)
            told = f"{part} is missing" if found is None else f"{part} has {found} bytes instead of {size}"
            yield BackupProblem(told, fatal=part != sets.OBJECTS)
            continue
        with place.opened(one.prefix + part) as source:
            if sets.hash_source(source) != (size, sha256):
                broken.add(part)
                yield BackupProblem(f"{part} was changed", fatal=part != sets.OBJECTS)
    if sets.OBJECTS not in broken:
        yield from _find_missing_objects(place, one)
    if identities and broken <= {sets.OBJECTS}:
        yield from _find_damaged_contents(place, one, identities, teller)


def _find_missing_objects(place: BackupLocation, one: BackupSet) -> Iterator[BackupProblem]:
    """Objects that are not there; both lists come in order."""
    there = (name for name, size in place.walk("files/") if size)
    head = next(there, None)
    for name in sets.read_set_objects(place, one):
        while head is not None and head < name:
            head = next(there, None)
        if head != name:
            yield BackupProblem(f"{name} is missing", fatal=False)


def _find_damaged_contents(
    place: BackupLocation, one: BackupSet, identities: Sequence[Any], teller: ProgressReporter
) -> Iterator[BackupProblem]:
    for part in (sets.DATABASE, sets.ROLES, sets.MANIFEST):
        try:
            unseal_part(place, one, part, None, identities)
        except DamagedBackup as error:
            yield BackupProblem(str(error))
    size = 0
    for number, entry in enumerate(read_file_list(place, one, identities), start=1):
        try:
            check_file_content(entry, place=place, identities=identities)
        except DamagedBackup as error:
            yield BackupProblem(str(error), object=entry.object, fatal=False)
        size += entry.size
        teller.count("files opened", size, number)


def unseal_part(
    place: BackupLocation, one: BackupSet, part: str, target: ByteTarget | None, identities: Sequence[Any]
) -> None:
    """Open a sealed part into `target`; Damaged, WrongKey."""
    with place.opened(one.prefix + part) as source:
        try:
            unseal_stream(source, target, identities)
        except DamagedBackup as error:
            raise DamagedBackup(f"{part}: {error}") from None


def read_manifest(place: BackupLocation, one: BackupSet, identities: Sequence[Any]) -> dict[str, Any]:
    """What the set says of itself; Damaged, WrongKey."""
    text = read_part(place, one, sets.MANIFEST, identities)
    try:
        told: dict[str, Any] = json.loads(text)
    except ValueError as error:
        raise DamagedBackup("the manifest cannot be read") from error
    return told


def read_part(place: BackupLocation, one: BackupSet, part: str, identities: Sequence[Any]) -> bytes:
    """A small part as a whole."""
    held = _MemoryTarget()
    unseal_part(place, one, part, held, identities)
    return bytes(held.data)


def read_file_list(place: BackupLocation, one: BackupSet, identities: Sequence[Any]) -> Iterator[BackupFile]:
    """The list of files, a line at a time."""
    with tempfile.TemporaryFile(dir=scratch_folder()) as listed:
        unseal_part(place, one, sets.FILES, listed, identities)
        listed.seek(0)
        for line in listed:
            yield BackupFile(**json.loads(line))


class _MemoryTarget:
    def __init__(self) -> None:
        self.data = bytearray()

    def write(self, data: bytes) -> int:
        self.data += data
        if len(self.data) > sets.MAX_MANIFEST_BYTES:
            raise DamagedBackup("a part that should be small is not")
        return len(data)
