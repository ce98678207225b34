"""A small backup that tests damage, places to bring it to, and what is seen there."""

import errno
import json
import os
import shutil
from datetime import timedelta
from io import BytesIO, RawIOBase, StringIO
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import psycopg
import pytest
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from apps.accounts.models import User
from apps.accounts.services.sessions import open_session
from apps.backups import keys, sets
from apps.backups.locations import FolderLocation
from apps.backups.sets import BackupSet
from apps.core.files.stored import store_archive
from apps.core.models import StoredFile
from apps.events.models import Stream
from apps.notifications.models import Notification, NotificationLog
from tests.processes import get_test_database_url, processes, run_python  # noqa: F401
from tests.servers.moto_store import s3_server

CONTENTS = (b"first recording" * 10_000, b"second", b"second")
"""Two of the three are the same bytes."""


@pytest.fixture(scope="session")
def key(tmp_path_factory):
    """A private key's file and its public half."""
    file = tmp_path_factory.mktemp("key") / "talim.key"
    return file, keys.create_key_file(str(file))


def stored(content: bytes) -> StoredFile:
    return store_archive(owner=None, content=BytesIO(content))


def run_command(*words: Any, refused: bool = False, **options: Any) -> str:
    """What the command said; with `refused` its refusal too, if there is one."""
    output = StringIO()
    try:
        call_command(words[0], *map(str, words[1:]), stdout=output, stderr=output, **options)
    except CommandError as error:
        if not refused:
            raise
        return f"{output.getvalue()}{error}"
    return output.getvalue()


def back_up(to: Any, public: str, **options: Any) -> str:
    """What the command said."""
    return run_command("backup", to=str(to), recipient=[public], **options)


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


def fetch_rows(url: str, query: str) -> list[Any]:
    with psycopg.connect(url) as link:
        link.execute("SET timezone = 'UTC'")
        return link.execute(query).fetchall()


def relations(url: str) -> int:
    """How many tables a database has."""
    return int(fetch_rows(url, "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'")[0][0])


def fingerprints(url: str) -> dict[str, tuple[int, str]]:
    """Rows and a hash of each table, reckoned in another way than backups do."""
    query = "SELECT count(*), md5(coalesce(string_agg(md5(t::text), '' ORDER BY md5(t::text)), '')) FROM {} t"
    names = fetch_rows(url, "SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
    return {name: fetch_rows(url, query.format(name))[0] for (name,) in names}


@pytest.fixture
def restore(key, tmp_path):
    """`restore(place, into, …)` in a process of its own, files to `tmp_path/"media"`."""

    def run(place: Path, into: str, *words: str, **env: str) -> CompletedProcess[str]:
        return run_python(restore_words(place, into, key[0], tmp_path / "media", *words), env=environ(**env))

    return run


def restore_words(place: Any, into: str, key: Path, media: Path, *words: str) -> list[str]:
    options = ["--into", into, "--files-to", str(media), "--identity", str(key)]
    return ["manage.py", "restore", str(place), *options, *words]


def edit_set(folder: Path, **values: Any) -> None:
    """Have the `set.json` in a set's folder say something else."""
    file = folder / sets.SET
    file.write_text(json.dumps({**json.loads(file.read_text()), **values}))


def copy_set(place: Path, name: str, **values: Any) -> Path:
    """A copy of the newest set under another name, with other values in its `set.json`."""
    folder = Path(shutil.copytree(place / only_set(place).prefix, place / "sets" / name))
    edit_set(folder, name=name, **values)
    return folder


class Unreadable(RawIOBase):
    """What lies on a part of the disk that cannot be read."""

    def __init__(self, number: int = errno.EIO) -> None:
        self.number = number

    def read(self, size: int = -1, /) -> bytes:
        raise OSError(self.number, os.strerror(self.number))


@pytest.fixture
def bucket_server(settings, transactional_db):
    """A server with an empty bucket `backups`, which the environment names."""
    with s3_server() as server:
        server.client.create_bucket(Bucket="backups")
        own = {"endpoint_url": server.url, "region": "us-east-1", "access_key": "test", "secret_key": "test"}
        values = {f"backup_s3_{name}": value for name, value in own.items()}
        settings.ENV = settings.ENV.model_copy(update={**values, "s3_addressing": "path"})
        yield server


def leave_work_waiting(person: User) -> None:
    """The person is signed in, a message to them waits, and a stream has a number."""
    open_session(user=person, device="phone", address=None)
    now, notification = timezone.now(), Notification.objects.create(user=person, type="sample", data={})
    times = {"due_at": now, "worth_until": now + timedelta(days=1)}
    NotificationLog.objects.create(notification=notification, user=person, type="sample", channel="email", **times)
    Stream.objects.update_or_create(name="sample", defaults={"seq": 5})


def environ(**more: str) -> dict[str, str]:
    """Of a process that works on the tests' database."""
    own = {"DJANGO_SETTINGS_MODULE": "tests.process_settings", "DATABASE_URL": get_test_database_url()}
    return {**os.environ, **own, "LOG_FORMAT": "console", **more}
