"""A start loads Django once and forks the processes: they are then children of the launcher, like any other."""

import json
import os
import signal
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.utils import timezone

from project.doctor.ports import _find_web_ports
from project.launcher.checkout_paths import CheckoutPaths
from project.launcher.files import read_text
from project.launcher.platform_processes import (
    PRELOADED,
    ReadyProbe,
    StartStep,
    build_processes,
    is_web_ready,
    start_processes,
    wait_until_ready,
)
from project.launcher.processes import get_process_start_ticks, wait_until
from project.launcher.supervision import SupervisedProcess, Supervisor
from project.launcher.terminal import LauncherError
from tests.processes import find_free_port, get_test_database_url
from tests.services import ROOT

FACTS = """
import json, os, signal, sys, threading
print(json.dumps({
    "parent": os.getppid(), "session": os.getsid(0) == os.getpid(), "threads": threading.active_count(),
    "argv": sys.argv[:2], "input": os.readlink("/proc/self/fd/0"),
}), flush=True)
signal.pause()
"""
REFUSE_ORPHANS = """
import ctypes, platform, struct
number = {"x86_64": 157, "aarch64": 167}[platform.machine()]  # of prctl
lines = [  # seccomp(2): prctl(PR_SET_CHILD_SUBREAPER) gets EPERM
    (0x20, 0, 0, 0), (0x15, 0, 3, number), (0x20, 0, 0, 16), (0x15, 0, 1, 36), (6, 0, 0, 0x50001),
    (6, 0, 0, 0x7fff0000),
]
class Program(ctypes.Structure):
    _fields_ = [("count", ctypes.c_ushort), ("lines", ctypes.c_char_p)]
program = Program(len(lines), b"".join(struct.pack("HBBI", *line) for line in lines))
prctl = ctypes.CDLL(None).prctl
assert prctl(38, 1, 0, 0, 0) == prctl(22, 2, ctypes.byref(program)) == 0  # PR_SET_NO_NEW_PRIVS, PR_SET_SECCOMP
assert prctl(36, 1) == -1
"""
LAUNCHER = """
import os, sys, time
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from tests.launcher.test_process_starter import build_supervisor, find_paths, start
supervisor = build_supervisor(find_paths(Path(sys.argv[2])), ["print('up', flush=True); import signal; signal.pause()"])
start(supervisor, Path(sys.argv[2]))
print(supervisor.children[0].process.pid, flush=True)
time.sleep(600)
"""


def find_paths(folder):
    return CheckoutPaths(ROOT, Path(sys.prefix), folder / "var")


def build_supervisor(paths, codes):
    """A supervisor of `manage.py shell` processes that run these lines."""
    paths.create_folders()
    children = [
        SupervisedProcess(
            f"p{number}", [paths.python, "manage.py", "shell", "-c", code], dict(os.environ), ROOT,
            paths.get_log_file(f"p{number}"),
        )
        for number, code in enumerate(codes)
    ]  # fmt: skip
    return Supervisor(children, state=paths.run / "state.json")


def start(supervisor, folder, *steps, **options):
    start_processes(find_paths(folder), supervisor, dict(os.environ), steps, has_demo=False, **options)


@contextmanager
def started(tmp_path, codes, *steps):
    supervisor = build_supervisor(find_paths(tmp_path), codes)
    try:
        start(supervisor, tmp_path, *steps)
        yield supervisor
    finally:
        supervisor.stop(5)


def shell(title, code):
    return StartStep(title, ["shell", "-c", code])


def test_processes_become_children_of_the_launcher(tmp_path):
    with started(tmp_path, [FACTS, FACTS]) as supervisor:
        for child in supervisor.children:
            assert wait_until(lambda child=child: child.log.read_text().endswith("}\n"), 60)
            assert json.loads(child.log.read_text().splitlines()[-1]) == {
                "parent": os.getpid(), "session": True, "threads": 1, "argv": ["manage.py", "shell"],
                "input": os.devnull,
            }  # fmt: skip
        known = json.loads(supervisor.state.read_text())["children"]
        assert known == {c.name: [c.process.pid, get_process_start_ticks(c.process.pid)] for c in supervisor.children}
    assert [child.process.returncode for child in supervisor.children] == [-signal.SIGTERM, -signal.SIGTERM]


def test_processes_begin_when_all_steps_have_ended(tmp_path):
    file = tmp_path / "steps"
    append = f"open({str(file)!r}, 'a').write({{!r}})".format
    with started(tmp_path, [append("process ")], shell("one", append("one ")), shell("two", append("two "))):
        assert wait_until(lambda: file.read_text() == "one two process ", 60)


def test_failed_step_is_named_and_no_process_begins(tmp_path):
    file = tmp_path / "began"
    supervisor = build_supervisor(find_paths(tmp_path), [f"open({str(file)!r}, 'w')"])
    with pytest.raises(LauncherError, match=r"(?s)failed.*the disk has a scratch"):
        start(supervisor, tmp_path, shell("broken", "raise SystemExit('the disk has a scratch')"))
    assert [child.process for child in supervisor.children] == [None]
    assert not file.exists()


def test_full_disk_in_a_step_is_named(tmp_path):
    supervisor = build_supervisor(find_paths(tmp_path), [])
    with pytest.raises(LauncherError, match=r"(?s)No space left.*disk is full: make room and run the command again"):
        start(supervisor, tmp_path, shell("full", "print('x', file=open('/dev/full', 'w'), flush=True)"))


def test_output_without_a_last_newline_hides_no_process(tmp_path):
    with started(tmp_path, [FACTS], shell("brief", "print('process p0 1', end='')")) as supervisor:
        (child,) = supervisor.children
        assert wait_until(lambda: child.log.read_text().endswith("}\n"), 60)
        assert child.process.poll() is None


def test_killed_starter_is_named_and_leaves_nothing(tmp_path, monkeypatch):
    monkeypatch.setitem(PRELOADED, "waiting", ["json"])
    file = tmp_path / "pid"
    supervisor = build_supervisor(find_paths(tmp_path), ["1"])
    supervisor.children[0].name = "waiting"
    kill = (
        f"import os, signal, time; open({str(file)!r}, 'w').write(str(os.getpid())); "
        "os.kill(os.getppid(), signal.SIGKILL); time.sleep(600)"
    )
    with pytest.raises(LauncherError, match="was ended by SIGKILL"):
        start(supervisor, tmp_path, shell("killing", kill))
    assert wait_until(lambda: get_process_start_ticks(int(file.read_text())) is None, 60)
    assert "talim-waiting\n" not in {read_text(comm) for comm in Path("/proc").glob("[0-9]*/comm")}


def test_step_that_a_signal_ends_is_named(tmp_path):
    supervisor = build_supervisor(find_paths(tmp_path), [])
    with pytest.raises(LauncherError, match="was ended by SIGKILL"):
        start(supervisor, tmp_path, shell("killed", "import os, signal; os.kill(os.getpid(), signal.SIGKILL)"))


def test_forked_processes_are_ended_when_the_start_fails_afterwards(tmp_path):
    supervisor = build_supervisor(find_paths(tmp_path), ["import signal; signal.pause()"] * 2)
    supervisor.state = tmp_path / "missing" / "state.json"
    with pytest.raises(FileNotFoundError):
        start(supervisor, tmp_path)
    assert [child.process.returncode for child in supervisor.children] == [-signal.SIGKILL] * 2


def test_process_whose_preload_fails_is_restarted(tmp_path, monkeypatch):
    monkeypatch.setitem(PRELOADED, "p0", ["no_such_module"])
    with started(tmp_path, [FACTS]) as supervisor:
        (child,) = supervisor.children

        def is_serving():
            supervisor.restart_dead()
            return child.log.read_text().endswith("}\n")

        assert wait_until(is_serving, 60)
        assert "No module named 'no_such_module'" in child.log.read_text()


def test_killed_process_is_restarted_with_its_own_django(tmp_path):
    with started(tmp_path, [FACTS]) as supervisor:
        (child,) = supervisor.children
        first = child.process
        assert wait_until(lambda: child.log.read_text().endswith("}\n"), 60)
        first.kill()

        def is_again():
            supervisor.restart_dead()
            return child.process not in {first, None}

        assert wait_until(is_again, 60)
        assert wait_until(lambda: child.log.read_text().count('"threads"') == 2, 60)
        assert first.returncode == -signal.SIGKILL


def test_database_that_does_not_answer_is_named_and_asked_again(transactional_db, tmp_path):
    paths = find_paths(tmp_path)
    address = f"postgres://talim:secret@127.0.0.1:{find_free_port()}/talim"
    with ReadyProbe(paths, {**os.environ, "DATABASE_URL": address}) as probe:
        assert probe.find_ready_roles([1]) == set()
        assert "Connection refused" in probe.fault
        assert "secret" not in probe.fault
        assert probe.find_ready_roles([1]) == set(), "it waits a second"
    apps.get_model("jobs.ProcessBeat").objects.create(
        name=f"host:{os.getpid()}", role="worker", ready=True, seen_at=timezone.now()
    )
    with ReadyProbe(paths, {**os.environ, "DATABASE_URL": get_test_database_url()}) as probe:
        assert probe.find_ready_roles([os.getpid()]) == {"worker"}
        assert probe.fault == ""


@pytest.mark.slow  # 10 s
def test_web_and_worker_get_ready_and_are_found_by_the_doctor(transactional_db, tmp_path):
    paths, port = find_paths(tmp_path), find_free_port()
    paths.create_folders()
    env = {**os.environ, "DATABASE_URL": get_test_database_url(), "DJANGO_SETTINGS_MODULE": "tests.settings"}
    chosen = [child for child in build_processes(paths, env, "127.0.0.1", port) if child.name in {"web", "worker"}]
    supervisor = Supervisor(chosen, state=paths.run / "state.json")
    try:
        start_processes(paths, supervisor, env, [], has_demo=False)
        wait_until_ready(paths, supervisor, env, f"http://127.0.0.1:{port}", patience=120)
        assert is_web_ready(f"http://127.0.0.1:{port}")
        assert port in _find_web_ports()
        names = {Path("/proc", str(child.process.pid), "comm").read_text().strip() for child in chosen}
        assert names == {"talim-web", "talim-worker"}
    finally:
        supervisor.stop()
    assert [child.process.returncode for child in chosen] == [-signal.SIGTERM, 0]  # uvicorn raises it again at its end


@pytest.mark.parametrize("before", ["", REFUSE_ORPHANS], ids=["forked", "where no process may adopt orphans"])
def test_processes_end_with_a_killed_launcher(tmp_path, before):
    command = [sys.executable, "-c", before + LAUNCHER, str(ROOT), str(tmp_path)]
    env = {**os.environ, "DATABASE_URL": settings.ENV.database_url, "REDIS_URL": settings.ENV.redis_url}
    with subprocess.Popen(command, cwd=ROOT, env=env, stdout=subprocess.PIPE, text=True) as launcher:
        while not (line := launcher.stdout.readline()).strip().isdigit():
            assert line, "the launcher has ended"
        pid = int(line)
        assert Path("/proc", line.strip(), "stat").read_text().rpartition(")")[2].split()[1] == str(launcher.pid)
        launcher.kill()
    assert wait_until(lambda: get_process_start_ticks(pid) is None, 60)
