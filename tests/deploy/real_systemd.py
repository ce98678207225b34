"""The units, laid out by their own script and read by the real systemd-analyze."""

import re
import subprocess
import textwrap
from pathlib import Path

import pytest

from project.launcher.platform_processes import build_web_command
from tests.deploy.deploy_files import list_secret_names
from tests.deploy.nginx_front import NAME
from tests.services import ROOT

UNITS = ROOT / "deploy" / "systemd"
SERVICES = sorted(path.name for path in UNITS.glob("*.service"))


@pytest.fixture(scope="module")
def installed(tmp_path_factory):
    folder = tmp_path_factory.mktemp("machine")
    lay_out(folder)
    return folder


def lay_out(folder, name=NAME):
    env = {"PATH": "/usr/bin:/bin", "DESTDIR": str(folder)}
    return subprocess.run(["sh", UNITS / "install.sh", name], env=env, capture_output=True, text=True, timeout=60)


def analyze(folder, *words):
    units = folder / "etc" / "systemd" / "system"
    for unit in units.glob("*.service"):  # the programs are looked for, and this one is not there
        text = unit.read_text().replace("/usr/local/lib/talim/run", "/usr/bin/env")
        unit.write_text(text)
    names = [f"./{name}" for name in words if not name.startswith("-") and "." in name]
    rest = [word for word in words if f"./{word}" not in names]
    return subprocess.run(["systemd-analyze", *rest, *names], cwd=units, capture_output=True, text=True, timeout=60)


def test_systemd_units_are_valid(installed):
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
def test_units_have_a_low_exposure_score(installed, unit):
    done = analyze(installed, "security", "--offline=true", "--threshold=20", "--no-pager", unit)
    assert done.returncode == 0, done.stdout[-200:]


def test_security_exceptions_apply_only_to_their_unit(installed):
    """A drop-in for all beats a unit's own line: only a later drop-in of the unit takes something back."""
    for unit, open_to in (("talim-speech.service", True), ("talim-worker.service", False)):
        done = analyze(installed, "security", "--offline=true", "--no-pager", unit)
        line = next(line for line in done.stdout.splitlines() if "PrivateDevices=" in line)
        assert line.strip().startswith("✗") == open_to
    common = set(re.findall(r"^(\w+)=", (UNITS / "talim-.service.d" / "10-common.conf").read_text(), re.MULTILINE))
    for name in SERVICES:
        own = re.findall(r"^(\w+)=", (UNITS / name).read_text().partition("[Service]")[2], re.MULTILINE)
        assert common & set(own) <= {"Environment"}, name


def test_units_start_the_launchers_commands_with_enough_stop_time():
    web = (UNITS / "talim-web@.service").read_text()
    command = build_web_command(Path("/usr/local/lib/talim/run"), "127.0.0.1", 8001)
    assert f"ExecStart={' '.join(map(str, command))}".replace("8001", "%i") in web
    for role in ("worker", "scheduler"):
        assert f"manage.py {role}\n" in (UNITS / f"talim-{role}.service").read_text()
    for name in SERVICES:
        text = (UNITS / name).read_text()
        assert "MemoryMax=" in text
        assert "Type=oneshot" in text or ("Restart=always" in text and "TimeoutStopSec=" in text)


def test_units_get_secrets_as_credentials_and_settings_hold_none(installed):
    common = (UNITS / "talim-.service.d" / "10-common.conf").read_text()
    loaded = dict(re.findall(r"^LoadCredential=(\w+):(\S+)$", common, re.MULTILINE))
    assert loaded == {name: f"/etc/talim/secrets/{name}" for name in list_secret_names()}
    secrets = installed / "etc" / "talim" / "secrets"
    assert secrets.stat().st_mode & 0o077 == 0
    assert set(loaded) <= {file.name for file in secrets.iterdir()}
    text = (installed / "etc" / "talim" / "talim.env").read_text()
    for line in text.splitlines():
        assert re.fullmatch(r"#.*|[A-Z_]+=[^#]*", line), line
        assert line.partition("=")[0].lstrip("#").lower() not in list_secret_names()
    assert f"ALLOWED_HOSTS={NAME}" in text


def test_install_keeps_changed_files_and_refuses_a_wrong_name(installed, tmp_path):
    env, key = installed / "etc/talim/talim.env", installed / "etc/talim/secrets/secret_key"
    env.write_text("ALLOWED_HOSTS=mine.example.uz\n")
    kept = key.read_text()
    assert lay_out(installed).returncode == 0
    assert (env.read_text(), key.read_text()) == ("ALLOWED_HOSTS=mine.example.uz\n", kept)
    refused = lay_out(tmp_path, "x; rm -rf /")
    assert (refused.returncode, list(tmp_path.iterdir())) == (1, [])


def test_install_replaces_old_upstreams_and_keeps_edited_ones(tmp_path):
    lay_out(tmp_path)
    upstreams = tmp_path / "etc/nginx/conf.d/talim-upstreams.conf"
    ours, laid = upstreams.read_text(), tmp_path / "usr/local/lib/talim/nginx-talim-upstreams.conf"
    old = ours.replace("zone talim_web 64k;", "")
    for file in (upstreams, laid):
        file.write_text(old)
    assert "was edited" not in lay_out(tmp_path).stderr
    assert upstreams.read_text() == ours
    mine = ours.replace("8002 ", "8003 ")
    upstreams.write_text(mine)
    laid.write_text(old)
    assert "talim-upstreams.conf was edited, so it stays" in lay_out(tmp_path).stderr
    assert (upstreams.read_text(), upstreams.with_suffix(".conf.new").read_text()) == (mine, ours)


def test_install_keeps_an_edited_nginx_site_and_adds_the_new_one_beside(tmp_path):
    lay_out(tmp_path)
    site, new = tmp_path / "etc/nginx/conf.d/talim.conf", tmp_path / "etc/nginx/conf.d/talim.conf.new"
    ours = site.read_text()
    assert NAME in ours
    lay_out(tmp_path, "other.example.uz")
    assert (site.read_text(), new.exists()) == (ours.replace(NAME, "other.example.uz"), False), "ours is renewed"
    mine = site.read_text().replace("client_max_body_size 25664k", "client_max_body_size 51264k")
    site.write_text(mine)
    for name in (NAME, "other.example.uz", "other.example.uz"):
        output = lay_out(tmp_path, name).stderr
        assert (site.read_text(), new.read_text()) == (mine, ours.replace(NAME, name))
        assert "talim.conf was edited, so it stays" in output
    site.write_text(new.read_text())
    assert "was edited" not in lay_out(tmp_path, NAME).stderr
    assert (site.read_text(), new.exists()) == (ours, False)


def test_models_are_fetched_with_settings_and_redis_keeps_running():
    script = (UNITS / "install.sh").read_text()
    assert "systemctl start talim-models.service\n" in script
    assert "ml.models" not in script
    changing = script.partition('grep -qxFf - "$config"; then')[2].partition("\nfi\n")[0]
    assert 'systemctl restart "$redis"' in changing
    assert script.count("systemctl restart") == 1
    models = (UNITS / "talim-models.service").read_text()
    assert "env HF_HUB_OFFLINE=0 TRANSFORMERS_OFFLINE=0 /usr/local/lib/talim/run -m ml.models fetch\n" in models
    card = (UNITS / "talim-speech.service.d" / "20-card.conf").read_text()
    assert card == (UNITS / "talim-models.service.d" / "20-card.conf").read_text()


def test_release_migrates_and_fetches_models_before_switching():
    script = (UNITS / "install.sh").read_text()
    made = ('release.sh" make', "start talim-migrate", "start talim-models")
    places = [script.index(step) for step in (*made, 'release.sh" switch', "enable --now talim.target")]
    assert places == sorted(places)
    for name in SERVICES:
        text = (UNITS / name).read_text()
        assert "/opt/talim/" not in text.partition("[Service]")[2], name
        assert ("Environment=TALIM_RELEASE=next" in text) == (name in {"talim-migrate.service", "talim-models.service"})
    assert "/usr/local/lib/talim/run manage.py" in (UNITS / "talim-manage").read_text()


def test_every_unit_starts_after_redis_or_valkey():
    for name in [*SERVICES, "talim.target"]:
        text = (UNITS / name).read_text()
        assert ("redis-server.service" in text) == ("redis-server.service valkey-server.service" in text), name


def test_speech_units_are_used_only_where_speech_runs(installed):
    units = installed / "etc/systemd/system"
    assert "SPEECH_HERE=false" in (units / "talim-.service.d" / "10-common.conf").read_text()
    for folder in ("talim-speech.service.d", "talim-speech-.service.d"):
        text = (units / folder / "20-card.conf").read_text()
        assert "SPEECH_HERE=true" in text
        assert "PrivateDevices=no" in text
    manage = (installed / "usr/local/bin/talim-manage").read_text()
    assert "family=talim-speech; shift" in manage
    assert '--unit="$family-manage-$$"' in manage


def test_drop_in_for_remote_backups_is_valid(tmp_path):
    lay_out(tmp_path)
    page = (ROOT / "docs" / "backup.md").read_text()
    family, nightly = map(textwrap.dedent, re.findall(r"^ *```ini\n(.*?)^ *```", page, re.MULTILINE | re.DOTALL))
    units = tmp_path / "etc/systemd/system"
    drop_in, disk = units / "talim-.service.d/20-backup.conf", units / "talim-backup.service.d/20-disk.conf"
    places = [page.index(f"/{path.relative_to(tmp_path)}") for path in (drop_in, disk)]
    assert places[0] < page.index("[Service]\n") < places[1] < page.index("[Unit]\n")
    assert "Requires" not in family, "a disk that is away would stop every unit"
    disk.parent.mkdir()
    disk.write_text(nightly)
    drop_in.write_text(family)
    done = analyze(tmp_path, "verify", "--man=no", "--recursive-errors=no", "talim-backup.service")
    assert (done.returncode, done.stderr) == (0, "")
    drop_in.write_text(family.replace("ReadWritePaths=-/", "ReadWritePaths="))
    disk.write_text(nightly.replace("For=/", "For="))
    done = analyze(tmp_path, "verify", "--man=no", "--recursive-errors=no", "talim-backup.service")
    assert "ReadWritePaths" in done.stderr
    assert "RequiresMountsFor" in done.stderr


@pytest.mark.parametrize("unit", ["talim-manage-7.service", "talim-speech-manage-7.service", "talim-backup-7.service"])
def test_units_may_not_set_the_clock(tmp_path, unit):
    lay_out(tmp_path)
    (tmp_path / "etc/systemd/system" / unit).write_text("[Service]\nExecStart=/usr/bin/env true\n")
    lines = analyze(tmp_path, "security", "--offline=true", "--no-pager", unit).stdout.splitlines()

    def closed(text):
        return next(line for line in lines if text in line).strip().startswith("✓")

    assert (closed("ProtectClock="), closed("SystemCallFilter=~@clock")) == (True, True)
    assert closed("CapabilityBoundingSet=~CAP_SYS_TIME")
