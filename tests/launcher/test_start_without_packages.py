"""`./talim` starts before anything is installed, from wherever it is called; an old Python is told what is needed."""

import ast
import subprocess
import sys

import pytest

from tests.programs import write_program
from tests.services import ROOT

BARE = ["-I", "-S"]
"""Without the environment's packages, and without the script's folder among those that modules come from."""


def ran(*words, cwd=None, env=None):
    """Its exit status, what it says, and its errors."""
    done = subprocess.run([sys.executable, *words], cwd=cwd, env=env, capture_output=True, text=True, timeout=60)
    return done.returncode, done.stdout, done.stderr


def test_launcher_starts_without_packages_or_other_files(alone):
    status, output, errors = ran(*BARE, alone / "talim", "--help")
    assert (status, errors) == (0, "")
    assert output.startswith("usage: ./talim COMMAND")
    with (alone / "project" / "launcher" / "terminal.py").open("a") as file:
        file.write("import django\n")
    status, _, errors = ran(*BARE, alone / "talim", "--help")
    assert (status, errors.splitlines()[-1]) == (1, "ModuleNotFoundError: No module named 'django'")


@pytest.mark.parametrize("bare", [BARE, []], ids=["bare", "as it is"])
def test_launcher_starts_through_a_symlink(bare, tmp_path):
    elsewhere = tmp_path / "bin"
    (elsewhere / "project").mkdir(parents=True)
    (elsewhere / "project" / "__init__.py").touch()
    (tmp_path / "first").symlink_to(ROOT / "talim")
    (elsewhere / "talim").symlink_to("../first")
    direct = ran(ROOT / "talim", "--help")
    assert direct[0] == 0
    assert ran(*bare, "talim", "--help", cwd=elsewhere) == direct


def test_launcher_uses_the_paths_of_its_checkout(alone, tmp_path):
    (tmp_path / "talim").symlink_to(alone / "talim")
    status, output, errors = ran(*BARE, tmp_path / "talim", "status", cwd=tmp_path, env={})
    assert (status, errors) == (3, "")
    assert output.startswith("Talim does not run in this checkout.")
    assert (alone / "var" / "run").is_dir()
    assert not (tmp_path / "var").exists()


def test_older_python_starts_a_newer_one(tmp_path):
    text = (ROOT / "talim").read_text(encoding="ascii")
    ast.parse(text, feature_version=(3, 4))
    newer = tmp_path / "python3.13"
    write_program(newer, '#!/bin/sh\necho "newer: $*"\n')
    older = f"import sys; sys.argv = ['talim', 'run']; sys.version_info = (3, 8, 10); exec({text!r})"
    env = {"PATH": str(tmp_path)}
    assert ran("-c", older, env=env) == (0, "newer: talim run\n", "")
    newer.unlink()
    status, _, errors = ran("-c", older, env=env)
    assert status == 1
    assert errors.startswith("Talim needs Python 3.11 or newer; this is 3.8.")
