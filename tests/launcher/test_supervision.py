"""The launcher restarts what dies, gives up on what keeps dying, and refuses a second start."""

import json
import os
import signal
import socket
import subprocess
import sys
from pathlib import Path
from subprocess import Popen

import pytest

from project.launcher import addresses
from project.launcher.addresses import choose_port, is_port_free
from project.launcher.checkout_paths import CheckoutPaths, read_dotenv
from project.launcher.processes import get_process_start_ticks, wait_until
from project.launcher.run_lock import RunLock, end_stray_processes
from project.launcher.services import DATABASE_PROBE, REDIS_PROBE, check_given_server
from project.launcher.supervision import RestartPolicy, SupervisedProcess, Supervisor
from project.launcher.terminal import LauncherError
from tests.processes import find_free_port
from tests.services import ROOT

SLEEPS = "import time; time.sleep(60)"
STUBBORN = f"import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('up', flush=True); {SLEEPS}"


def child(tmp_path, code, **policy):
    command, log = [sys.executable, "-c", code], tmp_path / "demo.log"
    return SupervisedProcess("demo", command, dict(os.environ), tmp_path, log, policy=RestartPolicy(**policy))


def tick_until(supervisor, is_done):
    def tick():
        supervisor.restart_dead()
        return is_done()

    assert wait_until(tick, 60)


def test_killed_process_is_restarted(tmp_path, capsys):
    supervisor = Supervisor([child(tmp_path, SLEEPS)], state=tmp_path / "state.json")
    supervisor.start()
    try:
        first = supervisor.children[0].process
        first.kill()
        tick_until(supervisor, lambda: supervisor.children[0].process not in {first, None})
        second = supervisor.children[0].process
        assert second.poll() is None
        assert "demo process ended (signal SIGKILL)" in capsys.readouterr().out
        assert json.loads((tmp_path / "state.json").read_text())["children"]["demo"][0] == second.pid
    finally:
        supervisor.stop()
    assert second.poll() is not None


def test_process_that_keeps_dying_is_given_up_with_its_log(tmp_path):
    code = "import sys; sys.exit('the key is missing')"
    supervisor = Supervisor([child(tmp_path, code, max_deaths=2)])
    supervisor.start()
    with pytest.raises(LauncherError, match=r"(?s)keeps dying.*the key is missing"):
        tick_until(supervisor, lambda: False)
    supervisor.stop()


def test_restart_delay_grows_and_is_reset_after_a_long_life():
    policy = RestartPolicy(max_deaths=5, steady_seconds=60)
    assert [policy.get_restart_delay(1) for _ in range(5)] == [0.5, 1, 2, 4, None]
    assert policy.get_restart_delay(61) == 0.5


def test_process_that_ignores_sigterm_is_killed_with_its_children(tmp_path):
    starts = f"import subprocess, sys; p = subprocess.Popen([sys.executable, '-c', {SLEEPS!r}]); print(p.pid)"
    supervisor = Supervisor([child(tmp_path, f"{starts}; {STUBBORN}")])
    supervisor.start()
    log = tmp_path / "demo.log"
    assert wait_until(lambda: "up" in log.read_text(), 60)
    grandchild = int(log.read_text().split()[0])
    assert get_process_start_ticks(grandchild) is not None
    supervisor.stop(patience=0.2)
    assert supervisor.children[0].process.returncode == -signal.SIGKILL
    assert wait_until(lambda: get_process_start_ticks(grandchild) is None, 60)


def test_next_command_ends_stray_processes_but_no_others(tmp_path):
    command = [sys.executable, "-c", SLEEPS]
    with Popen(command, start_new_session=True) as stray, Popen(command, start_new_session=True) as stranger:
        known = {"web": [stray.pid, get_process_start_ticks(stray.pid)], "old": [stranger.pid, 1]}
        (tmp_path / "state.json").write_text(json.dumps({"children": known}))
        end_stray_processes(tmp_path / "state.json")
        assert get_process_start_ticks(stray.pid) is None
        assert stranger.poll() is None
        stranger.kill()


def test_taken_port_is_refused_if_requested_and_skipped_if_not(monkeypatch):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(LauncherError, match=rf"(?s)Port {port} is taken.*--port {port + 1}"):
            choose_port("127.0.0.1", port)
    assert choose_port("127.0.0.1", port) == port
    monkeypatch.setattr(addresses, "is_port_free", lambda host, port: port >= 8002)
    assert choose_port("127.0.0.2", None) == 8002


CHOOSES = """
import sys
from project.launcher.addresses import choose_port
print(choose_port("127.0.0.1", int(sys.argv[1])), flush=True)
sys.stdin.read()
"""


def test_two_simultaneous_starts_get_different_ports():
    """The first has chosen, and does not listen yet."""
    port = find_free_port()
    words = [sys.executable, "-c", CHOOSES, str(port)]
    with Popen(words, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as first:
        assert first.stdout.readline() == f"{port}\n"
        assert is_port_free("127.0.0.1", port)
        with pytest.raises(LauncherError, match=f"Port {port} is taken"):
            choose_port("127.0.0.1", port)
        first.communicate("")
    assert choose_port("127.0.0.1", port) == port


def test_second_run_in_the_same_checkout_is_refused(tmp_path):
    lock = RunLock(tmp_path / "run" / "lock")
    lock.path.parent.mkdir()
    assert lock.acquire()
    env = {k: v for k, v in os.environ.items() if not k.endswith("_URL")} | {"TALIM_VAR": str(tmp_path)}
    done = subprocess.run([ROOT / "talim", "run"], env=env, capture_output=True, text=True)
    lock.release()
    assert done.returncode == 1
    assert f"already runs in this checkout (process {os.getpid()}" in done.stdout
    assert "./talim stop" in done.stdout


def test_unreachable_given_server_is_reported_without_its_password(tmp_path):
    paths = CheckoutPaths(ROOT, Path(sys.prefix), tmp_path)
    given = {
        "DATABASE_URL": ("postgres://me:hidden-word@127.0.0.1:9/db", DATABASE_PROBE),
        "REDIS_URL": ("redis://:hidden-word@127.0.0.1:9/0", REDIS_PROBE),
    }
    for variable, (url, probe) in given.items():
        with pytest.raises(LauncherError) as refused:
            check_given_server(paths, variable, url, probe, tests=False)
        assert f"{variable} names a server at 127.0.0.1:9 that cannot be used" in str(refused.value)
        assert "hidden-word" not in str(refused.value)


def test_secret_is_created_once_and_readable_by_the_owner_only(tmp_path):
    paths = CheckoutPaths(tmp_path, tmp_path / "venv", tmp_path / "var")
    paths.create_folders()
    first = paths.get_secret("key")
    assert len(first) == 64
    assert paths.get_secret("key") == first
    assert (paths.secrets / "key").stat().st_mode & 0o777 == 0o600


def test_dotenv_is_parsed_and_an_invalid_line_is_reported(tmp_path):
    file = tmp_path / ".env"
    file.write_text("# a comment\nexport A=1\nB='two words'  \nC=x # why\nD=\nE=a#b\n")
    assert read_dotenv(file) == {"A": "1", "B": "two words", "C": "x", "D": "", "E": "a#b"}
    file.write_text("A=1\nnonsense\n")
    with pytest.raises(LauncherError, match="line 2"):
        read_dotenv(file)
