"""What reads a film is ended at each of its limits, and the process that started it goes on.

Each control is the same child just within the limit.
"""

import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from apps.video.programs import FILE_BYTES, MEMORY_BYTES, find_ffmpeg, run_program
from apps.video.refusals import VideoRefused
from tests.processes import wait_until

TAKE_MEMORY = "import mmap, sys; taken = mmap.mmap(-1, int(sys.argv[1])); print(taken[0])"
WRITE = "import sys; f = open('film', 'wb'); f.seek(int(sys.argv[1]) - 1); f.write(b'x'); f.flush()"
WORK = "import time\nwhile time.process_time() < 1.5: pass"
OPEN = "import os, sys; print([os.open('/dev/null', os.O_RDONLY) for _ in range(int(sys.argv[1]))])"
CONNECT = "import socket, sys; socket.create_connection(('127.0.0.1', int(sys.argv[1])), 5)"
ENDLESS = ("-v", "error", "-f", "lavfi", "-i", "testsrc2=size=1280x720:rate=60", "-c:v", "libx264", "-f", "null", "-")
SPARE = 512 * 2**20
"""Bytes of address space that Python has for itself, at most."""
STOPPED = """
import signal, sys
from pathlib import Path
from apps.video.programs import find_ffmpeg, run_program
signal.signal(signal.SIGTERM, lambda *_: print("stopping", flush=True))
film = [find_ffmpeg(), "-v", "error", "-re", "-f", "lavfi", "-i", "testsrc2=rate=5:duration=3", "-f", "null", "-"]
print("begun", flush=True)
run_program(film, folder=Path(sys.argv[1]), cpu_seconds=60)
print("whole")
"""


def run(folder, program, *arguments, cpu_seconds=60):
    command = [sys.executable, "-c", program, *map(str, arguments)]
    return run_program(command, folder=folder, cpu_seconds=cpu_seconds, stdout=folder / "said")


def get_refusal(folder, *arguments, **more):
    with pytest.raises(VideoRefused) as refused:
        run(folder, *arguments, **more)
    return refused.value.reason


def test_more_memory_than_the_limit_ends_a_child(tmp_path):
    assert run(tmp_path, TAKE_MEMORY, MEMORY_BYTES - SPARE) == ""
    assert (tmp_path / "said").read_text() == "0\n"
    assert get_refusal(tmp_path, TAKE_MEMORY, MEMORY_BYTES) == "damaged"
    assert "Cannot allocate memory" in (tmp_path / "stderr.txt").read_text()


def test_a_larger_file_than_the_limit_ends_a_child(tmp_path):
    """The files have holes and take no room."""
    assert run(tmp_path, WRITE, FILE_BYTES) == ""
    assert (tmp_path / "film").stat().st_size == FILE_BYTES
    assert get_refusal(tmp_path, WRITE, FILE_BYTES + 1) == "damaged"
    assert "File too large" in (tmp_path / "stderr.txt").read_text()
    assert (tmp_path / "film").stat().st_size == 0


def test_more_open_files_than_the_limit_end_a_child(tmp_path):
    assert run(tmp_path, OPEN, 100) == ""
    assert get_refusal(tmp_path, OPEN, 200) == "damaged"
    assert "Too many open files" in (tmp_path / "stderr.txt").read_text()


@pytest.mark.slow  # 6 s
def test_more_processor_time_than_the_limit_ends_a_child(tmp_path):
    assert run(tmp_path, WORK, cpu_seconds=20) == ""
    assert get_refusal(tmp_path, WORK, cpu_seconds=1) == "slow"


@pytest.mark.slow  # 3 s
def test_an_endless_film_is_ended_by_its_processor_time(tmp_path):
    """ffmpeg ends well at any signal that it can catch."""
    with pytest.raises(VideoRefused, match="slow"):
        run_program([find_ffmpeg(), *ENDLESS], folder=tmp_path, cpu_seconds=2)


def test_a_child_reaches_no_network(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = str(listening.getsockname()[1])
        subprocess.run([sys.executable, "-c", CONNECT, port], check=True)
        listening.settimeout(5)
        listening.accept()[0].close()
        assert get_refusal(tmp_path, CONNECT, port) == "damaged"
        assert "Network is unreachable" in (tmp_path / "stderr.txt").read_text()
        listening.settimeout(0.1)
        with pytest.raises(TimeoutError):
            listening.accept()


@pytest.mark.slow  # 4 s
def test_a_stop_of_the_process_and_its_group_lets_ffmpeg_finish(tmp_path):
    """`./talim run` stops a process by its group. It takes three seconds."""
    process = subprocess.Popen(
        [sys.executable, "-c", STOPPED, str(tmp_path)], stdout=subprocess.PIPE, text=True, start_new_session=True
    )
    assert process.stdout.readline() == "begun\n"
    wait_until(lambda: list_programs(process.pid) == ["ffmpeg"], what="ffmpeg")
    os.killpg(process.pid, signal.SIGTERM)
    assert process.communicate(timeout=60)[0] == "stopping\nwhole\n"
    assert process.returncode == 0


def list_programs(pid):
    """The programs that this process has started and that run."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [Path(f"/proc/{child}/comm").read_text().strip() for child in children]
