"""A small backup that tests damage, places to bring it to, and what is seen there."""

import os
import shutil
from io import BytesIO, StringIO
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import psycopg
import pytest
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db import connection

from apps.backups import keys, sets
from apps.backups.locations import FolderLocation
from apps.backups.sets import BackupSet
from apps.core.files.stored import store_archive
from apps.core.models import StoredFile
from tests.processes import get_test_database_url, run_python

CONTENTS = (b"first recording" * 10_000, b"second", b"second")
"""Two of the three are the same bytes."""


@pytest.fixture(scope="session")
def key(tmp_path_factory):
    """A private key's file and its public half."""
    file = tmp_path_factory.mktemp("key") / "talim.key"
    return file, keys.create_key_file(str(file))


def stored(content: bytes) -> StoredFile:
    return store_archive(owner=None, content=BytesIO(content))


def back_up(to: Any, public: str, **options: Any) -> str:
    """What the command said."""
    output = StringIO()
    call_command("backup", to=str(to), recipient=[public], stdout=output, stderr=output, **options)
    return output.getvalue()


@pytest.fixture(scope="session")
def small_backup(django_db_setup, django_db_blocker, key, tmp_path_factory):
    """A place with one set, of a database with its first rows and three files. Copy it before you change it."""
    place = tmp_path_factory.mktemp("backup") / "to"
    with django_db_blocker.unblock():
        files = [stored(content) for content in CONTENTS]
        back_up(place, key[1], no_record=True)
        for file in files:
            default_storage.delete(file.path)
            file.delete()
    return place


@pytest.fixture
def place(small_backup, tmp_path):
    """A copy of the small backup."""
    return Path(shutil.copytree(small_backup, tmp_path / "place"))


def only_set(place: Path) -> BackupSet:
    return sets.select_set(FolderLocation(place))


@pytest.fixture
def empty(db):
    """The address of an empty database in the tests' cluster."""
    url = get_test_database_url()
    name = f"{connection.settings_dict['NAME']}_back"
    with psycopg.connect(url, autocommit=True) as link:
        link.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        link.execute(f'CREATE DATABASE "{name}"')
    base, _, query = url.partition("?")
    try:
        yield base.rpartition("/")[0] + f"/{name}" + (f"?{query}" if query else "")
    finally:
        with psycopg.connect(url, autocommit=True) as link:
            link.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def relations(url: str) -> int:
    """How many tables a database has."""
    with psycopg.connect(url) as link:
        row = link.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'").fetchone()
    assert row is not None
    return int(row[0])


def fingerprints(url: str) -> dict[str, tuple[int, str]]:
    """Rows and a hash of each table, reckoned in another way than backups do."""
    result = {}
    with psycopg.connect(url) as link:
        link.execute("SET timezone = 'UTC'")
        for (name,) in link.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall():
            query = (
                f"SELECT count(*), md5(coalesce(string_agg(md5(t::text), '' ORDER BY md5(t::text)), '')) FROM {name} t"
            )
            row = link.execute(query).fetchone()  # type: ignore[call-overload]
            result[name] = (row[0], row[1])
    return result


@pytest.fixture
def restore(key, tmp_path):
    """`restore(place, into, …)` in a process of its own, files to `tmp_path/"media"`."""

    def run(place: Path, into: str, *words: str, **env: str) -> CompletedProcess[str]:
        return run_python(restore_words(place, into, key[0], tmp_path / "media", *words), env=environ(**env))

    return run


def restore_words(place: Any, into: str, key: Path, media: Path, *words: str) -> list[str]:
    return [
        "manage.py",
        "restore",
        str(place),
        "--into",
        into,
        "--files-to",
        str(media),
        "--identity",
        str(key),
        *words,
    ]


def environ(**more: str) -> dict[str, str]:
    """Of a process that works on the tests' database."""
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "tests.process_settings",
        "DATABASE_URL": get_test_database_url(),
        "LOG_FORMAT": "console",
        **more,
    }
