"""A server on loopback that speaks VdoCipher's protocol: upload in two steps, import, status, deletion,
one-time passwords.
"""

import json
import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes
from typing import Any
from urllib.parse import parse_qs, urlsplit

from tests.servers.local_server import LocalRequest, LocalServer, run_server

API_SECRET = "vdocipher-api-secret-of-the-centre"
PLAYED = re.compile(r"/api/videos/(\w+)/otp")
ONE = re.compile(r"/api/videos/(\w+)")


class VdoCipherServer(LocalServer):
    """`videos` holds what it has, by id: `status`, `length`, `title`, `bytes`. `calls`: method and path of each.

    `answers`: (status, headers) of the next API calls in place of an answer. `uploads`: statuses of the next uploads.
    `otps`: the bodies of requests for passwords. `says(id, status, length)` decides what it tells of a video.
    """

    def __init__(self) -> None:
        super().__init__(_Request)
        self.videos: dict[str, dict[str, Any]] = {}
        self.calls: list[str] = []
        self.answers: list[tuple[int, dict[str, str]]] = []
        self.uploads: list[int] = []
        self.otps: list[dict[str, Any]] = []

    @property
    def env(self) -> dict[str, str]:
        """The variables that make a process use it."""
        return {"VDOCIPHER_URL": f"{self.url}/api", "VDOCIPHER_API_SECRET": API_SECRET}

    def says(self, video: str, status: str, length: float | None = None) -> None:
        """What it tells of this video from now on."""
        self.videos[video] |= {"status": status, "length": length}

    def add(self, title: str, **more: Any) -> str:
        """A new video; its id."""
        video = secrets.token_hex(16)
        self.videos[video] = {"title": title, "status": "Pre-Upload", "length": None, "bytes": b"", **more}
        return video


class _Request(LocalRequest):
    server: VdoCipherServer

    def answer(self) -> None:
        path = urlsplit(self.path).path
        self.server.calls.append(f"{self.command} {path}")
        body = self.read_body()
        if path == "/bucket":
            return self._take_upload(body)
        if self.headers.get("Authorization") != f"Apisecret {API_SECRET}":
            return self.send_json(403, {"message": "Forbidden"})
        if self.server.answers:
            status, headers = self.server.answers.pop(0)
            return self.send_json(status, {"message": "no"}, **headers)
        return self.send_json(*self._answer(path, body))

    def _answer(self, path: str, body: bytes) -> tuple[int, Any]:
        if self.command == "PUT" and path == "/api/videos":
            video = self.server.add(parse_qs(urlsplit(self.path).query)["title"][0])
            signed = {f"x-amz-{name}": "signed" for name in ("signature", "algorithm", "date", "credential")}
            link = f"{self.server.url}/bucket"
            return 200, {"videoId": video, "clientPayload": {"policy": "p", "key": video, "uploadLink": link, **signed}}
        if self.command == "PUT" and path == "/api/videos/importUrl":
            given = json.loads(body)
            return 200, {"id": self.server.add(given["title"], status="Queued", url=given["url"])}
        if self.command == "DELETE" and path == "/api/videos":
            wanted = parse_qs(urlsplit(self.path).query)["videos"][0].split(",")
            deleted = [self.server.videos.pop(video) for video in wanted if video in self.server.videos]
            return (200 if deleted else 404), {"message": f"{len(deleted)} videos deleted"}
        played, one = PLAYED.fullmatch(path), ONE.fullmatch(path)
        if self.command == "POST" and played and played[1] in self.server.videos:
            self.server.otps.append(json.loads(body))
            return 200, {"otp": f"otp{len(self.server.otps)}", "playbackInfo": "e30"}
        if self.command == "GET" and one and one[1] in self.server.videos:
            video = self.server.videos[one[1]]
            return 200, {"id": one[1], "title": video["title"], "status": video["status"], "length": video["length"]}
        return 404, {"message": "Video not found"}

    def _take_upload(self, body: bytes) -> None:
        """S3 reads the fields that stand before the file, and ignores what comes after it."""
        head = f"Content-Type: {self.headers['Content-Type']}\r\n\r\n".encode()
        parts = message_from_bytes(head + body).get_payload()
        fields = {part.get_param("name", header="content-disposition"): part for part in parts}
        names = list(fields)
        status = self.server.uploads.pop(0) if self.server.uploads else 201
        right = names[-1] == "file" and {"policy", "key", "x-amz-signature", "success_action_status"} <= fields.keys()
        if status != 201 or not right:
            return self.send_json(status if status != 201 else 403, {})
        video = self.server.videos[fields["key"].get_payload().strip()]
        video |= {"status": "Queued", "bytes": fields["file"].get_payload(decode=True)}
        return self.send_json(201, {})


@contextmanager
def vdocipher_server() -> Iterator[VdoCipherServer]:
    """Run it within the block."""
    with run_server(VdoCipherServer()) as server:
        yield server
