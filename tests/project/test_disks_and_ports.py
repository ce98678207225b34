"""The doctor and the monitor know every disk that a centre stands on, and every port that its web processes have."""

import re
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from apps.accounts.models import User
from project.doctor import ports, store
from project.doctor.findings import Level
from tests import cast

ANOTHER = Path("/dev/shm")


@pytest.fixture
def placed(settings: Any, tmp_path: Path) -> None:
    """Files and backups on one disk, what backups put down on another; the database on another machine."""
    if ANOTHER.stat().st_dev == tmp_path.stat().st_dev:
        pytest.skip("there is one disk only")
    settings.MEDIA_ROOT = str(tmp_path)
    told = {"database_url": "postgres://db.oquv.uz/talim", "backup_to": str(tmp_path), "backup_scratch": str(ANOTHER)}
    settings.ENV = settings.ENV.model_copy(update={**told, "s3_bucket": ""})


def test_each_disk_is_judged_once_by_what_lies_on_it(placed: None, settings: Any, monkeypatch: Any) -> None:
    found = list(store.room())
    assert [one.text.partition(":")[0] for one in found if "GB are free" in one.text] == ["store", "scratch"]
    monkeypatch.setattr(store, "LEAST_BYTES", 10**18)
    full = [one for one in store.room() if "GB are free" in one.text]
    assert {one.level for one in full} == {Level.BAD}
    assert ["hand-ins" in full[0].remedy, "BACKUP_SCRATCH" in full[1].remedy] == [True, True]
    settings.ENV = settings.ENV.model_copy(update={"s3_bucket": "b", "backup_scratch": "/nothing/is/here"})
    assert [one.text.partition(":")[0] for one in store.room() if "GB are free" in one.text] == ["backups"]


def test_the_monitor_is_told_of_disks_that_are_not_the_stores(admin: User, placed: None) -> None:
    page = cast.client_for(admin).get("/health/metrics/").content.decode()
    assert re.findall(r'^talim_disk_(\w+)\{place="(\w+)"\} [1-9]', page, re.MULTILINE) == [
        ("free_bytes", "scratch"),
        ("bytes", "scratch"),
    ]
    assert re.search(r"^talim_store_free_bytes [1-9]", page, re.MULTILINE)


def test_a_web_process_that_is_offered_to_all_is_named_whatever_its_port(settings: Any) -> None:
    settings.ENV = settings.ENV.model_copy(update={"frontend_url": "https://talim.oquv.uz"})
    with socket.socket() as listening:
        listening.bind(("0.0.0.0", 0))
        listening.listen()
        port = listening.getsockname()[1]
        named = f"a web process (port {port}) listens on every address"
        assert not [one for one in ports.offered() if named in one.text]
        words = [sys.executable, "-c", "input()", "manage.py", "web", "--host", "0.0.0.0", "--port", str(port)]
        with subprocess.Popen(words, stdin=subprocess.PIPE, stderr=subprocess.DEVNULL):
            assert [one.level for one in ports.offered() if named in one.text] == [Level.WARN]
