"""What a backup holds, what it copies again, and what becomes of it when the world moves meanwhile."""

import shutil
from base64 import b64decode
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pyrage
import pytest
from django.core.files.storage import default_storage
from django.core.management import CommandError
from django.db import connection
from django.utils import timezone

from apps.backups import queries, sealing, services
from apps.backups.models import BackupRun
from apps.backups.postgres_programs import build_database_target
from apps.backups.progress import ProgressReporter
from apps.backups.pruning import RetentionPolicy
from apps.backups.services import BackupRequest
from apps.backups.snapshot import hold_backup_lock
from tests.backups.conftest import CONTENTS, back_up, only_set, run_command, stored

SEALED_KEY = (
    "YWdlLWVuY3J5cHRpb24ub3JnL3YxCi0+IHNjcnlwdCA0dmlhc0FPWlhXeHZxQWl1M0RSdDR3IDEwCjFCRTVYTUEzM24xcjZhN3RE"
    "TWxXYzFDRXdlZUw1SkpCZUdrNkV4MWVNcHcKLS0tIC8remt3T2FBalYwektFUHlWMzdZQ0NZWG1PUXM3MU9FY2JvcVQ5bTJ0SFkK"
    "Dadq2uJQUsrUzVAhEupJH6lwVizzkl6Z4Mt5QR4ILo5RrSfjrl4mI8r94yQTo1QXPRP7dT27pbpwytS9WoAwJGGY5MEsM817M64f"
    "X1ppSkLaTtOxVH/Chg3TIRF8+2t7m4KcnBDveLuV/SI="
)
"""A `key.age` whose passphrase costs little to try."""

pytestmark = pytest.mark.django_db(transaction=True)


def objects(place: Path) -> set[str]:
    return {path.name for path in (place / "files").rglob("*.age")}


def test_backup_opens_with_age(small_backup, key):
    identities = sealing.parse_identities(key[0].read_text(), source_name="key")
    sealed = small_backup / only_set(small_backup).prefix / "database.age"
    assert sealed.read_bytes().startswith(b"age-encryption.org/v1\n")
    assert pyrage.decrypt(sealed.read_bytes(), identities).startswith(b"PGDMP")
    contents = {pyrage.decrypt(path.read_bytes(), identities) for path in (small_backup / "files").rglob("*.age")}
    assert contents == set(CONTENTS)


def test_backup_has_no_plain_personal_data(place, key):
    stored(b"content")
    sealed = b"".join(path.read_bytes() for path in place.rglob("*") if path.is_file())
    assert CONTENTS[0][:40] not in sealed
    assert b"archive/" not in sealed, "paths of files"
    assert all(path.stat().st_mode & 0o077 == 0 for path in (place.parent / "place").rglob("*.age"))


def test_existing_file_is_not_copied_again(place, key):
    first = objects(place)
    for content in CONTENTS:
        stored(content)
    stored(b"new")
    cut = next(path for path in (place / "files").rglob("*.age") if path.stat().st_size > 100_000)
    cut.write_bytes(cut.read_bytes()[:1000])
    back_up(place, key[1])
    run = BackupRun.objects.get()
    assert len(objects(place) - first) == 1
    assert (run.files, run.missing, cut.stat().st_size > 100_000) == (4, 0, True), "a cut copy is made anew"
    assert run.copied < 160_000 < run.size


def test_files_changed_during_a_backup(key, tmp_path):
    going, lost, changed = stored(b"going"), stored(b"lost"), stored(b"changed")

    def meanwhile(line: str) -> None:
        if "tables" not in line:
            return
        stored(b"coming")
        default_storage.delete(going.path)
        going.delete()
        default_storage.delete(lost.path)
        default_storage.delete(changed.path)
        default_storage.save(changed.path, BytesIO(b"another"))

    wish = BackupRequest(str(tmp_path), (key[1],), "", RetentionPolicy(7, 4, 12))
    outcome = services.run_backup(wish, reporter=ProgressReporter(meanwhile))
    made, filed = outcome.backup_set, outcome.file_report
    assert (filed.count, filed.gone, filed.missing, filed.damaged) == (0, 1, 1, 1)
    assert {line.partition(":")[0] for line in filed.named} == {lost.path, changed.path}
    run = BackupRun.objects.get()
    assert (run.ok, run.missing) == (True, 2)
    assert lost.path in run.reason
    assert made.missing == 2


def test_parallel_backups_are_refused(key, tmp_path):
    database = build_database_target(connection.settings_dict)
    with hold_backup_lock(database), pytest.raises(CommandError, match="Another backup of this database is running"):
        back_up(tmp_path, key[1])
    assert not BackupRun.objects.exists()
    back_up(tmp_path, key[1])
    assert BackupRun.objects.get().ok


def test_leftovers_of_a_killed_run_are_removed(place, key):
    name = only_set(place).name
    shutil.copytree(place / "sets" / name, place / "sets" / "2026-01-01T00-00-00.000Z.part")
    (place / "files" / "aa").mkdir(exist_ok=True)
    (place / "files" / "aa" / "aa.age.part").write_bytes(b"half")
    BackupRun.objects.create(started_at="2026-01-01T00:00:00Z")
    assert only_set(place).name == name
    output = back_up(place, key[1])
    assert "2026-01-01T00-00-00.000Z.part, which was never finished" in output
    assert not list(place.rglob("*.part"))
    assert sorted(BackupRun.objects.values_list("ok", flat=True)) == [False, True]


def test_last_run_and_last_good_run(key, tmp_path):
    assert queries.get_last_successful_run() is None
    back_up(tmp_path / "a", key[1], no_record=True)
    assert not BackupRun.objects.exists()
    back_up(tmp_path / "a", key[1])
    good = queries.get_last_successful_run()
    assert good is not None
    assert (good.place, good.name, good.size > 0) == (str(tmp_path / "a"), only_set(tmp_path / "a").name, True)
    (tmp_path / "b").write_text("a file, not a folder")
    with pytest.raises(CommandError, match="cannot be written"):
        back_up(tmp_path / "b", key[1])
    last = BackupRun.objects.latest("finished_at")
    assert (last.ok, "cannot be written" in last.reason, queries.get_last_successful_run()) == (False, True, good)


def test_future_run_is_not_the_last_good_one():
    now = timezone.now()
    good = BackupRun.objects.create(started_at=now, finished_at=now, ok=True)
    year = now + timedelta(days=365)
    BackupRun.objects.create(started_at=year, finished_at=year, ok=True)
    assert (queries.get_last_successful_run(), queries.get_last_successful_run_end()) == (good, now)


def test_nightly_job_runs_only_when_enabled(key, tmp_path, settings):
    def night(**more: Any) -> None:
        values = {"backup_to": str(tmp_path), "backup_recipient": [key[1]], **more}
        settings.ENV = settings.ENV.model_copy(update=values)
        services.run_nightly_backup(None)  # type: ignore[arg-type]

    night(backup_nightly=False)
    assert not BackupRun.objects.exists()
    night(backup_nightly=True)
    assert BackupRun.objects.get().ok
    with pytest.raises(services.BackupError, match="there is no key yet"):
        night(backup_recipient=[])
    with pytest.raises(services.BackupError, match="BACKUP_TO is not set"):
        night(backup_to="")


def test_passphrase_opens_only_its_own_backups(tmp_path):
    place, right, wrong = tmp_path / "to", tmp_path / "right", tmp_path / "wrong"
    right.write_text("a passphrase of some length\n")
    wrong.write_text("a passphrase of sume length\n")
    place.mkdir()
    (place / "key.age").write_bytes(b64decode(SEALED_KEY))
    run_command("backup", to=str(place), passphrase_file=str(right))
    with pytest.raises(CommandError, match="does not open"):
        run_command("backup", to=str(place), passphrase_file=str(wrong))
    with pytest.raises(CommandError, match=r"does not open key\.age"):
        run_command("backup_check", place, passphrase_file=str(wrong))
    assert "opened and whole" in run_command("backup_check", place, passphrase_file=str(right))


@pytest.mark.slow  # 4 s
def test_location_key_is_created_with_the_first_passphrase(tmp_path):
    (tmp_path / "said").write_text("a passphrase of some length\n")
    run_command("backup", to=str(tmp_path / "to"), passphrase_file=str(tmp_path / "said"))
    sealed = (tmp_path / "to" / "key.age").read_bytes()
    assert sealed.startswith(b"age-encryption.org/v1\n-> scrypt ")
    assert len(only_set(tmp_path / "to").recipients) == 1


@pytest.mark.slow  # 3 s
def test_lost_location_key_is_not_replaced(key, tmp_path):
    (tmp_path / "said").write_text("a passphrase of some length\n")
    (tmp_path / "to").mkdir()
    (tmp_path / "to" / "key.age").write_bytes(b64decode(SEALED_KEY))

    def by_passphrase() -> None:
        run_command("backup", to=str(tmp_path / "to"), passphrase_file=str(tmp_path / "said"))

    by_passphrase()
    first = only_set(tmp_path / "to")
    (tmp_path / "to" / "key.age").unlink()
    with pytest.raises(CommandError, match=rf"no key\.age in .* any more, and {first.name}"):
        by_passphrase()
    assert [path.name for path in (tmp_path / "to" / "sets").iterdir()] == [first.name]
    assert not (tmp_path / "to" / "key.age").exists()
    (tmp_path / "to" / "key.age").write_bytes(b64decode(SEALED_KEY))
    by_passphrase()
    assert only_set(tmp_path / "to").name > first.name


@pytest.mark.slow
def test_location_key_is_created_when_public_keys_are_named(key, tmp_path):
    (tmp_path / "said").write_text("a passphrase of some length\n")
    values = {"to": str(tmp_path / "to"), "passphrase_file": str(tmp_path / "said")}
    back_up(tmp_path / "to", key[1])
    with pytest.raises(CommandError, match="--recipient for each of them"):
        run_command("backup", **values)
    run_command("backup", recipient=[key[1]], **values)
    run_command("backup", **values)
    assert key[1] not in only_set(tmp_path / "to").recipients


def test_server_passphrase_does_not_open_public_key_backups(key, tmp_path, settings):
    secret = "a passphrase that lies on the server"
    values = {"backup_to": str(tmp_path), "backup_recipient": [key[1]], "backup_passphrase": secret}
    settings.ENV = settings.ENV.model_copy(update=values)
    run_command("backup")
    assert only_set(tmp_path).recipients == [key[1]]
    assert not (tmp_path / "key.age").exists()
    assert "not opened: no key was given" in run_command("backup_check")
    assert "opened and whole" in run_command("backup_check", identity=[str(key[0])])
    settings.ENV = settings.ENV.model_copy(update={"backup_recipient": []})
    with pytest.raises(CommandError, match="a passphrase opens nothing there"):
        run_command("backup_check")
