"""Proving that a backup is whole: without a key by sizes and hashes, with it by opening all that is sealed."""

import json
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from apps.backups import sets
from apps.backups.errors import Damaged
from apps.backups.filing import Entry, check_content
from apps.backups.places import Place
from apps.backups.sealing import Target, unseal
from apps.backups.sets import Set
from apps.backups.telling import Teller
from apps.core.files import scratch_folder


@dataclass(frozen=True)
class Problem:
    """Something that is wrong with a set. `object`: the stored file's object whose content is not what it should be.
    `fatal`: whether nothing can be brought back for it; without a stored file, or the list of objects, the rest can.
    """

    text: str
    object: str = ""
    fatal: bool = True

    def __str__(self) -> str:
        return self.text


def problems(
    place: Place, one: Set, *, identities: Sequence[Any] = (), teller: Teller | None = None
) -> Iterator[Problem]:
    """What is wrong with a set; nothing when it is whole.

    Parts are read and hashed, objects looked up; with `identities` all of them are opened too, and their contents held
    against the list of files. Raises WrongKey.
    """
    teller = teller or Teller()
    broken = set()
    for part, (size, sha256) in one.parts.items():
        teller.count(part, 0)
        if (found := place.size(one.prefix + part)) != size:
            broken.add(part)
            told = f"{part} is missing" if found is None else f"{part} has {found} bytes instead of {size}"
            yield Problem(told, fatal=part != sets.OBJECTS)
            continue
        with place.opened(one.prefix + part) as source:
            if sets.hash_of(source) != (size, sha256):
                broken.add(part)
                yield Problem(f"{part} was changed", fatal=part != sets.OBJECTS)
    if sets.OBJECTS not in broken:
        yield from _objects(place, one)
    if identities and broken <= {sets.OBJECTS}:
        yield from _contents(place, one, identities, teller)


def _objects(place: Place, one: Set) -> Iterator[Problem]:
    """Objects that are not there; both lists come in order."""
    there = (name for name, size in place.walk("files/") if size)
    head = next(there, None)
    for name in sets.objects_of(place, one):
        while head is not None and head < name:
            head = next(there, None)
        if head != name:
            yield Problem(f"{name} is missing", fatal=False)


def _contents(place: Place, one: Set, identities: Sequence[Any], teller: Teller) -> Iterator[Problem]:
    for part in (sets.DATABASE, sets.ROLES, sets.MANIFEST):
        try:
            open_part(place, one, part, None, identities)
        except Damaged as error:
            yield Problem(str(error))
    size = 0
    for number, entry in enumerate(entries(place, one, identities), start=1):
        try:
            check_content(entry, place=place, identities=identities)
        except Damaged as error:
            yield Problem(str(error), object=entry.object, fatal=False)
        size += entry.size
        teller.count("files opened", size, number)


def open_part(place: Place, one: Set, part: str, target: Target | None, identities: Sequence[Any]) -> None:
    """Open a sealed part into `target`; Damaged, WrongKey."""
    with place.opened(one.prefix + part) as source:
        try:
            unseal(source, target, identities)
        except Damaged as error:
            raise Damaged(f"{part}: {error}") from None


def manifest(place: Place, one: Set, identities: Sequence[Any]) -> dict[str, Any]:
    """What the set says of itself; Damaged, WrongKey."""
    text = read_part(place, one, sets.MANIFEST, identities)
    try:
        told: dict[str, Any] = json.loads(text)
    except ValueError as error:
        raise Damaged("the manifest cannot be read") from error
    return told


def read_part(place: Place, one: Set, part: str, identities: Sequence[Any]) -> bytes:
    """A small part as a whole."""
    held = _Held()
    open_part(place, one, part, held, identities)
    return bytes(held.data)


def entries(place: Place, one: Set, identities: Sequence[Any]) -> Iterator[Entry]:
    """The list of files, a line at a time."""
    with tempfile.TemporaryFile(dir=scratch_folder()) as listed:
        open_part(place, one, sets.FILES, listed, identities)
        listed.seek(0)
        for line in listed:
            yield Entry(**json.loads(line))


class _Held:
    def __init__(self) -> None:
        self.data = bytearray()

    def write(self, data: bytes) -> int:
        self.data += data
        if len(self.data) > sets.MOST_BYTES:
            raise Damaged("a part that should be small is not")
        return len(data)
