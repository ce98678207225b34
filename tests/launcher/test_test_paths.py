"""`./talim test PATH` names what does not exist before it starts anything, and starts no worker for one file."""

import os
import subprocess
import sys

import pytest

from project.launcher.test_commands import ROOT, TEST_WORKERS, check_test_paths, choose_worker_options

HERE = "tests/launcher/test_test_paths.py"


@pytest.mark.parametrize(
    ("arguments", "missing"),
    [
        (["tests/no_such_folder"], "tests/no_such_folder"),
        ([HERE, "tests/nothing.py"], "tests/nothing.py"),
        (["tests/nothing.py::test_it[a/b]"], "tests/nothing.py"),
        (["-x", "-n3", "tests/nothing.py", "-k", "name", "nowhere"], "tests/nothing.py and no nowhere"),
    ],
)
def test_missing_path_is_named_and_nothing_is_installed(tmp_path, arguments, missing):
    env = {**os.environ, "TALIM_VENV": str(tmp_path / "venv"), "TALIM_VAR": str(tmp_path / "var")}
    done = subprocess.run(
        [sys.executable, "talim", "test", *arguments], cwd=ROOT, env=env, capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 1
    assert f"There is no {missing}." in done.stdout
    assert not (tmp_path / "venv").exists()
    assert list(tmp_path.rglob("pg*")) == []


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        [HERE, "tests/launcher"],
        ["-q", f"{HERE}::test_it[a/b]"],
        ["-m", "slow", "-k", "a/b.py", "--junitxml", "new/file.xml", "--maxfail=1", HERE],
    ],
)
def test_paths_that_exist_and_values_of_options_are_taken(arguments):
    check_test_paths(ROOT, arguments)


@pytest.mark.parametrize(
    ("arguments", "options"),
    [
        ([], TEST_WORKERS),
        (["tests/launcher"], TEST_WORKERS),
        ([HERE, "tests/launcher/test_outbox.py"], TEST_WORKERS),
        ([HERE], []),
        (["-x", f"{HERE}::one", f"{HERE}::two", "-k", "tests"], []),
        (["tests/launcher", "-n", "2"], []),
    ],
)
def test_one_file_runs_without_workers(arguments, options):
    assert choose_worker_options(arguments, TEST_WORKERS) == options
