"""A server on loopback that speaks BigBlueButton's API: it checks every checksum by the documented formula and knows
which meetings run; and signs reports as its scripts do.
"""

import hashlib
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import jwt

from tests.servers.local_server import LocalRequest, LocalServer, run_server

SECRET = "shared-secret-of-the-conference-server-of-the-centre-0123456789ab"
BASE = "/bigbluebutton/api"
PASSWORDS = ("attendeePW", "moderatorPW")


class BigBlueButtonServer(LocalServer):
    """`meetings` by id: the parameters with which they were created, and `joined`. `recordings` by meeting."""

    def __init__(self, algorithm: str = "sha256") -> None:
        super().__init__(_Request)
        self.algorithm = algorithm
        self.meetings: dict[str, dict[str, Any]] = {}
        self.recordings: dict[str, list[tuple[str, str]]] = {}
        self.calls: list[str] = []
        self.statuses: list[int] = []

    @property
    def env(self) -> dict[str, str]:
        """The variables that make a process use it."""
        return {"BBB_URL": f"{self.url}{BASE}", "BBB_SECRET": SECRET, "BBB_CHECKSUM": self.algorithm}


class _Request(LocalRequest):
    server: BigBlueButtonServer

    def answer(self) -> None:
        parts = urlsplit(self.path)
        name = parts.path.removeprefix(f"{BASE}/")
        self.server.calls.append(name)
        if self.server.statuses:
            return self.send_xml("", status=self.server.statuses.pop(0))
        query, _found, checksum = parts.query.rpartition("checksum=")
        plain = query.removesuffix("&")
        expected = hashlib.new(self.server.algorithm, f"{name}{plain}{SECRET}".encode()).hexdigest()
        if checksum != expected:
            return self.send_xml("<returncode>FAILED</returncode><messageKey>checksumError</messageKey>")
        return self._answer(name, dict(parse_qsl(plain)))

    def _answer(self, name: str, sent: dict[str, str]) -> None:
        meetings, wanted = self.server.meetings, sent.get("meetingID", "")
        if name == "create":
            known = meetings.get(wanted)
            if known and any(not sent.get(name) or known.get(name) != sent[name] for name in PASSWORDS):
                return self.send_xml("<returncode>FAILED</returncode><messageKey>idNotUnique</messageKey>")
            meetings.setdefault(wanted, sent | {"joined": []})
            return self.send_xml(f"<returncode>SUCCESS</returncode><meetingID>{wanted}</meetingID>")
        if name == "getMeetings":
            return self.send_xml("<returncode>SUCCESS</returncode><meetings/>")
        if name == "getRecordings":
            rows = "".join(
                f"<recording><recordID>{key}</recordID><playback><format><url>{url}</url></format></playback></recording>"
                for key, url in self.server.recordings.get(wanted, [])
            )
            return self.send_xml(f"<returncode>SUCCESS</returncode><recordings>{rows}</recordings>")
        if wanted not in meetings:
            return self.send_xml("<returncode>FAILED</returncode><messageKey>notFound</messageKey>")
        if name == "join":
            meetings[wanted]["joined"].append(sent)
        elif name == "end":
            del meetings[wanted]
        return self.send_xml("<returncode>SUCCESS</returncode>")

    def send_xml(self, content: str, *, status: int = 200) -> None:
        body = f"<response>{content}</response>".encode()
        self.send_response(status)
        self.send_header("Content-Type", "text/xml")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


def build_report(meeting: str, *attendees: tuple[str, str, list[str], list[str]]) -> dict[str, Any]:
    """The body of the analytics callback: of each attendee `userID`, name, when it joined and left."""
    people = [
        {"ext_user_id": key, "name": name, "moderator": False, "joins": joins, "leaves": leaves, "duration": 60}
        for key, name, joins, leaves in attendees
    ]
    data = {"metadata": {"is_breakout": "false"}, "duration": 5400, "attendees": people, "files": [], "polls": []}
    return {"version": "1.0", "meeting_id": meeting, "internal_meeting_id": "183f0bf3a0982a127bdb8161e0c", "data": data}


def sign_report(*, secret: str = SECRET, lasts: int = 24 * 3600, algorithm: str = "HS512") -> str:
    """The header `Authorization` of the analytics callback."""
    return f"Bearer {jwt.encode({'exp': int(time.time()) + lasts}, secret, algorithm=algorithm)}"


@contextmanager
def bigbluebutton_server(algorithm: str = "sha256") -> Iterator[BigBlueButtonServer]:
    """Run it within the block."""
    with run_server(BigBlueButtonServer(algorithm)) as server:
        yield server
