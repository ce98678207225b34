"""A server on loopback that speaks Eskiz's protocol: log-in, token refresh, single SMS, its refusals."""

import json
import threading
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl

import jwt

LIFE = 2_592_000
EMAIL, PASSWORD = "centre@example.uz", "api-password"


class EskizServer(ThreadingHTTPServer):
    """`sent` holds the forms of accepted SMS, `calls` the paths asked for.

    `answers` are statuses to give to the next sends instead of taking them; `silent` drops the connection after
    taking a send; `expire()` and `revoke()` end the present token, the latter beyond refreshing.
    """

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Request)
        self.sent: list[dict[str, str]] = []
        self.calls: list[str] = []
        self.answers: list[int] = []
        self.silent = False
        self.password = PASSWORD
        self.life = LIFE
        self._lock = threading.Lock()
        self._valid = self._refreshable = ""

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/api"

    @property
    def env(self) -> dict[str, str]:
        """The variables that make a process use it."""
        return {"ESKIZ_URL": self.url, "ESKIZ_EMAIL": EMAIL, "ESKIZ_PASSWORD": PASSWORD}

    def texts_to(self, phone: str) -> list[str]:
        """The texts of all SMS to a number in E.164, oldest first."""
        return [form["message"] for form in self.sent if form["mobile_phone"] == phone.lstrip("+")]

    def counted(self, path: str) -> int:
        """How often a path was asked for."""
        return self.calls.count(path)

    def expire(self) -> None:
        """The present token is too old; it can be refreshed."""
        self._valid = ""

    def revoke(self) -> None:
        """The present token is dead; only a log-in helps."""
        self._valid = self._refreshable = ""

    def answer(self, method: str, path: str, token: str, form: dict[str, str]) -> tuple[int, Any]:
        with self._lock:
            self.calls.append(path)
            if path == "/auth/login":
                right = (form.get("email"), form.get("password")) == (EMAIL, self.password)
                return (200, self._new_token()) if right else (401, {"message": "Invalid credentials"})
            if path == "/auth/refresh" and method == "PATCH":
                fits = token and token == self._refreshable
                return (200, self._new_token()) if fits else (401, {"status": "token_invalid"})
            if not token or token != self._valid:
                gone = token != self._refreshable
                return 401, {"message": "Expired", "status": "token_invalid" if gone else "token_expired"}
            return self._send(path, form)

    def _send(self, path: str, form: dict[str, str]) -> tuple[int, Any]:
        if path not in ("/message/sms/send", "/message/sms/send-global"):
            return 404, {}
        if self.answers:
            status = self.answers.pop(0)
            return status, {"message": "no", "status": "error"}
        if not form.get("mobile_phone", "").isdigit() or not form.get("message") or not form.get("from"):
            return 422, {"message": "validation"}
        self.sent.append(form)
        return 200, {"id": str(uuid.uuid4()), "message": "Waiting for SMS provider", "status": "waiting"}

    def _new_token(self) -> dict[str, Any]:
        now = int(time.time())
        claims = {"iat": now, "exp": now + self.life, "jti": str(uuid.uuid4())}
        self._valid = self._refreshable = jwt.encode(claims, "eskiz's own secret of 32 characters", algorithm="HS256")
        return {"message": "token_generated", "data": {"token": self._valid}, "token_type": "bearer"}


class _Request(BaseHTTPRequestHandler):
    server: EskizServer

    def _answer(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", "0"))).decode()
        token = self.headers.get("Authorization", "").removeprefix("Bearer ")
        status, answer = self.server.answer(self.command, self.path.removeprefix("/api"), token, dict(parse_qsl(body)))
        if self.server.silent and self.path.endswith("/send"):
            self.close_connection = True
            return
        content = json.dumps(answer).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    do_POST = do_PATCH = do_GET = _answer  # noqa: N815

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
        """Say nothing."""


@contextmanager
def eskiz_server() -> Iterator[EskizServer]:
    """A running server, gone afterwards."""
    with EskizServer() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()
