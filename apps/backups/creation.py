"""Create a backup: one snapshot of the database, its roles, and every stored file that the snapshot names.

Everything is streamed. `set.json`, and in a folder the final name, are written when all else is complete.
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
    """A set that is being written: its parts with sizes and hashes."""

    def __init__(self, place: BackupLocation, sealer: Sealer, name: str, centre: str) -> None:
        self.place, self.sealer, self.centre = place, sealer, centre
        self.unfinished = place.begin_set(f"sets/{name}")
        self.parts: dict[str, list[object]] = {}

    def seal(self, part: str, source: ByteSource) -> ContentHash:
        """Write a part encrypted; return its size and hash."""
        with self.place.open_writer(f"{self.unfinished}/{part}") as target:
            _plain, sealed = self.sealer.seal(source, target)
        self.parts[part] = [sealed.size, sealed.sha256]
        return sealed

    def seal_output(self, part: str, command: Sequence[str], database: DatabaseTarget) -> ContentHash:
        """Write the output of a program. Raise BackupError with its error output when it fails."""
        with tempfile.TemporaryFile() as errors, self.place.open_writer(f"{self.unfinished}/{part}") as target:
            process = subprocess.Popen(  # noqa: S603
                command,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=errors,
                env=database.build_environment(),
            )
            try:
                _plain, sealed = self.sealer.seal(cast(IO[bytes], process.stdout), target)
                status = process.wait()
            finally:
                process.kill()
                process.wait()
            if status:
                raise BackupError(f"{command[0]} failed: {_read_tail(errors)}")
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
    """Create a complete set; return it with a report of the files. Raise BackupError or OSError, and leave no set.

    `named_before`: files that are checked in any case, because the last backup reported them.
    """
    writer = _SetWriter(place, sealer, sets.build_set_name(now), get_centre_id(database))
    try:
        return _write_set(writer, database, store, now, teller, named_before)
    except BaseException:
        with suppress(OSError, BackupError):  # the next run tries again
            place.delete_all(f"{writer.unfinished}/")
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
    with open_snapshot(database) as database_snapshot:
        tools = find_postgres_programs(least=0, server=database_snapshot.server)
        teller.report(
            f"database {database.display_name}, PostgreSQL {database_snapshot.server}, pg_dump {tools.major}, "
            f"to {place.display_name}"
        )
        written = making.seal_output(sets.DATABASE, _build_dump_command(tools, database_snapshot), database)
        teller.report(f"database written: {format_size(written.size)}")
        making.seal_output(sets.ROLES, _build_roles_command(tools, database_snapshot), database)
        facts = database_snapshot.facts()
        teller.report(f"{len(facts['tables'])} tables, {sum(rows for rows, _ in facts['tables'].values())} rows")
        rows = SpooledRows(database_snapshot.files())
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
    teller.report(f"{filed.count} files, {format_size(filed.size)}; new in the backup: {format_size(filed.copied)}")
    header = {
        "format": sets.FORMAT,
        "release": get_release(),
        "created_at": now.isoformat(),
        "dumped_with": tools.major,
    }
    manifest = {**header, **facts, "files": asdict(filed)}
    making.seal(sets.MANIFEST, ChunkReader([json.dumps(manifest).encode()]))
    backup_set = _finish_set(making, now, filed)
    return backup_set, filed


def _write_file_lists(making: _SetWriter, entries: Iterator[BackupFile]) -> None:
    """Write both lists, of files and of objects, while the files are copied."""
    with making.place.open_writer(f"{making.unfinished}/{sets.OBJECTS}") as target:
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
    making.parts[sets.OBJECTS] = [objects.result.size, objects.result.sha256]


def _finish_set(making: _SetWriter, now: datetime, filed: FileReport) -> BackupSet:
    name = sets.build_set_name(now)
    backup_set = BackupSet(
        name=name,
        created_at=now.isoformat(),
        release=get_release(),
        recipients=making.sealer.names,
        parts=making.parts,
        files=filed.count,
        size=sum(cast(int, size) for size, _hash in making.parts.values()) + filed.sealed,
        missing=filed.missing + filed.damaged,
    )
    with making.place.open_writer(f"{making.unfinished}/{sets.CENTRE}") as target:
        target.write(making.centre.encode())
    with making.place.open_writer(f"{making.unfinished}/{sets.SET}") as target:
        target.write(backup_set.to_json())
    making.place.finish_set(making.unfinished, f"sets/{name}")
    return backup_set


def _build_dump_command(tools: PostgresPrograms, database_snapshot: DatabaseSnapshot) -> list[str]:
    options = ["--format=custom", "--no-password", f"--snapshot={database_snapshot.id}", "--lock-wait-timeout=60000"]
    return [tools["pg_dump"], *options, f"--dbname={database_snapshot.database.connection_string}"]


def _build_roles_command(tools: PostgresPrograms, database_snapshot: DatabaseSnapshot) -> list[str]:
    """Only a superuser may read the passwords of roles."""
    options = ["--globals-only", "--no-password", *([] if database_snapshot.is_superuser else ["--no-role-passwords"])]
    return [tools["pg_dumpall"], *options, f"--dbname={database_snapshot.database.connection_string}"]


def _read_tail(errors: IO[bytes]) -> str:
    errors.seek(0)
    return errors.read().decode(errors="replace").strip()[-600:]
