"""Making a backup: one moment of the database, its roles, and every stored file that a row of that moment names.

Nothing is read into memory as a whole. The set gets its `set.json`, and in a folder its name, when all of it is there.
"""

import json
import subprocess
import tempfile
from collections.abc import Collection, Iterator, Sequence
from contextlib import suppress
from dataclasses import asdict
from datetime import datetime
from typing import IO, cast

from django.core.files.storage import Storage

from apps.backups import sets
from apps.backups.errors import BackupError
from apps.backups.file_copies import BackupFile, FileReport, SpooledRows, copy_files
from apps.backups.locations import BackupLocation
from apps.backups.postgres_programs import DatabaseTarget, PostgresPrograms, find_postgres_programs
from apps.backups.progress import ProgressReporter, format_size
from apps.backups.sealing import ByteSource, ChunkReader, ContentHash, HashingStream, Sealer
from apps.backups.sets import BackupSet
from apps.backups.snapshot import DatabaseSnapshot, get_centre_id, get_release, open_snapshot


class _SetWriter:
    """A set that grows: its parts with their sizes and hashes."""

    def __init__(self, place: BackupLocation, sealer: Sealer, name: str, centre: str) -> None:
        self.place, self.sealer, self.centre = place, sealer, centre
        self.unfinished = place.begin(f"sets/{name}")
        self.parts: dict[str, list[object]] = {}

    def seal(self, part: str, source: ByteSource) -> ContentHash:
        """Write a part; what it weighs sealed."""
        with self.place.writer(f"{self.unfinished}/{part}") as target:
            _plain, sealed = self.sealer.seal(source, target)
        self.parts[part] = [sealed.size, sealed.sha256]
        return sealed

    def seal_output(self, part: str, words: Sequence[str], database: DatabaseTarget) -> ContentHash:
        """Write what a program says, if it ends well; BackupError with its own words when not."""
        with tempfile.TemporaryFile() as errors, self.place.writer(f"{self.unfinished}/{part}") as target:
            process = subprocess.Popen(  # noqa: S603
                words, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=errors, env=database.environ()
            )
            try:
                _plain, sealed = self.sealer.seal(cast(IO[bytes], process.stdout), target)
                status = process.wait()
            finally:
                process.kill()
                process.wait()
            if status:
                raise BackupError(f"{words[0]} failed: {_read_tail(errors)}")
        self.parts[part] = [sealed.size, sealed.sha256]
        return sealed


def create_backup_set(
    *,
    database: DatabaseTarget,
    store: Storage,
    place: BackupLocation,
    sealer: Sealer,
    now: datetime,
    teller: ProgressReporter,
    named_before: Collection[str] = (),
) -> tuple[BackupSet, FileReport]:
    """Make a whole set and answer with it and with what became of the files; BackupError or OSError, and no set.

    `named_before`: files that are looked at in any case, as the last backup found them wanting.
    """
    making = _SetWriter(place, sealer, sets.build_set_name(now), get_centre_id(database))
    try:
        return _write_set(making, database, store, now, teller, named_before)
    except BaseException:
        with suppress(OSError, BackupError):  # the next run tries again
            place.delete_all(f"{making.unfinished}/")
        raise


def _write_set(
    making: _SetWriter,
    database: DatabaseTarget,
    store: Storage,
    now: datetime,
    teller: ProgressReporter,
    named_before: Collection[str],
) -> tuple[BackupSet, FileReport]:
    place, sealer = making.place, making.sealer
    with open_snapshot(database) as seen:
        tools = find_postgres_programs(least=0, server=seen.server)
        teller.say(f"database {database.shown}, PostgreSQL {seen.server}, pg_dump {tools.major}, to {place.shown}")
        weighed = making.seal_output(sets.DATABASE, _build_dump_command(tools, seen), database)
        teller.say(f"database written: {format_size(weighed.size)}")
        making.seal_output(sets.ROLES, _build_roles_command(tools, seen), database)
        facts = seen.facts()
        teller.say(f"{len(facts['tables'])} tables, {sum(rows for rows, _ in facts['tables'].values())} rows")
        rows = SpooledRows(seen.files())
    filed = FileReport()
    entries = copy_files(
        rows,
        store=store,
        place=place,
        sealer=sealer,
        filed=filed,
        teller=teller,
        on=now.date(),
        named_before=named_before,
    )
    try:
        _write_file_lists(making, entries)
    finally:
        rows.close()
    teller.say(f"{filed.count} files, {format_size(filed.size)}; new in the backup: {format_size(filed.copied)}")
    told = {"format": sets.FORMAT, "release": get_release(), "created_at": now.isoformat(), "dumped_with": tools.major}
    manifest = {**told, **facts, "files": asdict(filed)}
    making.seal(sets.MANIFEST, ChunkReader([json.dumps(manifest).encode()]))
    made = _finish_set(making, now, filed)
    return made, filed


def _write_file_lists(making: _SetWriter, entries: Iterator[BackupFile]) -> None:
    """Both lists, of files and of objects, while the files are copied."""
    with making.place.writer(f"{making.unfinished}/{sets.OBJECTS}") as target:
        objects = HashingStream(target=target)
        last = ""

        def told() -> Iterator[bytes]:
            nonlocal last
            for entry in entries:
                if entry.object != last:
                    objects.write(f"{entry.object}\n".encode())
                    last = entry.object
                yield json.dumps(asdict(entry)).encode() + b"\n"

        making.seal(sets.FILES, ChunkReader(told()))
    making.parts[sets.OBJECTS] = [objects.weighed.size, objects.weighed.sha256]


def _finish_set(making: _SetWriter, now: datetime, filed: FileReport) -> BackupSet:
    name = sets.build_set_name(now)
    made = BackupSet(
        name=name,
        created_at=now.isoformat(),
        release=get_release(),
        recipients=making.sealer.names,
        parts=making.parts,
        files=filed.count,
        size=sum(cast(int, size) for size, _hash in making.parts.values()) + filed.sealed,
        missing=filed.missing + filed.damaged,
    )
    with making.place.writer(f"{making.unfinished}/{sets.CENTRE}") as target:
        target.write(making.centre.encode())
    with making.place.writer(f"{making.unfinished}/{sets.SET}") as target:
        target.write(made.encoded())
    making.place.finish(making.unfinished, f"sets/{name}")
    return made


def _build_dump_command(tools: PostgresPrograms, seen: DatabaseSnapshot) -> list[str]:
    words = ["--format=custom", "--no-password", f"--snapshot={seen.id}", "--lock-wait-timeout=60000"]
    return [tools["pg_dump"], *words, f"--dbname={seen.database.words}"]


def _build_roles_command(tools: PostgresPrograms, seen: DatabaseSnapshot) -> list[str]:
    """Only a superuser may read the roles' passwords."""
    words = ["--globals-only", "--no-password", *([] if seen.is_superuser else ["--no-role-passwords"])]
    return [tools["pg_dumpall"], *words, f"--dbname={seen.database.words}"]


def _read_tail(errors: IO[bytes]) -> str:
    errors.seek(0)
    return errors.read().decode(errors="replace").strip()[-600:]
