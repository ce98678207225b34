"""`manage.py healthy speech` succeeds while the process of this host is alive and ready, and fails otherwise."""

import os
import signal
import socket
import subprocess
from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
import yaml
from django.core.management import CommandError, call_command
from django.utils import timezone

from apps.jobs import services
from apps.jobs.lease_renewer import get_process_name
from apps.jobs.models import ProcessBeat
from tests.processes import get_test_database_url, wait_until
from tests.servers.tcp_relay import start_relay
from tests.services import ROOT


@pytest.mark.django_db
def test_only_a_ready_process_of_this_host_with_a_fresh_heartbeat_is_healthy():
    services.record_heartbeat(role="speech", name=get_process_name(), ready=True)
    call_command("healthy", "speech", stdout=StringIO())

    for change in (
        {"ready": False},
        {"seen_at": timezone.now() - timedelta(minutes=10)},
        {"name": f"{socket.gethostname()[:50]}x:1"},
        {"role": "worker"},
    ):
        ProcessBeat.objects.all().delete()
        services.record_heartbeat(role="speech", name=get_process_name(), ready=True)
        ProcessBeat.objects.update(**change)
        with pytest.raises(CommandError):
            call_command("healthy", "speech", stdout=StringIO())


@pytest.mark.slow  # 3 s
def test_liveness_check_passes_without_database_and_fails_when_hanging(house, tmp_path):
    """What the cluster asks before it kills, out of its manifest, about a process that has lost its database."""
    file = tmp_path / "alive"
    manifest = yaml.safe_load((ROOT / "deploy/kubernetes/base/scheduler.yaml").read_text(encoding="utf-8"))
    (container,) = manifest["spec"]["template"]["spec"]["containers"]
    asked, environ = container["livenessProbe"]["exec"]["command"], {**os.environ, "ALIVE_FILE": str(file)}

    def alive():
        return subprocess.run(asked, env=environ, capture_output=True, timeout=60).returncode == 0

    def grow_old():
        os.utime(file, (0, 0))

    assert not alive()
    with start_relay(get_test_database_url()) as way:
        address = way.url(get_test_database_url())
        scheduler = house.spawn(["scheduler"], env={"ALIVE_FILE": str(file), "DATABASE_URL": address})
        scheduler.wait_for("scheduler ready")
        wait_until(alive, what="the first sign of life")
        way.cut()
        scheduler.wait_for("leases could not be renewed")
        grow_old()
        wait_until(alive, what="the next sign of life")
        scheduler.signal(signal.SIGSTOP)
        threads = Path(f"/proc/{scheduler.pid}/task")
        status = lambda item: (item / "stat").read_text().rpartition(")")[2].split()[0] == "T"  # noqa: E731
        wait_until(lambda: all(status(path) for path in threads.iterdir()), what="its standing still")
        grow_old()
        assert not alive()
        scheduler.kill()
