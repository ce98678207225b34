"""A checkout of the launcher alone, as before anything is installed."""

import shutil

import pytest

from tests.services import ROOT


@pytest.fixture
def alone(tmp_path):
    """A checkout with the launcher in it and nothing else."""
    checkout = tmp_path / "checkout"
    ours = shutil.ignore_patterns("__pycache__")
    shutil.copytree(ROOT / "project" / "launcher", checkout / "project" / "launcher", ignore=ours)
    shutil.copy(ROOT / "project" / "__init__.py", checkout / "project")
    shutil.copy(ROOT / "talim", checkout)
    return checkout
