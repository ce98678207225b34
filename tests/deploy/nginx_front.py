"""The real nginx with the files of `deploy/nginx`, started by their own script in front of real serving processes.

Only places, ports and one number differ: everything lies in one folder, nobody listens below port 1024, and one address
sends FILES_AT_ONCE files, unless told otherwise. nginx runs as an ordinary user.
"""

import http.client
import json
import os
import pwd
import shutil
import signal
import socket
import ssl
import subprocess
import tempfile
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.processes import StartedProcess, find_free_port, wait_until
from tests.services import ROOT

NAME = "talim.example.uz"
FILES = ROOT / "deploy" / "nginx"
FILES_AT_ONCE = 3
ENVIRONMENT = {
    "ALLOWED_HOSTS": f"{NAME},127.0.0.1",
    "FRONTEND_URL": f"https://{NAME}",
    "HTTPS_ONLY": "true",
    "TRUSTED_PROXIES": "1",
    "DEBUG": "false",
}


@dataclass(frozen=True)
class NginxResponse:
    """An answer: status, headers in small letters (the last of equal ones), how often each came, the body."""

    status: int
    headers: dict[str, str]
    counts: dict[str, int]
    body: bytes

    @property
    def json(self):
        """The body as JSON."""
        return json.loads(self.body)


class NginxFront:
    """A started nginx: `ask` over TLS, `ask_plainly` over HTTP, `wire` for what no client library sends.

    Without a `name` it serves localhost, over HTTP alone. `video_secret` signs the links of video segments.
    """

    def __init__(self, folder, *, web, sockets, name=NAME, video_secret="", files_at_once=FILES_AT_ONCE):
        self.folder, self.name, self._video_secret = folder, name, video_secret
        self._files_at_once = files_at_once
        self.http, self.https = find_free_port(), find_free_port()
        self._lay_out(web, sockets)
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def context(self):
        """Trusts the certificate that lies in the folder now, and nothing else."""
        return ssl.create_default_context(cafile=str(self.folder / "tls" / "fullchain.pem"))

    def script(self, name, *words, **more):
        """Run one of the scripts to its end."""
        env = {**os.environ, "SERVER_NAME": self.name, **more}
        return subprocess.run(["sh", self.folder / "nginx" / name, *words], env=env, capture_output=True, timeout=60)

    def start(self):
        """Start it by `start.sh`; returns when it answers."""
        self._give_away()
        person = pwd.getpwnam("nobody")
        env = {"PATH": f"{os.environ['PATH']}:/usr/sbin", "SERVER_NAME": self.name, "RELOAD_SECONDS": "0.2"}
        options = {"env": env, "cwd": "/"}
        if os.geteuid() == 0:
            options |= {"user": person.pw_uid, "group": person.pw_gid}
        with (self.folder / "log" / "start.log").open("wb") as log:
            words = ["sh", self.folder / "nginx" / "start.sh"]
            self._process = subprocess.Popen(words, stdout=log, stderr=log, start_new_session=True, **options)
        wait_until(self._listens, timeout=60, what=f"nginx ({self.read_log()})")

    def stop(self):
        """End it and the script's loop."""
        if self._process:
            with suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()

    def read_log(self):
        """What it wrote to its logs of errors and of the start."""
        logs = [self.folder / "log" / name for name in ("start.log", "error.log")]
        return "".join(log.read_text(errors="replace") for log in logs if log.exists())

    def log(self):
        """The log of requests."""
        return (self.folder / "log" / "access.log").read_text()

    def ask(self, method, path, *, body=None, source="127.0.0.1", **headers):
        """One request over TLS. A `_` in a header's name stands for `-`; a dict is sent as JSON."""
        return _exchange(self.wire(source), method, path, body, headers)

    def ask_plainly(self, method, path, *, host=NAME, body=None, **headers):
        """One request without TLS."""
        return _exchange(self._link(self.http, "127.0.0.1"), method, path, body, {"Host": host, **headers})

    def certificate(self):
        """What a new connection is shown, in DER."""
        with self.wire() as link:
            return link.getpeercert(True)

    def wire(self, source="127.0.0.1"):
        """A connection over TLS on which nothing was said."""
        return self.context.wrap_socket(self._link(self.https, source), server_hostname=NAME)

    def _link(self, port, source):
        return socket.create_connection(("127.0.0.1", port), timeout=60, source_address=(source, 0))

    def _listens(self):
        if self._process and self._process.poll() is not None:
            pytest.fail(f"nginx ended: {self.read_log()}")
        try:
            # with its handshake: `nginx -t` listens for a moment too, and accepts nobody
            if self.name:
                self.wire().close()
            else:
                self.ask_plainly("GET", "/nginx-lives", host="nobody")
        except (OSError, http.client.HTTPException):
            return False
        return True

    def _lay_out(self, web, sockets):
        folders = (
            "nginx",
            "tls",
            "lib/acme/.well-known/acme-challenge",
            "lib/static",
            "log",
            "cache",
            "letsencrypt",
            "secrets",
        )
        for name in folders:
            (self.folder / name).mkdir(parents=True)
        places = {
            "/etc/talim/nginx": "nginx",
            "/etc/talim/tls": "tls",
            "/etc/letsencrypt": "letsencrypt",
            "/var/lib/talim": "lib",
            "/var/log/nginx": "log",
            "/var/cache/nginx": "cache",
            "/dev/stderr": "log/error.log",
            "/tmp/nginx": "conf",
            "/run/secrets": "secrets",
        }
        if self._video_secret:
            (self.folder / "secrets" / "video_link_secret").write_text(f"{self._video_secret}\n")
        for file in FILES.iterdir():
            text = file.read_text()
            for place, here in places.items():
                text = text.replace(place, str(self.folder / here))
            (self.folder / "nginx" / file.name).write_text(text)
        site = self.folder / "nginx" / "talim.conf.template"
        lines = [line for line in site.read_text().splitlines() if "listen [::]" not in line]
        text = "\n".join(lines).replace("listen 80", f"listen 127.0.0.1:{self.http}")
        text = text.replace("listen 443", f"listen 127.0.0.1:{self.https}")
        assert "limit_conn talim_files_of_one 40;" in text
        text = text.replace(
            "limit_conn talim_files_of_one 40;", f"limit_conn talim_files_of_one {self._files_at_once};"
        )
        site.write_text(text)
        upstreams = (FILES / "upstreams-systemd.conf").read_text()
        for standing, here in zip(("8001", "8002", "8101"), (*web, sockets), strict=True):
            assert f"server 127.0.0.1:{standing} " in upstreams
            upstreams = upstreams.replace(f":{standing} ", f":{here} ")
        (self.folder / "nginx" / "upstreams-compose.conf").write_text(upstreams)

    def _give_away(self):
        if os.geteuid() == 0:
            for path in (self.folder, *self.folder.rglob("*")):
                shutil.chown(path, "nobody")


def _exchange(link, method, path, body, headers):
    request_headers = {name.replace("_", "-"): value for name, value in headers.items()}
    if isinstance(body, dict):
        body, request_headers["Content-Type"] = json.dumps(body).encode(), "application/json"
    connection = http.client.HTTPConnection(NAME)
    connection.sock = link
    try:
        connection.request(method, path, body=body, headers={"Host": NAME, **request_headers})
        answer = connection.getresponse()
        names = [name.lower() for name, _ in answer.getheaders()]
        counts = {name: names.count(name) for name in names}
        response_headers = {name.lower(): value for name, value in answer.getheaders()}
        return NginxResponse(answer.status, response_headers, counts, answer.read())
    finally:
        connection.close()


@contextmanager
def start_nginx(*, web, sockets, name=NAME, video_secret="", files_at_once=FILES_AT_ONCE):
    """nginx before the processes on these ports, with the self-signed certificate that its own script makes.

    Without a name it serves localhost and has no certificate.
    """
    folder = Path(tempfile.mkdtemp(prefix="talim-nginx-"))
    folder.chmod(0o755)
    started = NginxFront(
        folder, web=web, sockets=sockets, name=name, video_secret=video_secret, files_at_once=files_at_once
    )
    try:
        if name:
            made = started.script("certificates.sh", "first")
            assert made.returncode == 0, made.stderr
        started.start()
        yield started
    finally:
        started.stop()
        shutil.rmtree(folder, ignore_errors=True)


class House:
    """Two web processes, one for sockets, and nginx before them."""

    def __init__(self, door, started, ports, media):
        self.door = door
        self.ports = ports
        self.media = media
        self.web: list[StartedProcess] = []
        self._started = started

    def come_back(self, place):
        """Wait until this process has ended, start it again, and return when nginx uses it again."""
        self.web[place].wait()
        _, self.web[place] = self._started.start_server("web", port=self.ports[place])
        seen = len(self.door.log())
        upstream = f'"upstream":"127.0.0.1:{self.ports[place]}"'
        wait_until(lambda: upstream in self.door.log()[seen:], what="a request for it")
