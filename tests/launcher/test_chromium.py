"""`./talim test-web` gets itself a Chromium where root may install one, and says what it leaves out elsewhere."""

import os

import pytest

from project.launcher.test_commands import BROWSER_TESTS, prepare_browser_tests
from tests.programs import write_program

INSTALLS = """#!/bin/sh
echo "$@" >> {asked}
[ "$1" = update ] || {{ printf '#!/bin/sh\n' > {folder}/chromium; /bin/chmod +x {folder}/chromium; }}
"""
REFUSES = "#!/bin/sh\necho 'E: Unable to locate package chromium' >&2\nexit 100\n"


@pytest.fixture
def machine(tmp_path):
    """The folder of all programs that are installed."""
    return tmp_path / "bin"


def test_installed_browser_is_used(machine, capsys):
    write_program(machine / "chromium-browser", "#!/bin/sh\n")
    assert prepare_browser_tests({"PATH": str(machine)}) == BROWSER_TESTS
    assert capsys.readouterr().out == ""


def test_root_installs_chromium(machine, tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    asked = tmp_path / "asked"
    write_program(machine / "apt-get", INSTALLS.format(asked=asked, folder=machine))
    assert prepare_browser_tests({"PATH": str(machine)}) == BROWSER_TESTS
    install = "install -y --no-install-recommends"
    assert asked.read_text("utf-8").splitlines() == [
        "update", f"{install} chromium", "update", f"{install} chromium-headless-shell",
    ]  # fmt: skip
    assert "NOT TESTED" not in capsys.readouterr().out


@pytest.mark.parametrize("is_root", [True, False])
def test_chromium_that_cannot_be_installed_is_reported(machine, monkeypatch, capsys, is_root):
    monkeypatch.setattr(os, "geteuid", lambda: 0 if is_root else 1000)
    write_program(machine / "apt-get", REFUSES)
    assert prepare_browser_tests({"PATH": str(machine)}) == []
    output = capsys.readouterr().out
    assert ("chromium was not installed: E: Unable to locate package chromium" in output) is is_root
    assert "NOT TESTED: the pages in a browser" in output
