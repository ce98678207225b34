"""A backup that is not what it was, or not for this place, is refused with plain words before anything is touched."""

import re
import shutil
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from apps.backups import keys, sets
from apps.backups.locations import FolderLocation
from tests.backups.conftest import back_up, copy_set, edit_set, only_set, relations, run_command
from tests.processes import get_test_database_url

CUTS: dict[str, Callable[[int], int]] = {
    "to nothing": lambda size: 0,
    "in its head": lambda size: 100,
    "in the middle": lambda size: size // 2,
    "by a byte": lambda size: size - 1,
}


def refused(place: Path, into: str, key: Path, tmp_path: Path, **options: str) -> str:
    """Why the restore did not begin; nothing was written, neither rows nor files."""
    before, output, options["files_to"] = relations(into), StringIO(), str(tmp_path / "media")
    with pytest.raises(CommandError) as error:
        call_command("restore", str(place), into=into, identity=[str(key)], stdout=output, **options)
    assert (relations(into), (tmp_path / "media").exists()) == (before, False)
    return f"{output.getvalue()}{error.value}"


def parts_of(place: Path) -> list[Path]:
    """One of each kind: the parts of the set, and a stored file."""
    result = sorted(path for path in (place / "sets").rglob("*") if path.is_file() and path.name != sets.CENTRE)
    return [*result, next(path for path in sorted((place / "files").rglob("*.age")) if path.stat().st_size > 100_000)]


def test_truncated_backup_is_refused(place, empty, key, tmp_path):
    parts = parts_of(place)
    assert len(parts) == 7
    for part in parts:
        content = part.read_bytes()
        for cut, length in CUTS.items():
            part.write_bytes(content[: length(len(content))])
            output = refused(place, empty, key[0], tmp_path)
            named = "no whole backup" if part.name == "set.json" else part.name.partition(".")[0]
            assert named in output, (part.name, cut, output)
        part.unlink()
        output = refused(place, empty, key[0], tmp_path)
        assert re.search("missing|not there|no whole backup", output), (part.name, output)
        part.write_bytes(content)


def test_changed_byte_is_found(place, empty, key, tmp_path):
    for part in parts_of(place):
        content = part.read_bytes()
        middle = len(content) // 2
        part.write_bytes(content[:middle] + bytes([content[middle] ^ 1]) + content[middle + 1 :])
        output = refused(place, empty, key[0], tmp_path)
        assert re.search("changed|damaged|missing|cannot be read|no whole backup", output), output
        part.write_bytes(content)


def test_wrong_key_opens_nothing(place, empty, tmp_path):
    keys.create_key_file(str(tmp_path / "other.key"))
    output = refused(place, empty, tmp_path / "other.key", tmp_path)
    assert "not the one that this backup was made for" in output


def test_invalid_key_file_is_reported(place, empty, tmp_path):
    (tmp_path / "no.key").write_text("hello\n")
    assert "holds no age key" in refused(place, empty, tmp_path / "no.key", tmp_path)


def test_restore_into_a_filled_database_is_refused(place, key, db, tmp_path):
    name = connection.settings_dict["NAME"]
    for options in ({}, {"replace": "another_name"}):
        output = refused(place, get_test_database_url(), key[0], tmp_path, **options)
        assert "is not empty" in output
        assert f"--replace {name}" in output


def test_backup_of_a_newer_release_is_refused(transactional_db, empty, key, tmp_path):
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO django_migrations (app, name, applied) VALUES ('accounts', '9999_new', now())")
        try:
            back_up(tmp_path / "newer", key[1], no_record=True)
        finally:
            cursor.execute("DELETE FROM django_migrations WHERE name = '9999_new'")
    output = refused(tmp_path / "newer", empty, key[0], tmp_path)
    assert "newer release" in output
    assert "accounts.9999_new" in output


def test_newer_format_is_refused(place, empty, key, tmp_path):
    edit_set(place / only_set(place).prefix, format=sets.FORMAT + 1)
    assert "newer release" in refused(place, empty, key[0], tmp_path)


def test_newer_set_does_not_stop_backups_and_checks(transactional_db, place, empty, key, tmp_path):
    future, old = only_set(place), "2024-01-01T00-00-00.000Z"
    copy_set(place, old, created_at="2024-01-01T00:00:00+00:00")
    edit_set(place / future.prefix, format=sets.FORMAT + 1, more=True)
    objects = sorted((place / "files").rglob("*.age"))

    output = back_up(place, key[1], no_record=True, keep="1,0,0")
    assert f"{future.name} was made by a newer release" in output
    assert f"removed by age: {old}" in output
    assert [path.name for path in sorted((place / "sets").iterdir())] == [future.name, only_set(place).name]
    assert set(objects) <= set((place / "files").rglob("*.age"))
    checked = run_command("backup_check", place, all=True)
    assert f"{future.name} was made by a newer release" in checked
    assert f"{only_set(place).name}: " in checked


def test_future_set_is_used_only_by_name(place, empty, key, tmp_path):
    real, ahead = only_set(place), sets.build_set_name(datetime.now(UTC) + timedelta(days=400))
    copy_set(place, ahead)
    output = refused(place, empty, key[0], tmp_path)
    assert f"{ahead} is of a time that has not come yet" in output
    assert f"The latest before it is {real.name}." in output
    assert [sets.select_set(FolderLocation(place), name).name for name in (ahead, real.name)] == [ahead, real.name]
    shutil.rmtree(place / real.prefix)
    assert f"{ahead} is of a time that has not come yet" in refused(place, empty, key[0], tmp_path)


def test_empty_location_has_no_backup(empty, key, tmp_path):
    assert "no whole backup" in refused(tmp_path / "nothing", empty, key[0], tmp_path)


def test_check_without_key_finds_damage(place):
    assert "not opened" in run_command("backup_check", place)
    part = parts_of(place)[0]
    part.write_bytes(part.read_bytes()[:-1])
    output = run_command("backup_check", place, refused=True)
    assert output.endswith("1 problems")
    assert f"{part.name} has" in output
