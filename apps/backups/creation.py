"""Create a backup: one snapshot of the database, its roles, and every stored file that the snapshot names.

Everything is streamed. `set.json`, and in a folder the final name, are written when all else is complete.
"""

import json
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, suppress
from dataclasses import asdict
from datetime import datetime
from heapq import merge
from itertools import groupby
from operator import attrgetter
from typing import IO, cast

from django.conf import settings

from apps.backups import sets
from apps.backups.errors import BackupError
from apps.backups.file_copies import BackupFile, FileCopier, FileReport, spool_rows
from apps.backups.locations import BackupLocation
from apps.backups.postgres_programs import DatabaseTarget, PostgresPrograms, find_postgres_programs
from apps.backups.progress import format_size
from apps.backups.rendition_files import list_rendition_files
from apps.backups.sealing import ByteSource, ByteTarget, ChunkReader, ContentHash, HashingStream, Sealer
from apps.backups.sets import BackupSet
from apps.backups.snapshot import DatabaseSnapshot, get_centre_id, get_platform_version, open_snapshot


class SetWriter:
    """A set that is being written: its parts with sizes and hashes."""

    def __init__(self, place: BackupLocation, sealer: Sealer, now: datetime, database: DatabaseTarget) -> None:
        self.place, self.sealer, self.now, self.database = place, sealer, now, database
        self.name, self.centre = sets.build_set_name(now), get_centre_id(database)
        self.unfinished = place.begin_set(f"sets/{self.name}")
        self.parts: dict[str, list[object]] = {}

    def open_writer(self, part: str) -> AbstractContextManager[ByteTarget]:
        """Write a part as it is."""
        return self.place.open_writer(f"{self.unfinished}/{part}")

    def seal(self, part: str, source: ByteSource) -> ContentHash:
        """Write a part encrypted; return its size and hash."""
        with self.open_writer(part) as target:
            _plain, sealed = self.sealer.seal(source, target)
        self.parts[part] = [sealed.size, sealed.sha256]
        return sealed

    def seal_output(self, part: str, command: Sequence[str]) -> ContentHash:
        """Write the output of a program. Raise BackupError with its error output when it fails."""
        with tempfile.TemporaryFile() as errors:
            environment = self.database.build_environment()
            process = subprocess.Popen(  # noqa: S603
                command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=errors, env=environment
            )
            try:
                return self.seal(part, _ProgramOutput(process, errors))
            finally:
                process.kill()
                process.wait()


class _ProgramOutput:
    """The output of a program. At its end, BackupError with the error output when the program failed."""

    def __init__(self, process: "subprocess.Popen[bytes]", errors: IO[bytes]) -> None:
        self._process, self._errors = process, errors

    def read(self, size: int = -1, /) -> bytes:
        """Return at most `size` bytes; none at the end."""
        data = cast(IO[bytes], self._process.stdout).read(size)
        if not data and self._process.wait():
            self._errors.seek(0)
            text = self._errors.read().decode(errors="replace").strip()[-600:]
            raise BackupError(f"{cast(list[str], self._process.args)[0]} failed: {text}")
        return data


def create_backup_set(set_writer: SetWriter, copier: FileCopier) -> BackupSet:
    """Create a complete set and return it; the copier has the report of the files. Raise BackupError or OSError, and
    leave no set.
    """
    try:
        return _write_set(set_writer, copier)
    except BaseException:
        with suppress(OSError, BackupError):  # the next run tries again
            set_writer.place.delete_all(f"{set_writer.unfinished}/")
        raise


def _write_set(making: SetWriter, copier: FileCopier) -> BackupSet:
    reporter, filed = copier.reporter, copier.report
    with ExitStack() as stack:
        with open_snapshot(making.database) as database_snapshot:
            server = database_snapshot.server
            tools = find_postgres_programs(minimum_version=0, server_version=server)
            reporter.report(
                f"database {making.database.display_name}, PostgreSQL {server}, pg_dump {tools.major}, "
                f"to {making.place.display_name}"
            )
            written = making.seal_output(sets.DATABASE, _build_dump_command(tools, database_snapshot))
            reporter.report(f"database written: {format_size(written.size)}")
            making.seal_output(sets.ROLES, _build_roles_command(tools, database_snapshot))
            facts = database_snapshot.facts()
            reporter.report(f"{len(facts['tables'])} tables, {sum(rows for rows, _ in facts['tables'].values())} rows")
            rows = stack.enter_context(spool_rows(database_snapshot.files()))
        if settings.ENV.backup_renditions:
            rows = merge(rows, list_rendition_files(copier.store), key=attrgetter("sha256"))
        _write_file_lists(making, copier.copy(rows))
    reporter.report(f"{filed.count} files, {format_size(filed.size)}; new in the backup: {format_size(filed.copied)}")
    created_at = making.now.isoformat()
    header = {
        "format": sets.FORMAT,
        "release": get_platform_version(),
        "created_at": created_at,
        "dumped_with": tools.major,
    }
    making.seal(sets.MANIFEST, ChunkReader([json.dumps({**header, **facts, "files": asdict(filed)}).encode()]))
    return _finish_set(making, filed)


def _write_file_lists(making: SetWriter, entries: Iterator[BackupFile]) -> None:
    """Write both lists, of files and of objects, while the files are copied."""
    with making.open_writer(sets.OBJECTS) as target:
        objects = HashingStream(target=target)

        def told() -> Iterator[bytes]:
            for name, files in groupby(entries, key=lambda entry: entry.object):
                objects.write(f"{name}\n".encode())
                for entry in files:
                    yield json.dumps(asdict(entry)).encode() + b"\n"

        making.seal(sets.FILES, ChunkReader(told()))
    making.parts[sets.OBJECTS] = [objects.result.size, objects.result.sha256]


def _finish_set(making: SetWriter, filed: FileReport) -> BackupSet:
    backup_set = BackupSet(
        name=making.name,
        created_at=making.now.isoformat(),
        release=get_platform_version(),
        recipients=making.sealer.names,
        parts=making.parts,
        files=filed.count,
        size=sum(cast(int, size) for size, _hash in making.parts.values()) + filed.sealed,
        missing=filed.missing + filed.damaged,
    )
    for part, content in ((sets.CENTRE, making.centre.encode()), (sets.SET, backup_set.to_json())):
        with making.open_writer(part) as target:
            target.write(content)
    making.place.finish_set(making.unfinished, f"sets/{making.name}")
    return backup_set


def _build_dump_command(tools: PostgresPrograms, database_snapshot: DatabaseSnapshot) -> list[str]:
    options = ["--format=custom", "--no-password", f"--snapshot={database_snapshot.id}", "--lock-wait-timeout=60000"]
    return [tools["pg_dump"], *options, f"--dbname={database_snapshot.database.connection_string}"]


def _build_roles_command(tools: PostgresPrograms, database_snapshot: DatabaseSnapshot) -> list[str]:
    """Only a superuser may read the passwords of roles."""
    options = ["--globals-only", "--no-password", *([] if database_snapshot.is_superuser else ["--no-role-passwords"])]
    return [tools["pg_dumpall"], *options, f"--dbname={database_snapshot.database.connection_string}"]
