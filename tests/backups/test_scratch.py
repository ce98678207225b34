"""Large files are put down where there is room, and read from a bucket without being put down at all."""

import os
import tempfile
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage
from django.db import connection
from django.utils import timezone

from apps.backups import integrity, keys
from apps.backups.creation import SetWriter, create_backup_set
from apps.backups.file_copies import MAX_MEMORY_BYTES, BackupFile, FileCopier, FileRestorer
from apps.backups.locations import FolderLocation
from apps.backups.postgres_programs import build_database_target
from apps.backups.progress import ProgressReporter
from apps.backups.sealing import Sealer
from apps.backups.snapshot import open_connection, open_snapshot
from apps.core.files.scratch import get_scratch_folder
from apps.core.s3 import S3Store
from tests.backups.conftest import only_set, stored
from tests.servers.moto_store import s3_server

LARGE = os.urandom(MAX_MEMORY_BYTES + 1024)


@pytest.fixture
def no_tmp(monkeypatch):
    """The system's own folder takes nothing."""
    monkeypatch.setattr(tempfile, "tempdir", "/proc/nowhere")


@pytest.fixture
def s3():
    with s3_server() as server:
        server.client.create_bucket(Bucket="files")
        yield server, S3Store(
            bucket_name="files", endpoint_url=server.url, access_key="test", secret_key="test",
            region_name="us-east-1", addressing_style="path",
        )  # fmt: skip


def create_set(place: FolderLocation, store: Any, key: tuple[Path, str]) -> Any:
    sealer, now = Sealer([key[1]]), timezone.now()
    making = SetWriter(place, sealer, now, build_database_target(connection.settings_dict))
    copier = FileCopier(store, place, sealer, ProgressReporter(), now.date())
    return create_backup_set(making, copier), copier.report


def sealed(tmp_path: Path, key: tuple[Path, str]) -> tuple[FolderLocation, BackupFile, list[Any]]:
    """A place with one large object."""
    place, entry = FolderLocation(tmp_path / "to"), BackupFile("homework/one", len(LARGE), "", "files/aa/one")
    with place.open_writer(entry.object) as target:
        plain, _sealed = Sealer([key[1]]).seal(ContentFile(LARGE), target)
    identities = keys.load_identities(place, files=[str(key[0])], passphrase="")
    return place, BackupFile(entry.path, plain.size, plain.sha256, entry.object), identities


def test_large_file_is_restored_beside_its_target(tmp_path, key, no_tmp):
    place, entry, identities = sealed(tmp_path, key)
    store = FileSystemStorage(location=tmp_path / "media")
    with pytest.raises(FileNotFoundError), tempfile.TemporaryFile():
        pass
    assert FileRestorer(place, identities, store, ProgressReporter()).restore([entry]) == (1, len(LARGE), 0)
    assert [path.name for path in (tmp_path / "media").rglob("*") if path.is_file()] == ["one"]


def test_scratch_folder_setting(tmp_path, key, s3, settings):
    settings.ENV = settings.ENV.model_copy(update={"backup_scratch": "/proc/nowhere"})
    place, entry, identities = sealed(tmp_path, key)
    restorer = FileRestorer(place, identities, s3[1], ProgressReporter())
    with pytest.raises(FileNotFoundError, match="/proc/nowhere"):
        restorer.restore([entry])
    settings.ENV = settings.ENV.model_copy(update={"backup_scratch": str(tmp_path)})
    assert get_scratch_folder() == str(tmp_path)
    assert restorer.restore([entry]) == (1, len(LARGE), 0)
    assert restorer.restore([entry]) == (1, len(LARGE), 1)
    assert "homework/one" in s3[0].keys("files")


@pytest.mark.django_db(transaction=True)
def test_backup_from_a_bucket_is_streamed(tmp_path, key, s3, settings):
    settings.FILE_UPLOAD_TEMP_DIR = "/proc/nowhere"  # where a bucket's file that is not streamed is put down
    row = stored(LARGE)
    s3[1].save(row.path, ContentFile(LARGE))
    with pytest.raises(FileNotFoundError, match="/proc/nowhere"), s3[1].open(row.path) as opened:
        opened.read()
    place = FolderLocation(tmp_path / "to")
    made, filed = create_set(place, s3[1], key)
    assert (filed.count, filed.missing) == (1, 0)
    identities = keys.load_identities(place, files=[str(key[0])], passphrase="")
    assert not list(integrity.find_backup_set_problems(place, made, identities=identities))
    with s3[1].stream_object(row.path) as opened:
        assert opened.read(10) == LARGE[:10]
        body = opened._body
    assert body._raw_stream.closed
    with pytest.raises(FileNotFoundError), s3[1].stream_object("nothing"):
        pass


OTHER_SNAPSHOTS = (
    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND backend_xmin IS NOT NULL"
    " AND backend_type = 'client backend' AND pid <> pg_backend_pid()"  # autovacuum comes when it likes
)


class Looking(FileSystemStorage):
    """A store that asks the database, whenever a file is opened, who holds a moment of it."""

    seen: list[int]

    def _open(self, name: str, mode: str = "rb") -> Any:
        with open_connection(build_database_target(connection.settings_dict)) as link:
            self.seen.append(link.execute(OTHER_SNAPSHOTS).fetchall()[0][0])
        return super()._open(name, mode)


@pytest.mark.django_db(transaction=True)
def test_snapshot_ends_before_files_are_copied(tmp_path, key):
    row = stored(b"one")
    stored(b"two")
    store, database = Looking(), build_database_target(connection.settings_dict)
    store.seen = []
    create_set(FolderLocation(tmp_path), store, key)
    assert store.seen == [0, 0]
    assert only_set(tmp_path).files == 2
    with open_snapshot(database), store.open(row.path):
        assert store.seen[-1] == 1, "the control: whoever keeps a moment is seen"
