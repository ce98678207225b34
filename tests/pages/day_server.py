"""The server of a working day: with the limits of requests that the project ships, and counters of its own."""

from uuid import uuid4

import pytest

from tests.pages.browser import run_browser_tests
from tests.processes import find_free_port

SHIPPED_LIMITS = dict.fromkeys(("REQUESTS_PER_HOUR", "REQUESTS_PER_HOUR_STAFF", "REQUESTS_PER_HOUR_ADDRESS"), "")
"""An empty variable stands for the default."""


@pytest.fixture
def play_day(processes):
    """Return a function that plays the browser tests of this name on such a server, with the processes of `beside`.
    `env` is added to what the server and they are started with. With packages the pages have a name, and another host
    shows interactive packages.
    """

    def run(name, *, beside=("worker",), env=None, with_packages=False, **stage_data):
        port = find_free_port()
        server = f"http://127.0.0.1:{port}"
        url = f"http://talim.localhost:{port}" if with_packages else server
        packages = {
            "PACKAGES_ORIGIN": f"http://packages.talim.localhost:{port}",
            "ALLOWED_HOSTS": "127.0.0.1,localhost,talim.localhost",
        }
        processes.env = {
            **SHIPPED_LIMITS,
            "REDIS_PREFIX": f"day-{uuid4().hex[:12]}",
            "FRONTEND_URL": url,
            **(packages if with_packages else {}),
            **(env or {}),
        }
        running = {name: processes.spawn([name]) for name in beside}
        processes.start_server("uvicorn", port=port)
        for word, process in running.items():
            process.wait_for(f"{word} ready")
        return run_browser_tests(name, stage_data={"url": url, "server": server, **stage_data})

    return run
