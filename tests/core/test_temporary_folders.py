"""A temporary folder belongs to the process that holds it, whatever other processes take for the time."""

import fcntl
import os
import re
import shutil
import tempfile
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

from django.utils import timezone

from apps.core.files import scratch
from apps.core.files.scratch import delete_unless_held, hold_folder, open_temporary_folder
from tests.processes import processes, wait_until  # noqa: F401

TWO_HOURS = timedelta(hours=2)
ROUNDS = 150
HOLD = """
import subprocess, sys, time
from pathlib import Path
from apps.core.files.scratch import open_temporary_folder
with open_temporary_folder("held-", Path(sys.argv[1])) as folder:
    (folder / "mine").write_text("whole")
    program = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
    print("holds", program.pid, flush=True)
    time.sleep(60)
"""


def open_once(root):
    with open_temporary_folder("held-", root) as folder:
        assert list(folder.iterdir()) == []
        return folder


def list_left(root):
    return [path.name for path in root.glob("held-*")]


def test_a_clock_that_is_ahead_takes_no_folder_in_use(tmp_path, time_machine):
    with open_temporary_folder("held-", tmp_path) as folder:
        (folder / "mine").write_text("whole")
        time_machine.move_to(timezone.now() + TWO_HOURS)
        assert open_once(tmp_path) != folder
        assert (folder / "mine").read_text() == "whole"
    assert list_left(tmp_path) == []


def test_the_folder_of_a_killed_process_goes_with_the_next_one(tmp_path, processes):  # noqa: F811
    program = tmp_path / "hold.py"
    program.write_text(HOLD)
    root = tmp_path / "root"
    root.mkdir()
    process = processes.spawn([str(program), str(root)], env={"PYTHONPATH": str(Path(scratch.__file__).parents[3])})
    process.wait_for("holds")
    open_once(root)
    (left,) = root.glob("held-*")
    assert (left / "work" / "mine").read_text() == "whole"
    process.kill()
    open_once(root)
    assert list_left(root) == [], "a program that it started, and that still runs, does not hold it"


def test_a_folder_that_is_deleted_before_it_is_held_is_made_anew(tmp_path):
    made = []

    def make():
        made.append(Path(tempfile.mkdtemp(prefix="held-", dir=tmp_path)))
        if len(made) == 1:
            delete_unless_held(made[0])
        return made[-1]

    with hold_folder(make) as folder:
        delete_unless_held(folder)
        assert folder == made[1]
        assert [path.exists() for path in made] == [False, True]
    delete_unless_held(folder)
    assert not folder.exists()


def test_who_waits_for_a_folder_that_is_being_deleted_makes_it_anew(tmp_path):
    folder = tmp_path / "held-by-name"

    def hold():
        with hold_folder(lambda: make_by_name(folder)):
            return folder.is_dir()

    with hold_folder(lambda: make_by_name(folder)):
        pass
    with ThreadPoolExecutor(1) as pool, (folder / "lock").open("r+") as deleting:
        fcntl.flock(deleting, fcntl.LOCK_EX)
        waiting = re.compile(rf"-> FLOCK .*:{os.fstat(deleting.fileno()).st_ino} ")
        held = pool.submit(hold)
        wait_until(lambda: waiting.search(Path("/proc/locks").read_text()), what="one that waits")
        shutil.rmtree(folder)
        deleting.close()
        assert held.result()


def make_by_name(folder):
    folder.mkdir(exist_ok=True)
    return folder


def test_a_link_to_another_folder_is_not_followed(tmp_path):
    (tmp_path / "ours").mkdir()
    (tmp_path / "ours" / "precious").touch()
    (tmp_path / "held-link").symlink_to(tmp_path / "ours")
    (tmp_path / "held-file").touch()
    open_once(tmp_path)
    assert [path.name for path in (tmp_path / "ours").iterdir()] == ["precious"]


def count_losses(root):
    """How often a folder with a name that several use was taken from one that held it."""

    def use(number):
        lost = 0
        for _time in range(ROUNDS):
            with hold_folder(lambda: make_by_name(root / "held-by-name")) as folder:
                own = folder / f"{number}"
                try:
                    own.mkdir()
                    (own / "mine").touch()
                    (own / "mine").unlink()
                    own.rmdir()
                except FileNotFoundError:
                    lost += 1
            delete_unless_held(root / "held-by-name")
        return lost

    with ThreadPoolExecutor(4) as pool:
        return sum(pool.map(use, range(4)))


def test_nobody_loses_a_folder_that_several_hold_and_delete(tmp_path):
    assert count_losses(tmp_path) == 0
    assert list_left(tmp_path) == []


def test_control_without_locks_folders_are_lost(tmp_path, monkeypatch):
    monkeypatch.setattr(fcntl, "flock", lambda file, how: None)
    assert count_losses(tmp_path) > 0
