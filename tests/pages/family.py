"""What the browser tests of parents and the office share: a server that knows its address, and a play in a browser."""

import json
import os
import shutil
import subprocess
import urllib.error
import urllib.request
from collections.abc import Mapping

from apps.accounts.models import User
from tests.nursery import ROOT
from tests.payments.payme.calls import SETTINGS
from tests.processes import Processes, free_port, until

PAGES = ROOT / "clients" / "pages"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
PASSWORD = "uzum-bog'i-2026"
HTML = "<img src=x onerror=alert(1)>"
"""A name that would be markup where it were not text."""


def sign_in_as(user: User, **values: object) -> str:
    """Give the person a password, and these values; what they sign in with."""
    user.set_password(PASSWORD)
    for name, value in values.items():
        setattr(user, name, value)
    user.save()
    return str(user.email)


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
    browser = next(filter(None, map(shutil.which, BROWSERS)), None)
    assert browser, "No Chromium: install your system's package chromium"
    stage = {"password": PASSWORD, "chromium": browser, "voice": "", "silence": "", **told}
    words = ["node", "--test", "--test-reporter=spec", f"dist/test/{name}.browser.js"]
    env = {**os.environ, "TALIM_STAGE": json.dumps(stage)}
    done = subprocess.run(words, cwd=PAGES, env=env, capture_output=True, text=True, timeout=540)
    assert done.returncode == 0, done.stdout[-8000:] + done.stderr[-1000:]


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(f"{url}/api/v1/health/", timeout=5):
            return True
    except urllib.error.HTTPError:
        return True
    except OSError:
        return False
