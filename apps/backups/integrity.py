"""Check that a backup is complete: without a key by sizes and hashes, with a key by decrypting everything."""

import json
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from apps.backups import sets
from apps.backups.errors import DamagedBackup
from apps.backups.file_copies import BackupFile, check_file_content
from apps.backups.locations import BackupLocation
from apps.backups.progress import SILENT, ProgressReporter
from apps.backups.sealing import ByteTarget, unseal_stream
from apps.backups.sets import BackupSet
from apps.core.files.scratch import get_scratch_folder


@dataclass(frozen=True)
class BackupProblem:
    """A problem of a set. `object`: the damaged object of a stored file. `fatal`: nothing can be restored; without a
    stored file or the list of objects, the rest can.
    """

    text: str
    object: str = ""
    fatal: bool = True

    def __str__(self) -> str:
        return self.text


def find_backup_set_problems(
    place: BackupLocation, backup_set: BackupSet, *, identities: Sequence[Any] = (), reporter: ProgressReporter = SILENT
) -> Iterator[BackupProblem]:
    """Yield the problems of a set; none when it is complete.

    Parts are read and hashed, objects are looked up. With `identities` all of them are decrypted and compared with the
    list of files. Raise WrongKey.
    """
    broken = set()
    for part, (size, sha256) in backup_set.parts.items():
        reporter.report_count(part, 0)
        if problem := _find_part_problem(place, backup_set.prefix, part, size, sha256):
            broken.add(part)
            yield BackupProblem(problem, fatal=part != sets.OBJECTS)
    if sets.OBJECTS not in broken:
        yield from _find_missing_objects(place, backup_set)
    if identities and broken <= {sets.OBJECTS}:
        yield from _find_damaged_contents(place, backup_set, identities, reporter)


def _find_part_problem(place: BackupLocation, prefix: str, part: str, size: int, sha256: str) -> str:
    if (actual_size := place.size(prefix + part)) is None:
        return f"{part} is missing"
    if actual_size != size:
        return f"{part} has {actual_size} bytes instead of {size}"
    with place.open_reader(prefix + part) as source:
        return "" if sets.hash_source(source) == (size, sha256) else f"{part} was changed"


def _find_missing_objects(place: BackupLocation, backup_set: BackupSet) -> Iterator[BackupProblem]:
    """Yield objects that do not exist or are empty; both lists are sorted."""
    present = sets.SortedNames(place.walk("files/"))
    for name in sets.read_set_objects(place, backup_set.name):
        if not present.find_size(name):
            yield BackupProblem(f"{name} is missing", fatal=False)


def _find_damaged_contents(
    place: BackupLocation, backup_set: BackupSet, identities: Sequence[Any], reporter: ProgressReporter
) -> Iterator[BackupProblem]:
    for part in (sets.DATABASE, sets.ROLES, sets.MANIFEST):
        try:
            unseal_part(place, backup_set, part, None, identities)
        except DamagedBackup as error:
            yield BackupProblem(str(error))
    size = 0
    for number, entry in enumerate(read_file_list(place, backup_set, identities), start=1):
        try:
            check_file_content(entry, place=place, identities=identities)
        except DamagedBackup as error:
            yield BackupProblem(str(error), object=entry.object, fatal=False)
        size += entry.size
        reporter.report_count("files opened", size, number)


def unseal_part(
    place: BackupLocation, backup_set: BackupSet, part: str, target: ByteTarget | None, identities: Sequence[Any]
) -> None:
    """Decrypt a part into `target`. Raise DamagedBackup or WrongKey."""
    with place.open_reader(backup_set.prefix + part) as source:
        try:
            unseal_stream(source, target, identities)
        except DamagedBackup as error:
            raise DamagedBackup(f"{part}: {error}") from None


def read_manifest(place: BackupLocation, backup_set: BackupSet, identities: Sequence[Any]) -> dict[str, Any]:
    """Return the manifest of the set. Raise DamagedBackup or WrongKey."""
    text = read_part(place, backup_set, sets.MANIFEST, identities)
    try:
        manifest: dict[str, Any] = json.loads(text)
    except ValueError as error:
        raise DamagedBackup("the manifest cannot be read") from error
    return manifest


def read_part(place: BackupLocation, backup_set: BackupSet, part: str, identities: Sequence[Any]) -> bytes:
    """Return a small part as bytes."""
    target = _SmallBuffer()
    unseal_part(place, backup_set, part, target, identities)
    return target.getvalue()


def read_file_list(place: BackupLocation, backup_set: BackupSet, identities: Sequence[Any]) -> Iterator[BackupFile]:
    """Yield the files of the set, one line at a time."""
    with tempfile.TemporaryFile(dir=get_scratch_folder()) as spooled:
        unseal_part(place, backup_set, sets.FILES, spooled, identities)
        spooled.seek(0)
        for line in spooled:
            yield BackupFile(**json.loads(line))


class _SmallBuffer(BytesIO):
    def write(self, data: Any) -> int:
        if self.tell() + len(data) > sets.MAX_MANIFEST_BYTES:
            raise DamagedBackup("a part that should be small is not")
        return super().write(data)
