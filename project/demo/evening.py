"""Plays the demo evening against a running server, over REST and the socket only, as a front end does.

The teacher gives each pupil an assignment and watches the group's wall. The pupil signs in and submits a recording.
Every printed line is an event of the teacher's socket.
"""

import asyncio
import itertools
import json
import time
import uuid
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import WebSocketException

from project.demo import clips
from project.demo.demo_group import DemoGroup, get_demo_email
from project.demo.screen import Screen

SILENCE_TIMEOUT_SECONDS = 180.0
"""Seconds without any event after which the evening gives up."""
PARTS = ("accuracy", "relevance", "completeness", "fluency")
FINAL_EVENTS = {"attempt.scored", "attempt.refused", "attempt.failed"}


class EveningFailed(RuntimeError):
    """The evening could not be completed; the text says where it stopped."""


class DemoUser:
    """A signed-in client of the REST API."""

    def __init__(self, http: httpx.AsyncClient, signed_in: dict[str, Any]) -> None:
        self.http = http
        self.user = signed_in["user"]
        self.headers = {"Authorization": f"Bearer {signed_in['access']}"}

    async def call(self, method: str, path: str, **more: Any) -> Any:
        """Call the API and return the JSON. Raise EveningFailed with the server's answer on an error."""
        headers = self.headers | more.pop("headers", {})
        answer = await self.http.request(method, f"/api/v1{path}", headers=headers, **more)
        if answer.is_error:
            raise EveningFailed(f"{method} {path} answered {answer.status_code}: {answer.text[:500]}")
        return answer.json()


class EveningProgress:
    """The state of one evening: submitted recordings and their results."""

    def __init__(self, screen: Screen, language: str) -> None:
        self.screen = screen
        self.language = language
        self.clips: dict[str, clips.DemoClip] = {}
        self.submitted_at: dict[str, float] = {}
        self.results: dict[str, dict[str, Any]] = {}

    def print_event(self, frame: dict[str, Any]) -> None:
        """Print one event of the socket."""
        kind, data = frame.get("type", ""), frame.get("data", {})
        if kind == "leaderboard.changed":
            self._print_leaderboard(data)
        elif kind.startswith("attempt.") and data.get("assignment") in self.clips:
            self._print_attempt(kind, data)

    def _print_attempt(self, kind: str, data: dict[str, Any]) -> None:
        what = {
            "attempt.received": "received " + self.clips[data["assignment"]].path.name,
            "attempt.stage": data.get("stage", ""),
            "attempt.failed": "failed on our side",
        }.get(kind, "")
        if kind == "attempt.scored":
            mark = "waits for the teacher" if data["hidden"] else f"scored {data['score']:.0f}"
            coins = f" · +{data['coins']} coins" if data["coins"] else ""
            what = self.screen.paint(mark, "1") + f" · {data['verdict']}{coins}"
        elif kind == "attempt.refused":
            what = self.screen.paint("refused", "1;31") + f" · {data['verdict']}: {data['text'][self.language]}"
        self.screen.print_line(f"{datetime.now():%H:%M:%S}  {data['name']:<20} {what}")
        if data.get("words"):
            self.screen.print_line(
                f"          {self.screen.format_words(data['words'])}" + (" …" if data["more_words"] else "")
            )
        if kind in FINAL_EVENTS:
            waited = time.monotonic() - self.submitted_at[data["assignment"]]
            recording = self.clips[data["assignment"]].path.name
            self.results[data["assignment"]] = data | {"type": kind, "recording": recording, "waited": waited}

    def _print_leaderboard(self, data: dict[str, Any]) -> None:
        rows = [f"{row['rank']} {row['name'].split()[0]} {row['coins']}" for row in data["rows"][:6] if row["coins"]]
        if rows:
            self.screen.print_line("          " + self.screen.paint("leaderboard  " + " · ".join(rows), "36"))

    def print_table(self) -> None:
        """Print the evening's table: one row per recording."""
        titles = "recording|length s|verdict|accuracy|relevance|complete|fluency|score|coins|seconds|×".split("|")
        rows = []
        for assignment, clip in self.clips.items():
            data = self.results.get(assignment, {})
            parts, length, took = data.get("parts", {}), data.get("duration") or clip.seconds, data.get("seconds")
            rows.append(
                [
                    clip.path.name,
                    f"{length:.1f}",
                    data.get("verdict") or data.get("type", "no answer"),
                    *(_format_number(parts.get(name)) for name in PARTS),
                    _format_number(data.get("score")),
                    str(data.get("coins", 0)),
                    _format_number(took, "{:.1f}"),
                    f"{length / took:.1f}" if took else "–",
                ]
            )
        self.screen.print_line()
        self.screen.print_table(titles, rows, right=frozenset({1, *range(3, 11)}))
        self.screen.print_line(
            "relevance: how near the embedding model finds a free answer to the reference answers\n"
            "complete: share of the text reached · seconds: work on it · ×: faster than the recording"
        )


def _format_number(value: float | None, form: str = "{:.0f}") -> str:
    return "–" if value is None else form.format(value)


async def play_demo_evening(url: str, centre: DemoGroup, *, language: str, json_file: str = "") -> None:
    """Play the evening against the server at `url`. Raise EveningFailed when a call fails or events stop."""
    screen = Screen()
    evening = EveningProgress(screen, language)
    try:
        async with httpx.AsyncClient(base_url=url, timeout=60, headers={"User-Agent": "Talim demo"}) as http:
            teacher = await _sign_in(http, get_demo_email("teacher"), centre.password)
            async with _open_wall_socket(url, teacher, centre.group) as socket:
                screen.print_line(
                    f"\nThe evening begins: {teacher.user['first_name']} watches the wall of her group.\n"
                )
                handing_in = asyncio.create_task(_submit_all(http, teacher, centre, evening))
                await _watch_events(socket, evening, handing_in)
    except (httpx.HTTPError, WebSocketException, OSError) as error:
        raise EveningFailed(f"the connection to the server at {url} failed: {error}") from error
    evening.print_table()
    if json_file:
        Path(json_file).write_text(json.dumps(list(evening.results.values()), indent=1), encoding="utf-8")


async def _sign_in(http: httpx.AsyncClient, login: str, password: str) -> DemoUser:
    answer = await http.post("/api/v1/auth/login/", json={"login": login, "password": password})
    if answer.is_error:
        raise EveningFailed(f"{login} could not sign in: {answer.text[:300]}")
    return DemoUser(http, answer.json())


@asynccontextmanager
async def _open_wall_socket(url: str, teacher: DemoUser, group: str) -> AsyncIterator[ClientConnection]:
    """Open the teacher's socket, subscribed to the wall and the group's leaderboard."""
    ticket = (await teacher.call("POST", "/realtime/tickets/"))["ticket"]
    async with connect(f"ws{url.removeprefix('http')}/ws/v1/", max_size=2**20) as socket:
        await socket.send(json.dumps({"id": 1, "type": "hello", "ticket": ticket}))
        for number, stream in enumerate((f"wall:{group}", f"group:{group}"), start=2):
            await socket.send(json.dumps({"id": number, "type": "subscribe", "stream": stream}))
        waiting = {1, 2, 3}
        while waiting:
            reply = json.loads(await asyncio.wait_for(socket.recv(), 10))
            if reply.get("type") == "error":
                raise EveningFailed(f"the socket refused: {reply}")
            waiting.discard(reply.get("id"))
        yield socket


async def _submit_all(http: httpx.AsyncClient, teacher: DemoUser, centre: DemoGroup, evening: EveningProgress) -> None:
    """For each recording a pupil signs in, gets an assignment from the teacher and submits the recording."""
    deadline = (datetime.now(UTC) + timedelta(days=1)).isoformat()
    for login, clip in zip(itertools.cycle(centre.pupils), clips.load_clips(), strict=False):
        pupil = await _sign_in(http, login, centre.password)
        task: dict[str, Any] = {
            "group": centre.group,
            "students": [pupil.user["id"]],
            "kind": clip.kind,
            "title": clip.title,
            "language": "en",
            "level": clip.level,
            "deadline": deadline,
        }
        if clip.kind == "reading":
            task["reference_text"] = clip.reference
        else:
            task |= {"question": clip.question, "reference_answers": clip.reference_answers}
        given = await teacher.call("POST", "/homework/assignments/bulk-assign/", json=task)
        homework = await pupil.call("GET", f"/homework/{given['rows'][0]['object']}/")
        assignment = homework["assignment"]["id"]
        evening.clips[assignment] = clip
        evening.submitted_at[assignment] = time.monotonic()
        await pupil.call(
            "POST",
            f"/homework/{homework['id']}/submit/",
            files={"file": (clip.path.name, clip.path.read_bytes())},
            headers={"Idempotency-Key": str(uuid.uuid4())},
        )


async def _watch_events(socket: ClientConnection, evening: EveningProgress, handing_in: asyncio.Task[None]) -> None:
    """Print events until every recording has its result; the last leaderboard may come a second later."""
    quiet_since = time.monotonic()
    while True:
        done = handing_in.done() and len(evening.results) == len(evening.clips)
        try:
            frame = json.loads(await asyncio.wait_for(socket.recv(), 2 if done else 1))
        except TimeoutError:
            if handing_in.done():
                handing_in.result()
            if done:
                return
            if time.monotonic() - quiet_since > SILENCE_TIMEOUT_SECONDS:
                handing_in.cancel()
                missing = len(evening.clips) - len(evening.results)
                raise EveningFailed(
                    f"{missing} recordings have no answer after {SILENCE_TIMEOUT_SECONDS:.0f} s of silence: "
                    "is `manage.py speech` running?"
                ) from None
            continue
        quiet_since = time.monotonic()
        evening.print_event(frame)
