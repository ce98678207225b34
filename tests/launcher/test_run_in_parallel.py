"""Commands that `./talim lint` runs beside each other: all of them, whole outputs, and no failure is lost."""

import re
import sys
import time
from pathlib import Path

import pytest

from project.launcher.quality_commands import run_in_parallel

COUNTS = "import sys\nfor n in range(2000): print(sys.argv[1], n)\nsys.exit(int(sys.argv[2]))"


@pytest.mark.parametrize("at_once", [1, 2, 5])
def test_outputs_are_not_mixed_and_failures_are_named_in_order(at_once, tmp_path, capfd):
    statuses = {"one": 0, "two": 3, "three": 0, "four": 1}
    commands = {name: [sys.executable, "-c", COUNTS, name, str(status)] for name, status in statuses.items()}
    assert run_in_parallel(commands, env={}, cwd=tmp_path, max_parallel=at_once) == ["two", "four"]
    parts = capfd.readouterr().out.split("== ")[1:]
    values = {lines[0].partition("  (")[0]: lines[1:] for lines in (part.splitlines() for part in parts)}
    assert values == {name: [f"{name} {n}" for n in range(2000)] for name in statuses}


def test_stderr_is_shown_when_nothing_failed(tmp_path, capfd):
    warns = [sys.executable, "-c", "import sys; print('to errors', file=sys.stderr)"]
    assert run_in_parallel({"warns": warns}, env={}, cwd=tmp_path, max_parallel=2) == []
    assert re.fullmatch(r"== warns  \(\d+ s\)\nto errors\n", capfd.readouterr().out)


def test_commands_run_in_parallel(tmp_path):
    """Each waits for a file that the other writes."""
    waits = (
        "import sys, time, pathlib\npathlib.Path(sys.argv[1]).touch()\nends = time.monotonic() + 60\n"
        "while not pathlib.Path(sys.argv[2]).exists():\n"
        "    sys.exit('alone') if time.monotonic() > ends else time.sleep(0.01)"
    )
    pair = [("a", "b"), ("b", "a")]
    commands = {mine: [sys.executable, "-c", waits, mine, other] for mine, other in pair}
    assert run_in_parallel(commands, env={}, cwd=tmp_path, max_parallel=2) == []


def test_command_that_cannot_start_ends_the_others(tmp_path):
    lasting = [sys.executable, "-c", "import os, time\nopen('pid', 'w').write(str(os.getpid()))\ntime.sleep(600)"]
    began = time.monotonic()
    with pytest.raises(FileNotFoundError):
        run_in_parallel({"lasts": lasting, "absent": ["/nowhere/at/all"]}, env={}, cwd=tmp_path, max_parallel=2)
    assert time.monotonic() - began < 60
    file = tmp_path / "pid"
    pid = file.read_text() if file.exists() else ""  # or it was ended before it could say its number
    assert not pid or not Path(f"/proc/{pid}").exists()
