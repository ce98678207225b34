"""The units, laid out by their own script and read by the real systemd-analyze."""

import re
import subprocess
from pathlib import Path

import pytest

from tests.deploy.files import secret_names
from tests.deploy.front import NAME
from tests.services import ROOT, launcher

UNITS = ROOT / "deploy" / "systemd"
SERVICES = sorted(path.name for path in UNITS.glob("*.service"))


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("machine")
    lay_out(folder)
    return folder


def lay_out(folder: Path, name: str = NAME) -> subprocess.CompletedProcess[str]:
    env = {"PATH": "/usr/bin:/bin", "DESTDIR": str(folder)}
    return subprocess.run(["sh", UNITS / "install.sh", name], env=env, capture_output=True, text=True, timeout=60)


def analyze(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    units = folder / "etc" / "systemd" / "system"
    for unit in units.glob("*.service"):  # the programs are looked for, and there is none in /opt/talim here
        text = re.sub(r"/opt/talim/\.venv/bin/\w+", "/usr/bin/env", unit.read_text())
        unit.write_text(text)
    names = [f"./{name}" for name in words if not name.startswith("-") and "." in name]
    rest = [word for word in words if f"./{word}" not in names]
    return subprocess.run(["systemd-analyze", *rest, *names], cwd=units, capture_output=True, text=True, timeout=60)


def test_systemd_reads_every_unit_without_a_word(installed: Path) -> None:
    units = [path.name for path in UNITS.iterdir() if path.suffix in {".service", ".timer", ".target"}]
    done = analyze(installed, "verify", "--man=no", "--recursive-errors=no", *units)
    assert (done.returncode, done.stderr) == (0, "")
    broken = installed / "etc" / "systemd" / "system" / "talim-worker.service"
    kept = broken.read_text()
    broken.write_text(kept.replace("[Service]", "[Service]\nNoSuchThing=1"))
    refused = analyze(installed, "verify", "--man=no", "--recursive-errors=no", "talim-worker.service")
    broken.write_text(kept)
    assert "NoSuchThing" in refused.stderr


@pytest.mark.parametrize("unit", SERVICES)
def test_what_could_be_exposed_is_little(installed: Path, unit: str) -> None:
    done = analyze(installed, "security", "--offline=true", "--threshold=20", "--no-pager", unit)
    assert done.returncode == 0, done.stdout[-200:]


def test_an_exception_counts_where_it_is_made(installed: Path) -> None:
    """A drop-in for all beats a unit's own line: only a later drop-in of the unit takes something back."""
    for unit, open_to in (("talim-speech.service", True), ("talim-worker.service", False)):
        done = analyze(installed, "security", "--offline=true", "--no-pager", unit)
        line = next(line for line in done.stdout.splitlines() if "PrivateDevices=" in line)
        assert line.strip().startswith("✗") == open_to
    common = set(re.findall(r"^(\w+)=", (UNITS / "talim-.service.d" / "10-common.conf").read_text(), re.MULTILINE))
    for name in SERVICES:
        own = re.findall(r"^(\w+)=", (UNITS / name).read_text().partition("[Service]")[2], re.MULTILINE)
        assert common & set(own) <= {"Environment"}, name


def test_units_start_what_the_launcher_starts_and_have_the_time_to_stop() -> None:
    web = (UNITS / "talim-web@.service").read_text()
    command = launcher().web_command(Path("/opt/talim/.venv/bin/python"), "127.0.0.1", 8001)
    assert f"ExecStart={' '.join(map(str, command))}".replace("8001", "%i") in web
    for role in ("worker", "scheduler"):
        assert f"manage.py {role}\n" in (UNITS / f"talim-{role}.service").read_text()
    for name in SERVICES:
        text = (UNITS / name).read_text()
        assert "MemoryMax=" in text
        assert "Type=oneshot" in text or ("Restart=always" in text and "TimeoutStopSec=" in text)


def test_secrets_are_handed_over_one_by_one_and_settings_hold_none(installed: Path) -> None:
    common = (UNITS / "talim-.service.d" / "10-common.conf").read_text()
    loaded = dict(re.findall(r"^LoadCredential=(\w+):(\S+)$", common, re.MULTILINE))
    assert loaded == {name: f"/etc/talim/secrets/{name}" for name in secret_names()}
    secrets = installed / "etc" / "talim" / "secrets"
    assert secrets.stat().st_mode & 0o077 == 0
    assert set(loaded) <= {file.name for file in secrets.iterdir()}
    told = (installed / "etc" / "talim" / "talim.env").read_text()
    for line in told.splitlines():
        assert re.fullmatch(r"#.*|[A-Z_]+=[^#]*", line), line
        assert line.partition("=")[0].lstrip("#").lower() not in secret_names()
    assert f"ALLOWED_HOSTS={NAME}" in told


def test_what_the_centre_has_changed_stays_and_a_wrong_name_does_nothing(installed: Path, tmp_path: Path) -> None:
    env, key = installed / "etc/talim/talim.env", installed / "etc/talim/secrets/secret_key"
    env.write_text("ALLOWED_HOSTS=mine.example.uz\n")
    kept = key.read_text()
    assert lay_out(installed).returncode == 0
    assert (env.read_text(), key.read_text()) == ("ALLOWED_HOSTS=mine.example.uz\n", kept)
    refused = lay_out(tmp_path, "x; rm -rf /")
    assert (refused.returncode, list(tmp_path.iterdir())) == (1, [])
