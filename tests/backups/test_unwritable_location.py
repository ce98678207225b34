"""Full disks, places that may not be written, programs that are too old: said plainly, earlier backups stay."""

import errno
import os
import stat
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from apps.backups.models import BackupRun
from tests.backups.conftest import back_up, only_set, run_command, stored
from tests.file_size_limit import limit_file_size

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def small_files_only():
    """Files end at 60 KB, as on a disk that is full."""
    with limit_file_size(60_000):
        yield


def test_full_disk_keeps_earlier_backups(place, key, small_files_only):
    earlier = only_set(place)
    with pytest.raises(CommandError, match="Make room there, or keep fewer"):
        back_up(place, key[1], keep="1,0,0")
    assert [path.name for path in (place / "sets").iterdir()] == [earlier.name]
    run = BackupRun.objects.get()
    assert (run.ok, "File too large" in run.reason) == (False, True)


def test_read_only_location_is_reported(key):
    with pytest.raises(CommandError, match=r"/sys/talim/deep cannot be written: .*ReadWritePaths.*docs/backup\.md"):
        back_up("/sys/talim/deep", key[1])
    with pytest.raises(CommandError, match=r"/sys/talim\.key cannot be made: .* /var/lib/talim under systemd"):
        call_command("backup", new_key="/sys/talim.key")


def test_backup_without_folder_fsync(key, tmp_path, monkeypatch):
    refused, really = [], os.fsync

    def flush(handle: int) -> None:
        if stat.S_ISDIR(os.fstat(handle).st_mode):
            refused.append(Path(f"/proc/self/fd/{handle}").resolve())
            raise OSError(errno.EINVAL, "Invalid argument")
        really(handle)

    monkeypatch.setattr(os, "fsync", flush)
    back_up(tmp_path / "to", key[1])
    assert refused == [tmp_path / "to" / "sets"]
    assert only_set(tmp_path / "to").files == 0


def test_older_postgres_programs_are_refused(key, tmp_path, settings):
    stored(b"something")
    for name in ("pg_dump", "pg_restore", "psql"):
        (tmp_path / name).write_text("#!/bin/sh\necho 'pg_dump (PostgreSQL) 9.6.24'\n")
        (tmp_path / name).chmod(stat.S_IRWXU)
    settings.ENV = settings.ENV.model_copy(update={"backup_programs": str(tmp_path)})
    with pytest.raises(CommandError, match=r"here are: 9 in .*\. Install postgresql-client-\d+"):
        back_up(tmp_path / "to", key[1])
    assert not list((tmp_path / "to").rglob("*.age"))


def test_unreachable_database_is_reported(key, tmp_path, place):
    with pytest.raises(CommandError, match="does not answer"):
        run_command("restore", place, into="postgres://nobody@127.0.0.1:1/nothing", identity=[str(key[0])])
