"""Which backups stay, and that nothing is lost by removing others."""

import shutil
from datetime import UTC, datetime, timedelta

import pytest
from django.core.management import CommandError

from apps.backups import sets
from apps.backups.locations import FolderLocation
from apps.backups.models import BackupRun
from apps.backups.pruning import RetentionPolicy, select_times_to_keep
from apps.core.models import StoredFile
from tests.backups.conftest import back_up, copy_set, only_set, run_command, stored

NIGHT = datetime(2026, 3, 31, 21, tzinfo=UTC)


def test_last_set_of_each_day_week_and_month_stays():
    nights = [NIGHT - timedelta(days=day) for day in range(100)]
    stays = select_times_to_keep([*nights, NIGHT - timedelta(hours=5)], RetentionPolicy(3, 2, 3))
    kept_days = sorted(at.strftime("%m-%d %H") for at in stays)
    assert kept_days == ["01-31 21", "02-28 21", "03-29 21", "03-30 21", "03-31 21"]


def test_latest_set_always_stays():
    assert select_times_to_keep([NIGHT, NIGHT - timedelta(days=1)], RetentionPolicy(0, 0, 0)) == {NIGHT}


@pytest.mark.django_db(transaction=True)
def test_pruning_removes_only_unused_files(place, key):
    old = only_set(place).name
    stored(b"second")
    back_up(place, key[1], keep="1,0,0")
    assert [set_.name for set_ in sets.list_complete_sets(FolderLocation(place))] == [only_set(place).name]
    assert old not in {path.name for path in (place / "sets").iterdir()}
    assert len(list((place / "files").rglob("*.age"))) == 1
    assert "opened and whole" in run_command("backup_check", place, identity=[str(key[0])])


@pytest.mark.django_db(transaction=True)
def test_damaged_old_set_is_kept_and_reported(place, key):
    old = only_set(place)
    (place / old.prefix / "database.age").write_bytes(b"cut")
    output = back_up(place, key[1], keep="1,0,0")
    assert f"{old.name} is damaged" in output
    assert f"{old.name} is damaged" in BackupRun.objects.get().left_over, "nobody reads what the nightly job says"
    assert (place / old.prefix).is_dir()


@pytest.mark.django_db(transaction=True)
def test_failed_backup_removes_no_older_set(place, key):
    before = sorted((place / "sets").rglob("*"))
    older = only_set(place)
    shutil.rmtree(place / "files")
    (place / "files").write_text("no folder can be made here")
    stored(b"a new one")
    with pytest.raises(CommandError, match="cannot be written"):
        back_up(place, key[1], keep="1,0,0")
    assert only_set(place) == older
    assert sorted((place / "sets").rglob("*")) == before
    assert StoredFile.objects.count() == 1


@pytest.mark.slow  # 6 s
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("how", ["gone", "no text any more", "out of order", "not told of"])
def test_unverified_list_keeps_all_files(place, key, how):
    copy_set(place, "2024-01-01T00-00-00.000Z", created_at="2024-01-01T00:00:00+00:00")
    stays = copy_set(place, "2024-02-01T00-00-00.000Z", created_at="2024-02-01T00:00:00+00:00")
    listed = (stays / "objects").read_bytes()
    if how == "gone":
        (stays / "objects").unlink()
    elif how == "not told of":
        (stays / "set.json").write_bytes(b"{")
    else:
        (stays / "objects").write_bytes((b"z" if how == "out of order" else b"\xff") + listed[1:])
    files = sorted((place / "files").rglob("*.age"))
    assert len(files) == 2
    output = back_up(place, key[1], keep="0,0,2")
    run = BackupRun.objects.get()
    assert (run.ok, run.reason) == (True, "")
    assert stays.name in run.left_over
    assert "no stored files were removed" in run.left_over
    assert f"NOT REMOVED older backups that outlived their time: {run.left_over}" in output
    assert sorted((place / "files").rglob("*.age")) == files

    shutil.rmtree(stays)
    back_up(place, key[1], keep="0,0,1")
    assert BackupRun.objects.latest("started_at").left_over == ""
    assert not list((place / "files").rglob("*.age"))
