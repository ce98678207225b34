"""What `install.sh` installs: no second Redis beside the one that holds the port, no second time service."""

import re
import subprocess

import pytest

from tests.services import ROOT

SCRIPT = ROOT / "deploy" / "systemd" / "install.sh"


def says(function, folder, **programs):
    """What this function of the script prints where these programs do so and the configurations lie under `folder`."""
    for name, does in programs.items():
        program = folder / name.replace("_", "-")
        program.write_text(f"#!/bin/sh\n{does}\n")
        program.chmod(0o755)
    text = SCRIPT.read_text(encoding="utf-8")
    [body] = re.findall(rf"^{function}\(\) \{{.*?^\}}$", text, re.MULTILINE | re.DOTALL)
    assert f"=$({function})\n" in text.partition('say "Packages"')[2]
    [asks] = re.findall(r"^is_installed\(\) \{.*\}$", text, re.MULTILINE)
    words = ["sh", "-euc", f"{asks}\n{body}\nroot={folder}\n{function}"]
    path = {"PATH": f"{folder}:/usr/bin:/bin"}
    return subprocess.run(words, env=path, check=True, capture_output=True, text=True, timeout=60).stdout


def redis_of(folder, states, *, knows_valkey):
    """Which of the two is taken where their packages stand so."""
    cases = "".join(f"{kind}-server) printf '{state}';; " for kind, state in states.items())
    has, knows = f'case "$4" in {cases} *) exit 1;; esac', f"exit {0 if knows_valkey else 100}"
    return says("server_of_redis", folder, dpkg_query=has, apt_cache=knows).strip()


@pytest.mark.parametrize(
    ("state", "knows_valkey", "chosen"),
    [
        ("installed", True, "redis-server"),
        ("installed", False, "redis-server"),
        ("config-files", True, "valkey-server"),
        ("", True, "valkey-server"),
        ("", False, "redis-server"),
    ],
)
def test_installed_redis_stays_when_valkey_becomes_available(tmp_path, state, knows_valkey, chosen):
    assert redis_of(tmp_path, {"redis": state} if state else {}, knows_valkey=knows_valkey) == chosen


@pytest.mark.parametrize("former", ["valkey", "redis"])
def test_earlier_choice_stays_when_redis_and_valkey_are_installed(tmp_path, former):
    for kind in ("valkey", "redis"):
        (tmp_path / "etc" / kind).mkdir(parents=True)
        lines = "port 6379\n" + "# Talim\nrequirepass x\n" * (kind == former)
        (tmp_path / "etc" / kind / f"{kind}.conf").write_text(lines)
    both = {"valkey": "installed", "redis": "installed"}
    assert redis_of(tmp_path, both, knows_valkey=True) == f"{former}-server"
    only = {"valkey": "installed", "redis": "config-files"}
    assert redis_of(tmp_path, only, knows_valkey=True) == "valkey-server", "one that was removed stays away"


@pytest.mark.parametrize(
    ("packages", "chosen"),
    [
        (["installed ", "installed default-mta"], "systemd-timesyncd\n"),
        (["config-files time-daemon"], "systemd-timesyncd\n"),
        (["installed ", "installed ntp, time-daemon (= 1.2)", "installed editor"], ""),
    ],
)
def test_a_time_service_is_installed_where_there_is_none(tmp_path, packages, chosen):
    lines = " ".join(f"'{package}'" for package in packages)
    assert says("time_service", tmp_path, dpkg_query=f"printf '%s\\n' {lines}") == chosen
    listed = SCRIPT.read_text(encoding="utf-8").partition("apt-get install")[2].partition("\n\n")[0]
    assert '${clock:+"$clock"}' in listed
