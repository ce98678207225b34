"""A server on loopback that speaks Google's protocols: tokens for signed assertions, and the Meet REST API v2."""

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from tests.servers.local_server import LocalRequest, LocalServer, run_server

SERVICE_ACCOUNT, USER = "talim@project.iam.gserviceaccount.com", "lessons@example.uz"
KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
PRIVATE_KEY = KEY.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()


class MeetServer(LocalServer):
    """`spaces` by name. `records` by space: name, `endTime` and `participants`, each with `sessions`; `recordings` by
    record. Lists have one row on a page. `answers`: statuses of the next API calls in place of an answer; `broken`: the
    body of all lists.
    """

    def __init__(self) -> None:
        super().__init__(_Request)
        self.spaces: dict[str, dict[str, Any]] = {}
        self.records: dict[str, list[dict[str, Any]]] = {}
        self.recordings: dict[str, list[dict[str, Any]]] = {}
        self.answers: list[int] = []
        self.broken = b""
        self.tokens = 0

    @property
    def env(self) -> dict[str, str]:
        """The variables that make a process use it."""
        return {
            "MEET_SERVICE_ACCOUNT": SERVICE_ACCOUNT,
            "MEET_PRIVATE_KEY": PRIVATE_KEY,
            "MEET_USER": USER,
            "MEET_API_URL": self.url,
            "GOOGLE_TOKEN_URL": f"{self.url}/token",
        }

    def find_rows(self, path: str, query: dict[str, list[str]]) -> list[dict[str, Any]] | None:
        """The rows of a list; None for what is not there."""
        if path == "/v2/conferenceRecords":
            space = query["filter"][0].removeprefix('space.name = "').removesuffix('"')
            return [
                {name: record[name] for name in ("name", "endTime") if record.get(name)}
                for record in self.records.get(space, [])
            ]
        records = {record["name"]: record for rows in self.records.values() for record in rows}
        parent, _slash, kind = path.removeprefix("/v2/").rpartition("/")
        if kind == "recordings":
            return self.recordings.get(parent, [])
        if kind == "participants" and parent in records:
            return [{k: v for k, v in row.items() if k != "sessions"} for row in records[parent]["participants"]]
        people = {row["name"]: row for record in records.values() for row in record["participants"]}
        return people[parent]["sessions"] if kind == "participantSessions" and parent in people else None


class _Request(LocalRequest):
    server: MeetServer

    def answer(self) -> None:
        parts, body = urlsplit(self.path), self.read_body()
        if parts.path == "/token":
            return self._give_token(body)
        if self.server.answers:
            return self.send_json(self.server.answers.pop(0), {"error": {"message": "no"}})
        if self.headers.get("Authorization") != f"Bearer ya29.{self.server.tokens}":
            return self.send_json(401, {"error": {"status": "UNAUTHENTICATED"}})
        if self.command == "POST" and parts.path == "/v2/spaces":
            number = len(self.server.spaces) + 1
            name, code = f"spaces/space{number}", f"abc-mnop-x{number}z"
            self.server.spaces[name] = {
                "name": name,
                "meetingUri": f"https://meet.google.com/{code}",
                "meetingCode": code,
            }
            return self.send_json(200, self.server.spaces[name])
        if self.command == "POST" and parts.path.endswith(":endActiveConference"):
            return self.send_json(400, {"error": {"status": "FAILED_PRECONDITION"}})
        if self.server.broken:
            return self._send_broken()
        query = parse_qs(parts.query)
        rows = self.server.find_rows(parts.path, query)
        if rows is None:
            return self.send_json(404, {"error": {"status": "NOT_FOUND"}})
        page = int(query.get("pageToken", ["0"])[0])
        answer: dict[str, Any] = {parts.path.rpartition("/")[2]: rows[page : page + 1]} if rows else {}
        if page + 1 < len(rows):
            answer["nextPageToken"] = str(page + 1)
        return self.send_json(200, answer)

    def _send_broken(self) -> None:
        self.send_response(200)
        self.send_header("Content-Length", str(len(self.server.broken)))
        self.end_headers()
        self.wfile.write(self.server.broken)

    def _give_token(self, body: bytes) -> None:
        fields = {name: values[0] for name, values in parse_qs(body.decode()).items()}
        told = jwt.decode(
            fields["assertion"], KEY.public_key(), algorithms=["RS256"], audience=f"{self.server.url}/token"
        )
        right = (told["iss"], told["sub"], fields["grant_type"]) == (
            SERVICE_ACCOUNT, USER, "urn:ietf:params:oauth:grant-type:jwt-bearer",
        )  # fmt: skip
        if not right or told["exp"] - told["iat"] > 3600 or told["exp"] < time.time():
            return self.send_json(400, {"error": "invalid_grant"})
        self.server.tokens += 1
        return self.send_json(200, {"access_token": f"ya29.{self.server.tokens}", "expires_in": 3599})


def build_person(
    record: str, number: int, *stays: tuple[str, str], account: str = "", name: str = ""
) -> dict[str, Any]:
    """A participant of a record with its sessions."""
    path = f"{record}/participants/{number}"
    user = (
        {"signedinUser": {"user": account, "displayName": name}}
        if account
        else {"anonymousUser": {"displayName": name}}
    )
    sessions = [
        {"name": f"{path}/participantSessions/{place}", "startTime": begins, "endTime": ends}
        for place, (begins, ends) in enumerate(stays)
    ]
    return {"name": path, **user, "sessions": json.loads(json.dumps(sessions))}


@contextmanager
def meet_server() -> Iterator[MeetServer]:
    """Run it within the block."""
    with run_server(MeetServer()) as server:
        yield server
