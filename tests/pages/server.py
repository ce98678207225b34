"""The one server of a worker's browser tests: started once, it outlives the rows of each test. A test may kill it."""

from apps.notifications.push import vapid
from tests.payments.payme.payme_client import SETTINGS
from tests.processes import StartedProcess, find_free_port


class PagesServer:
    """It knows its own address as that of the pages, and has Payme's desks and a key for messages to browsers."""

    def __init__(self, processes):
        self._processes = processes
        self._port = find_free_port()
        self._process: StartedProcess | None = None
        self.url = f"http://127.0.0.1:{self._port}"
        self.packages_pages = f"http://talim.localhost:{self._port}"
        self.push_key = vapid.generate_private_key()
        desks = {name.upper(): value for name, value in SETTINGS.items()}
        push = {"VAPID_PRIVATE_KEY": self.push_key, "VAPID_SUBJECT": "mailto:admin@example.uz"}
        packages = {
            "PACKAGES_ORIGIN": f"http://packages.talim.localhost:{self._port}",
            "ALLOWED_HOSTS": "127.0.0.1,localhost,[::1],talim.localhost",
        }
        self.env = {**desks, **push, **packages, "FRONTEND_URL": self.url}

    def start(self):
        """Have it answer under its address; nothing happens where it runs."""
        if self._process is None or not self._process.is_running():
            _, self._process = self._processes.start_server("uvicorn", env=self.env, port=self._port)

    def die(self):
        """Kill it."""
        assert self._process is not None
        self._process.kill()

    def output(self):
        """What it has said since its last start."""
        return self._process.output() if self._process else ""
