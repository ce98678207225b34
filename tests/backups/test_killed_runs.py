"""`kill -9` in the middle: no half backup looks whole, no database is half restored, both can be begun again."""

import os
from io import StringIO
from pathlib import Path

import psycopg
import pytest
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command

from apps.backups import sets
from apps.backups.locations import FolderLocation
from apps.backups.models import BackupRun
from tests.backups.conftest import back_up, only_set, relations, restore_words, stored
from tests.processes import wait_until


@pytest.mark.slow  # 5 s
def test_killed_backup_leaves_no_set(processes, key, tmp_path):
    file = stored(b"a recording")
    path = Path(default_storage.path(file.path))
    path.unlink()
    os.mkfifo(path)  # whoever reads it waits
    running = processes.spawn(["backup", "--to", str(tmp_path), "--recipient", key[1]])
    wait_until(lambda: list(tmp_path.glob("sets/*/roles.age")), what="the dump")
    running.wait_for("rows")
    running.kill()
    left = [path.name for path in (tmp_path / "sets").iterdir()]
    assert [name.endswith(".part") for name in left] == [True]
    with pytest.raises(CommandError, match="no whole backup"):
        call_command("backup_check", str(tmp_path))
    path.unlink()
    path.write_bytes(b"a recording")
    assert f"removed {left[0]}" in back_up(tmp_path, key[1])
    assert only_set(tmp_path).files == 1
    assert sorted(BackupRun.objects.values_list("ok", "reason")) == [(False, "It was ended in the middle."), (True, "")]
    assert not sets.list_unfinished_sets(FolderLocation(tmp_path))


@pytest.mark.slow
def test_killed_restore_changes_nothing_and_can_be_repeated(processes, restore, place, empty, key, tmp_path):
    psql = "FROM pg_stat_activity WHERE application_name = 'psql' AND datname = current_database()"
    with (
        psycopg.connect(empty, application_name="talim backup") as holding,
        psycopg.connect(empty, application_name="talim backup", autocommit=True) as looking,
    ):
        holding.execute("CREATE TABLE public.accounts_user (id int)")  # not committed: whoever makes it too waits
        running = processes.spawn(restore_words(place, empty, key[0], tmp_path / "media")[1:])
        waiting = f"SELECT count(*) {psql} AND wait_event_type = 'Lock'"
        wait_until(lambda: looking.execute(waiting).fetchone() == (1,), what="the restore")
        running.kill()
        holding.rollback()
        wait_until(lambda: looking.execute(f"SELECT count(*) {psql}").fetchone() == (0,), what="the end of psql")
    assert relations(empty) == 0
    done = restore(place, empty)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "3 were there" in done.stdout
    assert relations(empty) > 100

    name = only_set(place).name
    with psycopg.connect(empty) as link:  # as the restoring transaction leaves it for what comes behind
        link.execute("CREATE SCHEMA talim_restore")
        link.execute(f"CREATE TABLE talim_restore.unfinished AS SELECT '{name}'::text AS name")
    done = restore(place, empty)
    assert (done.returncode, "going on behind them" in done.stdout) == (0, True), done.stdout + done.stderr
    with pytest.raises(CommandError, match="is not empty"):
        call_command("restore", str(place), into=empty, identity=[str(key[0])], stdout=StringIO())
