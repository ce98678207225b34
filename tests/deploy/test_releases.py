"""Releases under systemd: what runs goes on with its own files, however late it reads them, while another is made."""

import hashlib
import importlib.util
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from project.launcher.machine import has_cuda
from project.launcher.requirement_locks import read_lock
from tests.services import ROOT

LATE = "import sys; print('ready', flush=True); sys.stdin.readline(); import late; print(late.RELEASE)"


class Machine:
    """A checkout in a folder, releases beside it, and Python as it is started by `run`."""

    def __init__(self, folder):
        self.code, self.home = folder / "checkout", folder / "releases"
        for name in ("deploy/systemd", "requirements"):
            shutil.copytree(ROOT / name, self.code / name)
        shutil.copy(ROOT / "talim", self.code)
        shutil.copytree(ROOT / "project" / "launcher", self.code / "project" / "launcher")
        (self.code / "project" / "__init__.py").touch()
        (self.code / ".env").write_text("SECRET_KEY=of-this-machine\n")
        venv = str(self._environment(folder))
        self.env = {**os.environ, "TALIM_RELEASES": str(self.home), "TALIM_VENV": venv, "TALIM_TORCH": "cpu"}

    def release(self, word):
        """Make a release of which the module `late` says this word; its folder's name."""
        (self.code / "late.py").write_text(f"RELEASE = {word!r}\n")
        self.script("make")
        return os.readlink(self.home / "next")

    def script(self, word):
        words = ["sh", self.code / "deploy/systemd/release.sh", word]
        done = subprocess.run(words, env=self.env, capture_output=True, text=True, timeout=60)
        assert done.returncode == 0, done.stdout + done.stderr

    def start(self, **env):
        """A process that has begun and reads the module later, at a line of input."""
        words = ["sh", ROOT / "deploy/systemd/run", "-c", LATE]
        pipe = subprocess.PIPE
        running = subprocess.Popen(words, env={**self.env, **env}, stdin=pipe, stdout=pipe, text=True)
        assert running.stdout is not None
        assert running.stdout.readline() == "ready\n"
        return running

    def _environment(self, folder):
        """The tests' Python, with the mark of an environment that is up to date."""
        venv = folder / "environment"
        (venv / "bin").mkdir(parents=True)
        (venv / "bin" / "python").write_text(f'#!/bin/sh\nexec {sys.executable} "$@"\n')
        (venv / "bin" / "python").chmod(0o755)
        lock = read_lock(self.code / "requirements" / "lock.txt")
        values = {"python": f"{sys.version_info.major}.{sys.version_info.minor}", "torch": "cpu"}
        stamp = {**values, "run": hashlib.sha256(lock.encode()).hexdigest()}
        (venv / "talim-stamp.json").write_text(json.dumps(stamp))
        return venv


@pytest.fixture
def machine(tmp_path):
    return Machine(tmp_path)


@pytest.fixture
def running():
    """What is given to it is gone at the end."""
    processes = []

    def hold(process):
        processes.append(process)
        return process

    yield hold
    for process in processes:
        process.kill()
        process.communicate()


def told(process):
    """What the module says that it reads now."""
    return process.communicate("now\n", timeout=60)[0].strip()


def test_running_process_keeps_its_release_and_a_new_one_gets_the_current_release(machine, running):
    first = machine.release("first")
    machine.script("switch")
    before = running(machine.start())
    machine.release("second")
    between = running(machine.start())
    preparing = running(machine.start(TALIM_RELEASE="next"))
    machine.script("switch")
    after = running(machine.start())
    assert [told(process) for process in (before, between, preparing, after)] == ["first", "first", "second", "second"]
    assert not (machine.home / first / ".env").exists()
    assert (machine.home / first).stat().st_mode & 0o055 == 0o055


def test_release_compiles_bytecode_and_ignores_files_that_do_not_compile(machine):
    package = Path(machine.env["TALIM_VENV"]) / "lib" / "python3" / "site-packages" / "package"
    package.mkdir(parents=True)
    (package / "good.py").write_text("WORD = 1\n")
    (package / "template.py").write_text("class {{ name }}:\n")
    release = machine.home / machine.release("first")
    for module in (release / "late.py", release / "project" / "launcher" / "run_commands.py", package / "good.py"):
        assert Path(importlib.util.cache_from_source(module)).exists(), module


@pytest.mark.skipif(has_cuda(), reason="a card asks for the CUDA build")
def test_cuda_build_of_an_earlier_environment_is_not_asked_for(machine):
    """It may be there only because no CPU build was to be had; asking for it would fail without room for it."""
    environment = machine.code / ".venv"
    environment.mkdir()
    (environment / "talim-stamp.json").write_text(json.dumps({"torch": "cuda"}))
    machine.env["TALIM_TORCH"] = ""
    stamp = Path(machine.env["TALIM_VENV"]) / "talim-stamp.json"
    before = stamp.read_text()
    machine.release("first")
    assert stamp.read_text() == before


def test_old_releases_are_removed_unless_in_use(machine, running):
    used, idle, *later = [machine.release(word) for word in ("used", "idle", "third", "fourth")]
    os.replace(machine.home / "next", machine.home / "last")
    os.symlink(used, machine.home / "next")
    machine.script("switch")
    process = running(machine.start())
    os.replace(machine.home / "last", machine.home / "next")
    machine.script("switch")
    later.append(machine.release("fifth"))
    machine.script("tidy")
    there = {name for name in os.listdir(machine.home) if name.startswith("2")}
    assert there == {used, *later}
    assert idle not in there
    assert told(process) == "used"
    machine.script("tidy")
    assert {name for name in os.listdir(machine.home) if name.startswith("2")} == set(later)
