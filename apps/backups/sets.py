"""What a backup is made of.

    key.age                     with a passphrase: the place's key, sealed by it
    files/ab/<sha256>.<mark>.age  stored files by their content; one that is there is not copied again
    sets/<time>/database.age    pg_dump's custom format
                roles.age       pg_dumpall --globals-only
                manifest.age    JSON: migrations, tables with counts and checksums, what was missing
                files.age       a line of JSON for each stored file: path, size, sha256, object
                objects         the objects of files/ that belong to the set, one a line, in order; not sealed
                centre          whose they are: the database as a hash (`snapshot.get_centre_id`); not sealed
                set.json        sizes and hashes of the parts, written last; not sealed

A set without `set.json` is not whole. What is not sealed says nothing of anybody.

The former release reads and removes these sets too, as one may go back to it. It refuses a `set.json` with another key
or a higher FORMAT, and with that everything at the place: what is new is a file of its own beside it.
"""

import hashlib
import json
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from apps.backups.errors import BackupError, DamagedBackup, NewerFormat
from apps.backups.locations import UNFINISHED_SUFFIX, BackupLocation
from apps.backups.progress import SILENT, ProgressReporter
from apps.backups.sealing import ByteSource

FORMAT = 1
KEY, OBJECTS, CENTRE, SET = "key.age", "objects", "centre", "set.json"
DATABASE, ROLES, MANIFEST, FILES = "database.age", "roles.age", "manifest.age", "files.age"
PARTS = (DATABASE, ROLES, MANIFEST, FILES, OBJECTS)
SET_NAME = re.compile(rf"\d{{4}}-\d\d-\d\dT\d\d-\d\d-\d\d\.\d{{3}}Z({re.escape(UNFINISHED_SUFFIX)})?")
MAX_MANIFEST_BYTES = 64 * 1024 * 1024
"""Limit of a manifest, because it is read at once."""
CENTRE_BYTES = 1024
CLOCK_TOLERANCE = timedelta(hours=1)
"""Later times than now plus this were written by a clock that was ahead."""
FUTURE_SET_ERROR = (
    "{name} is of a time that has not come yet by this machine's clock. Set the clock by NTP (timedatectl set-ntp "
    "true). Where it is right, the clock that made this backup was ahead: name the one that is wanted (--set NAME)."
)


@dataclass(frozen=True)
class BackupSet:
    """One complete backup, as its `set.json` says. `parts`: name → [bytes, SHA-256]; `size`: bytes with files. Its
    fields are stored.
    """

    name: str
    created_at: str
    release: str
    recipients: list[str]
    parts: dict[str, list[Any]]
    files: int
    size: int
    missing: int = 0
    format: int = FORMAT

    @property
    def prefix(self) -> str:
        """Return the prefix of its parts."""
        return f"sets/{self.name}/"

    @property
    def started_at(self) -> datetime:
        """Return when it was started."""
        return datetime.fromisoformat(self.created_at)

    def to_json(self) -> bytes:
        """Return it as JSON, as it is stored."""
        return json.dumps(asdict(self), indent=1).encode()


def build_set_name(now: datetime) -> str:
    """Return the name of a set started now; names sort by time."""
    return now.astimezone(UTC).strftime("%Y-%m-%dT%H-%M-%S.%f")[:-3] + "Z"


def list_complete_sets(place: BackupLocation, reporter: ProgressReporter = SILENT) -> list[BackupSet]:
    """Return all complete sets, oldest first; unreadable ones are skipped. `reporter` reports those of a
    newer release.
    """
    backup_sets = []
    for name in place.folders("sets/"):
        try:
            with suppress(DamagedBackup):
                backup_sets.append(read_set(place, name))
        except NewerFormat as error:
            reporter.report(str(error))
    return backup_sets


def list_unfinished_sets(place: BackupLocation) -> list[str]:
    """Return names of sets that killed runs left: no `set.json`, or a temporary name."""
    named = [name for name in place.folders("sets/") if SET_NAME.fullmatch(name)]
    return [name for name in named if name.endswith(UNFINISHED_SUFFIX) or place.size(f"sets/{name}/{SET}") is None]


def select_set(place: BackupLocation, name: str = "") -> BackupSet:
    """Return the set of that name, or the latest complete one. Raise BackupError with what exists; NewerFormat when the
    latest has a newer format.

    A set from the future is used only by its name, because it would hide newer backups for years.
    """
    if name:
        return read_set(place, name)
    latest, latest_allowed = "", build_set_name(datetime.now(UTC) + CLOCK_TOLERANCE)
    for folder in reversed(place.folders("sets/")):
        try:
            backup_set = read_set(place, folder)
        except DamagedBackup:
            continue
        if backup_set.name <= latest_allowed:
            if latest:
                raise BackupError(f"{FUTURE_SET_ERROR.format(name=latest)} The latest before it is {backup_set.name}.")
            return backup_set
        latest = latest or folder
    if latest:
        raise BackupError(FUTURE_SET_ERROR.format(name=latest))
    broken = ", ".join(list_unfinished_sets(place))
    hint = f" What lies there was never finished: {broken}." if broken else ""
    raise BackupError(f"{place.display_name} holds no whole backup.{hint}")


def read_set(place: BackupLocation, name: str) -> BackupSet:
    """Read `set.json`. Raise DamagedBackup when it is missing or invalid; NewerFormat when this release does not know
    its format.
    """
    if name.endswith(UNFINISHED_SUFFIX):
        raise DamagedBackup(f"{name} was never finished")
    with place.open_reader(f"sets/{name}/{SET}") as source:
        text = source.read(MAX_MANIFEST_BYTES)
    try:
        content = json.loads(text)
        if content["format"] > FORMAT:
            raise NewerFormat(f"{name} was made by a newer release ({content['release']}). Restore it with that one.")
        backup_set = BackupSet(**content)
    except (ValueError, TypeError, KeyError) as error:
        raise DamagedBackup(f"{name}/{SET} cannot be read") from error
    if backup_set.name != name or set(backup_set.parts) != set(PARTS):
        raise DamagedBackup(f"{name}/{SET} does not tell of this set")
    return backup_set


def read_set_centre_id(place: BackupLocation, backup_set: BackupSet) -> str:
    """Return the database of a set; "" in sets of older releases."""
    with suppress(DamagedBackup), place.open_reader(backup_set.prefix + CENTRE) as source:
        return source.read(CENTRE_BYTES).decode(errors="replace").strip()
    return ""


def build_object_name(sha256: str, recipients_hash: str) -> str:
    """Return the object name of a stored file, encrypted for the recipients of that hash."""
    return f"files/{sha256[:2]}/{sha256}.{recipients_hash}.age"


class SortedNames:
    """Looks up names, in sorted order, in sorted names with sizes."""

    def __init__(self, names: Iterable[tuple[str, int]]) -> None:
        self._names = iter(names)
        self._head: tuple[str, int] | None = ("", 0)

    def find_size(self, name: str) -> int | None:
        """Return the size that stands with this name, None without it. No later call may ask for an earlier name."""
        while self._head is not None and self._head[0] < name:
            self._head = next(self._names, None)
        return self._head[1] if self._head is not None and self._head[0] == name else None


def read_set_objects(place: BackupLocation, name: str) -> Iterator[str]:
    """Yield the objects that the set of that name lists, in order. Raise DamagedBackup without the list."""
    with place.open_reader(f"sets/{name}/{OBJECTS}") as source:
        for line in iterate_lines(source):
            yield line.decode("ascii")


def iterate_lines(source: ByteSource) -> Iterator[bytes]:
    """Yield the lines of a source without their ends, in constant memory."""
    remainder = b""
    while piece := source.read(65536):
        *complete, remainder = (remainder + piece).split(b"\n")
        yield from complete
    if remainder:
        yield remainder


def hash_source(source: ByteSource) -> tuple[int, str]:
    """Return length and SHA-256 of the rest of a source."""
    digest, size = hashlib.sha256(), 0
    while piece := source.read(1024 * 1024):
        digest.update(piece)
        size += len(piece)
    return size, digest.hexdigest()
