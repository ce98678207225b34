"""What a hostile Typst source cannot do in the child; each control shows what it does where the limit is off."""

import signal
import socket
import subprocess
import threading

import pytest

from apps.certificates import typesetting
from apps.certificates.typesetting import Limits, run_child, typeset
from apps.core.errors import Unavailable

LOOP = "#for a in range(100000) { for b in range(100000) { let c = a * b } }"
BIG = "#let rows = range(24000000)\n#rows.len()"
PACKAGE = '#import "@preview/cetz:0.3.0": *'


def write_source(folder, source):
    folder.mkdir(exist_ok=True)
    (folder / "main.typ").write_text(source)
    return folder


@pytest.mark.parametrize("path", ["../secret.txt", "/../secret.txt", "/etc/passwd", "/proc/self/environ"])
def test_files_outside_the_folder_cannot_be_read(tmp_path, path):
    (tmp_path / "secret.txt").write_text("secret")
    done = run_child(write_source(tmp_path / "root", f'#read("{path}")'), {})
    assert (done.returncode, done.stdout) == (1, b"")
    assert b"escape the project root" in done.stderr or b"not found" in done.stderr


def test_control_a_file_inside_the_folder_can_be_read(tmp_path):
    (tmp_path / "secret.txt").write_text("secret")
    done = run_child(write_source(tmp_path, '#assert.eq(read("secret.txt"), "secret")'), {})
    assert done.returncode == 0


def test_a_source_that_runs_for_long_is_ended(tmp_path):
    done = run_child(write_source(tmp_path, LOOP), {}, limits=Limits(cpu_seconds=1))
    assert done.returncode in (-signal.SIGXCPU, -signal.SIGKILL)


def test_control_it_runs_on_without_the_limit(tmp_path):
    with pytest.raises(subprocess.TimeoutExpired):
        run_child(write_source(tmp_path, LOOP), {}, limits=Limits(cpu_seconds=60, wall_seconds=2.5))


def test_a_source_that_takes_too_much_memory_is_ended(tmp_path):
    done = run_child(write_source(tmp_path, BIG), {}, limits=Limits(memory_bytes=1024**3))
    assert done.returncode not in (0, 1)


def test_control_it_gets_the_memory_without_the_limit(tmp_path):
    done = run_child(write_source(tmp_path, BIG), {}, limits=Limits(memory_bytes=16 * 1024**3))
    assert (done.returncode, done.stderr) == (0, b"")


def test_a_source_cannot_reach_a_network(tmp_path):
    done = run_child(write_source(tmp_path, PACKAGE), {})
    assert done.returncode == 1
    assert b"failed to download package" in done.stderr
    assert b"Connection refused" in done.stderr


def test_control_it_asks_for_packages_through_a_proxy_that_is_there(tmp_path, monkeypatch):
    requests = []
    with socket.create_server(("127.0.0.1", 0)) as proxy:

        def answer():
            connection, _address = proxy.accept()
            requests.append(connection.recv(1000))
            connection.close()

        threading.Thread(target=answer, daemon=True).start()
        monkeypatch.setattr(typesetting, "PROXIES", {"HTTPS_PROXY": f"http://127.0.0.1:{proxy.getsockname()[1]}"})
        run_child(write_source(tmp_path, PACKAGE), {})
    assert requests[0].startswith(b"CONNECT packages.typst.org:443")


def test_the_environment_of_the_server_is_not_there(tmp_path):
    done = run_child(write_source(tmp_path, '#assert.eq(sys.inputs.keys(), ("values",))'), {"a": 1})
    assert (done.returncode, done.stderr) == (0, b"")


def test_a_failed_child_says_nothing_to_the_caller(tmp_path):
    with pytest.raises(Unavailable):
        typeset(write_source(tmp_path, "#panic(1)"), {})


def test_a_child_that_takes_too_long_is_unavailable(tmp_path, monkeypatch):
    monkeypatch.setattr(typesetting, "USUAL_LIMITS", Limits(wall_seconds=0.3))
    with pytest.raises(Unavailable):
        typeset(write_source(tmp_path, LOOP), {})
