"""`./talim test-web` gets itself a Chromium where root may install one, and says what it leaves out elsewhere."""

import os
from pathlib import Path

import pytest

from project.launcher.test_commands import BROWSER_TESTS, find_browser_tests

INSTALLS = """#!/bin/sh
echo "$@" >> {asked}
[ "$1" = update ] || {{ printf '#!/bin/sh\n' > {folder}/chromium; /bin/chmod +x {folder}/chromium; }}
"""
REFUSES = "#!/bin/sh\necho 'E: Unable to locate package chromium' >&2\nexit 100\n"


@pytest.fixture
def machine(tmp_path):
    """The folder of all programs that are installed."""
    folder = tmp_path / "bin"
    folder.mkdir()
    return folder


def program(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    path.chmod(0o755)
    return path


def as_root(monkeypatch: pytest.MonkeyPatch, *, root: bool = True) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 0 if root else 1000)


def test_installed_browser_is_used(machine, capsys):
    program(machine / "chromium-browser", "#!/bin/sh\n")
    assert find_browser_tests({"PATH": str(machine)}) == BROWSER_TESTS
    assert capsys.readouterr().out == ""


def test_root_installs_chromium(machine, tmp_path, monkeypatch, capsys):
    as_root(monkeypatch)
    asked = tmp_path / "asked"
    program(machine / "apt-get", INSTALLS.format(asked=asked, folder=machine))
    assert find_browser_tests({"PATH": str(machine)}) == BROWSER_TESTS
    install = "install -y --no-install-recommends"
    assert asked.read_text("utf-8").splitlines() == [
        "update", f"{install} chromium", "update", f"{install} chromium-headless-shell",
    ]  # fmt: skip
    assert "NOT TESTED" not in capsys.readouterr().out


def test_missing_chromium_is_reported_for_ordinary_users(machine, monkeypatch, capsys):
    as_root(monkeypatch, root=False)
    program(machine / "apt-get", REFUSES)
    assert find_browser_tests({"PATH": str(machine)}) == []
    assert "NOT TESTED: the pages in a browser" in capsys.readouterr().out


def test_failed_installation_of_chromium_is_reported(machine, monkeypatch, capsys):
    as_root(monkeypatch)
    program(machine / "apt-get", REFUSES)
    assert find_browser_tests({"PATH": str(machine)}) == []
    output = capsys.readouterr().out
    assert "chromium was not installed: E: Unable to locate package chromium" in output
    assert "NOT TESTED: the pages in a browser" in output
