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
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from apps.backups.errors import BackupError, DamagedBackup, NewerFormat
from apps.backups.locations import UNFINISHED_SUFFIX, BackupLocation
from apps.backups.progress import ProgressReporter
from apps.backups.sealing import ByteSource

FORMAT = 1
KEY, OBJECTS, CENTRE, SET = "key.age", "objects", "centre", "set.json"
DATABASE, ROLES, MANIFEST, FILES = "database.age", "roles.age", "manifest.age", "files.age"
PARTS = (DATABASE, ROLES, MANIFEST, FILES, OBJECTS)
SET_NAME = re.compile(rf"\d{{4}}-\d\d-\d\dT\d\d-\d\d-\d\d\.\d{{3}}Z({re.escape(UNFINISHED_SUFFIX)})?")
MAX_MANIFEST_BYTES = 64 * 1024 * 1024
"""Of a manifest: it is read at once."""
CENTRE_BYTES = 1024
CLOCK_TOLERANCE = timedelta(hours=1)
"""What is later than this from now was written by a clock that was ahead."""
FUTURE_SET_ERROR = (
    "{name} is of a time that has not come yet by this machine's clock. Set the clock by NTP (timedatectl set-ntp "
    "true). Where it is right, the clock that made this backup was ahead: name the one that is wanted (--set NAME)."
)


@dataclass(frozen=True)
class BackupSet:
    """One whole backup, as its `set.json` tells. `parts`: name → [bytes, SHA-256 of them]; `size`: bytes with files."""

    name: str
    created_at: str
    release: str
    recipients: list[str]
    parts: dict[str, list[Any]]
    files: int
    size: int
    missing: int = 0
    format: int = field(default=FORMAT)

    @property
    def prefix(self) -> str:
        """Where its parts lie."""
        return f"sets/{self.name}/"

    @property
    def at(self) -> datetime:
        """When it was begun."""
        return datetime.fromisoformat(self.created_at)

    def encoded(self) -> bytes:
        """As it is written."""
        return json.dumps(asdict(self), indent=1).encode()


def build_set_name(now: datetime) -> str:
    """The name of a set begun now; names are in the order of time."""
    return now.astimezone(UTC).strftime("%Y-%m-%dT%H-%M-%S.%f")[:-3] + "Z"


def list_complete_sets(place: BackupLocation, teller: ProgressReporter | None = None) -> list[BackupSet]:
    """All whole sets, the oldest first; those that cannot be read are not among them.

    `teller` names those that a newer release made.
    """
    found = []
    for name in place.folders("sets/"):
        try:
            found.append(read_set(place, name))
        except DamagedBackup:
            continue
        except NewerFormat as error:
            if teller:
                teller.say(str(error))
    return found


def list_unfinished_sets(place: BackupLocation) -> list[str]:
    """Names of what a killed run left: no `set.json`, or a name that was not final."""
    named = [name for name in place.folders("sets/") if SET_NAME.fullmatch(name)]
    return [name for name in named if name.endswith(UNFINISHED_SUFFIX) or place.size(f"sets/{name}/{SET}") is None]


def select_set(place: BackupLocation, name: str = "") -> BackupSet:
    """The set of that name, or the latest whole one; BackupError with what there is, Newer where that is the latest.

    One of the future is taken by its name alone: it would be the latest for years, with other backups behind it.
    """
    if name:
        return read_set(place, name)
    latest, until = "", build_set_name(datetime.now(UTC) + CLOCK_TOLERANCE)
    for told in reversed(place.folders("sets/")):
        try:
            found = read_set(place, told)
        except DamagedBackup:
            continue
        if found.name <= until:
            if latest:
                raise BackupError(f"{FUTURE_SET_ERROR.format(name=latest)} The latest before it is {found.name}.")
            return found
        latest = latest or told
    if latest:
        raise BackupError(FUTURE_SET_ERROR.format(name=latest))
    broken = list_unfinished_sets(place)
    told = f" What lies there was never finished: {', '.join(broken)}." if broken else ""
    raise BackupError(f"{place.shown} holds no whole backup.{told}")


def read_set(place: BackupLocation, name: str) -> BackupSet:
    """Read `set.json`; Damaged when it is not there or not one, Newer when this release cannot know."""
    if name.endswith(UNFINISHED_SUFFIX):
        raise DamagedBackup(f"{name} was never finished")
    with place.opened(f"sets/{name}/{SET}") as source:
        text = source.read(MAX_MANIFEST_BYTES)
    try:
        told = json.loads(text)
        if told["format"] > FORMAT:
            raise NewerFormat(f"{name} was made by a newer release ({told['release']}). Restore it with that one.")
        found = BackupSet(**told)
    except (ValueError, TypeError, KeyError) as error:
        raise DamagedBackup(f"{name}/{SET} cannot be read") from error
    if found.name != name or set(found.parts) != set(PARTS):
        raise DamagedBackup(f"{name}/{SET} does not tell of this set")
    return found


def read_set_centre(place: BackupLocation, one: BackupSet) -> str:
    """The database it is of; "" in sets of older releases."""
    try:
        with place.opened(one.prefix + CENTRE) as source:
            return source.read(CENTRE_BYTES).decode(errors="replace").strip()
    except DamagedBackup:
        return ""


def build_object_name(sha256: str, mark: str) -> str:
    """Where a stored file lies, sealed for the recipients of that mark."""
    return f"files/{sha256[:2]}/{sha256}.{mark}.age"


def read_set_objects(place: BackupLocation, one: BackupSet) -> Iterator[str]:
    """The objects that belong to a set, in order."""
    with place.opened(one.prefix + OBJECTS) as source:
        for line in iterate_lines(source):
            yield line.decode("ascii")


def iterate_lines(source: ByteSource) -> Iterator[bytes]:
    """The lines of a source, without their ends, a piece of it in memory at a time."""
    left = b""
    while piece := source.read(65536):
        *whole, left = (left + piece).split(b"\n")
        yield from whole
    if left:
        yield left


def hash_source(source: ByteSource) -> tuple[int, str]:
    """Length and SHA-256 of all that is left in a source."""
    digest, size = hashlib.sha256(), 0
    while piece := source.read(1024 * 1024):
        digest.update(piece)
        size += len(piece)
    return size, digest.hexdigest()
