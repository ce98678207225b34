"""A step that hangs in native code is ended with its process; steps that end in time are left alone."""

import os
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest

from ml.engines.watchdog import Watchdog
from tests.processes import wait_until

ROOT = Path(__file__).parent.parent.parent

HANGS = """
    import ctypes, sys, time
    from ml.engines.watchdog import Watchdog
    watchdog = Watchdog()
    print(watchdog.pid, flush=True)
    with watchdog.step("ends in time", seconds=30):
        pass
    {more}
    with watchdog.step("encode", seconds={seconds}):
        ctypes.PyDLL(None).sleep({hang})  # holds the interpreter's lock
    print("went on", flush=True)
    watchdog.close()
"""


def run(seconds: float, hang: int, more: str = "") -> subprocess.CompletedProcess[str]:
    code = textwrap.dedent(HANGS).format(seconds=seconds, hang=hang, more=more)
    return subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=180)


def test_hanging_step_is_named_and_its_process_killed():
    done = run(seconds=0.5, hang=40)
    assert done.returncode == -signal.SIGKILL
    assert '"step": "encode"' in done.stderr
    assert "went on" not in done.stdout


def test_control_without_the_watchdog_a_slow_step_ends_normally():
    done = run(seconds=0.5, hang=2, more="watchdog.close()")
    assert (done.returncode, "went on" in done.stdout) == (0, True)


def test_step_in_time_is_not_interrupted_and_the_watchdog_ends_with_its_process():
    done = run(seconds=30, hang=1)
    assert (done.returncode, done.stderr) == (0, "")
    child = int(done.stdout.split()[0])
    assert not alive(child)


@pytest.mark.slow  # 2 s
def test_killed_watchdog_is_replaced_and_still_watches_open_steps():
    outer = "import os; outer = watchdog.step('outer', seconds=2); outer.__enter__()"
    dead = "os.kill(watchdog.pid, 9); os.waitid(os.P_PID, watchdog.pid, os.WEXITED | os.WNOWAIT)"
    done = run(seconds=300, hang=40, more=f"{outer}; {dead}")
    assert done.returncode == -signal.SIGKILL
    assert '"step": "outer"' in done.stderr


def test_watchdog_ignores_interrupt_terminate_and_hangup_signals():
    watchdog = Watchdog()
    try:
        numbers = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
        wait_until(lambda: all(ignores(watchdog.pid, number) for number in numbers), what="the watching")
        for number in numbers:
            os.kill(watchdog.pid, number)
        time.sleep(0.2)
        assert alive(watchdog.pid)
    finally:
        watchdog.close()
    assert watchdog.pid == 0


def test_watched_step_costs_under_10_milliseconds():
    watchdog = Watchdog()
    try:
        began = time.perf_counter()
        for _ in range(2000):
            with watchdog.step("generate", seconds=30):
                pass
        assert time.perf_counter() - began < 20
    finally:
        watchdog.close()


@pytest.mark.slow  # 3 s
def test_error_inside_a_step_ends_the_step():
    watchdog = Watchdog()
    try:
        with pytest.raises(KeyError), watchdog.step("align", seconds=1):
            raise KeyError("x")
        time.sleep(2.5)  # past the deadline: this process would be gone
        assert alive(watchdog.pid)
    finally:
        watchdog.close()


def ignores(pid: int, number: signal.Signals) -> bool:
    ignored = Path(f"/proc/{pid}/status").read_text().partition("SigIgn:")[2].split()[0]
    return bool(int(ignored, 16) >> (number - 1) & 1)


def alive(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state not in "ZX"
