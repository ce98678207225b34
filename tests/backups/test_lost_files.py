"""What the store loses or changes after its first backup is told of, and comes back out of that backup."""

import errno
from datetime import UTC, date, datetime, time, timedelta
from io import BytesIO
from pathlib import Path
from typing import cast

import pytest
import time_machine
from django.core.files.base import File
from django.core.files.storage import FileSystemStorage, InMemoryStorage, Storage, default_storage
from django.core.management import CommandError, call_command
from django.utils import timezone

from apps.backups import file_copies
from apps.backups.locations import FolderLocation
from apps.backups.models import BackupRun
from apps.backups.progress import ProgressReporter
from apps.backups.sealing import Sealer
from apps.backups.snapshot import StoredFileRow
from apps.core.models import StoredFile
from tests.backups.conftest import Unreadable, back_up, only_set, run_command, stored
from tests.backups.test_damaged_files import flip, objects

pytestmark = pytest.mark.django_db(transaction=True)
FIRST = date(2026, 11, 22).toordinal() // file_copies.READ_CYCLE_NIGHTS * file_copies.READ_CYCLE_NIGHTS
"""The day of share 0."""


class RottenStore(FileSystemStorage):
    """A folder on a disk that does not let one of its files be read until it is written anew."""

    rotten, number = "", errno.EIO

    def _open(self, name: str, mode: str = "rb") -> File:
        return File(Unreadable(self.number)) if name == self.rotten else super()._open(name, mode)

    def _save(self, name: str, content: File) -> str:
        self.rotten = "" if name == self.rotten else self.rotten
        return str(super()._save(name, content))


@pytest.fixture
def rotten(settings):
    """The store is one."""
    backend = f"{__name__}.{RottenStore.__name__}"
    settings.STORAGES = {**settings.STORAGES, "default": {"BACKEND": backend}}
    return cast(RottenStore, default_storage)


def replaced(file: StoredFile, content: bytes) -> None:
    """The store has another content under the file's name."""
    default_storage.delete(file.path)
    default_storage.save(file.path, BytesIO(content))


def brought_back(place: Path, key: Path) -> str:
    """What `restore_files` says, its refusal included."""
    return run_command("restore_files", place, identity=[str(key)], refused=True)


def content_of(file: StoredFile) -> bytes:
    with default_storage.open(file.path, "rb") as opened:
        return opened.read()


@pytest.mark.slow  # 3 s
def test_lost_file_is_reported_though_an_older_copy_exists(key, tmp_path):
    content, lost, cut, twin = stored(b"whole"), stored(b"lost"), stored(b"cut off"), stored(b"whole")
    back_up(tmp_path, key[1])
    assert BackupRun.objects.get().missing == 0
    default_storage.delete(lost.path)
    default_storage.delete(twin.path)
    replaced(cut, b"cut")
    output = back_up(tmp_path, key[1])
    run = BackupRun.objects.latest("started_at")
    assert (run.ok, run.missing, run.files) == (True, 3, 4)
    for file, entry in ((lost, "has lost it"), (twin, "has lost it"), (cut, "has another content now")):
        assert f"MISSING {file.path}: the store {entry}; the backup has it from before" in output
        assert file.path in run.reason
    assert content.path not in output

    assert "3 files brought back, 1 were there" in brought_back(tmp_path, key[0])
    assert [content_of(file) for file in (content, lost, cut, twin)] == [b"whole", b"lost", b"cut off", b"whole"]
    back_up(tmp_path, key[1])
    assert BackupRun.objects.latest("started_at").missing == 0


def share_of(file: StoredFile) -> int:
    return int(file.sha256[:8], 16) % file_copies.READ_CYCLE_NIGHTS


def nights_that_tell(file: StoredFile, store: Storage, place: Path, public: str) -> list[int]:
    """In which nights of `SHARES` after each other a backup finds the file wanting; number 0 is that of share 0."""
    row, sealer = StoredFileRow(file.sha256, file.size, file.path), Sealer([public])
    nights, named = list[int](), frozenset[str]()
    for night in range(file_copies.READ_CYCLE_NIGHTS):
        on = date.fromordinal(FIRST + night)
        copier = file_copies.FileCopier(store, FolderLocation(place), sealer, ProgressReporter(), on, named)
        assert [entry.path for entry in copier.copy([row])] == [file.path]
        filed = copier.report
        nights += [night] * (filed.damaged + filed.missing)
        named = file_copies.parse_reported_paths(filed.named)
    return nights


def test_each_file_is_read_within_a_month(key, tmp_path):
    file = stored(b"good content")
    back_up(tmp_path, key[1])
    assert nights_that_tell(file, default_storage, tmp_path, key[1]) == []
    replaced(file, b"bad  content")
    nights = list(range(share_of(file), file_copies.READ_CYCLE_NIGHTS))
    assert nights_that_tell(file, default_storage, tmp_path, key[1]) == nights


def test_each_file_in_a_bucket_is_checked_within_a_month(key, tmp_path):
    file, store = stored(b"a recording"), InMemoryStorage()
    back_up(tmp_path, key[1])
    assert nights_that_tell(file, store, tmp_path, key[1]) == list(range(share_of(file), file_copies.READ_CYCLE_NIGHTS))
    store.save(file.path, BytesIO(b"a recording"))
    assert nights_that_tell(file, store, tmp_path, key[1]) == []


@pytest.mark.slow  # 5 s
def test_lost_file_is_reported_every_night_until_restored(key, tmp_path):
    file, before = stored(b"good content"), timezone.now().date().toordinal() - 3
    day = date.fromordinal(before - (before - share_of(file)) % file_copies.READ_CYCLE_NIGHTS)
    its_night = datetime.combine(day, time(21), UTC)

    def missing_at(at: datetime) -> int:
        with time_machine.travel(at):
            back_up(tmp_path, key[1])
        return BackupRun.objects.latest("started_at").missing

    assert missing_at(its_night - timedelta(days=1)) == 0
    replaced(file, b"bad  content")
    assert [missing_at(its_night + timedelta(days=days)) for days in (0, 1)] == [1, 1]
    assert "1 files brought back" in brought_back(tmp_path, key[0])
    assert missing_at(its_night + timedelta(days=2)) == 0


def test_deleted_file_is_not_restored(key, tmp_path):
    erased, kept = stored(b"an erased recording"), stored(b"kept")
    back_up(tmp_path, key[1])
    for file in (erased, kept):
        default_storage.delete(file.path)
    erased.delete()
    assert "1 files brought back, 0 were there" in brought_back(tmp_path, key[0])
    assert (default_storage.exists(erased.path), default_storage.exists(kept.path)) == (False, True)


def test_unreadable_file_is_restored(rotten, key, tmp_path):
    file, content = stored(b"on a bad spot"), stored(b"whole")
    back_up(tmp_path, key[1])
    rotten.rotten = file.path
    assert "1 files brought back, 1 were there" in brought_back(tmp_path, key[0])
    assert [content_of(item) for item in (file, content)] == [b"on a bad spot", b"whole"]


def test_other_read_errors_are_reported(rotten, key, tmp_path):
    file = stored(b"somebody else's")
    back_up(tmp_path, key[1])
    rotten.rotten, rotten.number = file.path, errno.EACCES
    assert brought_back(tmp_path, key[0]).endswith(f"{file.path} cannot be read: Permission denied")


def test_file_damaged_in_the_backup_is_reported_and_others_restored(key, tmp_path):
    large, small = stored(b"large" * 10_000), stored(b"small")
    back_up(tmp_path, key[1])
    for file in (large, small):
        default_storage.delete(file.path)
    flip(objects(tmp_path)[0])
    output = brought_back(tmp_path, key[0])
    assert f"LEFT OUT {large.path}: " in output
    assert "1 files are damaged in that backup too" in output
    assert content_of(small) == b"small"
    assert not default_storage.exists(large.path)


def test_restore_files_needs_a_key(key, tmp_path):
    back_up(tmp_path, key[1])
    assert only_set(tmp_path).files == 0
    with pytest.raises(CommandError, match="needs its private key"):
        call_command("restore_files", str(tmp_path))


def test_unreadable_file_does_not_stop_the_backup(rotten, key, tmp_path):
    file, content = stored(b"on a bad spot"), stored(b"whole")
    rotten.rotten = file.path
    output = back_up(tmp_path, key[1])
    run = BackupRun.objects.get()
    assert (run.ok, run.missing, run.files) == (True, 1, 1)
    assert f"MISSING {file.path}: the store does not let it be read (Input/output error)" in output
    default_storage.delete(content.path)
    assert "1 files brought back" in brought_back(tmp_path, key[0])
