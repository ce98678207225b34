"""`./talim backup`, `restore` and `drill` as they are typed; planned, replaced, and by an account that may little."""

import hashlib
import json
import os
import stat
import subprocess
import sys
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any
from urllib.parse import urlsplit

import psycopg
import pytest

from apps.accounts.services import mfa
from apps.notifications.models import DeliveryState
from project.launcher.checkout_paths import find_checkout_paths
from tests import factories
from tests.backups.conftest import (
    back_up,
    environ,
    fetch_rows,
    fingerprints,
    leave_work_waiting,
    relations,
    restore_words,
    stored,
)
from tests.processes import get_test_database_url, run_python
from tests.services import ROOT

PASSWORD = "uzum-bog'i-2026"
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def talim(tmp_path):
    """`./talim …` with the tests' Python as its environment, on the tests' servers."""
    venv = tmp_path / "venv"
    (venv / "bin").mkdir(parents=True)
    python = venv / "bin" / "python"
    python.write_text(f'#!/bin/sh\nexec {sys.executable} "$@"\n')
    python.chmod(stat.S_IRWXU)
    (venv / "lib").symlink_to(Path(sys.prefix) / "lib")  # the server that comes with the packages
    paths = find_checkout_paths({"TALIM_VENV": str(venv)})
    locks = {"run": "lock.txt", "test": "lock-test.txt"}
    read = {name: (paths.requirements / file).read_bytes() for name, file in locks.items()}
    values = {name: hashlib.sha256(content).hexdigest() for name, content in read.items()}
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    (venv / "talim-stamp.json").write_text(json.dumps({"python": version, "torch": "cpu", **values}))
    more = {"TALIM_VENV": str(venv), "TALIM_VAR": str(tmp_path / "var"), "TALIM_TORCH": "cpu"}

    def run(*words: str) -> CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, ROOT / "talim", *words],
            env=environ(**more, REDIS_URL=os.environ["REDIS_URL"], PYTHONPATH=str(ROOT)),
            capture_output=True, text=True, timeout=300, cwd=ROOT,
        )  # fmt: skip

    return run


@pytest.mark.slow
def test_launcher_backs_up_and_restores(talim, empty, key, tmp_path):
    stored(b"a recording" * 1000)
    to, media = str(tmp_path / "to"), str(tmp_path / "media")
    done = talim("backup", "--to", to, "--recipient", key[1])
    assert done.returncode == 0, done.stdout + done.stderr
    assert "1 files, 0 missing" in done.stdout
    done = talim("restore", to, "--identity", str(key[0]), "--into", empty, "--files-to", media)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "0 differences in counts and checksums" in done.stdout
    assert [path.read_bytes() for path in Path(media).rglob("*") if path.is_file()] == [b"a recording" * 1000]
    refused = talim("restore", to, "--identity", str(key[0]), "--into", empty, "--files-to", media)
    assert (refused.returncode, "is not empty" in refused.stderr) == (1, True)
    nothing = talim("restore")
    assert (nothing.returncode, "restore needs a place of backups" in nothing.stdout + nothing.stderr) == (1, True)


@pytest.mark.slow
def test_drill_prints_no_differences(talim):
    stored(b"a recording" * 1000)
    done = talim("drill")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "| rows and checksums that differ | 0 |" in done.stdout
    assert "| stored files | 1 |" in done.stdout
    assert "The centre came back whole." in done.stdout


def waiting_and_signed_in() -> None:
    person = factories.make_user(factories.Role.STUDENT, "Jasur")
    person.set_password(PASSWORD)
    person.save()
    mfa.start_setup(user=person, password=PASSWORD)
    leave_work_waiting(person)


def went_on(url: str) -> tuple[Any, ...]:
    """State of the message that waited, open sessions, number of the stream, by how much pupils' numbers leapt."""
    return fetch_rows(
        url,
        "SELECT (SELECT state FROM notifications_notificationlog WHERE type = 'sample'),"
        " (SELECT count(*) FROM accounts_session WHERE ended_at IS NULL),"
        " (SELECT seq FROM realtime_stream WHERE name = 'sample'),"
        " (SELECT last - (SELECT max(number) FROM accounts_user) FROM core_numberseries WHERE name = 'students')",
    )[0]


def test_restore_with_planned_replace_and_another_secret_key(restore, empty, key, tmp_path):
    waiting_and_signed_in()
    back_up(tmp_path / "to", key[1])
    done = restore(tmp_path / "to", empty, "--planned")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "SECRET_KEY opens 1 of 1 kinds" in done.stdout
    assert went_on(empty) == (DeliveryState.QUEUED, 1, 5, 0)
    with psycopg.connect(empty) as link:
        link.execute("CREATE SCHEMA of_somebody; CREATE TABLE of_somebody.notes AS SELECT 1 AS n")
    name = urlsplit(empty).path.strip("/")
    refused = restore(tmp_path / "to", empty, "--replace", "talim")
    assert (refused.returncode, f"--replace {name}" in refused.stderr) == (1, True)
    assert went_on(empty) == (DeliveryState.QUEUED, 1, 5, 0)
    done = restore(tmp_path / "to", empty, "--replace", name, SECRET_KEY="of another server " + "x" * 40)
    assert (done.returncode, "0 differences in counts and checksums" in done.stdout) == (1, True), done.stderr
    assert "SECRET_KEY is not the key of the old server: it does not open second factors" in done.stderr
    *others, leapt = went_on(empty)
    assert others == [DeliveryState.SKIPPED, 0, 1_000_005]
    assert 0 <= leapt - 100_000 < 600, "a number for each second since the backup"
    assert fetch_rows(empty, "SELECT to_regclass('of_somebody.notes')") == [(None,)]


@pytest.fixture
def owner(empty):
    """The address of the empty database for its owner, who is no superuser."""
    name = f"{urlsplit(empty).path.strip('/')}_owner"
    database = urlsplit(empty).path.strip("/")
    with psycopg.connect(get_test_database_url(), autocommit=True) as link:
        link.execute(f'DROP ROLE IF EXISTS "{name}"')
        link.execute(f"CREATE ROLE \"{name}\" LOGIN PASSWORD 'little'")
        link.execute(f'ALTER DATABASE "{database}" OWNER TO "{name}"')
        try:
            yield psycopg.conninfo.make_conninfo(empty, user=name, password="little")
        finally:
            link.execute(f'DROP DATABASE IF EXISTS "{database}" WITH (FORCE)')
            link.execute(f'DROP ROLE "{name}"')


@pytest.mark.slow  # 19 s
def test_database_owner_restores_without_superuser(owner, empty, key, tmp_path):
    waiting_and_signed_in()
    back_up(tmp_path / "to", key[1], no_record=True)
    parts, name = psycopg.conninfo.conninfo_to_dict(owner), urlsplit(empty).path.strip("/")
    url = f"postgres://{parts['user']}:little@{parts['host']}:{parts['port']}/{name}"
    words = restore_words(tmp_path / "to", url, key[0], tmp_path / "media")
    for more in ([], ["--replace", name]):
        done = run_python([*words, "--planned", *more], env=environ())
        assert done.returncode == 0, done.stdout + done.stderr
        assert "0 differences in counts and checksums" in done.stdout
    before, after = fingerprints(get_test_database_url()), fingerprints(empty)
    assert {table for table in before if before[table] != after[table]} <= {"settings_auditlog"}
    assert relations(empty) > 100
    owners = fetch_rows(empty, "SELECT DISTINCT tableowner FROM pg_tables WHERE schemaname = 'public'")
    assert owners == [(parts["user"],)]
