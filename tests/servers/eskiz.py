"""A server on loopback that speaks Eskiz's protocol: log-in, token refresh, single SMS, refusals, what became of it."""

import threading
import time
import uuid
from contextlib import AbstractContextManager
from typing import Any
from urllib.parse import parse_qsl

import jwt

from tests.servers.local_server import LocalRequest, LocalServer, run_server

LIFE = 2_592_000
EMAIL, PASSWORD = "centre@example.uz", "api-password"


class EskizServer(LocalServer):
    """`sent` holds the forms of accepted SMS, `calls` the paths asked for.

    `answers` are statuses to give to the next sends instead of taking them; `silent` drops the connection after
    taking a send, `slow` answers a send after so many seconds; `expire()` and `revoke()` end the present token, the
    latter beyond refreshing. `says(id, status)` decides what it tells of an SMS, `knows_references` whether it keeps
    `user_sms_id`; `away` makes it fail at everything but sends, `balance` and `price` (of a part) are in UZS.
    """

    def __init__(self) -> None:
        super().__init__(_Request)
        self.sent: list[dict[str, str]] = []
        self.calls: list[str] = []
        self.answers: list[int] = []
        self.silent = self.away = False
        self.slow = 0.0
        self.knows_references = True
        self.balance: float = 250_000.5
        self.price: float = 95.5
        self.rows: list[dict[str, Any]] = []
        self.password = PASSWORD
        self.life = LIFE
        self._lock = threading.Lock()
        self._valid = self._refreshable = ""

    @property
    def url(self) -> str:
        return f"{super().url}/api"

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
            if path.startswith("/message/sms/send"):
                return self._send(path, form)
            return (503, {}) if self.away else self._told(path, form)

    def says(self, provider_id: str, status: str) -> None:
        """What became of this SMS, from now on."""
        next(row for row in self.rows if row["request_id"] == provider_id)["status"] = status

    def _told(self, path: str, form: dict[str, str]) -> tuple[int, Any]:
        path, _mark, query = path.partition("?")
        if path.startswith("/message/sms/status_by_id/"):
            results = [row for row in self.rows if row["request_id"] == path.rpartition("/")[2]]
            if not results:
                return 404, {"status": "error", "message": "not found"}
            return _success(results[0] | {"total_price": self.price * results[0]["parts_count"]})
        if path == "/message/sms/get-user-messages":
            return _success(self._page(form, int(dict(parse_qsl(query)).get("page", "1"))))
        if path == "/user/get-limit":
            return _success({"balance": self.balance})
        if path == "/message/sms/check":
            bad = {"smsc": 3, "is_ad": True, "price": 0, "is_error": True, "error": "template is not approved"}
            good = {"smsc": 2, "is_ad": False, "price": self.price, "is_error": False, "error": ""}
            return _success({"user_id": 1, "info": [good, bad]})
        if path == "/message/sms/normalizer":
            odd = [{"position": 0, "code": "0x20AC", "char": "€"}] if "€" in form["message"] else []
            text = form["message"].replace("€", "EU")
            return 200, {"special_characters": odd, "recommendations": [], "message": text}
        return 404, {}

    def _page(self, form: dict[str, str], page: int) -> dict[str, Any]:
        size = int(form["page_size"]) if form.get("page_size", "").isdigit() else 20
        rows = self.rows[::-1][(page - 1) * size : page * size]
        more = page * size < len(self.rows)
        return {"current_page": page, "result": rows, "next_page_url": "https://there.is.more" if more else None}

    def _send(self, path: str, form: dict[str, str]) -> tuple[int, Any]:
        if path not in ("/message/sms/send", "/message/sms/send-global"):
            return 404, {}
        if self.answers:
            return self.answers.pop(0), {"message": "no", "status": "error"}
        if not form.get("mobile_phone", "").isdigit() or not form.get("message") or not form.get("from"):
            return 422, {"message": "validation"}
        self.sent.append(form)
        row = {
            "id": len(self.rows) + 1,
            "user_sms_id": form.get("user_sms_id") if self.knows_references else None,
            "request_id": str(uuid.uuid4()),
            "price": self.price,
            "parts_count": 1,
            "to": form["mobile_phone"],
            "message": form["message"],
            "status": "NEW",
        }
        self.rows.append(row)
        return 200, {"id": row["request_id"], "message": "Waiting for SMS provider", "status": "waiting"}

    def _new_token(self) -> dict[str, Any]:
        now = int(time.time())
        claims = {"iat": now, "exp": now + self.life, "jti": str(uuid.uuid4())}
        self._valid = self._refreshable = jwt.encode(claims, "eskiz's own secret of 32 characters", algorithm="HS256")
        return {"message": "token_generated", "data": {"token": self._valid}, "token_type": "bearer"}


def _success(data: Any) -> tuple[int, Any]:
    return 200, {"status": "success", "data": data}


class _Request(LocalRequest):
    server: EskizServer

    def answer(self) -> None:
        body = self.read_body().decode()
        token = self.headers.get("Authorization", "").removeprefix("Bearer ")
        status, answer = self.server.answer(self.command, self.path.removeprefix("/api"), token, dict(parse_qsl(body)))
        if self.path.endswith("/send"):
            time.sleep(self.server.slow)
            if self.server.silent:
                self.close_connection = True
                return
        self.send_json(status, answer)


def eskiz_server() -> AbstractContextManager[EskizServer]:
    """A running server, gone afterwards."""
    return run_server(EskizServer())
