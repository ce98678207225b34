"""What the browser tests of parents and the office share: a server that knows its address, and a play in a browser."""

import urllib.error
import urllib.request
from collections.abc import Mapping

from tests.pages.browser import PASSWORD, begun, chromium, passed
from tests.payments.payme.calls import SETTINGS
from tests.processes import Processes, free_port, until

HTML = "<img src=x onerror=alert(1)>"
"""A name that would be markup where it were not text."""


def serve(processes: Processes, *roles: str) -> str:
    """A server that knows its own address as that of the pages, with Payme's desks, and these processes beside it."""
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    desks = {name.upper(): value for name, value in SETTINGS.items()}
    processes.env = {**desks, "FRONTEND_URL": url, "DEBUG": "true"}
    started = {role: processes.spawn([role]) for role in roles}
    processes.spawn(["-m", "uvicorn", "--host", "127.0.0.1", "--port", str(port), "project.asgi:application"])
    until(lambda: _answers(url), timeout=120, what="the server")
    for role, process in started.items():
        process.wait_for(f"{role} ready", timeout=120)
    return url


def play(name: str, told: Mapping[str, object]) -> None:
    """Run one file of browser tests against the server; the test fails with what it said."""
    stage = {"password": PASSWORD, "chromium": chromium(), "voice": "", "silence": "", **told}
    passed(begun(name, stage))


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(f"{url}/api/v1/health/", timeout=5):
            return True
    except urllib.error.HTTPError:
        return True
    except OSError:
        return False
