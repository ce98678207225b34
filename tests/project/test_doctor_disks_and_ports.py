"""The doctor and the monitor know every disk that a centre stands on, and every port that its web processes have."""

import errno
import re
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from apps.core import disks
from project.doctor import disks as doctor_disks
from project.doctor import ports
from project.doctor.findings import FindingLevel
from tests import factories
from tests.project.doctor_findings import get_levels, get_texts

ANOTHER = Path("/dev/shm")
TCP = """  sl  local_address rem_address   st
   0: 0500000A:1538 00000000:0000 0A
   1: 0100007F:18EB 00000000:0000 0A
   2: 0200007F:18EB 00000000:0000 0A
   3: 00000000:0BB8 00000000:0000 0A
   4: 0600000A:2382 0500000A:D431 01
"""
TCP6 = """  sl  local_address                         remote_address                        st
   0: 000000FD000000000000000005000000:1538 00000000000000000000000000000000:0000 0A
   1: 00000000000000000000000001000000:18EB 00000000000000000000000000000000:0000 0A
   2: 0000000000000000FFFF00000100007F:18EB 00000000000000000000000000000000:0000 0A
   3: 0000000000000000FFFF00000500000A:2385 00000000000000000000000000000000:0000 0A
   4: 00000000000000000000000000000000:0BB8 00000000000000000000000000000000:0000 0A
"""
"""The kernel of a machine that is 10.0.0.5 and fd00::5: PostgreSQL there, Redis on loopback by four addresses, 3000 on
all, Alertmanager on 10.0.0.5 through a socket of IPv6; and a connection from port 9090, where nobody listens.
"""


@pytest.fixture
def placed(settings, variables, monkeypatch, tmp_path):
    """Files, backups and logs on one disk, what backups put down on another; the database on another machine, and no
    Redis's folder on this one.
    """
    monkeypatch.setattr(disks, "LOGS", tmp_path)
    for name in ("VALKEY", "REDIS"):
        monkeypatch.setattr(disks, name, tmp_path / "nothing")
    if ANOTHER.stat().st_dev == tmp_path.stat().st_dev:
        pytest.skip("there is one disk only")
    settings.MEDIA_ROOT = str(tmp_path)
    variables(
        backup_to=str(tmp_path), backup_scratch=str(ANOTHER), database_url="postgres://db.oquv.uz/talim", s3_bucket=""
    )


@pytest.fixture
def outside_of_containers(monkeypatch, tmp_path):
    monkeypatch.delenv("KUBERNETES_SERVICE_HOST", raising=False)
    monkeypatch.setattr(ports, "CONTAINER_MARKS", (tmp_path / "containerenv",))


def check_disks():
    """What is found of each disk."""
    findings = (finding for finding in doctor_disks.check_disk_space() if "GB are free" in finding.text)
    return {finding.text.partition(":")[0]: finding for finding in findings}


def test_each_disk_is_checked_once(placed, variables, monkeypatch):
    assert list(check_disks()) == ["store", "scratch"]
    monkeypatch.setattr(doctor_disks, "MIN_FREE_BYTES", 10**18)
    full = check_disks()
    assert get_levels(full.values()) == [FindingLevel.BAD] * 2
    assert "submissions" in full["store"].remedy
    assert "BACKUP_SCRATCH" in full["scratch"].remedy
    variables(s3_bucket="b", backup_scratch="/nothing/is/here")
    assert list(check_disks()) == ["backups"]


@pytest.mark.parametrize(("name", "place"), [("VALKEY", "valkey"), ("REDIS", "redis"), ("LOGS", "logs")])
def test_small_disks_of_redis_and_logs_are_checked_by_free_share(placed, variables, monkeypatch, name, place):
    variables(backup_scratch="", redis_url="redis://127.0.0.1:6379/0")
    monkeypatch.setattr(disks, name, ANOTHER)
    monkeypatch.setattr(doctor_disks, "WARN_FREE_BYTES", 10**18)
    levels = {name: finding.level for name, finding in check_disks().items()}
    assert levels == {"store": FindingLevel.WARN, place: FindingLevel.OK}, "such a disk is small by right"
    monkeypatch.setattr(doctor_disks, "MIN_FREE_SHARE", 5.1)
    full = check_disks()[place]
    assert (full.level, full.remedy.startswith("Make room")) == (FindingLevel.BAD, True)
    variables(redis_url="redis://redis.oquv.uz:6379/0")
    assert list(check_disks()) == (["store", "logs"] if place == "logs" else ["store"])


def test_logs_on_the_system_disk_are_not_checked_separately(placed, settings, variables, monkeypatch):
    settings.MEDIA_ROOT = str(ANOTHER)
    variables(backup_to="", backup_scratch="")
    monkeypatch.setattr(disks, "LOGS", Path("/"))
    assert [disk.place for disk in disks.list_local_disks()] == ["store"]


def test_metrics_include_all_disks(admin, placed):
    page = factories.client_for(admin).get("/health/metrics/").content.decode()
    shown = re.findall(r'^talim_disk_(\w+)\{place="(\w+)"\} [1-9]', page, re.MULTILINE)
    assert shown == [("free_bytes", "scratch"), ("bytes", "scratch")]
    assert re.search(r"^talim_store_free_bytes [1-9]", page, re.MULTILINE)


def test_public_web_process_is_reported_on_any_port_except_in_a_container(
    outside_of_containers, variables, monkeypatch, tmp_path
):
    variables(frontend_url="https://talim.oquv.uz")
    with socket.create_server(("0.0.0.0", 0)) as listening:
        port = listening.getsockname()[1]
        named = f"a web process (port {port}) listens on every address"
        assert levels_of_ports(named) == []
        words = [sys.executable, "-c", "input()", "manage.py", "web", "--host", "0.0.0.0", "--port", str(port)]
        with subprocess.Popen(words, stdin=subprocess.PIPE, stderr=subprocess.DEVNULL):
            assert levels_of_ports(named) == [FindingLevel.WARN]
            (tmp_path / "containerenv").touch()
            assert levels_of_ports(named) == []
            (tmp_path / "containerenv").unlink()
            monkeypatch.setenv("KUBERNETES_SERVICE_HOST", "10.0.0.1")
            assert levels_of_ports(named) == []


def levels_of_ports(words):
    return get_levels(finding for finding in ports.check_open_ports() if words in finding.text)


def test_public_listener_addresses_are_reported_and_loopback_is_not(
    outside_of_containers, variables, monkeypatch, tmp_path
):
    tables = (tmp_path / "tcp", tmp_path / "tcp6", tmp_path / "no IPv6 here")
    tables[0].write_text(TCP)
    tables[1].write_text(TCP6)
    monkeypatch.setattr(ports, "SOCKET_TABLES", tables)
    variables(redis_url="redis://127.0.0.1:6379/0", frontend_url="http://talim.oquv.uz")
    variables(database_url="postgres://127.0.0.1/talim")
    findings = list(ports.check_open_ports())
    assert [finding.text for finding in findings] == [
        "PostgreSQL (port 5432) listens on 10.0.0.5 and fd00::5",
        "what is at Alertmanager's port (port 9093) listens on 10.0.0.5",
        "what is at Grafana's port (port 3000) listens on every address of this machine",
    ]
    assert {finding.level for finding in findings} == {FindingLevel.WARN}
    variables(database_url="postgres://10.0.0.5/talim")
    assert "PostgreSQL" not in get_texts(ports.check_open_ports()), "other machines use it"


def listen(host, port, *, otherwise):
    """A socket that listens there; the test is skipped where the address is not here or the port is taken."""
    try:
        return socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET)
    except OSError as error:
        if error.errno not in (errno.EADDRINUSE, errno.EADDRNOTAVAIL, errno.EAFNOSUPPORT):
            raise
        pytest.skip(otherwise)


@pytest.mark.parametrize(("host", "named"), [("127.0.0.2", ""), ("::1", ""), ("own", "own"), ("::", "every address")])
def test_a_real_listener_is_judged_by_its_address(variables, host, named):
    if host == "own":
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as link:
            try:
                link.connect(("192.0.2.1", 9))  # says by which address one would go there; nothing is sent
            except OSError:
                pytest.skip("this machine has no address of its own")
            host = named = link.getsockname()[0]
    with listen(host, 0, otherwise="there is no IPv6 here") as listening:
        port = listening.getsockname()[1]
        variables(redis_url=f"redis://127.0.0.1:{port}/0")
        texts = [finding.text for finding in ports.check_open_ports() if f"Redis (port {port})" in finding.text]
        assert [f"listens on {named}" in text for text in texts] == ([True] if named else [])


@pytest.mark.parametrize(("name", "port"), [("Prometheus", 9090), ("Alertmanager", 9093), ("Grafana", 3000)])
def test_public_monitoring_port_is_reported(outside_of_containers, monkeypatch, name, port):
    with listen("0.0.0.0", port, otherwise="somebody else has this port"):
        named = f"what is at {name}'s port (port {port}) listens on every address"
        assert levels_of_ports(named) == [FindingLevel.WARN]
        monkeypatch.setenv("KUBERNETES_SERVICE_HOST", "10.0.0.1")
        assert levels_of_ports(named) == []
