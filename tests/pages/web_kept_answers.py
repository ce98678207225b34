"""A real browser keeps answers, asks before each use, and has none of them after a sign-out."""

import asyncio
import json
import subprocess
import urllib.request
from contextlib import contextmanager

import pytest
from websockets.asyncio.client import connect

from tests.factories import client_for
from tests.pages.browser import find_chromium
from tests.processes import find_free_port, wait_until

pytestmark = pytest.mark.django_db(transaction=True)
LIST = "/api/v1/courses/groups/"
SCRIPT = """(async (mine, renewed) => {
  const send = (token, how) => fetch("LIST", { headers: token ? { Authorization: "Bearer " + token } : {}, ...how });
  const read = (token, how = {}) => send(token, how).then((answer) => answer.text(), () => "none");
  const kept = (token) => read(token, { cache: "only-if-cached", mode: "same-origin" });
  const answers = [await read(mine), await read(mine), await read(renewed)];
  const before = { mine: await kept(renewed), nobody: await kept("") };
  await fetch("/api/v1/auth/logout/", { method: "POST", headers: { Authorization: "Bearer " + mine } });
  return JSON.stringify({ answers, before, after: await kept(renewed) });
})"""


@contextmanager
def chromium(folder):
    """Yield the address by which the first tab of a new Chromium is controlled."""
    port = find_free_port()
    words = [
        "--headless",
        "--no-sandbox",
        f"--user-data-dir={folder}",
        f"--remote-debugging-port={port}",
        "about:blank",
    ]
    browser = subprocess.Popen([find_chromium(), *words], stderr=subprocess.DEVNULL)
    try:
        wait_until(lambda: _read_tabs(port), timeout=60, what="Chromium")
        yield next(tab["webSocketDebuggerUrl"] for tab in _read_tabs(port) if tab["type"] == "page")
    finally:
        browser.kill()
        browser.wait()


def _read_tabs(port):
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/json", timeout=5) as answer:
            return json.load(answer)
    except OSError:
        return []


async def evaluate(tab, page, script):
    """Open the page in the tab and return what the script returns there."""
    async with connect(tab, max_size=None, proxy=None) as socket:

        async def call(number, method, **params):
            await socket.send(json.dumps({"id": number, "method": method, "params": params}))
            while (message := json.loads(await socket.recv())).get("id") != number:
                if message.get("method") == "Page.loadEventFired":
                    loaded.set()
            return message["result"]

        loaded = asyncio.Event()
        await call(1, "Page.enable")
        await call(2, "Page.navigate", url=page)
        while not loaded.is_set():
            if json.loads(await socket.recv()).get("method") == "Page.loadEventFired":
                loaded.set()
        return json.loads((await call(3, "Runtime.evaluate", expression=script, awaitPromise=True))["result"]["value"])


def test_browser_checks_kept_answers_and_forgets_them_at_sign_out(processes, group, pupil, tmp_path):
    url, server = processes.start_server("web", env={"LOG_FORMAT": "json"})
    url = url.replace("127.0.0.1", "localhost")  # a secure context, which Clear-Site-Data needs
    tokens = json.dumps([client_for(pupil).token, client_for(pupil).token])
    with chromium(tmp_path) as tab:
        page = f"{url}/static/admin/css/base.css"
        result = asyncio.run(evaluate(tab, page, f"{SCRIPT.replace('LIST', LIST)}(...{tokens})"))
    first, again, renewed = result["answers"]
    assert json.loads(first)["results"][0]["name"] == group.name
    assert first == again == renewed
    assert result["before"] == {"mine": first, "nobody": "none"}
    assert result["after"] == "none"
    asked = [json.loads(line) for line in server.output().splitlines() if f'"path": "{LIST}"' in line]
    assert [line["status"] for line in asked] == [200, 304, 304]
