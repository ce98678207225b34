"""A Chromium of its own for tests that need the protocol of its DevTools, not a play."""

import itertools
import json
import subprocess
from contextlib import contextmanager
from urllib.request import urlopen

from websockets.sync.client import connect

from tests.pages.browser import find_chromium
from tests.processes import wait_until


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

    def value(self, script, *, promised=False):
        """What a script gives, or the promise that it gives."""
        answer = self.call("Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=promised)
        return answer["result"].get("value")

    def open(self, url):
        """Open the page and wait until it is loaded."""
        self.call("Page.navigate", url=url)
        wait_until(lambda: self.value("document.readyState === 'complete' && location.href !== 'about:blank'"))


@contextmanager
def open_tab(folder):
    """Yield the first tab of a new Chromium that keeps its things in this folder."""
    words = [find_chromium(), "--headless", "--no-sandbox", "--remote-debugging-port=0", f"--user-data-dir={folder}"]
    browser = subprocess.Popen([*words, "about:blank"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        file = folder / "DevToolsActivePort"
        port = wait_until(lambda: file.exists() and file.read_text(encoding="ascii").split("\n")[0])
        with urlopen(f"http://127.0.0.1:{port}/json", timeout=60) as answer:
            target = next(each for each in json.load(answer) if each["type"] == "page")
        with connect(target["webSocketDebuggerUrl"], max_size=None, proxy=None) as wire:
            yield Tab(wire)
    finally:
        browser.kill()
        browser.wait()
