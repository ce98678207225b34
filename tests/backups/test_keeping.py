"""Which backups stay, and that nothing is lost by removing others."""

import shutil
from datetime import UTC, datetime, timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from apps.backups import sets
from apps.backups.keeping import Keep, staying
from apps.backups.places import Folder
from apps.core.models import StoredFile
from tests.backups.conftest import back_up, only_set, stored

NIGHT = datetime(2026, 3, 31, 21, tzinfo=UTC)


def test_the_last_of_each_day_week_and_month_stays() -> None:
    nights = [NIGHT - timedelta(days=day) for day in range(100)]
    stays = staying([*nights, NIGHT - timedelta(hours=5)], Keep(3, 2, 3))
    told = sorted(at.strftime("%m-%d %H") for at in stays)
    assert told == ["01-31 21", "02-28 21", "03-29 21", "03-30 21", "03-31 21"]


def test_the_latest_stays_whatever_is_asked() -> None:
    assert staying([NIGHT, NIGHT - timedelta(days=1)], Keep(0, 0, 0)) == {NIGHT}


@pytest.mark.django_db(transaction=True)
def test_what_goes_takes_only_its_own_files_along(place: Path, key: tuple[Path, str]) -> None:
    old = only_set(place).name
    stored(b"second")
    back_up(place, key[1], keep="1,0,0")
    assert [one.name for one in sets.whole_sets(Folder(place))] == [only_set(place).name]
    assert old not in {path.name for path in (place / "sets").iterdir()}
    assert len(list((place / "files").rglob("*.age"))) == 1
    said = StringIO()
    call_command("backup_check", str(place), identity=[str(key[0])], stdout=said)
    assert "opened and whole" in said.getvalue()


@pytest.mark.django_db(transaction=True)
def test_a_damaged_old_one_is_left_to_be_looked_at(place: Path, key: tuple[Path, str]) -> None:
    old = only_set(place)
    (place / old.prefix / "database.age").write_bytes(b"cut")
    said = back_up(place, key[1], keep="1,0,0")
    assert f"{old.name} is damaged" in said
    assert (place / old.prefix).is_dir()


@pytest.mark.django_db(transaction=True)
def test_a_backup_that_fails_takes_no_older_one_along(place: Path, key: tuple[Path, str]) -> None:
    before = {path.relative_to(place) for path in place.rglob("*")}
    older = only_set(place)
    shutil.rmtree(place / "files")
    (place / "files").write_text("no folder can be made here")
    stored(b"a new one")
    with pytest.raises(CommandError, match="cannot be written"):
        back_up(place, key[1], keep="1,0,0")
    assert only_set(place) == older
    assert {path.relative_to(place) for path in (place / "sets").rglob("*")} == {
        path for path in before if path.parts[0] == "sets" and len(path.parts) > 1
    }
    assert StoredFile.objects.count() == 1
