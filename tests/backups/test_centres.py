"""A place of backups belongs to one database; another, a restored copy too, is refused until it takes it over."""

import json
import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from subprocess import CompletedProcess

import pytest
from django.core.management import CommandError

from apps.backups import sets
from apps.backups.locations import FolderLocation
from tests.backups.conftest import back_up, copy_set, environ, only_set
from tests.processes import run_python

pytestmark = pytest.mark.django_db(transaction=True)
Restore = Callable[..., CompletedProcess[str]]


def back_up_copy(url: str, place: Path, public: str, *words: str) -> CompletedProcess[str]:
    """`manage.py backup` of another database."""
    command = ["manage.py", "backup", "--no-record", "--to", str(place), "--recipient", public, *words]
    return run_python(command, env=environ(DATABASE_URL=url))


def belongs_to(place: Path, name: str, centre: str | None) -> None:
    """Have a set tell another centre, or none as those of older releases do."""
    if centre:
        (place / "sets" / name / sets.CENTRE).write_text(centre)
    else:
        (place / "sets" / name / sets.CENTRE).unlink()


def centre_of(place: Path, item: sets.BackupSet) -> str:
    return sets.read_set_centre_id(FolderLocation(place), item)


@pytest.mark.slow  # 10 s
def test_restored_copy_cannot_use_the_location_until_take_over(place, empty, restore, key):
    original = only_set(place)
    unfinished = place / "sets" / "2026-01-01T00-00-00.000Z.part"
    unfinished.mkdir()
    done = restore(place, empty)
    assert done.returncode == 0, done.stderr
    assert "belongs to the old server" in done.stdout

    refused = back_up_copy(empty, place, key[1])
    assert (refused.returncode, "manage.py backup --take-over" in refused.stderr) == (1, True)
    assert f"{original.name} is not of this one" in refused.stderr
    assert unfinished.is_dir()
    assert only_set(place) == original

    taken = back_up_copy(empty, place, key[1], "--take-over")
    assert taken.returncode == 0, taken.stderr
    assert back_up_copy(empty, place, key[1]).returncode == 0
    assert centre_of(place, only_set(place)) != centre_of(place, original)
    with pytest.raises(CommandError, match="holds the backups of another database"):
        back_up(place, key[1])


def test_sets_without_centre_count_as_own(place, key):
    old = only_set(place)
    centre = centre_of(place, old)
    assert re.fullmatch("[0-9a-f]{64}", centre), "a hash, as it is not sealed"
    belongs_to(place, old.name, None)
    assert centre_of(place, old) == ""
    back_up(place, key[1])
    newest = only_set(place)
    assert (centre_of(place, newest), newest.name > old.name) == (centre, True)


def test_previous_release_reads_the_set(place):
    """It refuses a higher format and a key that it does not know, and then backs nothing up any more."""
    data = json.loads((place / only_set(place).prefix / sets.SET).read_text())
    assert data["format"] == 1
    assert set(data) == {
        "name", "created_at", "release", "recipients", "parts", "files", "size", "missing", "format"
    }  # fmt: skip
    assert set(data["parts"]) == {"database.age", "roles.age", "manifest.age", "files.age", "objects"}


def test_newer_set_without_centre_hides_no_other(place, key):
    first, later = only_set(place).name, sets.build_set_name(datetime.now(UTC) + timedelta(minutes=1))
    copy_set(place, later)
    belongs_to(place, first, "f" * 64)
    belongs_to(place, later, None)
    assert only_set(place).name == later
    with pytest.raises(CommandError, match=f"{first} is not of this one"):
        back_up(place, key[1])
