"""A container says that it lives whatever name it answers to, and has the time that its work takes to stop."""

import json
import os
import re
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
import yaml

from apps.jobs.kinds import get_job_kinds_by_name
from apps.jobs.lease_renewer import STUCK_GRACE_SECONDS
from tests.services import ROOT


class OneName(BaseHTTPRequestHandler):
    """Answers its health to those who call it by its name, as the platform does."""

    def do_GET(self) -> None:
        known = (self.headers["Host"], self.path) == ("school.uz", "/api/v1/health/")
        self.send_response(200 if known else 400)
        self.end_headers()

    def log_message(self, *args: object) -> None:
        """Nothing."""


@pytest.mark.parametrize(
    "hosts, status", [("school.uz, www.school.uz", 0), ("other.uz", 1), ("", 1)], ids=["its name", "another", "none"]
)
def test_web_health_check_uses_the_first_allowed_host(hosts, status):
    joined = (ROOT / "Dockerfile").read_text().replace("\\\n", "")
    python, option, code = json.loads(re.findall(r"^HEALTHCHECK .*?CMD (\[.*\])$", joined, re.M)[-1])
    with HTTPServer(("127.0.0.1", 0), OneName) as server:
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        code = code.replace(":8000", f":{server.server_port}")
        ended = subprocess.run([sys.executable, option, code], env={**os.environ, "ALLOWED_HOSTS": hosts})
        server.shutdown()
    assert (python, ended.returncode) == ("python", status)


def test_speech_stop_time_is_longer_than_its_longest_job():
    compose = yaml.safe_load((ROOT / "compose.yaml").read_text())
    [period] = {compose["services"][name]["stop_grace_period"] for name in ("speech", "speech-cpu")}
    minutes = int(re.fullmatch(r"(\d+)m", period)[1])
    longest = max(kind.limit.total_seconds() for kind in get_job_kinds_by_name().values() if kind.queue == "speech")
    assert minutes * 60 >= longest + STUCK_GRACE_SECONDS
    unit = (ROOT / "deploy" / "systemd" / "talim-speech.service").read_text()
    assert f"TimeoutStopSec={minutes}min" in unit
    pod = (ROOT / "deploy" / "kubernetes" / "base" / "speech.yaml").read_text()
    assert f"terminationGracePeriodSeconds: {minutes * 60}" in pod
