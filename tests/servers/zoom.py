"""A server on loopback that speaks Zoom's protocol: tokens of server-to-server OAuth that run out, meetings,
registrants; and signs webhooks as Zoom does.
"""

import hashlib
import hmac
import json
import re
import time
from base64 import b64encode
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from typing import Any
from urllib.parse import parse_qs, urlsplit

from tests.servers.local_server import LocalRequest, LocalServer, run_server

ACCOUNT, CLIENT, SECRET = "account-of-the-centre", "client-of-the-centre", "client-secret-of-the-centre"
WEBHOOK_SECRET, HOST = "webhook-secret-of-the-centre", "host@example.uz"
MEETING = re.compile(r"/v2/meetings/(\d+)")
REGISTRANTS = re.compile(r"/v2/meetings/(\d+)/registrants")
MADE = re.compile(r"/v2/users/([^/]+)/meetings")


class ZoomServer(LocalServer):
    """`hosts`: its licensed users. `meetings` by id: their bodies, `host` and `registrants` by e-mail. `answers`:
    (status, headers) of the next API calls in place of an answer; `holds`: what the next requests that make or change a
    meeting wait for. `tokens` were given out, of which `valid` is taken; `calls`: method and path of each.
    """

    def __init__(self) -> None:
        super().__init__(_Request)
        self.hosts = [HOST]
        self.meetings: dict[str, dict[str, Any]] = {}
        self.calls: list[str] = []
        self.answers: list[tuple[int, dict[str, str]]] = []
        self.holds: list[Callable[[], object]] = []
        self.numbers = count(81_000_000_001)
        self.tokens = 0
        self.lifetime = 3600

    @property
    def env(self) -> dict[str, str]:
        """The variables that make a process use it."""
        return {
            "ZOOM_ACCOUNT_ID": ACCOUNT,
            "ZOOM_CLIENT_ID": CLIENT,
            "ZOOM_CLIENT_SECRET": SECRET,
            "ZOOM_WEBHOOK_SECRET": WEBHOOK_SECRET,
            "ZOOM_HOST": HOST,
            "ZOOM_API_URL": f"{self.url}/v2",
            "ZOOM_OAUTH_URL": self.url,
        }

    @property
    def valid(self) -> str:
        """The token that it takes."""
        return f"token{self.tokens}"

    def expire_token(self) -> None:
        """Take none of the tokens that were given out."""
        self.tokens += 1


class _Request(LocalRequest):
    server: ZoomServer

    def answer(self) -> None:
        path, body = urlsplit(self.path).path, self.read_body()
        self.server.calls.append(f"{self.command} {path}")
        if path == "/oauth/token":
            return self._give_token(body)
        if self.server.answers:
            status, headers = self.server.answers.pop(0)
            return self.send_json(status, {"code": status, "message": "no"}, **headers)
        if self.headers.get("Authorization") != f"Bearer {self.server.valid}":
            return self.send_json(401, {"code": 124, "message": "Invalid access token."})
        return self.send_json(*self._answer(path, json.loads(body or b"{}")))

    def _give_token(self, body: bytes) -> None:
        fields = {name: values[0] for name, values in parse_qs(body.decode()).items()}
        basic = "Basic " + b64encode(f"{CLIENT}:{SECRET}".encode()).decode()
        right = {"grant_type": "account_credentials", "account_id": ACCOUNT}
        if fields != right or self.headers.get("Authorization") != basic:
            return self.send_json(400, {"reason": "Invalid client_id or client_secret", "error": "invalid_client"})
        self.server.tokens += 1
        answer = {"access_token": self.server.valid, "token_type": "bearer", "expires_in": self.server.lifetime}
        return self.send_json(200, answer)

    def _answer(self, path: str, body: dict[str, Any]) -> tuple[int, Any]:
        meetings = self.server.meetings
        made = MADE.fullmatch(path)
        if self.server.holds and (self.command == "PATCH" or made):
            self.server.holds.pop(0)()
        if self.command == "POST" and made and made[1] in self.server.hosts:
            number = str(next(self.server.numbers))
            meetings[number] = {**body, "host": made[1], "registrants": {}}
            return 201, {"id": int(number), "start_url": f"{self.server.url}/s/{number}?zak=1", "topic": body["topic"]}
        registrants, one = REGISTRANTS.fullmatch(path), MEETING.fullmatch(path)
        if registrants and registrants[1] in meetings and self.command == "POST":
            known = meetings[registrants[1]]["registrants"]
            if not body.get("email") or not body.get("first_name"):
                return 400, {"code": 300, "message": "Validation Failed."}
            place = known.setdefault(body["email"], f"registrant{len(known) + 1}")
            address = f"{self.server.url}/w/{registrants[1]}?tk={place}"
            return 201, {"id": int(registrants[1]), "registrant_id": place, "join_url": address}
        if one is None or one[1] not in meetings:
            return 404, {"code": 3001, "message": "Meeting does not exist."}
        if self.command == "PATCH":
            meetings[one[1]] |= body
            return 204, None
        if self.command == "DELETE":
            del meetings[one[1]]
            return 204, None
        return 200, {"id": int(one[1]), "start_url": f"{self.server.url}/s/{one[1]}?zak=2"}


def sign_webhook(body: bytes, *, at: float | None = None, secret: str = WEBHOOK_SECRET) -> dict[str, str]:
    """The headers with which Zoom sends this body."""
    told = str(int(time.time() if at is None else at))
    digest = hmac.new(secret.encode(), f"v0:{told}:{body.decode()}".encode(), hashlib.sha256).hexdigest()
    return {"x-zm-request-timestamp": told, "x-zm-signature": f"v0={digest}"}


def build_stay(meeting: str, kind: str, at: str, *, user_id: str, registrant: str = "", name: str = "Ali") -> bytes:
    """The body of `meeting.participant_joined` or `meeting.participant_left`."""
    field = {"joined": "join_time", "left": "leave_time"}[kind]
    participant = {"user_id": user_id, "user_name": name, "id": "", "registrant_id": registrant, field: at}
    content = {"uuid": "4444AAAiAAAAAiAiAiiAii==", "id": meeting, "host_id": "hosting", "participant": participant}
    return json.dumps({"event": f"meeting.participant_{kind}", "payload": {"object": content}}).encode()


@contextmanager
def zoom_server() -> Iterator[ZoomServer]:
    """Run it within the block."""
    with run_server(ZoomServer()) as server:
        yield server
