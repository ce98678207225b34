"""One stored file that has rotten in a backup costs that file, not the centre; and the next backup has it again."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command

from apps.backups import integrity, keys, locations, sets
from apps.backups.location_addresses import open_backup_location
from apps.backups.locations import FolderLocation
from apps.backups.sealing import ByteSource
from tests.backups.conftest import CONTENTS, Unreadable, back_up, only_set, relations, run_command, stored

IN_HEAD = 90
"""In what the key opens first: another letter there looks as if the key were another one."""


def flip(path: Path) -> None:
    """Change a byte in the middle of a file."""
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


def objects(place: Path) -> list[Path]:
    """The stored files' objects, the largest first."""
    return sorted((place / "files").rglob("*.age"), key=lambda path: -path.stat().st_size)


def check(place: Any, key: Path, *words: str) -> str:
    """What `backup_check` says, its refusal included."""
    return run_command("backup_check", place, "--identity", key, *words, refused=True)


def contents_in(media: Path) -> list[bytes]:
    return sorted(path.read_bytes() for path in media.rglob("*") if path.is_file())


@pytest.mark.parametrize(
    "how", [*(pytest.param(how, marks=pytest.mark.slow) for how in ("changed", "changed in its head")), "gone"]
)
def test_without_damaged_restores_the_other_files(place, empty, restore, tmp_path, how):
    large = objects(place)[0]
    if how == "gone":
        large.unlink()
    elif how == "changed":
        flip(large)
    else:
        sealed = bytearray(large.read_bytes())
        sealed[IN_HEAD] = ord("A") if sealed[IN_HEAD] != ord("A") else ord("B")
        large.write_bytes(sealed)
    refused = restore(place, empty)
    assert (refused.returncode, "--without-damaged" in refused.stderr) == (1, True), refused.stderr
    assert (relations(empty), (tmp_path / "media").exists()) == (0, False)
    done = restore(place, empty, "--without-damaged")
    assert done.returncode == 0, done.stdout + done.stderr
    left_out = [line for line in done.stderr.splitlines() if line.startswith("LEFT OUT archive/")]
    assert len(left_out) == 1
    assert large.name in left_out[0]
    assert "1 files are damaged in the backup and were left out" in done.stdout
    assert "0 differences in counts and checksums" in done.stdout
    assert contents_in(tmp_path / "media") == [CONTENTS[1], CONTENTS[2]]
    with psycopg.connect(empty) as link:
        assert link.execute("SELECT count(*) FROM core_storedfile").fetchone() == (3,), "its row stays"


@pytest.mark.slow  # 5 s
def test_stored_file_needs_no_object(place, empty, restore, key, tmp_path):
    identities = keys.load_identities(FolderLocation(place), files=[str(key[0])], passphrase="")
    for entry in integrity.read_file_list(FolderLocation(place), only_set(place), identities):
        if entry.size == len(CONTENTS[0]):
            (tmp_path / "media" / entry.path).parent.mkdir(parents=True)
            (tmp_path / "media" / entry.path).write_bytes(CONTENTS[0])
    objects(place)[0].unlink()
    done = restore(place, empty, "--without-damaged")
    assert (done.returncode, "LEFT OUT" in done.stderr) == (0, False), done.stdout + done.stderr
    assert contents_in(tmp_path / "media") == sorted(CONTENTS)


@pytest.mark.slow
def test_restore_needs_all_parts_but_the_object_list(place, empty, restore, tmp_path):
    prefix = place / only_set(place).prefix
    for part in (sets.DATABASE, sets.ROLES, sets.MANIFEST, sets.FILES):
        content = (prefix / part).read_bytes()
        flip(prefix / part)
        done = restore(place, empty, "--without-damaged")
        assert (done.returncode, relations(empty)) == (1, 0), (part, done.stdout)
        assert "--without-damaged" not in done.stderr
        (prefix / part).write_bytes(content)
    flip(prefix / sets.OBJECTS)
    done = restore(place, empty, "--without-damaged")
    assert done.returncode == 0, done.stdout + done.stderr
    assert contents_in(tmp_path / "media") == sorted(CONTENTS)


class Rotten(FolderLocation):
    """A folder on a disk that cannot read one of its objects."""

    rotten = ""

    @contextmanager
    def open_reader(self, name: str) -> Iterator[ByteSource]:
        """As a folder's."""
        with super().open_reader(name) as source:
            yield Unreadable() if name == self.rotten else source


def test_unreadable_disk_sector_damages_one_file(place, key):
    rotten, item = Rotten(place), only_set(place)
    identities = keys.load_identities(rotten, files=[str(key[0])], passphrase="")
    rotten.rotten = str(objects(place)[0].relative_to(place))
    problems = list(integrity.find_backup_set_problems(rotten, item, identities=identities))
    assert [(problem.object, problem.fatal) for problem in problems] == [(rotten.rotten, False)]
    assert "Input/output error" in str(problems[0])


@pytest.mark.django_db(transaction=True)
def test_set_aside_files_are_copied_again(key, tmp_path):
    place, content = tmp_path / "to", b"a recording" * 10_000
    stored(content)
    lost = stored(b"another one" * 20_000)
    back_up(place, key[1])
    both = objects(place)
    for path in both:
        flip(path)
    rotten = [path.read_bytes() for path in both]
    default_storage.delete(lost.path)
    back_up(place, key[1])
    assert [path.read_bytes() for path in both] == rotten, "what has a fitting size is not looked at"

    with pytest.raises(CommandError, match="is seen with the key"):
        call_command("backup_check", str(place), "--set-aside")
    assert "2 damaged files stay where they are" in check(place, key[0])
    assert [path.read_bytes() for path in both] == rotten
    output = check(place, key[0], "--set-aside")
    assert output.count(": set aside. The next backup copies it anew") == 2
    assert sorted(path.read_bytes() for path in (place / "damaged").rglob("*.age")) == sorted(rotten)
    assert objects(place) == []

    output = back_up(place, key[1])
    assert f"MISSING {lost.path}: the store has not got it" in output
    assert len(objects(place)) == 1
    output = check(place, key[0])
    assert "opened and whole" in output
    assert "stay where they are" not in output
    assert objects(place)[0].name not in check(place, key[0], "--all"), "older sets have it again too"


@pytest.mark.slow
def test_set_aside_in_a_bucket(bucket_server, key):
    server, to = bucket_server, "s3://backups/centre"
    stored(b"a recording" * 10_000)
    back_up(to, key[1])
    [name] = sets.read_set_objects(open_backup_location(to), sets.select_set(open_backup_location(to)).name)
    output = server.client.get_object(Bucket="backups", Key=f"centre/{name}")["Body"].read()
    server.client.put_object(Bucket="backups", Key=f"centre/{name}", Body=output[:-1] + bytes([output[-1] ^ 1]))
    assert "set aside" in check(to, key[0], "--set-aside")
    assert f"centre/{locations.DAMAGED_PREFIX}{name}" in server.keys("backups")
    assert f"centre/{name}" not in server.keys("backups")
    assert not open_backup_location(to).set_aside(name)
    back_up(to, key[1])
    assert "opened and whole" in check(to, key[0])
