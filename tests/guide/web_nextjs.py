"""The example of a front end (clients/examples/nextjs), built, started and driven by plain HTTP.

`./talim test-web tests/guide/web_nextjs.py` builds it and runs this file.
"""

import os
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from project.demo import demo_group
from tests.process_forker import ROOT
from tests.processes import find_free_port, wait_until

APP = ROOT / "clients" / "examples" / "nextjs"
COOKIE = "talim_refresh"


@contextmanager
def app(talim: str, port: int, log: Path) -> Iterator[httpx.Client]:
    """The app on this port, and a browser's client for it."""
    assert (APP / ".next" / "BUILD_ID").is_file(), "Not built: run ./talim test-web tests/guide/web_nextjs.py"
    env = {**os.environ, "TALIM_URL": talim, "INSECURE_COOKIE": "true", "NEXT_TELEMETRY_DISABLED": "1"}
    words = ["node", "node_modules/next/dist/bin/next", "start", "--hostname", "127.0.0.1", "--port", str(port)]
    with log.open("wb") as out:
        running = subprocess.Popen(words, cwd=APP, env=env, stdout=out, stderr=out, start_new_session=True)
    try:
        with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=60) as browser:
            wait_until(lambda: answers(browser), timeout=180, what=f"the app's answer ({log})")
            yield browser
    finally:
        os.killpg(running.pid, signal.SIGKILL)
        running.wait()


def answers(browser: httpx.Client) -> bool:
    try:
        return browser.get("/").status_code == 200
    except httpx.TransportError:
        return False


@pytest.mark.slow
def test_pupil_signs_in_returns_and_signs_out(transactional_db, processes, tmp_path):
    made = demo_group.ensure_demo_group()
    port = find_free_port()
    origin = f"http://127.0.0.1:{port}"
    talim = processes.serve_url("web", env={"CORS_ALLOWED_ORIGINS": origin})
    with app(talim, port, tmp_path / "app.log") as browser:
        assert 'name="password"' in browser.get("/").text
        proof = {"login": made.pupils[0], "password": "wrong"}
        assert browser.post("/api/session", json=proof).json()["code"] == "login_failed"
        assert COOKIE not in browser.cookies

        signed_in = browser.post("/api/session", json={**proof, "password": made.password})
        assert signed_in.status_code == 200
        assert "refresh" not in signed_in.json()
        kept = signed_in.headers["set-cookie"]
        assert "HttpOnly" in kept
        assert "samesite=strict" in kept.lower()
        assert "This evening" in browser.get("/").text
        assert 'name="password"' not in browser.get("/").text

        before = browser.cookies[COOKIE]
        renewed = browser.post("/api/session/refresh").json()
        assert browser.cookies[COOKIE] != before

        straight = httpx.Client(
            base_url=talim, headers={"Origin": origin, "Authorization": f"Bearer {renewed['access']}"}
        )
        with straight:
            homework = straight.get("/api/v1/homework/")
            assert homework.status_code == 200
            assert homework.headers["access-control-allow-origin"] == origin
            assert browser.delete("/api/session").status_code == 204
            assert COOKIE not in browser.cookies
            assert straight.get("/api/v1/homework/").json()["code"] == "token_invalid"
        assert 'name="password"' in browser.get("/").text
        assert browser.post("/api/session/refresh").status_code in (401, 422)
