"""Django's admin in a real Chromium: its pages break no rule of their own Content-Security-Policy, and Alpine.js runs.

`./talim test-web tests/pages/web_admin.py`
"""

import itertools
import json
import subprocess
from contextlib import contextmanager
from urllib.request import urlopen

import pytest
from django.conf import settings
from websockets.sync.client import connect

from apps.core.permissions import Role
from project.admin_policy import HEADER
from tests import factories
from tests.pages.browser import find_chromium
from tests.processes import processes, wait_until  # noqa: F401

FORMS = ("/admin/settings/systemsettings/1/change/", "/admin/settings/branch/add/", "/admin/password_change/")
LISTS = ("/admin/", "/admin/accounts/user/", "/admin/jobs/job/", "/admin/payments/payment/")
WATCH = """
window.broken = [];
addEventListener("securitypolicyviolation", (event) => broken.push(`${event.violatedDirective} ${event.blockedURI}`));
"""
FORGE = """
const script = document.createElement("script");
script.textContent = "window.forged = 1";
document.body.append(script);
"""


class Tab:
    """One tab, over the DevTools protocol."""

    def __init__(self, wire):
        self._wire = wire
        self._numbers = itertools.count(1)

    def call(self, method, **params):
        """The result of a command."""
        number = next(self._numbers)
        self._wire.send(json.dumps({"id": number, "method": method, "params": params}))
        while (answer := json.loads(self._wire.recv(timeout=60))).get("id") != number:
            continue
        return answer["result"]

    def value(self, script):
        """What a script gives."""
        return self.call("Runtime.evaluate", expression=script, returnByValue=True)["result"].get("value")

    def open(self, url):
        """Open the page and wait until it is loaded."""
        self.call("Page.navigate", url=url)
        wait_until(lambda: self.value("document.readyState === 'complete' && location.href !== 'about:blank'"))


@contextmanager
def start_browser(folder):
    words = [find_chromium(), "--headless", "--no-sandbox", "--remote-debugging-port=0", f"--user-data-dir={folder}"]
    browser = subprocess.Popen([*words, "about:blank"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        file = folder / "DevToolsActivePort"
        port = wait_until(lambda: file.exists() and file.read_text(encoding="ascii").split("\n")[0])
        with urlopen(f"http://127.0.0.1:{port}/json", timeout=60) as answer:
            target = next(each for each in json.load(answer) if each["type"] == "page")
        with connect(target["webSocketDebuggerUrl"], max_size=None) as wire:
            yield Tab(wire)
    finally:
        browser.kill()
        browser.wait()


@pytest.mark.slow
@pytest.mark.usefixtures("transactional_db")
def test_admin_pages_keep_their_policy(processes, tmp_path):  # noqa: F811
    admin = factories.make_user(Role.ADMIN, "Aziza")
    session = factories.browser_of(admin).cookies[settings.SESSION_COOKIE_NAME].value
    own = f"/admin/accounts/user/{admin.pk}/change/"
    base = processes.serve_url("web", env={"DEBUG": "true"})
    with urlopen(f"{base}/admin/login/", timeout=60) as page:
        assert "default-src 'none'" in page.headers[HEADER]
    with start_browser(tmp_path) as tab:
        tab.call("Page.enable")
        tab.call("Page.addScriptToEvaluateOnNewDocument", source=WATCH)
        for path in ("/admin/login/?next=/admin/", *LISTS, *FORMS, own):
            tab.open(base + path)
            assert tab.value("location.pathname") == path.partition("?")[0]
            assert tab.value("typeof window.Alpine") == "object", path
            assert tab.value("broken") == [], path
            if "login" in path:
                assert tab.value("!!document.querySelector('#login-form')")
                tab.call("Network.setCookie", name=settings.SESSION_COOKIE_NAME, value=session, url=base)
        tab.open(f"{base}/admin/")
        tab.value(FORGE)
        assert tab.value("window.forged") is None, "an inline script ran"
        assert [each.split(" ")[0] for each in tab.value("broken")] == ["script-src-elem"]
