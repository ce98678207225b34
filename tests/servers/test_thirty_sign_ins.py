"""A class signs in at one moment from one address: all are in soon, and others hardly notice."""

import statistics
import time
from concurrent.futures import ThreadPoolExecutor
from threading import Event

import httpx
import pytest
from django.contrib.auth.hashers import make_password

from apps.accounts.models import User
from apps.accounts.services import open_session
from apps.core.permissions import Role
from tests.machine_speed import measure_slowdown
from tests.processes import find_free_port, processes, wait_until  # noqa: F401

pytestmark = pytest.mark.alone

PUPILS, SECONDS = 30, 10
MAX_P95_SECONDS = 0.3
PASSWORD = "uzum-bog'i-2026"
BASE = "/api/v1"


@pytest.fixture
def logins(transactional_db, slow_hashes):
    """The e-mails of thirty pupils, whose passwords are hashed as in production."""
    encoded = make_password(PASSWORD)
    emails = [f"class-{number}@example.uz" for number in range(PUPILS)]
    User.objects.bulk_create(User(role=Role.STUDENT, email=email, password=encoded) for email in emails)
    return emails


def sign_in_together(base, emails):
    """The statuses, and the seconds until the last was answered."""
    began = time.monotonic()

    def sign_in(email):
        body = {"login": email, "password": PASSWORD}
        return httpx.post(f"{base}{BASE}/auth/login/", json=body, timeout=60).status_code

    with ThreadPoolExecutor(len(emails)) as pool:
        statuses = list(pool.map(sign_in, emails))
    return statuses, time.monotonic() - began


def read_until(over, base, token):
    """The seconds that each of another user's reads took."""
    took = []
    with httpx.Client(base_url=base, headers={"Authorization": f"Bearer {token}"}, timeout=60) as client:
        while not over.wait(0.05):
            began = time.monotonic()
            assert client.get(f"{BASE}/auth/users/me/").status_code == 200
            took.append(time.monotonic() - began)
    return took


@pytest.mark.slow  # 6 s
def test_thirty_pupils_sign_in_at_one_moment(processes, logins, teacher):  # noqa: F811
    base, over, before = processes.serve_url("web"), Event(), measure_slowdown()
    token = open_session(user=teacher, device="", address=None).access
    with ThreadPoolExecutor(1) as pool:
        reader = pool.submit(read_until, over, base, token)
        statuses, seconds = sign_in_together(base, logins)
        over.set()
        took = reader.result()
    slowdown = max(before, measure_slowdown())
    assert statuses == [200] * PUPILS
    assert seconds < SECONDS * slowdown, slowdown
    assert len(took) < 20 or statistics.quantiles(took, n=20)[-1] < MAX_P95_SECONDS * slowdown, slowdown


def test_control_without_lanes_half_of_them_are_refused(processes, logins):  # noqa: F811
    port = find_free_port()
    words = ["-m", "uvicorn", "--host", "127.0.0.1", "--port", str(port), "tests.servers.without_lanes:application"]
    processes.spawn(words)
    base = f"http://127.0.0.1:{port}"
    wait_until(lambda: _is_answering(base))
    statuses, _seconds = sign_in_together(base, logins)
    assert statuses.count(503) > 5


def _is_answering(base):
    try:
        return httpx.get(f"{base}{BASE}/health/").status_code == 200
    except httpx.TransportError:
        return False
