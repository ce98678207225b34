"""The embedded servers keep their data over kill -9, and end what a killed command left behind."""

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from project.launcher.embedded import EmbeddedPostgres
from project.launcher.processes import get_process_start_ticks, wait_until
from project.launcher.terminal import LauncherError
from tests.services import ROOT, make_server_home, start_private_postgres, start_private_valkey

ROWS = "SELECT count(*) FROM kept"


@pytest.fixture(scope="module")
def postgres():
    with start_private_postgres() as server:
        server.run_sql("talim", "CREATE TABLE kept AS SELECT generate_series(1, 10000) AS n")
        yield server


@pytest.fixture(scope="module")
def valkey():
    with start_private_valkey() as server:
        yield server


@pytest.mark.slow  # 2 s
def test_rows_survive_a_killed_postmaster(postgres):
    port = postgres.port
    postgres.kill()
    assert not postgres.is_alive()
    postgres.start()
    assert postgres.run_sql("talim", ROWS) == "10000"
    assert postgres.port == port, "clients find it where it was"


def test_lock_file_with_another_process_id_does_not_block_the_start(postgres):
    postgres.stop()
    lock = postgres.data / "postmaster.pid"
    lock.write_text(f"{os.getppid()}\n{postgres.data}\n0\n5432\n\n\n0 0\nready\n")
    postgres.start()
    assert postgres.run_sql("talim", ROWS) == "10000"


def test_zombie_postmaster_does_not_block_the_start(postgres):
    dead = postgres.process
    os.kill(dead.pid, signal.SIGKILL)
    os.waitid(os.P_PID, dead.pid, os.WEXITED | os.WNOWAIT)  # dead, and nobody has reaped it
    assert Path("/proc", str(dead.pid)).exists()
    check_a_second_start(postgres)
    dead.wait()
    postgres.start()


def check_a_second_start(postgres):
    """Another object for the same data starts, and reads all of it."""
    second = EmbeddedPostgres(
        postgres.data, programs=postgres.programs, password=postgres.password, log=postgres.log, owner=postgres.owner
    )
    try:
        second.start()
        assert second.run_sql("talim", ROWS) == "10000"
    finally:
        second.stop()


def test_a_server_left_by_a_killed_command_is_ended_before_the_next_start(postgres):
    left = postgres.pid
    check_a_second_start(postgres)
    assert get_process_start_ticks(left) is None
    postgres.start()


def test_data_of_another_major_version_is_refused_and_kept(postgres):
    postgres.stop()
    version = postgres.data / "PG_VERSION"
    version.write_text("17\n")
    with pytest.raises(LauncherError, match=r"(?s)PostgreSQL 17.*\./talim dump.*\./talim restore"):
        postgres.start()
    version.write_text("18\n")
    postgres.start()
    assert postgres.run_sql("talim", ROWS) == "10000"


def test_unicode_case_works_without_icu(postgres):
    assert postgres.run_sql("talim", "SELECT upper('ŝß') || lower('ЎҚ')") == "ŜSSўқ"


def test_embedded_servers_require_a_password(postgres, valkey, monkeypatch):
    for server in (postgres, valkey):
        assert server.password in server.url
        monkeypatch.setattr(server, "password", "wrong")
    with pytest.raises(LauncherError, match="password authentication failed"):
        postgres.run_sql("talim", "SELECT 1")
    assert "NOAUTH" in valkey.command("PING")


def test_items_survive_a_killed_valkey(valkey):
    for n in range(50):
        valkey.command(f"RPUSH kept {n}")
    valkey.command("WAITAOF 1 0 2000")
    valkey.kill()
    valkey.start()
    assert valkey.command("LLEN kept").strip() == ":50"


def test_valkey_dies_with_the_command_that_started_it():
    """A launcher killed with -9 leaves nothing running: the kernel tells its children."""
    script = (
        "import sys, time; sys.path.insert(0, sys.argv[1])\n"
        "from tests.services import start_private_valkey\n"
        "with start_private_valkey() as server:\n"
        "    print(server.pid, server.data, flush=True)\n"
        "    time.sleep(60)\n"
    )
    with subprocess.Popen([sys.executable, "-c", script, str(ROOT)], stdout=subprocess.PIPE, text=True) as starter:
        pid, data = starter.stdout.readline().split()
        assert get_process_start_ticks(int(pid)) is not None
        starter.kill()
    gone = wait_until(lambda: get_process_start_ticks(int(pid)) is None, 60)
    shutil.rmtree(Path(data).parent)
    assert gone


def test_embedded_servers_of_root_run_unprivileged(postgres, valkey):
    unprivileged = os.geteuid() or make_server_home().owner.uid
    for server in (postgres, valkey):
        assert Path("/proc", str(server.pid)).stat().st_uid == unprivileged != 0
