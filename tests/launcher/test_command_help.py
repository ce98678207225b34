"""`./talim COMMAND --help` tells before anything is installed; what a command does not take is refused as early."""

import ast
import os
import subprocess
import sys

import pytest

from bench.__main__ import AREAS, LONG
from project.launcher.command_usage import COMMAND_USAGES
from project.launcher.commands import COMMANDS
from tests.services import ROOT

HELP_SECONDS = 2
STRICT = sorted(name for name, usage in COMMAND_USAGES.items() if not usage.passed_to)
BACKUP = "apps/backups/management/commands/backup.py"
PROGRAMS = {
    "bench": ["bench/__main__.py"],
    "fuzz": ["tests/access/fuzz.py"],
    "mutate": ["tests/access/mutate.py"],
    "crash": ["tests/crash/__main__.py", "tests/homework/crash.py", "tests/crash/quizzes.py"],
    "upgrade-check": ["tests/upgrade_check.py"],
    "run": ["project/launcher/run_commands.py"],
    "doctor": ["project/management/commands/doctor.py"],
    "demo-centre": ["project/management/commands/demo_centre.py"],
    "backup": [f"{BACKUP}:Command"],
    "restore": ["project/management/commands/restore.py", f"{BACKUP}:add_key_arguments"],
}
"""Where the options of commands are read; behind the colon a part of the file."""


def call(checkout, *words):
    """Its exit status, what it says and its errors. It may take HELP_SECONDS of a processor."""
    env = {"PATH": os.environ["PATH"], "TALIM_VENV": str(checkout / "venv")}
    before = os.times()
    done = subprocess.run(
        [sys.executable, checkout / "talim", *words], cwd=checkout, env=env, capture_output=True, text=True, timeout=60
    )
    after = os.times()
    used = after.children_user - before.children_user + after.children_system - before.children_system
    assert used < HELP_SECONDS
    assert sorted(path.name for path in checkout.iterdir()) == ["project", "talim"]
    return done.returncode, done.stdout, done.stderr


def list_options(place):
    """The options that a file, or a part of it, gives to its parsers."""
    file, _, part = place.partition(":")
    tree = ast.parse((ROOT / file).read_text(encoding="utf-8"))
    named = [node for node in tree.body if part and getattr(node, "name", "") == part]
    for node in ast.walk(named[0] if part else tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "add_argument":
            words = [word.value for word in node.args if isinstance(word, ast.Constant)]
            yield from (word for word in words if word.startswith("-"))


def test_every_command_says_what_it_takes():
    assert set(COMMAND_USAGES) == set(COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_help_of_a_command_installs_and_creates_nothing(alone, name):
    status, text, errors = call(alone, name, "--help")
    assert (status, errors) == (0, "")
    usage, _, rest = text.partition("\n\n")
    assert usage.startswith(f"usage: ./talim {name}")
    assert (COMMANDS[name].__doc__ or "").splitlines()[0] in rest
    assert f"\nExamples:\n  ./talim {name}" in rest
    assert all(f"  {argument} " in rest for argument, _ in COMMAND_USAGES[name].arguments)
    assert call(alone, name, "-h") == (status, text, errors)


@pytest.mark.parametrize("name", STRICT)
def test_unknown_option_is_refused_before_anything_is_installed(alone, name):
    status, text, _errors = call(alone, name, "--bogus")
    assert status == 2
    assert text.startswith(f"{name} does not take --bogus.\nusage: ./talim {name}")


@pytest.mark.parametrize("name", ["lint", "stop", "setup", "drill", "size"])
def test_command_without_arguments_refuses_any(alone, name):
    assert call(alone, name, "tests")[0] == 2


def test_help_behind_a_command_of_manage_is_that_commands():
    assert COMMAND_USAGES["manage"].wants_help(["--help"])
    assert not COMMAND_USAGES["manage"].wants_help(["migrate", "--help"])


@pytest.mark.parametrize("name", PROGRAMS)
def test_help_names_the_options_that_the_program_reads(name):
    read = {option for place in PROGRAMS[name] for option in list_options(place)}
    assert set(COMMAND_USAGES[name].list_options()) == read


def test_help_of_the_bench_names_its_areas():
    [(_, text)] = [row for row in COMMAND_USAGES["bench"].arguments if row[0].startswith("AREA")]
    assert set(text.replace(";", ",").replace(":", ",").replace(", ", ",").split(",")) >= {*AREAS, *LONG}


def test_options_and_values_that_a_command_takes_are_not_refused():
    for name, words in {
        "run": "--host 0.0.0.0 --port=8080 --new",
        "crash": "speech --kill 5 --seed -3",
        "doctor": "--only database --traceback",
        "restore": "/backups --into postgres://x --identity=key",
        "test": "tests/ml -k silence --lf",
    }.items():
        assert COMMAND_USAGES[name].find_refused_argument(words.split()) is None, name
